"""What is read from a source file: words in lines, each remembering what was read and where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from operator import is_
from typing import Literal, NamedTuple

WordNote = Literal["", "restored", "rule", "noise", "automatic"]
AsideKind = Literal[
    "footnote", "endnote", "header", "footer", "contents", "struck", "covered", "watermark", "signature"
]


class Box(NamedTuple):
    """A rectangle on the page in points (1/72 inch), the origin at the top left."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def middle(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2

    def holds(self, x: float, y: float) -> bool:
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters of one line, from reading to the end of the pipeline.

    `raw` is what was read and never changes. `text` is what we believe was printed: it may hold a
    space (two words were glued) and is empty where the run is no text at all. `note` then says why:
    "rule" is a ruling line of a table read as a character, "noise" anything else that was not printed.
    "automatic" is a number that the word processor sets before a paragraph: it is printed, but typed nowhere.
    `start` and `end` are the span in the raw line. `alternatives` are what else it may be, likeliest
    first, each with how sure that would be. `repair` names what changed the word while restoring; where
    several did, all of them in their order, joined by "+". `is_bold` is known only where the source says it.
    """

    raw: str
    text: str
    page: int
    line: int
    start: int
    end: int
    confidence: float = 1.0
    box: Box | None = None
    note: WordNote = ""
    alternatives: tuple[tuple[str, float], ...] = ()
    repair: str = ""
    is_bold: bool = False

    @property
    def is_changed(self) -> bool:
        """Whether `text` was not read so but believed to be so."""
        return self.note not in ("", "automatic")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the source; `index` counts from 0 over the whole document, `page` from 1.

    `cell` is the number of the table cell that it stands in, counted over the document, -1 outside.
    `paragraph` is the number of its paragraph where the source says what its paragraphs are, else -1.
    Raised marks that point to notes (UBND¹) are printed in `raw` and are no words.
    """

    index: int
    page: int
    raw: str
    words: tuple[Word, ...]
    cell: int = -1
    paragraph: int = -1

    @property
    def text(self) -> str:
        """The restored line: white space as in the source, dropped words closed up."""
        restored, gap, position = "", "", 0
        is_changed = any(word.is_changed for word in self.words)
        for word in self.words:
            gap += self.raw[position : word.start]
            if word.text:
                restored += (gap if restored or not is_changed else "") + word.text
                gap = ""
            else:
                gap = gap and " "
            position = word.end
        return restored + ("" if is_changed else gap + self.raw[position:])

    @property
    def is_blank(self) -> bool:
        """True where nothing is printed: no words, or only rules and noise."""
        return not any(word.text for word in self.words)

    def with_words(self, words: Iterable[Word]) -> Line:
        """The line with other words, itself where they are its own: most lines stay as they were read."""
        new = tuple(words)
        is_own = len(new) == len(self.words) and all(map(is_, new, self.words))
        return self if is_own else replace(self, words=new)


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell: the rows and columns that it spans (the first, and one behind the last), its lines by index."""

    rows: tuple[int, int]
    columns: tuple[int, int]
    lines: tuple[int, ...] = ()
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table as one page has it. `place` is the index of the line that it stands before.

    `edges` are where its columns part, in points; () where the source has no geometry.
    """

    page: int
    place: int
    cells: tuple[TableCell, ...]
    edges: tuple[float, ...] = ()
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class PageNote:
    """How a page was read: what it was taken for and why, and by which engine ("" for none)."""

    page: int
    kind: str
    reason: str
    engine: str = ""


@dataclass(frozen=True, slots=True)
class PageTurn:
    """How a page was turned, and laid flat, to be read. What was read at (x, y), in points, stands in the
    file at (a x + b y + c, d x + e y + f) / (g x + h y + 1) by `matrix` (a, b, c, d, e, f, g, h).
    """

    page: int
    matrix: tuple[float, float, float, float, float, float, float, float]

    def in_file(self, x: float, y: float) -> tuple[float, float]:
        a, b, c, d, e, f, g, h = self.matrix
        far = g * x + h * y + 1
        return (a * x + b * y + c) / far, (d * x + e * y + f) / far


@dataclass(frozen=True, slots=True)
class Aside:
    """What is in the source but apart from its text; `mark` is what points to it in the text, "" for nothing.

    "contents" are lines of a table of contents, "struck" is text that is crossed out, "covered" what a
    merged cell hides, "watermark" what lies aslant or pale over the text, "signature" the box of a digital
    signature.
    """

    kind: AsideKind
    text: str
    page: int
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A source file as lines in reading order; the tables whose cells are known are made of such lines.

    `asides` are in no line. `is_exact` says that letters were read as they were typed, so that none of
    them can be misread. `digital_signer` is whose certificate signed the file, "" where none did;
    `digital_person` is the one person whose own did, "" where none or several did.
    `turns` are of the pages that were not read as they lie.
    """

    lines: tuple[Line, ...]
    pages: int
    tables: tuple[Table, ...] = ()
    notes: tuple[PageNote, ...] = ()
    asides: tuple[Aside, ...] = ()
    is_exact: bool = False
    digital_signer: str = ""
    digital_person: str = ""
    turns: tuple[PageTurn, ...] = ()

    @property
    def text(self) -> str:
        """The whole text, line for line with the source, its footnotes at the end."""
        notes = (aside for aside in self.asides if aside.kind in ("footnote", "endnote"))
        return "\n".join([*(line.text for line in self.lines), *(f"{one.mark} {one.text}" for one in notes)])

    @property
    def words(self) -> Iterator[Word]:
        return (word for line in self.lines for word in line.words)


def join_words(words: Iterable[Word]) -> str:
    """The restored text of words that may stand on several lines."""
    return " ".join(word.text for word in words if word.text)


def join_raw(words: Iterable[Word]) -> str:
    """What was read for words that may stand on several lines."""
    return " ".join(word.raw for word in words)


def box_around(words: Iterable[Word]) -> Box | None:
    """The smallest box around words, as far as they stand on the page of the first; None where none has one.

    A page's points say nothing of the next page, where a cell or a line may go on.
    """
    placed = [(word.page, word.box) for word in words]
    boxes = [box for page, box in placed if box and page == placed[0][0]]
    if not boxes:
        return None
    x0, y0, x1, y1 = zip(*boxes, strict=True)
    return Box(min(x0), min(y0), max(x1), max(y1))
