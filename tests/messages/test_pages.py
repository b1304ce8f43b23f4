"""Pages and workbooks speak one language, that of their reader: none of another is left in them."""

from __future__ import annotations

import json
import re
import string
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest

from pipeline.cli import main
from pipeline.compare import compare, forms, trend_forms, wording_forms
from pipeline.compare.folders import Folders, Part
from pipeline.compare.trend import trend
from pipeline.compare.wordings import compare_wordings
from pipeline.emit import emit
from pipeline.messages import speaking, tr, use
from pipeline.plan import (
    CellEvidence,
    Due,
    Header,
    Indicator,
    IndicatorValue,
    Plan,
    PlanWarning,
    Repair,
    Section,
    Source,
    Task,
)  # fmt: skip
from pipeline.report.page import render
from pipeline.value_names import spoken
from pipeline.warning_kinds import warning_kinds
from scripts.messages import marked

# What the plans of this test say is all of figures and 'x': words are those of the pages.
SHOWN = ("title", "aria-label", "placeholder", "alt")
# Codes and names of files that are no words, and words that both languages write alike.
NO_WORDS = {"json", "txt", "a", "b", "x", "xlsx", "utf", "sha", "kehoach", "log", "max"}


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    use("", {})


def _plan(year: int, *, tasks: int = 4, target: float = 90.5) -> Plan:
    repair = Repair(rule="row-number", ground=tr("no number was read; {ground}", ground="7"))
    rows = tuple(
        Task(
            id=f"a1-{n}", no=str(n), task=f"{n * 1111} {n * 7} {n * 13}", deadline=f"{n}/{year}", lead=f"X{n}",
            due=Due(recurrence="monthly"), evidence={"no": CellEvidence(raw="", confidence=0.3, repair=repair)},
        )
        for n in range(1, tasks + 1)
    )  # fmt: skip
    values = (
        IndicatorValue(measure="result", year=year - 1, value=80.25, estimated=True),
        IndicatorValue(measure="target", year=year, value=target, operator=">="),
    )
    message = tr("{name}: no number was read.", name=spoken("result_2023"))
    places = {"left-over": "preamble", "lines-unplaced": "lines 3-4", "appendix-number": "line 7, appendix 2"}
    warnings = tuple(
        PlanWarning(
            code=code, message=message, page=2, where=places.get(code, ""), field="deadline", row="a1-1"
        )
        for code in warning_kinds()
    )
    return Plan(
        source=Source(file=f"{year}.txt", sha256="0" * 64, kind="text", pages=4, converted_with="1"),
        header=Header(issuer="X 1", year=year, number=f"{year}/X", title="77 88", date=f"{year}-02-03"),
        sections=(Section(marker="1", heading="11", paragraphs=(f"{year} 22 33",)),),
        tasks=rows,
        indicators=(Indicator(id="a2-1", code="1", name="44 55", unit="%", values=values),),
        warnings=(*warnings, PlanWarning(code="header-doubtful", message="", row="header", field="number")),
    )  # fmt: skip


