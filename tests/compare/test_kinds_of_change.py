"""What changed on plans as they are: years by the rows, groups once, results apart, units and offices."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.compare import Difference, compare, successors
from pipeline.compare.forms import FORMS
from pipeline.compare.offices import same_office
from pipeline.compare.sources import one_after_another, paired_plans
from pipeline.plan import CellEvidence, Header, IndicatorValue, Period, Plan, Task
from pipeline.vietnamese import dictionaries
from tests.compare.test_compare import TEXTS, indicator, plan, task


def kinds(difference: Difference) -> list[str]:
    found = (*difference.tasks.changed, *difference.indicators.changed, *difference.indicators.reported)
    return [change.kind for one in found for change in one.changes]


def of(
    year: int, issuer: str = "UBND xã Tân Lập", title: str = "Cải cách hành chính", **more: object
) -> Header:
    header = Header(year=year, issuer=issuer, title=f"{title} năm {year}", number=f"1/KH-UBND-{year}")
    return header.model_copy(update=more)


def headed(one: Plan, **more: object) -> Plan:
    return one.model_copy(update={"header": one.header.model_copy(update=more)})


def test_a_plan_of_december_rolls_on_by_its_rows() -> None:
    """The header has the year of its date: the rows know better, of which year each deadline is."""
    old = plan(2024, [task(n, text, 2024) for n, text in enumerate(TEXTS)])
    new = plan(2025, [task(n, text, 2025) for n, text in enumerate(TEXTS)])
    difference = compare(headed(old, year=2023), headed(new, year=2023))
    assert difference.is_empty
    assert len(difference.tasks.year_shift) == len(TEXTS)
    assert [remark.code for remark in difference.remarks] == ["years-by-rows"]


def test_a_year_that_stays_is_no_change() -> None:
    text = "Rà soát quy hoạch đến năm 2030"
    assert compare(plan(2024, [task(1, text, 2024)]), plan(2025, [task(1, text, 2025)])).is_empty


def test_plans_for_several_years_roll_on_by_as_many() -> None:
    old, new = (plan(year, [task(1, TEXTS[1], year, f"Năm {year + 4}")]) for year in (2021, 2026))
    assert compare(old, new).is_empty


def grouped(year: int, *groups: str) -> Plan:
    rows = [task(n, text, year, group=(groups[n % len(groups)],)) for n, text in enumerate(TEXTS)]
    return plan(year, rows)


def test_a_group_that_is_renamed_is_one_change() -> None:
    difference = compare(
        grouped(2024, "I Cải cách", "II Y tế"), grouped(2025, "A Cải cách", "B Y tế, dân số")
    )
    assert difference.tasks.changed == ()
    (one,) = difference.tasks.groups
    assert (one.old, one.new, one.tasks, one.doubtful) == ("Y tế", "Y tế, dân số", 3, True)
    assert difference.tasks.kinds == {"group": 1}


@pytest.mark.parametrize(("last", "is_doubtful"), [(1, False), (2, True)])
def test_a_heading_may_only_be_cut_where_a_page_ends(last: int, is_doubtful: bool) -> None:
    old, new = (
        grouped(year, "I Cải cách", name) for year, name in ((2024, "II Y tế"), (2025, "II Y tế, dân số"))
    )
    paged = [
        row.model_copy(update={"evidence": {"task": CellEvidence(raw=row.task, confidence=1, page=page)}})
        for row, page in zip(old.tasks, (1, last, *[last] * len(old.tasks)), strict=False)
    ]
    (one,) = compare(plan(2024, paged), new).tasks.groups
    assert one.doubtful == is_doubtful


def test_a_heading_that_is_cut_in_two_says_the_same() -> None:
    old = grouped(2024, "I Cải cách", "B LĨNH VỰC VĂN HÓA - XÃ HỘI")
    cut = [row.model_copy(update={"group": ("B LĨNH VỰC VĂN HÓA - XÃ", "HỘI")}) if n % 2 else row
           for n, row in enumerate(grouped(2025, "I Cải cách", "x").tasks)]  # fmt: skip
    assert compare(old, plan(2025, cut)).is_empty


def test_a_task_under_another_heading_moved() -> None:
    new = grouped(2025, "I Cải cách", "II Y tế")
    moved = [new.tasks[0].model_copy(update={"group": ("II Y tế",)}), *new.tasks[1:]]
    difference = compare(grouped(2024, "I Cải cách", "II Y tế"), plan(2025, moved))
    (one,) = difference.tasks.changed
    assert [(c.field, c.kind, c.old, c.new) for c in one.changes] == [("group", "moved", "Cải cách", "Y tế")]
    assert difference.tasks.groups == ()


def test_rows_whose_results_alone_differ_are_reported() -> None:
    old = plan(2024, [], [indicator(1, "Hộ nghèo", 2024, 6, 5), indicator(2, "Trồng rừng", 2024, 10, 20)])
    new = plan(2025, [], [indicator(1, "Hộ nghèo", 2025, 5, 5), indicator(2, "Trồng rừng", 2025, 15, 25)])
    difference = compare(old, new).indicators
    assert [one.new.name for one in difference.reported] == ["Hộ nghèo"]
    assert [one.new.name for one in difference.changed] == ["Trồng rừng"]
    assert difference.kinds == {"target": 1, "reported": 2}
    assert difference.unchanged == 0
    assert compare(plan(2024, [], [old.indicators[0]]), plan(2025, [], [new.indicators[0]])).is_empty


def test_a_result_of_half_a_year_is_none_of_the_whole() -> None:
    def row(year: int, half: float) -> Plan:
        whole = indicator(1, "Hộ nghèo", year, 6, 5)
        period = Period(start=f"{year - 1}-01-01", end=f"{year - 1}-06-30")
        part = IndicatorValue(measure="result", year=year - 1, period=period, value=half)
        return plan(year, [], [whole.model_copy(update={"values": (part, *whole.values)})])

    (one,) = compare(row(2024, 3), row(2025, 4)).indicators.reported
    assert [(change.old, change.new) for change in one.changes] == [(3, 4)]


@pytest.mark.parametrize(
    ("only", "expected"),
    [
        ([], ["deadline", "lead", "reported", "target", "reported"]),
        (["deadline"], ["deadline"]),
        (["tasks"], ["deadline", "lead"]),
        (["indicators", "target"], ["target"]),
        (["reported", "lead"], ["lead", "reported", "reported"]),
        (["added"], []),
    ],
)
def test_only_what_is_asked_for(only: list[str], expected: list[str]) -> None:
    old = plan(
        2024, [task(1, TEXTS[0], 2024)], [indicator(1, "Hộ nghèo", 2024, 6, 5), indicator(2, "A", 2024, 1, 2)]
    )
    new = plan(
        2025,
        [task(1, TEXTS[0], 2025, "Quý II/{year}", "Sở Y tế"), task(2, TEXTS[5], 2025)],
        [indicator(1, "Hộ nghèo", 2025, 5, 4), indicator(2, "A", 2025, 2, 2)],
    )
    difference = compare(old, new, only=only)
    assert kinds(difference) == expected
    assert bool(difference.tasks.added) == (only in ([], ["tasks"], ["added"]))


@pytest.mark.parametrize("form", sorted(FORMS))
def test_every_form_counts_kinds_and_says_first_what_is_to_be_known(form: str) -> None:
    old = headed(plan(2024, [task(1, TEXTS[0], 2024)]), issuer="UBND xã A")
    new = headed(plan(2025, [task(1, TEXTS[0], 2025, lead="Sở Y tế")]), issuer="UBND xã B")
    text = FORMS[form](compare(old, new))
    said = {"html": "Hai cơ quan khác nhau", "json": "other-office", "csv": "other-office"}.get(
        form, "Two offices"
    )
    assert text.index(said) < text.index("Y tế")
    assert {"html": "chủ trì 1", "csv": "count,lead", "json": '"lead": 1'}.get(form, "lead 1") in text


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        (of(2024), of(2025), []),
        (of(2025), of(2024), ["years-reversed"]),
        (of(2024), of(2024), ["same-year"]),
        (of(2024, date="2024-05-02"), of(2024, date="2024-01-02"), ["years-reversed", "same-year"]),
        (of(2024), of(2025, "UBND xã Tân Tiến"), ["other-office"]),
        (of(2024, ""), of(2025), []),
        (of(2024, "Sở Kế hoạch và Đầu tư"), of(2025, "SỞ TÀI CHÍNH"), ["office-succeeded"]),
        (of(2024, "UBND TỈNH NAM ĐỊNH"), of(2026, "Ủy ban nhân dân tỉnh Ninh Bình"), ["office-succeeded"]),
        (of(2007, "Sở Thủy sản"), of(2026, "Sở Nông nghiệp và Môi trường"), ["office-succeeded"]),
    ],
)
def test_what_is_said_first(old: Header, new: Header, codes: list[str]) -> None:
    one, other = (plan(2024, []).model_copy(update={"header": header}) for header in (old, new))
    assert [remark.code for remark in compare(one, other).remarks] == codes


def test_offices_are_told_by_whom_they_are_under() -> None:
    commune = {"issuer": "UBND xã Tân Lập"}
    assert same_office(Header(**commune), Header(**commune, parent_issuer="UBND huyện A")) == "same"
    one = Header(**commune, parent_issuer="UBND huyện A")
    assert same_office(one, Header(**commune, parent_issuer="UBND huyện B")) == "other"
    assert same_office(one, Header(**commune, parent_issuer="UBND tỉnh C")) == "successor"


def test_plans_of_folders_are_paired_by_office_and_subject() -> None:
    old = {"a": of(2024), "b": of(2024, title="Chuyển đổi số"), "c": of(2024, "Sở Giao thông vận tải")}
    new = {"d": of(2025, "Sở Xây dựng"), "e": of(2025), "f": of(2025, "UBND xã Tân Tiến")}
    folders = [
        {name: plan(2024, []).model_copy(update={"header": h}) for name, h in one.items()}
        for one in (old, new)
    ]
    assert paired_plans(*folders) == ([("a", "e"), ("c", "d")], ["b"], ["f"])


def test_a_trend_keeps_offices_apart() -> None:
    headers = [of(2025), of(2024, "UBND xã Tân Tiến"), of(2024), of(2025, title="Chuyển đổi số")]
    lines = one_after_another([plan(2024, []).model_copy(update={"header": header}) for header in headers])
    assert [[one.header.number for one in line] for line in lines] == [
        ["1/KH-UBND-2024"], ["1/KH-UBND-2024", "1/KH-UBND-2025"], ["1/KH-UBND-2025"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Sở Kế hoạch và Đầu tư", "Sở Tài chính"),
        ("Sở KH&ĐT, Sở Tài chính", "Sở Tài chính"),
        ("Sở TN&MT; Sở NN&PTNT", "Sở Nông nghiệp và Môi trường"),
        ("Ủy ban nhân dân huyện", "Ủy ban nhân dân xã"),
        ("UBND các huyện, thị xã", "UBND các xã, phường"),
        ("Sở Lao động - Thương binh và Xã hội", "Sở Nội vụ; Sở Y tế"),
        ("Sở Y tế tỉnh Hà Nam", "Sở Y tế tỉnh Ninh Bình"),
    ],
)
def test_a_successor_is_no_change_of_lead(old: str, new: str) -> None:
    one, other = (
        plan(2024, [task(1, TEXTS[0], 2024, lead=old)]),
        plan(2026, [task(1, TEXTS[0], 2026, lead=new)]),
    )
    difference = compare(one, other)
    assert difference.is_empty
    (kept,) = difference.tasks.successor
    assert [(s.field, s.old, s.new) for s in kept.successor] == [("lead", old, new)]
    # Before the reorganisation the same is a change.
    earlier = compare(headed(one, year=2022), headed(other, year=2023))
    assert "lead" in kinds(earlier)


@pytest.mark.parametrize(
    ("issuer", "lead", "is_same"),
    [
        ("UBND QUẬN BA ĐÌNH", "UBND phường Ba Đình", True),
        ("UBND THÀNH PHỐ HÀ NỘI", "UBND phường Ba Đình", True),
        # The commune is another's now, or the plan is of a place where there was none of the name.
        ("UBND QUẬN BA ĐÌNH", "UBND phường Giảng Võ", False),
        ("UBND TỈNH LÀO CAI", "UBND phường Ba Đình", False),
        ("UBND XÃ TÂN LẬP", "UBND phường Ba Đình", False),
    ],
)
def test_a_commune_that_merged_is_no_change_where_the_plan_says_its_place(
    issuer: str, lead: str, is_same: bool
) -> None:
    one = headed(plan(2024, [task(1, TEXTS[0], 2024, lead="UBND phường Quán Thánh")]), issuer=issuer)
    other = plan(2026, [task(1, TEXTS[0], 2026, lead=lead)])
    assert compare(one, other).is_empty == is_same


@pytest.mark.parametrize(
    ("old", "new", "office"),
    [
        (("phường Quán Thánh", "quận Ba Đình"), ("phường Ba Đình", "thành phố Hà Nội"), "successor"),
        (("phường Quán Thánh", ""), ("phường Ba Đình", ""), "successor"),
        (("phường Quán Thánh", "quận Ba Đình"), ("phường Giảng Võ", "thành phố Hà Nội"), "other"),
        (("phường Quán Thánh", "huyện Bát Xát"), ("phường Ba Đình", ""), "other"),
    ],
)
def test_a_commune_s_office_goes_on_in_the_one_it_merged_into(
    old: tuple[str, str], new: tuple[str, str], office: str
) -> None:
    headers = (
        Header(issuer=f"UBND {name}", parent_issuer=parent and f"UBND {parent}")
        for name, parent in (old, new)
    )
    assert same_office(*headers) == office


def test_units_of_a_user_s_own_are_followed_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "own-reorganisations.txt").write_text("2024-01-01\tUBND xã Tân An\tUBND xã An Hòa\n", "utf-8")
    one = plan(2023, [task(1, TEXTS[0], 2023, lead="UBND xã Tân An")])
    other = plan(2024, [task(1, TEXTS[0], 2024, lead="UBND xã An Hòa")])
    caches = dictionaries.lines, dictionaries.table, successors._reorganisations, successors._became
    for own, is_same in ((tmp_path, True), ("", False)):
        monkeypatch.setenv(dictionaries.OVERLAY, str(own))
        for cached in caches:
            cached.cache_clear()
        assert compare(one, other).is_empty == is_same


def test_what_a_district_did_is_said_to_be_taken_over() -> None:
    one = plan(2024, [task(1, TEXTS[0], 2024, lead="UBND các huyện")])
    (kept,) = compare(one, plan(2026, [task(1, TEXTS[0], 2026, lead="UBND các xã, phường")])).tasks.successor
    assert kept.successor[0].note == "taken over from the district by the commune"


def test_a_unit_that_is_renamed_in_a_text_is_no_change() -> None:
    old, new = (f"Phối hợp {unit} rà soát quy hoạch" for unit in ("Sở Kế hoạch và Đầu tư", "Sở Tài chính"))
    difference = compare(plan(2024, [task(1, old, 2024)]), plan(2026, [task(1, new, 2026)]))
    assert difference.is_empty
    assert [one.field for one in difference.tasks.successor[0].successor] == ["task"]


def test_a_unit_beside_the_successor_is_a_change() -> None:
    one = plan(2024, [task(1, TEXTS[0], 2024, lead="Sở Kế hoạch và Đầu tư")])
    assert kinds(compare(one, plan(2026, [task(1, TEXTS[0], 2026, lead="Sở Tài chính; Sở Y tế")]))) == [
        "lead"
    ]


@pytest.mark.parametrize(
    ("end", "deadline"), [("", ""), (", hoàn thành trước ngày 30/6/2024.", "trước ngày 30/6/2024")]
)
def test_a_task_that_moved_from_prose_into_a_table_is_the_same(end: str, deadline: str) -> None:
    said = f"Giao Sở Nội vụ chủ trì, phối hợp với Sở Tài chính rà soát thủ tục hành chính cấp xã{end}"
    prose = Task(
        id="t", origin="text", section="II.1", task=said, deadline=deadline,
        lead="Sở Nội vụ", lead_units=("Sở Nội vụ",), coordination="Sở Tài chính", coordination_units=("Sở Tài chính",),
    )  # fmt: skip
    table = task(1, "Rà soát thủ tục hành chính cấp xã", 2025, deadline=deadline.replace("2024", "2025"))
    (one,) = compare(plan(2024, [prose]), plan(2025, [table])).tasks.changed
    assert [(change.field, change.kind) for change in one.changes] == [("place", "moved")]


def test_a_column_that_one_layout_lacks_is_no_change() -> None:
    old = plan(2024, [task(1, TEXTS[0], 2024, coordination="Sở Y tế", coordination_units=("Sở Y tế",))])
    assert compare(old, plan(2025, [task(1, TEXTS[0], 2025)])).is_empty
