"""What a page of a PDF is, before any work is done on it: told by its text layer and what lies under it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.messages import tr
from pipeline.page import PageKind
from pipeline.vietnamese.detect import vietnamese_share
from pipeline.vietnamese.encodings import encoding_of
from pipeline.vietnamese.quality import judge

Ocr = Literal["auto", "always", "never"]

# A picture that covers so much of a page is a scan of it.
SCANNED = 0.6
# So few letters are no text layer: a scanner's stamp, a page number.
FEW_LETTERS = 25
# Of a layer whose fonts map wrongly so few words could be Vietnamese, even misread.
UNREADABLE = 0.45
# Of a layer's letters so many may have no meaning: (cid:12), private signs, replacement signs.
MEANINGLESS = 0.05
# So much of a text that runs up or down is read as a picture, which can be turned.
SIDEWAYS = 0.5


@dataclass(frozen=True, slots=True)
class Layer:
    """A page's text layer: its words; the shares of letters without meaning, and of those not upright."""

    words: tuple[str, ...]
    meaningless: float = 0.0
    sideways: float = 0.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a page is, why, and whether it is to be read as a picture."""

    kind: PageKind
    reason: str
    by_ocr: bool


def triage(layer: Layer, picture_share: float, *, is_drawn: bool, ocr: Ocr = "auto") -> Verdict:
    """The verdict on a page. `picture_share` of it is covered by pictures; `is_drawn`: is anything on it?"""
    kind, reason = _kind(layer, picture_share, is_drawn=is_drawn)
    needs_ocr = kind in ("image", "broken-fonts") or (kind == "garbled" and picture_share >= SCANNED)
    if ocr == "never" and needs_ocr:
        return Verdict(kind, tr("{reason}; not read as a picture, as was asked", reason=reason), False)
    if ocr == "always" and kind != "blank" and not needs_ocr:
        return Verdict(kind, tr("{reason}; read as a picture, as was asked", reason=reason), True)
    return Verdict(kind, reason, needs_ocr)


def _kind(layer: Layer, picture_share: float, *, is_drawn: bool) -> tuple[PageKind, str]:
    letters = sum(letter.isalpha() for word in layer.words for letter in word)
    if letters < FEW_LETTERS and not layer.meaningless:
        if picture_share >= SCANNED:
            return "image", tr("a picture without a text layer")
        if not letters:
            return ("image", tr("drawn, without any text")) if is_drawn else ("blank", tr("nothing is on it"))
    if layer.meaningless > MEANINGLESS:
        return "broken-fonts", tr(
            "{meaningless:.0%} of the letters have no meaning: a broken font map",
            meaningless=layer.meaningless,
        )
    if layer.sideways > SIDEWAYS:
        return "image", tr("its text runs up or down")
    if encoding := encoding_of(layer.words):
        return "legacy", tr("a text layer in the old encoding {encoding}", encoding=encoding)
    if judge(layer.words) == "light":
        return "clean", tr("its text layer reads as Vietnamese")
    share = vietnamese_share(layer.words)
    if picture_share >= SCANNED:
        return "garbled", tr(
            "a text layer that is no good Vietnamese over a picture ({share:.0%} could be)", share=share
        )
    if share < UNREADABLE:
        return "broken-fonts", tr(
            "only {share:.0%} of the words could be Vietnamese, even misread", share=share
        )
    return "garbled", tr("a text layer that is no good Vietnamese, and no picture under it")
