"""Letters that look alike as capitals and small: the words around say which was printed."""

from __future__ import annotations

import pytest

from pipeline.document import Line, Word
from pipeline.learn.capitals import learned
from pipeline.restoration import restore_texts
from pipeline.restoration.capitals import in_context, with_capitals
from pipeline.settings import Settings
from pipeline.vietnamese.capitals import Capitals, places
from pipeline.vietnamese.language import LanguageModel


def _text(text: str, raw: str = "", line: int = 0) -> Line:
    words, place = [], 0
    for one, read in zip(text.split(), (raw or text).split(), strict=True):
        words.append(Word(read, one, 1, line, place, place + len(read)))
        place += len(read) + 1
    return Line(line, 1, raw or text, tuple(words))


@pytest.mark.parametrize(
    ("read", "right"),
    [
        ("Sở Nội vụ, các đơn Vị liên quan", "Sở Nội vụ, các đơn vị liên quan"),
        ("Thường Xuyên", "Thường xuyên"),
        ("hoàn thiện hồ Sơ trình duyệt", "hoàn thiện hồ sơ trình duyệt"),
        ("của BỘ Tài chính", "của Bộ Tài chính"),
        ("TỔ chức hội nghị", "Tổ chức hội nghị"),
        ("SỞ Nội vụ", "Sở Nội vụ"),
        ("xây dựng kế hoạch", "Xây dựng kế hoạch"),
        # Nothing to mend.
        ("Sở Nội vụ chủ trì", "Sở Nội vụ chủ trì"),
        ("Ủy ban nhân dân xã", "Ủy ban nhân dân xã"),
        ("UBND xã, CC Văn phòng", "UBND xã, CC Văn phòng"),
        ("Vụ PC và các đơn vị", "Vụ PC và các đơn vị"),
        ("KẾ HOẠCH CẢI CÁCH CỦA SỞ", "KẾ HOẠCH CẢI CÁCH CỦA SỞ"),
        # T looks like no small letter: what was read stands, unusual as it is.
        ("Chỉ số Tiếp cận", "Chỉ số Tiếp cận"),
    ],
)
def test_capitals_of_a_whole_text(read: str, right: str) -> None:
    assert in_context([_text(read)])[0].text == right


def test_a_ruling_line_before_a_word_is_no_capital_of_it() -> None:
    text = _text("doanh Nghiệp nhà nước", "doanh Inghiép nha nuéc")
    assert [word.text for word in in_context([text])[0].words][1] == "nghiệp"


def test_what_the_document_writes_again_and_again_counts() -> None:
    once, often = _text("nâng cao Chỉ số"), [_text("nâng cao Chỉ số", line=n) for n in range(6)]
    assert in_context([once])[0].text == "nâng cao chỉ số"
    assert {text.text for text in in_context(often)} == {"nâng cao Chỉ số"}


def test_on_a_line_that_may_be_of_a_table_small_letters_are_left_alone() -> None:
    line = _text("các đơn Vị BỘ Tài chính")
    assert with_capitals(line).text == "các đơn Vị Bộ Tài chính"


def test_a_text_restored_whole_reads_otherwise_than_in_pieces() -> None:
    lines = ["Xay dung ke hoach cai cach CC Van hoa", "hanh chinh cua Uy ban nhan dan xa"]
    first = [
        Word(w, w, 1, n, i * 9, i * 9 + len(w))
        for n, line in enumerate(lines)
        for i, w in enumerate(line.split())
    ]
    cell = [word for word in first if word.raw not in ("CC", "Van", "hoa")]
    whole = restore_texts([cell], Settings())[0]
    assert (
        " ".join(word.text for word in whole)
        == "Xây dựng kế hoạch cải cách hành chính của Ủy ban nhân dân xã"
    )
    assert [(word.raw, word.line, word.start) for word in whole] == [(w.raw, w.line, w.start) for w in cell]
    assert {word.repair.split("+")[0] for word in whole if word.is_changed} == {"decoder"}


def test_texts_that_are_in_order_stay_as_they_are() -> None:
    text = _text("Tổ chức thực hiện kế hoạch của đơn vị trên địa bàn xã").words
    assert restore_texts([text], Settings())[0] == list(text)


def test_without_its_repairs_nothing_is_restored_anew() -> None:
    text = _text("Xay dung ke hoach cai cach hanh chinh cua xa").words
    off = Settings(repairs_off=("decoder", "phrases", "places", "capitals"))
    assert restore_texts([text], off)[0] == list(text)


def test_what_is_learned_is_how_often_a_word_begins_with_a_capital_between_its_neighbours() -> None:
    size = len(LanguageModel.load().vocabulary)
    texts = ["Theo quy định của Bộ Tài chính thì bộ phận này", "BỘ TÀI CHÍNH"] * 20
    arrays = learned(texts, size)
    number = LanguageModel.load().id
    said = dict(zip(arrays["behind_keys"].tolist(), arrays["behind"].tolist(), strict=True))
    assert said[number("tài") << 16 | number("bộ")] > 0 > said[number("phận") << 16 | number("bộ")]


def test_what_ships_knows_names_of_units() -> None:
    of_unit, common = (places(text.split(), is_start=True)[1] for text in ("của Bộ Tài", "các đơn vị"))
    assert Capitals.load().odds(of_unit) > 1
    assert Capitals.load().odds(common) < -2
