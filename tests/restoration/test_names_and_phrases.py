from __future__ import annotations

from dataclasses import replace

from pipeline.document import Line, Word
from pipeline.read.text import parse_text
from pipeline.restoration.names import mentioned, with_names
from pipeline.restoration.phrases import with_phrases


def _read(raws: str, texts: str, confidence: float) -> Line:
    line = parse_text(raws).lines[0]
    words = zip(line.words, texts.split(), strict=True)
    return line.with_words(
        replace(w, text=t, note="restored" if w.raw != t else "", confidence=confidence) for w, t in words
    )


def test_a_name_read_badly_is_told_by_other_lines() -> None:
    lines = [
        *parse_text("UBND xã Phú Phương ban hành\ntrên địa bàn xã Phú Phương").lines,
        _read("Phii Phuong, ngay", "Phía Phương, ngày", 0.5),
    ]
    assert mentioned(lines) == [("phú", "phương")]
    assert with_names(lines)[2].text == "Phú Phương, ngày"


def test_a_name_mentioned_once_changes_nothing() -> None:
    lines = [*parse_text("UBND xã Phú Phương").lines, _read("Phii Phuong", "Phía Phương", 0.5)]
    assert with_names(lines)[1].text == "Phía Phương"


def test_doubtful_words_take_the_form_of_a_phrase() -> None:
    line = _read("Van phdng UBND tinh", "Vận phòng UBND tính", 0.5)
    assert with_phrases([line])[0].text == "Văn phòng UBND tỉnh"


def test_sure_words_do_not() -> None:
    line = _read("giao Van phong UBND tinh lam", "giao Vận phòng UBND tính làm", 0.99)
    assert with_phrases([line])[0].text == "giao Vận phòng UBND tính làm"


def test_an_abbreviation_is_never_put_in_place_of_a_word() -> None:
    line = _read("xa Phu Phuong", "xã Phú Phương", 0.6)
    assert with_phrases([line])[0].text == "xã Phú Phương"


def test_words_keep_what_was_read() -> None:
    line = with_phrases([_read("Van phdng UBND tinh", "Vận phòng UBND tính", 0.5)])[0]
    word: Word = line.words[1]
    assert (word.raw, word.text, word.note) == ("phdng", "phòng", "restored" if word.raw != word.text else "")


def test_one_letter_has_the_case_of_the_phrase_around_it() -> None:
    capitals = _read("_!Y BAN NHAN DAN TINH", "Y BAN NHÂN DÂN TỈNH", 0.5)
    assert with_phrases([capitals])[0].text == "ỦY BAN NHÂN DÂN TỈNH"
    small = _read("_!Y ban nhan dan tinh", "Y ban nhân dân tỉnh", 0.5)
    assert with_phrases([small])[0].text == "Ủy ban nhân dân tỉnh"
