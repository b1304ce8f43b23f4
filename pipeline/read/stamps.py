"""What was put on a page of a PDF afterwards: numbers, days and signature boxes that are not of its text.

Offices fill in number and day when they sign, as fields of their own whose looks are small drawings over
the page. The page's text knows nothing of them.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psexceptions import PSException
from pdfminer.utils import decode_text
from pdfplumber.page import Page as PdfPage

from pipeline.document import Aside, Box
from pipeline.page import PageWord
from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.folding import skeleton

# Letters that stand so near (in points) are of one word.
NEAR = 1.5
# Kinds of annotations that show words of their own.
_SHOWN = {"Widget", "FreeText", "Stamp"}
_HIDDEN, _NOT_VIEWED = 2, 32
# Streams need a number so that none is drawn inside itself; no file has so many.
_NO_OBJECT = 10**9


@dataclass(frozen=True, slots=True)
class Stamp:
    """The words of one field or note; those of a signature box say who signed, and when.

    A picture of the page shows a note's words, but not those of a form's field.
    """

    words: tuple[PageWord, ...]
    is_signature: bool
    is_field: bool

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


def stamps_of(page: PdfPage) -> tuple[Stamp, ...]:
    """What was put on a page. What cannot be read of it is left out: the page is whole without it."""
    found = []
    try:
        for entry in resolve1(page.page_obj.annots) or ():
            annotation = resolve1(entry)
            if isinstance(annotation, dict) and _is_shown(annotation):
                words = _words(page, annotation)
                is_signed = _is_signature(words, anywhere=_name(annotation.get("FT")) == "Sig")
                found.append(Stamp(words, is_signed, _name(annotation.get("Subtype")) == "Widget"))
    except (PSException, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        pass
    return tuple(stamp for stamp in found if stamp.words)


def filled_in(stamps: Iterable[Stamp]) -> tuple[PageWord, ...]:
    """The words that fill in what the page leaves blank."""
    return tuple(word for stamp in stamps if not stamp.is_signature for word in stamp.words)


def signature_boxes(stamps: Iterable[Stamp], page: int) -> tuple[Aside, ...]:
    return tuple(Aside("signature", stamp.text, page) for stamp in stamps if stamp.is_signature)


def _is_shown(annotation: Mapping[str, Any]) -> bool:
    flags = resolve1(annotation.get("F")) or 0
    x0, y0, x1, y1 = _numbers(annotation["Rect"])
    is_seen = not flags & (_HIDDEN | _NOT_VIEWED) and x1 > x0 and y1 > y0
    return is_seen and _name(annotation.get("Subtype")) in _SHOWN


def _words(page: PdfPage, annotation: Mapping[str, Any]) -> tuple[PageWord, ...]:
    """The words that an annotation's drawing shows; without a drawing those of its value."""
    looks = resolve1((resolve1(annotation.get("AP")) or {}).get("N"))
    if isinstance(looks, PDFStream):
        alone = _page_with(page, looks, _numbers(annotation["Rect"]))
        found = alone.extract_words(x_tolerance=NEAR, keep_blank_chars=False)
        return tuple(PageWord(w["text"], Box(w["x0"], w["top"], w["x1"], w["bottom"])) for w in found)
    return tuple(_spread(_value(annotation), _numbers(annotation["Rect"]), float(page.height)))


def _page_with(page: PdfPage, looks: PDFStream, rect: list[float]) -> PdfPage:
    """A page with nothing but a drawing on it, in its place (PDF 32000-1, 12.5.5)."""
    x0, y0, x1, y1 = _numbers(looks.attrs["BBox"])
    a, b, c, d, e, f = _numbers(looks.attrs.get("Matrix") or (1, 0, 0, 1, 0, 0))
    across = [a * x + c * y + e for x in (x0, x1) for y in (y0, y1)]
    up = [b * x + d * y + f for x in (x0, x1) for y in (y0, y1)]
    wide = (rect[2] - rect[0]) / ((max(across) - min(across)) or 1)
    high = (rect[3] - rect[1]) / ((max(up) - min(up)) or 1)
    left, bottom = rect[0] - min(across) * wide, rect[1] - min(up) * high
    drawing = PDFStream({}, f"q {wide} 0 0 {high} {left} {bottom} cm /Looks Do Q".encode())
    drawing.set_objid(_NO_OBJECT, 0)
    alone = copy.copy(page.page_obj)
    alone.contents = [drawing]
    alone.resources = {"XObject": {"Looks": looks}}
    return PdfPage(page.pdf, alone, page.page_number, 0)


def _value(annotation: Mapping[str, Any]) -> str:
    """What a field of text or a note was filled with."""
    of_text = _name(annotation.get("FT")) == "Tx" or _name(annotation.get("Subtype")) == "FreeText"
    value = resolve1(annotation.get("V") or annotation.get("Contents")) if of_text else None
    return decode_text(value) if isinstance(value, bytes) else ""


def _spread(text: str, rect: list[float], height: float) -> Iterator[PageWord]:
    """Words as if they were set evenly over a field."""
    width = (rect[2] - rect[0]) / max(len(text), 1)
    place = 0
    for word in text.split():
        place = text.index(word, place)
        left = rect[0] + place * width
        place += len(word)
        yield PageWord(word, Box(left, height - rect[3], rect[0] + place * width, height - rect[1]))


def _is_signature(words: tuple[PageWord, ...], *, anywhere: bool) -> bool:
    """Whether words tell of a signing: `anywhere` among them, or as the first."""
    flat = f" {skeleton(' '.join(word.text for word in words))}"
    marks = (f" {skeleton(mark)}" for mark in dictionaries.lines("signature-marks.txt"))
    return any(mark in flat if anywhere else flat.startswith(mark) for mark in marks)


def _name(value: object) -> str:
    return str(getattr(resolve1(value), "name", ""))


def _numbers(values: object) -> list[float]:
    return [float(resolve1(value)) for value in resolve1(values)]
