"""Comparing plans: what is a change, what is none, and the forms a difference takes."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.compare import judged, make
from pipeline.cli import main
from pipeline.compare import Difference, compare
from pipeline.compare.applied import applied
from pipeline.compare.forms import FORMS
from pipeline.compare.marks import marked
from pipeline.compare.meaning import key, words
from pipeline.compare.sources import one_after_another
from pipeline.compare.trend import trend
from pipeline.conversion import convert
from pipeline.extract.deadlines import read_due
from pipeline.plan import CellEvidence, Header, Indicator, IndicatorValue, Plan, Source, Task
from pipeline.vietnamese.units import split_units
from tests.conftest import ROOT

TEXTS = [
    "Rà soát thủ tục hành chính", "Xây dựng kế hoạch năm {year}", "Tổ chức tập huấn cho cán bộ",
    "Kiểm tra an toàn thực phẩm", "Số hóa hồ sơ đạt 30%", "Trồng rừng mới", "Tuyên truyền pháp luật",
]  # fmt: skip


def task(
    number: int, text: str, year: int, deadline: str = "Quý I/{year}", lead: str = "Sở Nội vụ", **more: object
) -> Task:
    deadline = deadline.replace("{year}", str(year))
    return Task(
        id=f"a1-{number}", no=str(number), task=text.replace("{year}", str(year)), deadline=deadline,
        due=read_due(deadline, year), lead=lead, lead_units=split_units(lead),
    ).model_copy(update=more)  # fmt: skip


def indicator(
    number: int, name: str, year: int, result: float, target: float, unit: str = "%", operator: str = ""
) -> Indicator:
    return Indicator(
        id=f"a2-{number}", code=str(number), name=name, unit=unit,
        values=(
            IndicatorValue(measure="result", year=year - 1, value=result),
            IndicatorValue(measure="target", year=year, value=target, operator=operator),
        ),
    )  # fmt: skip


def plan(year: int, tasks: list[Task], indicators: list[Indicator] | None = None) -> Plan:
    return Plan(
        source=Source(file=f"{year}.txt", sha256="", kind="text", pages=1, converted_with=""),
        header=Header(year=year, number=f"{year}/KH-UBND", title="Cải cách hành chính"),
        tasks=tuple(tasks),
        indicators=tuple(indicators or []),
    )


def changes(difference: Difference) -> list[tuple[str, object, object]]:
    found = (*difference.tasks.changed, *difference.indicators.changed)
    return [(change.field, change.old, change.new) for one in found for change in one.changes]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"text": "Hoà giải – vận động"}, {"text": "hòa giải - vận động."}),
        ({"deadline": "Hàng năm"}, {"deadline": "Hằng năm"}),
        ({"deadline": "Quý I/{year}"}, {"deadline": "Quý 1 năm {year}"}),
        ({"lead": "Sở TN&MT, Sở Y tế"}, {"lead": "Sở Y tế; Sở Tài nguyên và Môi trường"}),
        ({"text": "Xây dựng kế hoạch năm {year}"}, {"text": "Xây dựng kế hoạch năm {year}"}),
    ],
)
def test_what_is_no_change(old: dict[str, str], new: dict[str, str]) -> None:
    base = {"text": TEXTS[0]}
    one, other = (
        plan(2023, [task(1, **base | old, year=2023)]),
        plan(2024, [task(7, **base | new, year=2024)]),
    )
    difference = compare(one, other)
    assert difference.is_empty
    assert difference.tasks.unchanged == 1


@pytest.mark.parametrize(
    ("new", "field"),
    [
        ({"deadline": "Quý II/{year}"}, "deadline"),
        ({"lead": "Sở Y tế"}, "lead"),
        ({"text": "Rà soát thủ tục hành chính cấp xã"}, "task"),
    ],
)
def test_what_is_a_change(new: dict[str, str], field: str) -> None:
    base = {"text": TEXTS[0]}
    difference = compare(
        plan(2023, [task(1, **base, year=2023)]), plan(2024, [task(1, **base | new, year=2024)])
    )
    assert [name for name, _, _ in changes(difference)] == [field]


def test_the_year_that_rolls_on_is_kept_apart() -> None:
    difference = compare(plan(2023, [task(1, TEXTS[1], 2023)]), plan(2024, [task(1, TEXTS[1], 2024)]))
    (shifted,) = difference.tasks.year_shift
    assert [(one.field, one.old, one.new) for one in shifted.year_shift] == [
        ("task", "Xây dựng kế hoạch năm 2023", "Xây dựng kế hoạch năm 2024"),
        ("deadline", "Quý I/2023", "Quý I/2024"),
    ]


def test_a_number_inside_a_task_is_named() -> None:
    old, new = plan(2023, [task(1, TEXTS[4], 2023)]), plan(2024, [task(1, "Số hóa hồ sơ đạt 40%", 2024)])
    (changed,) = compare(old, new).tasks.changed
    assert changed.changes[0].numbers == (("30%", "40%"),)


def test_targets_rise_and_are_met_or_not() -> None:
    old = plan(2023, [], [indicator(1, "Hồ sơ đúng hạn", 2023, 90, 95), indicator(2, "Hộ nghèo", 2023, 5, 3)])
    new = plan(2024, [], [indicator(4, "Hồ sơ đúng hạn", 2024, 96, 98), indicator(5, "Hộ nghèo", 2024, 4, 2)])
    difference = compare(old, new)
    targets = [c for one in difference.indicators.changed for c in one.changes if c.measure == "target"]
    assert [(c.year, c.old, c.new, c.delta) for c in targets] == [(2024, 95, 98, 3), (2024, 3, 2, -1)]
    assert [(one.name, one.year, one.met) for one in difference.indicators.met] == [
        ("Hồ sơ đúng hạn", 2023, True), ("Hộ nghèo", 2023, False),
    ]  # fmt: skip


def test_another_unit_is_compared_in_the_common_one() -> None:
    old = plan(2023, [], [indicator(1, "Đàn gia cầm", 2023, 1200, 1500, unit="con")])
    new = plan(2024, [], [indicator(1, "Đàn gia cầm", 2024, 1.2, 1.6, unit="nghìn con")])
    found = changes(compare(old, new))
    assert found == [("unit", "con", "nghìn con"), ("value", 1.5, 1.6)]


def test_what_ocr_may_have_made_is_doubtful() -> None:
    proof = {"task": CellEvidence(raw="Ra soat thu tuc hanh chinh", confidence=0.9)}
    misread = task(1, "Rà soát thủ tục hành chỉnh", 2024, evidence=proof)
    difference = compare(plan(2023, [task(1, TEXTS[0], 2023)]), plan(2024, [misread]))
    assert difference.tasks.changed[0].changes[0].doubtful
    assert compare(plan(2023, [task(1, TEXTS[0], 2023)]), plan(2024, [misread]), sure=True).is_empty


def test_known_differences_are_found_all_and_no_others() -> None:
    counts = judged(make(random.Random(3), 40), None)
    for kind in ("added", "removed", "changed"):
        assert counts[kind, "found"] >= 0.98 * counts[kind, "expected"] > 0
        assert counts[kind, "false"] == 0


ROWS = st.lists(
    st.tuples(st.sampled_from(TEXTS), st.sampled_from(["Quý I/{year}", "Thường xuyên", "Tháng 6"]),
              st.sampled_from(["Sở Nội vụ", "Sở Y tế"])),
    max_size=7, unique_by=lambda row: row[0],
)  # fmt: skip


def _plan(year: int, rows: list[tuple[str, str, str]]) -> Plan:
    return plan(
        year, [task(n, text, year, deadline, lead) for n, (text, deadline, lead) in enumerate(rows, 1)]
    )


@given(ROWS)
@settings(max_examples=30, deadline=None)
def test_a_plan_has_no_difference_from_itself(rows: list[tuple[str, str, str]]) -> None:
    assert compare(_plan(2024, rows), _plan(2024, rows)).is_empty


@given(ROWS, ROWS)
@settings(max_examples=60, deadline=None)
def test_a_difference_turned_round_is_its_mirror(
    old: list[tuple[str, str, str]], new: list[tuple[str, str, str]]
) -> None:
    one, other = _plan(2023, old), _plan(2024, new)
    there, back = compare(one, other).tasks, compare(other, one).tasks
    assert (there.added, there.removed, there.unchanged) == (back.removed, back.added, back.unchanged)
    mirrored = {(c.old.id, c.new.id, x.field, x.old, x.new) for c in there.changed for x in c.changes}
    assert mirrored == {(c.new.id, c.old.id, x.field, x.new, x.old) for c in back.changed for x in c.changes}


@given(ROWS, ROWS)
@settings(max_examples=60, deadline=None)
def test_applied_to_the_old_plan_it_gives_the_new_one(
    old: list[tuple[str, str, str]], new: list[tuple[str, str, str]]
) -> None:
    one, other = _plan(2023, old), _plan(2024, new)
    rows, _ = applied(compare(one, other), one)
    said = [(words(row.task), words(row.deadline), row.lead_units) for row in rows]
    assert sorted(said) == sorted((words(r.task), words(r.deadline), r.lead_units) for r in other.tasks)


def test_words_and_keys() -> None:
    assert words("2. Quý I/2024 – Hoà giải") == ("quí", "i", "2024", "hòa", "giải")
    assert key("Quý I/2024", 2023) == "qui i {1}"
    assert key("Sở TN&MT", None) == "so tai nguyen va moi truong"
    assert list(marked("đạt 30% kế hoạch", "đạt 40% kế hoạch")) == [
        ("same", "đạt"), ("old", "30%"), ("new", "40%"), ("same", "kế hoạch"),
    ]  # fmt: skip


@pytest.mark.parametrize("form", sorted(FORMS))
def test_every_form_says_what_changed(form: str) -> None:
    old = plan(2023, [task(1, TEXTS[0], 2023), task(2, "=1+1 <b>x</b>", 2023)])
    new = plan(2024, [task(1, TEXTS[0], 2024, lead="Sở Y tế")])
    text = FORMS[form](compare(old, new))
    assert "Y tế" in text
    if form == "csv":
        assert ",=" not in text
    if form == "html":
        assert "<b>x</b>" not in text
    if form == "json":
        assert json.loads(text)["tasks"]["changed"][0]["changes"][0]["field"] == "lead"


def test_trend() -> None:
    plans = [
        plan(2022 + n, [task(1, TEXTS[0], 2022 + n)], [indicator(n, "Hộ nghèo", 2022 + n, 6 - n, 5 - n)])
        for n in (2, 0, 1)
    ]
    (ordered,) = one_after_another(plans)
    found = trend(ordered)
    (line,) = found.series
    assert [(p.measure, p.year, p.value) for p in line.points] == [
        ("result", 2021, 6), ("result", 2022, 5), ("result", 2023, 4),
        ("target", 2022, 5), ("target", 2023, 4), ("target", 2024, 3),
    ]  # fmt: skip
    assert [len(history) for history in found.histories] == [3]
    assert [(y.year, y.target and y.target.value, y.result and y.result.value, y.met) for y in line.years] == [
        (2021, None, 6, None), (2022, 5, 5, True), (2023, 4, 4, True), (2024, 3, None, None),
    ]  # fmt: skip


def test_a_trend_of_folders_has_all_their_plans(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for year in (2023, 2024, 2025):
        path = tmp_path / ("old" if year < 2025 else "new") / "plans" / f"{year}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(plan(year, [task(1, TEXTS[0], year)]).model_dump_json(), encoding="utf-8")
    (tmp_path / "empty").mkdir()
    for names, lines, code in ((("old",), 2, 0), (("old", "new"), 3, 0), (("empty",), -1, 3)):
        with pytest.raises(SystemExit) as end:
            main(["trend", *(str(tmp_path / name) for name in names), "--format", "tasks-csv"])
        assert (end.value.code or 0) == code
        assert len(capsys.readouterr().out.splitlines()) == lines + 1


def test_the_made_up_plan_of_the_year_before(sample: tuple[Plan, str]) -> None:
    """The 2023 plan in samples/ lacks six tasks of the real one, and has one that was dropped."""
    before, _ = convert(ROOT / "samples" / "ke-hoach-61-2023.docx")
    difference = compare(before, sample[0], only=["tasks"])
    added = [row.no for row in difference.tasks.added if row.origin == "table"]
    assert added == ["6", "10", "19", "28", "34", "39"]
    assert [row.task for row in difference.tasks.removed if row.origin == "table"] == [
        "Phát tờ rơi giới thiệu về Chỉ số PAPI đến các hộ gia đình trên địa bàn xã"
    ]


def test_commands_end_like_diff(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = plan(2023, [task(1, TEXTS[0], 2023)]), plan(2024, [task(1, TEXTS[5], 2024)])
    paths = []
    for one in (old, new):
        paths.append(tmp_path / f"{one.header.year}.json")
        paths[-1].write_text(one.model_dump_json(), encoding="utf-8")
    for arguments, code in (
        ([str(paths[0]), str(paths[0])], 0),
        ([str(paths[0]), str(paths[1])], 1),
        ([str(paths[0]), str(tmp_path / "none.json")], 2),
    ):
        with pytest.raises(SystemExit) as end:
            main(["diff", *arguments])
        assert end.value.code == code
    assert "1 added, 1 removed" in capsys.readouterr().out
    with pytest.raises(SystemExit) as end:
        main(["trend", *map(str, paths), "--format", "html", "-o", str(tmp_path / "trend.html")])
    assert end.value.code == 0
    assert "Trồng rừng mới" in (tmp_path / "trend.html").read_text(encoding="utf-8")
