"""Corrections applied to plans as other options, versions and readings give them."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.corrections.apply import applied
from pipeline.corrections.fields import BadValue, fields_of, number_text, text_of, with_field
from pipeline.corrections.place import place_of
from pipeline.corrections.record import Correction
from pipeline.plan import CHECKED, CORRECTED, Indicator, IndicatorValue, LegalBasis, Plan, PlanWarning
from pipeline.value_names import value_fields
from tests.corrections.plans import indicator, plan, proof, task


def _made(row: str, field: str, new: str, of: Plan | None = None, **more: Any) -> Correction:
    place = place_of(of or plan(), row)
    assert place
    return place.correction(field, new, who="An", **more)


NUMBER = _made("a2-1", "result_2024", "9,44", reason="number-doubtful")
LEAD = _made("a1-2", "lead", "Phòng Tư pháp", reason="lead-empty")


def _result(of: Plan) -> float | None:
    return next(row for row in of.indicators if row.name.startswith("Ch")).values[0].value


def test_a_number_is_corrected_and_says_by_whom() -> None:
    found = applied(plan(), [NUMBER]).plan
    row = found.indicators[0]
    cell = row.evidence["result_2024"]
    assert row.values[0].value == 9.44
    assert (cell.raw, cell.confidence, cell.is_checked) == ("0.44", 1, True)
    assert cell.repair
    assert cell.repair.rule == CORRECTED
    assert cell.repair.ground.startswith("An, ")
    assert [one.code for one in found.settled] == ["number-doubtful"]
    assert [one.code for one in found.warnings] == ["lead-empty"]


def test_what_follows_from_a_value_follows_its_correction() -> None:
    deadline = _made("a1-1", "deadline", "Tháng 3/2025")
    found = applied(plan(), [LEAD, deadline, _made("header", "date", "2025-02-13")]).plan
    assert found.tasks[1].lead_units == ("Phòng Tư pháp",)
    assert [unit.name for unit in found.units] == ["Phòng Nội vụ", "Phòng Tư pháp"]
    assert found.tasks[0].due
    assert found.tasks[0].due.end == "2025-03-31"
    assert found.header.date == "2025-02-13"
    assert found.header.evidence["date"].is_checked


def test_a_value_that_is_right_is_marked_as_looked_at() -> None:
    found = applied(plan(), [_made("a2-1", "result_2024", "0,44")]).plan
    repair = found.indicators[0].evidence["result_2024"].repair
    assert repair
    assert repair.rule == CHECKED
    assert _result(found) == 0.44
    assert len(found.settled) == 1


ROWS = plan().indicators
MOVED = [
    pytest.param(plan(indicators=ROWS[::-1]), id="in another order"),
    pytest.param(
        plan(indicators=tuple(row.model_copy(update={"id": f"x{row.id}"}) for row in ROWS)), id="of other ids"
    ),
    pytest.param(plan(indicators=(indicator(1, "Chi dao dieu hanh.", 0.44, 9.5), ROWS[1])), id="read worse"),
    pytest.param(
        plan(indicators=(indicator(1, "Chỉ đạo điều hành", 6.44, 9.5), ROWS[1])), id="read otherwise"
    ),
    pytest.param(plan(indicators=(indicator(1, "Chỉ đạo điều hành", 9.44, 9.5), ROWS[1])), id="read rightly"),
    pytest.param(
        plan(indicators=(*ROWS, indicator(9, "Chỉ đạo điều hành", 1.0, 2.0))),
        id="beside one of the same name",
    ),
]


@pytest.mark.parametrize("again", MOVED)
def test_a_correction_holds_for_a_row(again: Plan) -> None:
    found = applied(again, [NUMBER])
    assert found.unfit == ()
    assert _result(found.plan) == 9.44
    others = [row for row in found.plan.indicators if row.evidence["result_2024"].confidence < 1]
    assert len(others) == len(again.indicators) - 1


def _without_boxes(of: Plan) -> Plan:
    rows = [
        row.model_copy(
            update={
                "evidence": {
                    name: cell.model_copy(update={"box": None}) for name, cell in row.evidence.items()
                }
            }
        )
        for row in of.indicators
    ]
    return of.model_copy(update={"indicators": tuple(rows)})


GONE = [
    pytest.param(plan(indicators=()), id="no row"),
    pytest.param(plan(indicators=ROWS[1:]), id="another row"),
    pytest.param(plan(indicators=(indicator(8, "Chỉ đạo điều hành", 0.44, 9.5),)), id="another place"),
    pytest.param(plan(indicators=(indicator(1, "Số hồ sơ đúng hạn", 0.44, 9.5),)), id="another text"),
    pytest.param(
        plan(
            indicators=(
                ROWS[0].model_copy(
                    update={"values": ROWS[0].values[1:], "evidence": {"name": proof("x", 1, 0, page=3)}}
                ),
            )
        ),
        id="no such value",
    ),
    pytest.param(
        _without_boxes(
            plan(
                indicators=tuple(row.model_copy(update={"id": f"b{n}"}) for n, row in enumerate(ROWS[:1] * 2))
            )
        ),
        id="two that are alike",
    ),
]


@pytest.mark.parametrize("again", GONE)
def test_what_fits_no_more_is_warned_of_and_changes_nothing(again: Plan) -> None:
    found = applied(again, [NUMBER])
    assert found.unfit == (NUMBER,)
    assert found.plan.indicators == again.indicators
    (warning,) = [one for one in found.plan.warnings if one.code == "correction-unfit"]
    assert (warning.raw, warning.proposals, warning.page) == ("0,44", ("9,44",), 3)


def test_a_cell_of_another_name_is_known_by_its_place() -> None:
    moved = {"measure": "target", "year": 2024}
    row = ROWS[0].model_copy(
        update={
            "values": (ROWS[0].values[0].model_copy(update=moved), ROWS[0].values[1]),
            "evidence": {name.replace("result", "target"): cell for name, cell in ROWS[0].evidence.items()},
        }
    )
    found = applied(plan(indicators=(row,)), [NUMBER])
    assert found.unfit == ()
    assert found.plan.indicators[0].evidence["target_2024"].is_checked


def test_a_row_whose_text_was_corrected_is_still_known() -> None:
    garbled = plan(tasks=(task(1, "R soat van bn quy pham phap lut"), *plan().tasks[1:]))
    text = _made("a1-1", "task", "Rà soát văn bản quy phạm pháp luật", of=garbled)
    once = applied(garbled, [text]).plan
    lead = _made("a1-1", "lead", "Sở Tư pháp", of=once)
    found = applied(garbled, [text, lead])
    assert found.unfit == ()
    assert found.plan.tasks[0].lead == "Sở Tư pháp"
    # The next version reads it well by itself.
    assert applied(plan(), [text, lead]).plan.tasks[0].lead == "Sở Tư pháp"


def test_rows_are_taken_out_and_put_in() -> None:
    gone = _made("a1-1", "", "", action="remove")
    new = _made("a1-2", "", "Đăng tải kết quả", action="add")
    once = applied(plan(), [gone, new]).plan
    assert [row.task for row in once.tasks][1] == "Đăng tải kết quả"
    assert "Rà soát" in once.left_over[0].text
    lead = _made(f"hand-{new.id}", "lead", "Sở Y tế", of=once)
    found = applied(plan(), [gone, new, lead])
    assert found.unfit == ()
    assert found.plan.tasks[1].lead == "Sở Y tế"
    assert found.plan.tasks[1].appendix == 1
    value = _made("a2-2", "", "Tỷ lệ hồ sơ đúng hạn", action="add")
    assert [row.values[0].value for row in applied(plan(), [value]).plan.indicators] == [0.44, 3.5, None]


def test_a_warning_is_settled_by_itself() -> None:
    skips = plan(
        warnings=(
            plan().warnings[0].model_copy(update={"code": "sum-differs", "row": "", "where": "appendix 2"}),
        )
    )
    one = Correction(
        action="settle",
        sha256="a",
        field="sum-differs",
        row_text="appendix 2",
        old="0.44",
        reason="sum-differs",
    )
    assert [w.code for w in applied(skips, [one]).plan.settled] == ["sum-differs"]
    # One that is made no more needs nothing.
    assert applied(plan(warnings=()), [one]).unfit == ()


NUMBERS = [
    ("9,44", 9.44, None, ""),
    ("9.44", 9.44, None, ""),
    ("1.234,5", 1234.5, None, ""),
    ("1.234.567", 1234567, None, ""),
    ("0,125", 0.125, None, ""),
    ("≥ 85%", 85, None, ">="),
    ("5 - 7", 5, 7, ">="),
    ("", None, None, ""),
]


@pytest.mark.parametrize(("typed", "value", "upper", "operator"), NUMBERS)
def test_numbers_as_they_are_typed(
    typed: str, value: float | None, upper: float | None, operator: str
) -> None:
    row = with_field(plan().indicators[0], "result_2024", typed, 2025)
    assert isinstance(row, Indicator)
    found = row.values[0]
    assert (found.value, found.upper, found.operator) == (value, upper, operator)
    again = with_field(row, "result_2024", number_text(found), 2025)
    assert fields_of(again) == fields_of(row)


@pytest.mark.parametrize("value", [1.639, 1639.0, 0.1, -3.25, 1e6, 1234567.891])
def test_shown_numbers_are_read_back(value: float) -> None:
    row = indicator(1, "x", value, 1)
    assert with_field(row, "result_2024", fields_of(row)["result_2024"], 2025) == row


@pytest.mark.parametrize(
    ("row", "field", "typed"),
    [
        ("a2-1", "result_2024", "1.234"),
        ("a2-1", "result_2024", "1,234"),
        ("a2-1", "result_2024", "chín"),
        ("a2-1", "max", "x"),
        ("header", "date", "31/02/2025"),
        ("header", "year", "25"),
    ],
)
def test_what_may_be_two_things_or_none_is_refused(row: str, field: str, typed: str) -> None:
    place = place_of(plan(), row)
    assert place
    with pytest.raises(BadValue, match=typed):
        with_field(place.row, field, typed, 2025)


def test_values_are_called_as_extracting_calls_them(sample: tuple[Plan, str]) -> None:
    for row in sample[0].indicators:
        names = {name for name in row.evidence if name.startswith(("result", "target"))}
        assert names <= set(value_fields(row.values))


def test_two_values_of_one_year_have_two_names() -> None:
    values = [IndicatorValue(measure="result", year=2024)] * 2
    assert value_fields(values) == ("result_2024", "result_2024-2")


BASES = (
    LegalBasis(doc_type="Nghị quyết", number="76/NQ-CP", date="2021-07-15", issuer="Chính phủ"),
    LegalBasis(doc_type="Luật", title="Tổ chức chính quyền địa phương"),
    LegalBasis(doc_type="Kế hoạch", number="78/KH-UBND", title="cải cách hành chính"),
)
BASED = plan(legal_basis=BASES)


def _bases(*corrections: Correction, of: Plan = BASED) -> list[str]:
    return [text_of(one) for one in applied(of, corrections).plan.legal_basis]


def test_a_legal_basis_is_corrected_by_what_it_says() -> None:
    one = _made("basis-1", "number", "77/NQ-CP", BASED, reason="basis-doubtful")
    doubt = PlanWarning(code="basis-doubtful", message="?", field="legal_basis", raw="76/NQ-CP")
    other = doubt.model_copy(update={"raw": "78/KH-UBND"})
    found = applied(BASED.model_copy(update={"warnings": (doubt, other)}), [one])
    proof = found.plan.legal_basis[0].evidence["number"]
    assert (proof.raw, proof.confidence, proof.is_checked) == ("76/NQ-CP", 1, True)
    assert (found.plan.warnings, found.plan.settled) == ((other,), (doubt,))
    # In another order, and where another document has nearly its number.
    assert _bases(one, of=plan(legal_basis=BASES[::-1]))[2] == "77/NQ-CP"
    missed = applied(plan(legal_basis=BASES[1:]), [one])
    assert (missed.plan.legal_basis, missed.unfit) == (BASES[1:], (one,))
    title = _made("basis-2", "title", "Tổ chức chính quyền", BASED)
    read_worse = LegalBasis(doc_type="Luật", title="Tổ chức chính quyến địa phương")
    assert _bases(title, of=plan(legal_basis=(BASES[0], read_worse)))[1] == "Tổ chức chính quyền"
    date = _made("basis-1", "date", "2021-07-16", BASED)
    assert applied(BASED, [date]).plan.legal_basis[0].date == "2021-07-16"


def test_of_two_legal_bases_that_say_the_same_the_one_in_its_place_is_meant() -> None:
    twice = plan(legal_basis=(BASES[0], BASES[0].model_copy()))
    assert _bases(_made("basis-2", "number", "9/NQ-CP", twice), of=twice) == ["76/NQ-CP", "9/NQ-CP"]


def test_legal_bases_are_put_in_and_taken_out() -> None:
    text = "Quyết định số 749/QĐ-TTg ngày 03/6/2020 của Thủ tướng Chính phủ phê duyệt Chương trình"
    first = _made("basis-0", "", text, BASED, action="add")
    behind = _made("basis-3", "", "Điều lệ của Hội", BASED, action="add")
    assert _bases(first, behind) == ["749/QĐ-TTg", *map(text_of, BASES), "Điều lệ của Hội"]
    assert _bases(first, of=plan()) == ["749/QĐ-TTg"]
    gone = applied(BASED, [_made("basis-1", "", "", BASED, action="remove")]).plan
    assert gone.legal_basis == BASES[1:]
    assert gone.left_over[0].text.startswith("Nghị quyết | 76/NQ-CP")
