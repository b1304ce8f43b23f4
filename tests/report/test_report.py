from __future__ import annotations

import re
from contextlib import closing
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from pipeline.batch.state import FOLDER, State, stamp
from pipeline.batch.types import Job, Outcome
from pipeline.cli import main
from pipeline.emit import emit, searchable_path, to_json, write_plan
from pipeline.messages import speaking
from pipeline.plan import CellEvidence, Header, Indicator, Plan, PlanWarning, Source, Task
from pipeline.report.coverage import Covered, bars, matrix
from pipeline.report.grade import assess
from pipeline.report.page import render
from pipeline.settings import Settings
from pipeline.warning_kinds import in_words, warning_kinds
from tests.conftest import ROOT


def _plan(
    *warnings: str, confidence: float = 1.0, rows: int = 10, name: str = "p", issuer: str = "UBND XÃ A"
) -> Plan:
    proof = {"task": CellEvidence(raw="x", confidence=confidence)}
    return Plan(
        source=Source(file=f"{name}.txt", sha256="0" * 64, kind="text", pages=4, converted_with="test"),
        header=Header(issuer=issuer, year=2024, title="<b>Kế hoạch & chỉ tiêu</b>"),
        tasks=tuple(Task(id=f"t{n}", no=str(n), task=f"Việc {n}", evidence=proof) for n in range(rows)),
        warnings=tuple(PlanWarning(code=code, message=f"{code}!", row="t1") for code in warnings),
    )


def _in_text(rows: int) -> Plan:
    """A plan whose tasks stand in running text."""
    plan = _plan(rows=rows)
    return plan.model_copy(
        update={"tasks": tuple(t.model_copy(update={"origin": "text"}) for t in plan.tasks)}
    )


@pytest.mark.parametrize(
    ("plan", "grade"),
    [
        (_plan(), "A"),
        (_plan("target-worse", "numbering-skips", "note-differs"), "A"),  # the plan's own slips
        (_plan("left-over"), "A"),
        (_plan("number-unread", "number-doubtful"), "B"),
        (_plan("page-failed"), "C"),  # one of four
        (_plan("table-missing", "header-missing"), "C"),
        (_plan(*["number-unread"] * 10, "page-failed"), "D"),
        (_plan(confidence=0.3), "D"),
        (_plan("table-missing", rows=0), "C"),
        (_in_text(10), "A"),
        (_in_text(11), "B"),
    ],
)
def test_what_a_grade_means(plan: Plan, grade: str) -> None:
    assert assess(plan).grade == grade


def test_more_warnings_never_better() -> None:
    for code in warning_kinds():
        scores = [assess(_plan(*[code] * count)).score for count in range(12)]
        assert scores == sorted(scores, reverse=True)
        assert 0 <= min(scores) <= max(scores) <= 100


def test_the_gravest_comes_first() -> None:
    first = assess(_plan("left-over", "page-failed", "lead-empty", "number-unread")).first
    assert [warning.code for warning in first] == ["page-failed", "number-unread", "lead-empty"]


def test_every_kind_of_warning_is_described() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "pipeline").rglob("*.py"))
    assert set(re.findall(r'PlanWarning\(\s*code="([a-z-]+)"', code)) == set(warning_kinds())
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [kind for kind in warning_kinds() if f"`{kind}`" not in readme] == []


def test_places_in_words() -> None:
    with speaking("vi"):
        assert in_words("page 3") == "trang 3"
        assert in_words("line 132, appendix 2") == "dòng 132, phụ lục 2"
    assert in_words("page 3") == "page 3"


def test_spellings_of_an_issuer_are_one() -> None:
    plans = [
        Covered("ỦY BAN NHÂN DÂN XÃ HOÀ BÌNH", 2023, 3, 0, 90),
        Covered("Uỷ ban nhân dân xã Hòa Bình", 2024, 5, 1, 50),
        Covered("UBND tỉnh Ninh Bình", None, 0, 0, 10),
    ]
    found = matrix(plans)
    assert found.years == (2023, 2024, None)
    assert len(found.issuers) == 2
    squares = [square for line in found.squares for square in line if square]
    assert sum(square.plans for square in squares) == 3
    assert sum(square.rows for square in squares) == 9
    assert [(bar.year, bar.tasks, bar.indicators) for bar in bars(plans)] == [
        (2023, 3, 0), (2024, 5, 1), (None, 0, 0),
    ]  # fmt: skip


