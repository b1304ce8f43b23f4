"""Every word that was read has a place in the plan, or is left over with a reason."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.accounting import account
from pipeline.conversion import convert, plan_of
from pipeline.document import Document, Line, Word
from pipeline.pairing import Pairing
from pipeline.plan import Header, Plan, Source
from pipeline.printed import printed_texts
from pipeline.read.text import parse_text
from pipeline.restoration import restore
from pipeline.segment.types import Segments
from pipeline.settings import Settings
from tests.test_warnings import PLAN, TASKS_AS_TEXT

TEXT = PLAN + TASKS_AS_TEXT
# Lines that a plan may have anywhere, and that once made others disappear.
STRANGE = (
    "trên địa bàn huyện được triển khai",
    "DANH MỤC NHIỆM VỤ",
    "Trên đây là Kế hoạch của Phòng Nội vụ./.",
    "Nơi nhận thông tin:",
    "PHỤ LỤC 2",
    "Điều 1, Quyết định này",
    "- Sở Nội vụ;    KT. CHỦ TỊCH",
    "1    2    3",
    "IV. GIẢI PHÁP",
    "Số: 20/KH-UBND",
)


def tokens(texts: Iterable[str]) -> Counter[str]:
    return Counter(token for text in texts for token in re.findall(r"\w+", text.casefold()))


def plan_from(text: str) -> Plan:
    source = Source(file="plan.txt", sha256="0" * 64, kind="text", pages=1, converted_with="")
    return plan_of(restore(parse_text(text)), source, Settings())


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(TEXT.splitlines())), st.sampled_from(STRANGE)), max_size=4))
def test_every_word_is_in_the_plan_or_left_over(inserted: list[tuple[int, str]]) -> None:
    lines = TEXT.splitlines()
    for place, line in sorted(inserted, reverse=True):
        lines.insert(place, line)
    plan = plan_from("\n".join(lines))
    told = tokens([*printed_texts(plan), *(one.text for one in plan.left_over)])
    assert not tokens(lines) - told


@pytest.mark.parametrize(
    ("printed", "instead", "why", "left"),
    [
        ("2    Tự", "     do huyện ban hành\n     do huyen ban hanh\n2    Tự", "appendix 1", "do huyen"),
        ("Văn An\n\n", "Văn An\n\nSố lượng    Đơn vị    Ghi chú\n\n", "unplaced", "Số lượng Đơn vị Ghi chú"),
        ("KẾ HOẠCH\nCải", "     CÔNG VĂN ĐẾN\nKẾ HOẠCH\nCải", "letterhead", "CÔNG VĂN ĐẾN"),
    ],
)
def test_what_has_no_place_is_left_over_with_the_part_it_stands_in(
    printed: str, instead: str, why: str, left: str
) -> None:
    plan = plan_from(TEXT.replace(printed, instead))
    assert (why, left) in [(one.why, one.text) for one in plan.left_over]
    assert why in [warning.where for warning in plan.warnings] or "lines-unplaced" in {
        warning.code for warning in plan.warnings
    }


def test_words_of_the_motto_are_not_those_of_a_unit() -> None:
    unit = "Phòng Văn hóa - Xã hội: Chủ trì, phối hợp tuyên truyền kế hoạch."
    plan = plan_from(TEXT.replace("\nNơi nhận", f"\nIV. TỔ CHỨC THỰC HIỆN\n1. {unit}\n\nNơi nhận", 1))
    assert {one.why for one in plan.left_over} == {"formula", "preamble"}


def test_set_words_of_every_document_are_no_news() -> None:
    plan = plan_from(TEXT)
    assert {one.why for one in plan.left_over} == {"formula", "preamble"}
    assert not plan.warnings


def test_a_rank_and_a_mark_beside_a_signature_are_no_news() -> None:
    plan = plan_from(re.sub(r"( *)(\S+ Văn An\n)", r"\1(Đã ký)\n\1Thiếu tá \2", TEXT, count=1))
    assert {"(Đã ký)", "Thiếu tá"} <= {one.text for one in plan.left_over if one.why == "formula"}
    assert not plan.warnings


def test_a_file_is_accounted_for_like_its_text(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert convert(path)[0].left_over == plan_from(TEXT).left_over


def test_what_is_lost_before_a_ruling_line_is_left_over() -> None:
    raws = ("Trồng", "cây", "|", "xanh", "|")
    words = [
        Word(raw, raw.strip("|"), 1, 0, 6 * place, 6 * place + len(raw), note="" if raw != "|" else "rule")
        for place, raw in enumerate(raws)
    ]
    document = Document((Line(0, 1, " ".join(raws), tuple(words)),), 1)
    source = Source(file="plan.txt", sha256="0" * 64, kind="text", pages=1, converted_with="")
    plan = Plan(source=source, recipients=("Trồng",))
    segments = Segments(Header(), (), (), ("Trồng",), None, (), (), (), (), {})
    found = account(document, plan, segments)
    assert [(one.why, one.text) for one in found] == [
        ("unplaced", "cây"),
        ("rule", "|"),
        ("unplaced", "xanh"),
        ("rule", "|"),
    ]


@pytest.mark.parametrize(
    ("read", "wanted", "lost", "spare"),
    [
        ("a b c", "a b c", "", ""),
        ("a b c a b", "a b x c", "a b", "x"),
        # The longer run first: the second "b c" is the one that goes on.
        ("b c x b c d", "b c d b c y", "x", "y"),
        ("", "a", "", "a"),
        ("a", "", "a", ""),
    ],
)
def test_runs_of_both_are_paired_each_once(read: str, wanted: str, lost: str, spare: str) -> None:
    pairing = Pairing(read.split(), wanted.split())
    pairing.add_runs((3, 2, 1))
    kept = zip(read.split(), pairing.matched, strict=True), zip(wanted.split(), pairing.taken, strict=True)
    assert [" ".join(token for token, is_paired in one if not is_paired) for one in kept] == [lost, spare]
