"""hOCR (Breuel 2007): pages, lines and words of a document as HTML that other programs take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline import __version__
from pipeline.pages import environment
from pipeline.searchable.placed import PlacedLine, of_page

# Boxes are whole dots: of so many an inch.
DPI = 300
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    place: str
    confidence: int


@dataclass(frozen=True, slots=True)
class _Line:
    place: str
    words: tuple[_Word, ...]


@dataclass(frozen=True, slots=True)
class _Page:
    number: int
    place: str
    lines: tuple[_Line, ...]


def hocr_of(name: str, sizes: Sequence[tuple[float, float]], lines: Sequence[PlacedLine]) -> str:
    """The lines of the file `name`, whose pages have these widths and heights in points."""
    pages = [
        _Page(number, _dots((0, 0, *size)), tuple(_lines(of_page(lines, number))))
        for number, size in enumerate(sizes, 1)
    ]
    image = name.replace("\\", "_").replace('"', "_")
    template = environment("pipeline.searchable").get_template("hocr.html")
    return template.render(name=image, dpi=DPI, version=__version__, pages=pages)


def _lines(lines: Iterable[PlacedLine]) -> Iterator[_Line]:
    for line in lines:
        words = (_Word(one.text, _dots(one.box), round(100 * one.confidence)) for one in line.words)
        x0, y0, x1, y1 = zip(*(one.box for one in line.words), strict=True)
        yield _Line(_dots((min(x0), min(y0), max(x1), max(y1))), tuple(words))


def _dots(box: Box) -> str:
    return " ".join(str(max(round(value * DPI / 72), 0)) for value in box)
