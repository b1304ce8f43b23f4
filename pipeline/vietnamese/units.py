"""Cells of several units, split into units, each by the one name that it has everywhere."""

from __future__ import annotations

import re
from functools import cache

from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.folding import skeleton
from pipeline.vietnamese.tokens import normalise

_JOINTS = re.compile(r"(\s*[,+]\s+|\s+và\s+|\s+-\s+|\s+&\s+)")
_DASHES = re.compile(r"\s*[-–—]\s*")
_SHORT_PARTS = re.compile(r"\b([A-ZĐ&]{1,6})\s*[-–]\s*([A-ZĐ&]{1,7})\b")
_GLUED = re.compile(r"\b(Sở|Phòng|Bộ|Ban|Hội)(?=[A-ZĐ][A-ZĐ&]+)")
_ASIDE = re.compile(r"\s*\([^()]*\)")
# What is printed for "the same as above".
SAME = re.compile(r"[\s\-–—\"'“”.]*(?:nt|như trên|\")[\s\-–—\"'“”.]*|\"+|”|“", re.IGNORECASE)


def is_same_as_above(text: str) -> bool:
    """Whether a cell says nothing but that it is as the one above: nt, -nt-, như trên, a ditto mark."""
    return bool(text.strip()) and bool(SAME.fullmatch(text.strip()))


@cache
def unit_opening() -> re.Pattern[str]:
    """How names of units begin."""
    heads = {entry.split()[0] for entry in dictionaries.lines("units.txt")}
    return re.compile("|".join(rf"{re.escape(head)}\b" for head in sorted(heads)))


def split_units(text: str) -> tuple[str, ...]:
    """The units that a cell names, in its order and by their full names.

    A semicolon or a new line always parts units; a comma or `và` only where units that are known stand
    on both sides or what follows begins a unit, since names of units hold both (Sở Văn hóa, Thể thao và
    Du lịch). What stands before a colon belongs to each unit behind it (các Sở: Nội vụ, Y tế).
    """
    if is_same_as_above(text):
        return ()
    units: list[str] = []
    for part in re.split(r";|\n", text):
        whole = part.strip(" .,-–+•*")
        head, colon, rest = whole.partition(":")
        if colon and rest.strip():
            word = re.sub(r"^các\s+", "", head.strip(), flags=re.IGNORECASE)
            units += _pieces(rest.strip(), word[:1].upper() + word[1:])
        else:
            units += _pieces(whole)
    found = (canonical(unit) for unit in units)
    return tuple(dict.fromkeys(unit for unit in found if unit))


def canonical(name: str) -> str:
    """A unit's full name, as the dictionary writes it if it is there; nothing is short in it."""
    opened = opened_name(name.strip(" .,;"))
    if known := _names().get(_key(opened)):
        return known
    without = _ASIDE.sub("", opened).strip()
    return _names().get(_key(without), opened) if without != opened else opened


def opened_name(name: str) -> str:
    """A name with its abbreviations in full and its dashes alike."""
    joined = _SHORT_PARTS.sub(r"\1-\2", _GLUED.sub(r"\1 ", name))
    opened = _short().sub(lambda match: _full()[match.group()], joined)
    return " ".join(_DASHES.sub(" - ", opened).split()) if re.search(r"\s[-–—]|[-–—]\s", opened) else opened


def _pieces(text: str, head: str = "") -> list[str]:
    """A text cut where units part: as far as possible into names that are known, the longest first.

    Behind `Phòng Nội vụ`, or with the `head` Phòng, `Tư pháp` is the Phòng Tư pháp.
    """
    parts = _JOINTS.split(text)
    pieces, joints = parts[::2], parts[1::2]
    is_given = bool(head)
    units: list[str] = []
    place = 0
    while place < len(pieces):
        end, unit = _longest(pieces, joints, place, head)
        if unit:
            head = head if is_given else unit.split()[0]
        elif is_given and not begins_unit(pieces[place]):
            unit = f"{head} {pieces[place]}"
        elif not units or begins_unit(pieces[place]):
            unit, head = pieces[place], head if is_given else ""
        else:
            # What neither is known nor begins a unit goes on with the one before.
            unit = units.pop() + joints[place - 1] + pieces[place]
        units.append(unit)
        place = end
    return [unit.strip() for unit in units if unit.strip()]


def _longest(pieces: list[str], joints: list[str], start: int, head: str) -> tuple[int, str]:
    """The longest run of pieces that is a known unit, by itself or with the head: its end, the unit."""
    for end in range(len(pieces), start, -1):
        run = _joined(pieces, joints, start, end)
        for unit in (run, f"{head} {run.strip()}" if head else run):
            if is_known(unit):
                return end, unit
    return start + 1, ""


def _joined(pieces: list[str], joints: list[str], start: int, end: int) -> str:
    text = pieces[start]
    for place in range(start + 1, end):
        text += joints[place - 1] + pieces[place]
    return text


def is_known(text: str) -> bool:
    """Whether a text is the name of one unit that the dictionary has."""
    return _key(opened_name(_ASIDE.sub("", text).strip(" .,"))) in _names()


def begins_unit(text: str) -> bool:
    """Whether a text begins as names of units do."""
    # With its marks: Viện is a unit, viên chức is none.
    first = normalise(opened_name(text.split("(")[0].strip()).lower())
    return any(first == head or first.startswith(head + " ") for head in _heads())


def lists_units(text: str) -> bool:
    """Whether a text only says of what kind units are that stand behind a colon: Giám đốc các Sở."""
    return bool(_listing().fullmatch(normalise(text).strip()))


@cache
def _listing() -> re.Pattern[str]:
    listed = dictionaries.table("listed-units.txt")
    unit, head = ("|".join(word for word, use in listed if use == wanted) for wanted in ("unit", "head"))
    return re.compile(rf"(?:các|(?:{head})(?: các)?) (?:{unit})(?:, (?:{unit}))*")


def _key(text: str) -> str:
    # Sở Lao động, Thương binh và Xã hội stands for Sở Lao động - Thương binh và Xã hội.
    return " ".join(re.sub(r"\s*[,–—-]\s*", " ", skeleton(text)).split())


@cache
def _names() -> dict[str, str]:
    # Of two ways to write a name the one that stands first.
    full = [opened_name(name) for name in dictionaries.lines("units.txt")]
    return {_key(name): name for name in reversed(full)}


@cache
def _full() -> dict[str, str]:
    return dict(dictionaries.pairs("unit-abbreviations.txt"))


@cache
def _short() -> re.Pattern[str]:
    longest_first = sorted(_full(), key=len, reverse=True)
    # P. ends in a point, behind which no word ends.
    return re.compile(rf"(?<![\w&-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w&-]|\.\w)")


@cache
def _heads() -> tuple[str, ...]:
    heads = [*dictionaries.lines("unit-heads.txt"), "Các", "Công chức", "Trạm", "Trưởng", "Đài", "Vụ", "Đồn"]
    return tuple(normalise(opened_name(head).lower()) for head in heads)
