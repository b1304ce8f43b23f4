"""Deadlines inside sentences: … hoàn thành trước ngày 15/3/2026."""

from __future__ import annotations

import re

from pipeline.extract.text_tasks.wording import any_of
from pipeline.vietnamese.folding import skeleton

_YEAR = r"(?:19|20)\d\d"
_OFTEN = r"hang (?:ngay|tuan|thang|quy|nam)"
_TIMES = (
    rf"ngay \d{{1,2}} ?[/.-] ?\d{{1,2}}(?: ?[/.-] ?{_YEAR}|,? {_OFTEN})?",
    rf"ngay \d{{1,2}} thang \d{{1,2}}(?:,? nam {_YEAR}|,? {_OFTEN})?",
    rf"ngay (?:\d{{1,2}}|thu \w+) {_OFTEN}",
    rf"\d{{1,2}}/\d{{1,2}}/{_YEAR}",
    rf"thang \d{{1,2}}(?: ?/ ?{_YEAR}|,? nam {_YEAR})?",
    rf"quy (?:iv|i{{1,3}}|[1-4])\b(?: ?/ ?{_YEAR}|,? nam {_YEAR})?",
    rf"nam {_YEAR}",
    r"(?:thoi gian |thoi han |vong )?\d{1,3} ngay(?: lam viec)?(?:,? ke tu [^.;]*)?",
    _OFTEN,
    r"\d{1,2} thang(?: dau nam| cuoi nam)?",
)
_TIME = rf"(?:{'|'.join(_TIMES)})"
_CLOCK = r"(?:\d{1,2} ?(?:gio|h)(?: ?\d{2})?(?: phut)?,? )?"
_BEFORE = any_of(
    (
        "xong truoc",
        "truoc",
        "cham nhat",
        "cham nhat la",
        "muon nhat",
        "muon nhat la",
        "den het",
        "het",
        "trong",
    )
)
# From when on is a deadline only of what begins then, or goes by months.
_FROM = r"thuc hien tu|bat dau tu|(?<!ke )tu(?= thang| quy)"
_DEADLINE = re.compile(
    rf"\b(?:(?:dinh ky )?(?:{_BEFORE}|{_FROM}) {_CLOCK}{_TIME}(?:(?:,| va| den| -) (?:ngay |het )?{_TIME})*"
    rf"|dinh ky {_CLOCK}{_TIME}(?:(?:,| va) {_TIME})*)"
)


def deadline_in(text: str) -> str:
    """The times by which a sentence wants something done, as printed; "" where it names none."""
    found = (text[match.start() : match.end()].strip(" ,.;") for match in _DEADLINE.finditer(skeleton(text)))
    return ", ".join(dict.fromkeys(found))
