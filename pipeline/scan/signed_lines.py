"""Post and name of who signed as two readers read them, line by line, where a seal or a pen lies over them.

The second reader sees letters below a seal, but lacks those with two marks and leaves them out; the first
has all letters. Posts are few: which one it is the consonants tell. Of a name each syllable has to be read by
the first with the letters that the second saw; a surname alone may be told by its letters, if only one has
them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import mean
from unicodedata import normalize

import numpy as np
from rapidfuzz import fuzz

from pipeline.document import Box
from pipeline.page import PageWord
from pipeline.scan.cells import INK
from pipeline.scan.clean import Picture
from pipeline.scan.digits import Glyph, SecondReader
from pipeline.scan.engine import Engine, Reading
from pipeline.scan.line_finder import in_points, may_be_line
from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.folding import skeleton

VOWELS = "aeiouy"
STANDING = "THƯỜNG TRỰC"
DEPUTY, FOR_HEAD = "PHÓ", "KT."
NAME_WORDS = (4, 3)
# By so much of its height a line is cut narrower on every side.
CUTS = (0.0, 0.12)


@dataclass(frozen=True, slots=True)
class Limits:
    """Which lines are looked at and what is taken for the same; set by hand on office scans."""

    # Two readings with the same consonants are at least so like (0 to 100) in all their letters.
    like: float = 75.0
    # How sure (0 to 1) words are that one reader alone, or the list of posts, vouches for.
    sure: float = 0.6
    # The second reader is on the average at least so sure of a line.
    read: float = 0.75


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class SignedLine:
    """A line of a signature: its words, and whether it is the name."""

    words: tuple[PageWord, ...]
    is_name: bool

    @property
    def box(self) -> Box:
        return Box(self.words[0].box.x0, self.words[0].box.y0, self.words[-1].box.x1, self.words[0].box.y1)


def read_signed(
    picture: Picture, part: Box, dpi: int, engine: Engine, second: SecondReader
) -> Iterator[SignedLine]:
    """The posts and the name in a part of a page, in points; what is neither is left out."""
    left, top, right, foot = (round(side * dpi / 72) for side in part)
    cut = picture[top:foot, left:right]
    if not cut.size:
        return
    # What begins at the edge is cut off: recipients that reach so far.
    places = [
        place for place in second.find_lines(cut, dpi) if place[0] and may_be_line(in_points(place, dpi))
    ]
    crops = [cut[y0:y1, x0:x1] for place in places for x0, y0, x1, y1 in _cuts(place)]
    read = ["".join(g.letter for g in glyphs) if _is_sure(glyphs) else "" for glyphs in second.read(crops)]
    for number, (x0, y0, x1, y1) in enumerate(places):
        box = in_points((left + x0, top + y0, left + x1, top + y1), dpi)
        texts = list(filter(None, read[number * len(CUTS) : (number + 1) * len(CUTS)]))
        if line := _line(texts, box, lambda one: engine.read(one, dpi, "line"), cut[y0:y1, x0:x1]):
            yield line


def _line(
    texts: Sequence[str], box: Box, first: Callable[[Picture], list[Reading]], crop: Picture
) -> SignedLine | None:
    """The post or the name that a line is by what the second reader read in its cuts; `first` reads too."""
    for text in texts:
        if post := _post(text):
            return SignedLine(_words(post, box, text), is_name=False)
    likely = [text for text in texts if any(letter.islower() for letter in text)]
    readings = [first(one) for one in (crop, _without_pale(crop))] if any(map(_tails, likely)) else []
    for text in likely:
        if name := _name(text, readings):
            return SignedLine(_words(" ".join(name), box, text), is_name=True)
    return None


def _cuts(place: tuple[int, int, int, int]) -> Iterator[tuple[int, int, int, int]]:
    """A line's place, and narrower ones: a seal at its edge is read in one and not in another."""
    x0, y0, x1, y1 = place
    for share in CUTS:
        less = round(share * (y1 - y0))
        yield x0 + less, y0 + less, x1 - less, y1 - less


def _is_sure(glyphs: Sequence[Glyph]) -> bool:
    return bool(glyphs) and mean(glyph.confidence for glyph in glyphs) >= LIMITS.read


def _without_pale(crop: Picture) -> Picture:
    """The crop without what is paler than ink: what is left of a seal in colour."""
    return np.where(crop >= INK, np.uint8(255), crop)


def _words(text: str, box: Box, read: str) -> tuple[PageWord, ...]:
    """A text's words, spread over its line; the first one remembers what was read."""
    width = (box.x1 - box.x0) / max(len(text), 1)
    others = () if _flat(read) == _flat(text) and " " in read else ((read, 1 - LIMITS.sure),)
    found: list[PageWord] = []
    place = 0
    for word in text.split():
        place = text.index(word, place)
        x0, x1 = box.x0 + place * width, box.x0 + (place + len(word)) * width
        place += len(word)
        found.append(PageWord(word, Box(x0, box.y0, x1, box.y1), LIMITS.sure, () if found else others))
    return tuple(found)