def test_issuers_beyond_what_can_be_drawn_stand_together() -> None:
    plans = [Covered(f"Phòng số {number}", 2024, 1, 0, 90) for number in range(60)]
    found = matrix(plans, "khác")
    assert len(found.issuers) == 41
    assert found.issuers[-1] == "khác"
    assert sum(square.plans for line in found.squares for square in line if square) == len(plans)


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.links += [value for name in ("href", "src") if (value := found.get(name))]
        self.ids += [found.get("id") or ""]


def test_the_page_stands_alone_and_leads_to_the_plans(tmp_path: Path, sample: tuple[Plan, str]) -> None:
    output, page = tmp_path / "kết quả", tmp_path / "report" / "page.html"
    emit(*sample, output)
    name = "xã Đông--kế hoạch 50%"
    write_plan(name, to_json(_plan("page-failed", name=name)), "", output)
    (output / "failures.csv").write_text(
        "file,code,reason\r\nbad.pdf,16,it cannot be opened\r\n", encoding="utf-8"
    )
    with pytest.raises(SystemExit) as stopped:
        main(["report", str(output), "-o", str(page)])
    assert stopped.value.code == 0
    html = page.read_text(encoding="utf-8")
    parser = _Links()
    parser.feed(html)
    for link in parser.links:
        inside = link[1:] in parser.ids if link.startswith("#") else (page.parent / unquote(link)).is_file()
        assert inside, link
    assert "bad.pdf" in html
    assert "&lt;b&gt;Kế hoạch" in html
    assert html.index(">C</span>") < html.index(">D</span>")
    assert "http" not in html


@pytest.mark.parametrize(
    ("file", "is_searchable", "expected"),
    [
        ("kế hoạch.pdf", False, "../scans/kế hoạch.pdf#page=2"),
        ("kế hoạch.pdf", True, "searchable/p.pdf#page=2"),
        ("a.JPG", False, "../scans/a.JPG"),
        ("a.docx", False, ""),
        ("gone.pdf", False, ""),
    ],
)
def test_a_warning_leads_to_the_page_of_the_scan(
    tmp_path: Path, file: str, is_searchable: bool, expected: str
) -> None:
    output, source = tmp_path / "output", tmp_path / "scans" / file
    source.parent.mkdir()
    plan = _plan("number-unread")
    proof = {
        "task": CellEvidence(raw="x", page=2, confidence=1.0),
        "lead": CellEvidence(raw="", confidence=1.0),
    }
    tasks = tuple(task.model_copy(update={"evidence": proof}) for task in plan.tasks)
    emit(plan.model_copy(update={"tasks": tasks}), "", output)
    source.touch()
    (output / FOLDER).mkdir()
    with closing(State(output)) as state:
        state.record(Outcome(Job(source, "p"), "converted"), stamp(source), Settings())
    if file.startswith("gone"):
        source.unlink()
    if is_searchable:
        copy = searchable_path(output, "p", "pdf")
        copy.parent.mkdir()
        copy.touch()
    html = render(output, output / "report.html")
    parser = _Links()
    parser.feed(html)
    found = {unquote(link) for link in parser.links if "scans" in link or "searchable" in link}
    assert found == ({expected, expected.partition("#")[0]} if expected else set())


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["report", str(tmp_path)])
    assert stopped.value.code == 3


def test_indicators_count_too() -> None:
    unsure = Indicator(id="i", evidence={"max": CellEvidence(raw="1", confidence=0.1)})
    assert assess(_plan().model_copy(update={"indicators": (unsure,)})).sure == pytest.approx(10 / 11)