class _Words(HTMLParser):
    """What a reader of a page sees or hears; codes are neither language's."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._within: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._within.append(tag)
        self.texts += [value for name, value in attrs if name in SHOWN and value]

    def handle_endtag(self, tag: str) -> None:
        while self._within and self._within.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not {"style", "script", "code"} & set(self._within):
            self.texts.append(data)


def pages_of(folder: Path) -> dict[str, str]:
    """All pages that there are, by name, in the language that was asked for."""
    old, new = _plan(2023), _plan(2024, tasks=5, target=70.0)
    other = new.model_copy(update={"header": new.header.model_copy(update={"issuer": "X 2"})})
    for plan in (old, new):
        emit(plan, "", folder)
    (folder / "failures.csv").write_text("file,code,reason\r\n9.pdf,16,\r\n", encoding="utf-8")
    differences = [compare(old, new), compare(new, old), compare(old, other)]
    wordings = [compare_wordings(old, new), compare_wordings(old, other)]
    folders = [
        Folders(tuple(Part(one, "1", "2") for one in found), ("3",), ("4",))
        for found in (differences, wordings)
    ]
    return {
        "report": render(folder, folder / "report.html"),
        "difference": forms.to_html(differences[0]),
        "turned round": forms.to_html(differences[1]),
        "other office": forms.to_html(differences[2]),
        "wordings": wording_forms.to_html(wordings[0]),
        "folders": forms.to_page(folders[0]),
        "wordings of folders": wording_forms.to_page(folders[1]),
        "trend": trend_forms.to_html([trend([old, new])]),
        "trends": trend_forms.to_html([trend([old, new]), trend([new])]),
    }  # fmt: skip


def _english() -> set[str]:
    """The words of all English texts that are no words of the Vietnamese ones, too."""
    with speaking("vi"):
        vietnamese = {word for text, _ in marked() for word in _words(tr(text))}
    return {word for text, _ in marked() for word in _words(text)} - vietnamese - NO_WORDS


def _words(text: str) -> set[str]:
    plain = " ".join(literal for literal, *_ in string.Formatter().parse(re.sub(r"%\(\w+\)\w", " ", text)))
    return set(re.findall(r"[^\W\d_]+", plain.lower()))


def _seen(page: str) -> str:
    parser = _Words()
    parser.feed(page)
    return _without_files(" ".join(parser.texts))


def _without_files(text: str) -> str:
    """A text without the names of files."""
    return re.sub(r"\w+\.\w+", "", text)


@pytest.mark.parametrize("asked", ["vi", "en"])
def test_pages_are_of_one_language(asked: str, tmp_path: Path) -> None:
    use(asked, {})
    for name, page in pages_of(tmp_path).items():
        seen = _seen(page)
        assert f'<html lang="{asked}">' in page
        assert page.count("<!doctype html>") == page.count("</html>") == 1
        found = set(re.findall(r"[^\W\d_]+", seen.lower()))
        other = found & _english() if asked == "vi" else {word for word in found if not word.isascii()}
        assert (name, other) == (name, set())
        assert len(found) > 5


def test_a_page_of_the_other_language_is_noticed(tmp_path: Path) -> None:
    use("en", {})
    pages = pages_of(tmp_path)
    assert all(set(re.findall(r"[^\W\d_]+", _seen(page).lower())) & _english() for page in pages.values())


def test_numbers_and_days_of_pages_are_as_their_readers_write_them(tmp_path: Path) -> None:
    use("vi", {})
    pages = pages_of(tmp_path)
    assert "03/02/2024" in pages["report"]
    for name in ("difference", "trend"):
        assert "90,5" in pages[name]
        assert "90.5" not in _seen(pages[name])


@pytest.mark.parametrize("asked", ["vi", "en"])
def test_a_workbook_is_of_one_language(asked: str, tmp_path: Path) -> None:
    use(asked, {})
    emit(_plan(2024), "", tmp_path)
    with pytest.raises(SystemExit) as stopped:
        main(["--lang", asked, "export", str(tmp_path), "--to", "xlsx"])
    assert stopped.value.code == 0
    book = openpyxl.load_workbook(tmp_path / "export" / "kehoach.xlsx")
    cells = {str(cell.value) for sheet in book for row in sheet for cell in row if cell.value is not None}
    texts = [*book.sheetnames, *(cells - set(warning_kinds()))]
    if asked == "en":
        # What to check is Vietnamese in every table of the dataset.
        advice = {f"{kind.name}: {kind.advice}" for kind in warning_kinds().values()}
        texts = [one for one in texts if one not in advice]
    found = {word for one in texts for word in re.findall(r"[^\W\d_]+", _without_files(one.lower()))}
    other = found & _english() if asked == "vi" else {word for word in found if not word.isascii()}
    assert other == set()


def test_the_differences_of_folders_are_one_document(tmp_path: Path) -> None:
    """Two pairs of plans, and one that only the new folder has, in each form."""
    for side, years in (("old", (2022, 2023)), ("new", (2023, 2024, 2025))):
        for number, year in enumerate(years):
            plan = _plan(year)
            header = plan.header.model_copy(update={"title": f"{['đất', 'rừng', 'lúa'][number]} {number}"})
            path = tmp_path / side / "plans" / f"{number}.json"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(plan.model_copy(update={"header": header}).model_dump_json(), encoding="utf-8")
    found = {}
    for form in ("html", "csv", "json", "markdown"):
        output = tmp_path / f"difference.{form}"
        with pytest.raises(SystemExit) as stopped:
            main(["diff", str(tmp_path / "old"), str(tmp_path / "new"), "--format", form, "-o", str(output)])
        assert stopped.value.code == 1
        found[form] = output.read_text(encoding="utf-8")
    assert found["html"].count("<html") == found["html"].count("<main>") == 1
    assert found["html"].count("<section") == 2
    lines = found["csv"].splitlines()
    assert lines[0].startswith("old_plan,new_plan,table,kind,")
    assert all(line.startswith(("0,0,", "1,1,")) for line in lines[1:])
    assert json.loads(found["json"])["only_new"] == ["2"]
    assert "only in the new folder: 2" in found["markdown"]
