"""Two versions of one plan: every wording that differs, in order."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.compare.wording_forms import WORDING_FORMS
from pipeline.compare.wordings import compare_wordings, replaced
from pipeline.plan import (
    Appendix,
    Header,
    Indicator,
    LegalBasis,
    PlainTable,
    Plan,
    Section,
    Signature,
    Source,
)
from tests.compare.test_compare import TEXTS, indicator, task

PARAGRAPHS = (
    "Rà soát thủ tục hành chính.",
    "Đạt trên 90% kế hoạch.",
    "Kinh phí do ngân sách xã bảo đảm.",
    "Báo cáo quý I.",
)


def version(*paragraphs: str, **more: object) -> Plan:
    return Plan(
        source=Source(file="a.docx", sha256="", kind="docx", pages=1, converted_with=""),
        header=Header(issuer="UBND xã A", doc_type="Kế hoạch", title="Cải cách hành chính", year=2024),
        legal_basis=(LegalBasis(doc_type="Nghị quyết", number="76/NQ-CP"),),
        sections=(Section(marker="I", heading="MỤC TIÊU", children=(Section(marker="1", heading="Chung", paragraphs=paragraphs),)),),
        recipients=("UBND tỉnh", "Lưu: VT"),
        signature=Signature(position="CHỦ TỊCH", name="Nguyễn Văn A"),
        appendices=(Appendix(number=1, title="DANH MỤC NHIỆM VỤ", kind="tasks"),),
        tasks=tuple(task(n, text, 2024, appendix=1, group=("I Chung",)) for n, text in enumerate(TEXTS, 1)),
        tables=(PlainTable(appendix=1, title="BIỂU", rows=(("a", "b"), ("c", "d"))),),
    ).model_copy(update=more)  # fmt: skip


def said(old: Plan, new: Plan) -> list[tuple[str, str, str, object]]:
    found = compare_wordings(old, new).wordings
    return [
        (one.kind, one.new_place or one.old_place, one.field, one.replaced or one.old or one.new)
        for one in found
    ]


def test_a_version_words_all_as_itself() -> None:
    found = compare_wordings(version(*PARAGRAPHS), version(*PARAGRAPHS))
    assert found.is_empty
    # Header, basis, two headings, paragraphs, recipients, signature, appendix, group, tasks, plain table.
    assert found.unchanged == 1 + 1 + 2 + len(PARAGRAPHS) + 2 + 1 + 1 + 1 + len(TEXTS) + 3


def test_every_word_counts_in_order() -> None:
    a, b, c, d = PARAGRAPHS
    new = version(a.replace("hành", "Hành"), b.replace("trên 90%", "100%"), "Giao Văn phòng theo dõi.", d)
    assert said(version(a, b, c, d), new) == [
        ("changed", "I.1 ¶1", "", (("hành", "Hành"),)),
        ("changed", "I.1 ¶2", "", (("trên 90%", "100%"),)),
        ("removed", "I.1 ¶3", "", c),
        ("added", "I.1 ¶3", "", "Giao Văn phòng theo dõi."),
    ]


def test_what_moved_is_one_and_said_from_where() -> None:
    a, b, c, d = PARAGRAPHS
    (moved,) = compare_wordings(version(a, b, c, d), version(b, c, d, a)).wordings
    assert (moved.kind, moved.old_place, moved.new_place) == ("moved", "I.1 ¶1", "I.1 ¶4")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"signature": Signature(authority="KT. CHỦ TỊCH", position="PHÓ CHỦ TỊCH", name="Trần B")}, ["authority", "position", "name"]),
        ({"recipients": ("UBND tỉnh", "Lưu: VT, NC")}, [""]),
        ({"appendices": (Appendix(number=1, title="DANH MỤC", kind="tasks"),)}, ["title"]),
        ({"tables": ()}, ["", "", ""]),
        ({"legal_basis": ()}, [""]),
    ],
)  # fmt: skip
def test_all_parts_are_compared(change: dict[str, object], expected: list[str]) -> None:
    found = compare_wordings(version(*PARAGRAPHS), version(*PARAGRAPHS, **change)).wordings
    assert [one.field for one in found] == expected


def test_cells_of_rows_are_told_apart_and_numbers_are_none() -> None:
    old = version(*PARAGRAPHS)
    rows = [row.model_copy(update={"no": str(n + 9)}) for n, row in enumerate(old.tasks)]
    rows[2] = rows[2].model_copy(update={"deadline": "Quý II/2024", "lead": "Sở Y tế"})
    assert said(old, version(*PARAGRAPHS, tasks=tuple(rows))) == [
        ("changed", "appendix 1, I Chung, 11", "deadline", (("I/2024", "II/2024"),)),
        ("changed", "appendix 1, I Chung, 11", "lead", (("Nội vụ", "Y tế"),)),
    ]


def test_numbers_of_indicators_are_wordings() -> None:
    def one(target: float) -> Plan:
        row: Indicator = indicator(1, "Hồ sơ đúng hạn", 2024, 90, target)
        return version(*PARAGRAPHS, indicators=(row.model_copy(update={"appendix": 1}),))

    assert said(one(95), one(98)) == [("changed", "appendix 1, 1", "target_2024", (("95.0", "98.0"),))]


def test_replaced_words() -> None:
    assert replaced("a b c", "a x c d") == (("b", "x"), ("", "d"))


@pytest.mark.parametrize("form", sorted(WORDING_FORMS))
def test_every_form_has_both_sides(form: str) -> None:
    text = WORDING_FORMS[form](compare_wordings(version("Đạt 90%."), version("Đạt <b>95%.")))
    assert "90%" in text
    assert ("&lt;b&gt;95%" if form == "html" else "<b>95%") in text


def test_the_command_shows_versions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths = []
    for name, text in (("draft", "Đạt 90%."), ("signed", "Đạt 95%.")):
        paths.append(tmp_path / f"{name}.json")
        paths[-1].write_text(version(text).model_dump_json(), encoding="utf-8")
    for new, code in ((paths[0], 0), (paths[1], 1)):
        with pytest.raises(SystemExit) as end:
            main(["diff", "--wording", str(paths[0]), str(new)])
        assert end.value.code == code
    assert "0 added, 0 removed, 1 changed, 0 moved" in capsys.readouterr().out