def _post(read: str) -> str:
    """The post that a line in capitals is, with the formula before it; "" where it is none."""
    if not read.isupper():
        return ""
    flat = _flat(read)
    whole = [post for post in dictionaries.lines("posts.txt") if _flat(post) == flat]
    if len(whole) > 1:
        return _by_marks(read, whole)
    for before, said in _beginnings():
        rest = flat.removeprefix(before) if flat.startswith(before) else ""
        for behind in ("", STANDING):
            post = _known(rest.removesuffix(_flat(behind)) if rest.endswith(_flat(behind)) else "")
            # A letter that a seal left of what stands before it is none of the post.
            post = post if rest[:1] == _flat(post)[:1] else ""
            if post and not (said == DEPUTY and post.startswith(DEPUTY)):
                return " ".join(filter(None, (said, post, behind)))
    return ""


def _by_marks(read: str, posts: Sequence[str]) -> str:
    """The one of some posts with the same letters that has most of the marks that were read; "" for none."""
    if read.isascii():
        return ""
    alike = [fuzz.ratio(normalize("NFD", read), normalize("NFD", post)) for post in posts]
    best = max(alike)
    return posts[alike.index(best)] if alike.count(best) == 1 else ""


@cache
def _beginnings() -> tuple[tuple[str, str], ...]:
    """What may stand before a post, by its letters: nothing, a formula, the end that a seal left of one."""
    formulas = [row[0] for row in dictionaries.table("signing-formulas.txt") if row[0].isalpha()]
    whole = [(_flat(formula), f"{formula}.") for formula in formulas if len(formula) > 1]
    return (("", ""), (_flat(DEPUTY), DEPUTY), *whole, ("ho", DEPUTY), ("t", FOR_HEAD), ("o", DEPUTY))


@cache
def _known(flat: str) -> str:
    """The post with these letters, or with these consonants if it is the only one as like; "" for none."""
    posts = dictionaries.lines("posts.txt")
    like = {post: fuzz.ratio(_flat(post), flat) for post in posts if _is_same(_flat(post), flat)}
    best = max(like.values(), default=0.0)
    found = [post for post, likeness in like.items() if likeness == best]
    return found[0] if len(found) == 1 else ""


def _name(read: str, readings: Sequence[Sequence[Reading]]) -> Sequence[str]:
    """The name that a line ends in, each syllable as most readings have it; () where it ends in none."""
    first = [re.split(r"[\W\d_]+", " ".join(one.text for one in reading)) for reading in readings]
    for before, tail in _tails(read):
        others = [_syllable(word, first) for word in tail[1:]]
        if all(others) and _may_be_rank(before):
            return [_surname(tail[0]), *others]
    return ()


def _tails(read: str) -> list[tuple[list[str], list[str]]]:
    """The words that a line ends in which may be a name, a surname first, and those before them."""
    parted = re.sub(r"(?<=[^\W\d_A-ZÀ-Ỹ])(?=[A-ZÀ-ÝĐƠƯ])", " ", read)
    words = [word for word in re.split(r"[\W\d_]+", parted) if word]
    tails = [(words[:-count], words[-count:]) for count in NAME_WORDS if len(words) >= count]
    return [
        (before, tail) for before, tail in tails if all(word.istitle() for word in tail) and _surname(tail[0])
    ]


def _may_be_rank(words: Sequence[str]) -> bool:
    """Whether what stands before a name is a rank or a degree, or nothing does."""
    flat = _flat("".join(words))
    return not flat or any(_is_same(flat, _flat(rank)) for rank in dictionaries.lines("ranks.txt"))


def _surname(read: str) -> str:
    """The surname with a word's letters, if only one has them; letters with two marks may be missing."""
    surnames, flat = dictionaries.lines("surnames.txt"), _flat(read)
    same = [name for name in surnames if _flat(name) == flat]
    same = same or [name for name in surnames if _is_same(_flat(name), flat)]
    return read if read in same else same[0] if len(same) == 1 else ""


def _syllable(read: str, readings: Sequence[Sequence[str]]) -> str:
    """A syllable as most readings have it whose letters the second reader saw; "" where none has."""
    same = Counter(
        word for words in readings for word in words if word.istitle() and _is_same(_flat(word), _flat(read))
    )
    if same:
        same[read] += 1 if skeleton(read) in map(skeleton, same) else 0
    return max(same, key=lambda word: same[word], default="")


def _is_same(one: str, other: str) -> bool:
    """Whether two readings may be of one text: their consonants are, of the vowels hardly one is missing."""
    return _consonants(one) == _consonants(other) and fuzz.ratio(one, other) >= LIMITS.like


def _flat(text: str) -> str:
    return "".join(filter(str.isalpha, skeleton(text)))


def _consonants(flat: str) -> str:
    return "".join(letter for letter in flat if letter not in VOWELS)
