from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import BadExplanation, BadLexicon
from pipeline.read.text import parse_text
from pipeline.restoration import restore
from pipeline.restoration.explain import changes, from_table, replay, to_table
from pipeline.settings import Settings
from pipeline.vietnamese.dictionaries import words_of
from tests.conftest import SAMPLE
from tests.restoration.test_restore import GARBLED

GARBLED_LINE = "Thuc hién Nghi quyét s6 76/NQ-CP cia Chinh phu"


def _replayed(text: str) -> tuple[str, str]:
    restored = restore(parse_text(text))
    account = from_table(to_table(changes(restored)))
    return restored.text, replay(parse_text(text), account).text


def test_the_account_of_the_sample_replays() -> None:
    restored, again = _replayed(SAMPLE.read_text(encoding="utf-8"))
    assert again == restored


@given(
    st.lists(st.sampled_from([*GARBLED, "", "| 12 | 3.4", "~ _ ; °", "đi ều 5", 'a "b" \t c']), max_size=5)
)
@settings(max_examples=25, deadline=None)
def test_every_account_replays(lines: list[str]) -> None:
    restored, again = _replayed("\n".join(lines))
    assert again == restored


def test_a_change_says_what_was_read_where_and_what_else_it_may_be() -> None:
    found = {change.read: change for change in changes(restore(parse_text("vé viéc " + GARBLED_LINE)))}
    assert found["hién"].restored == "hiện"
    assert (found["hién"].line, found["hién"].start, found["hién"].end) == (1, 13, 17)
    doubtful = [c for c in changes(restore(parse_text(SAMPLE.read_text(encoding="utf-8")))) if c.alternatives]
    assert doubtful
    assert all(0 < share <= 1 and form != c.restored for c in doubtful for form, share in c.alternatives)


def test_an_account_of_another_text_is_refused() -> None:
    account = list(changes(restore(parse_text(GARBLED_LINE))))
    with pytest.raises(BadExplanation, match="line 1"):
        replay(parse_text("Quyet dinh nay co hieu luc"), account)
    with pytest.raises(BadExplanation, match="line 2"):
        list(from_table("1\t0\t4\tThuc\tThực\trestored\tdecoder\t0.9\t\nnonsense"))


def test_words_of_the_user_take_effect_at_once(tmp_path: Path) -> None:
    mine = tmp_path / "mine.txt"
    mine.write_text("# ours\nVNeID\nHệ thống iOffice\n", encoding="utf-8")
    line = "Trién khai ung dung VNelD cho can bo, cong chirc tren dia ban"
    assert "VNeID" not in restore(parse_text(line)).text
    assert "VNeID" in restore(parse_text(line), Settings(lexicon=words_of(mine))).text


def test_a_lexicon_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    with pytest.raises(BadLexicon, match="No such file"):
        words_of(tmp_path / "none.txt")
