"""Whose plan it is: whether two offices are one, or one took over from the other."""

from __future__ import annotations

from typing import Literal

from rapidfuzz import fuzz

from pipeline.compare.meaning import key, words
from pipeline.compare.successors import name_succeeds, office_succeeds
from pipeline.extract.unit_kinds import read_units
from pipeline.plan import Header

Office = Literal["same", "successor", "other", "unknown"]
# Names of offices whose letters are so alike (0 to 100) are one that OCR misread.
MISREAD = 95


def same_office(old: Header, new: Header) -> Office:
    """Whether two plans are of one office; `unknown` where a plan does not say whose it is.

    >>> from pipeline.plan import Header
    >>> same_office(Header(issuer="UBND tỉnh Hà Nam"), Header(issuer="Ủy ban nhân dân tỉnh Ninh Bình"))
    'successor'
    """
    if not old.issuer or not new.issuer:
        return "unknown"
    issuer = _names(old, new, "issuer")
    if issuer == "other" or not old.parent_issuer or not new.parent_issuer:
        return issuer
    parent = _names(old, new, "parent_issuer")
    if parent != "other":
        return issuer if parent == "same" else parent
    # A commune's parent was a district, and is a province.
    levels = [read_units([one.parent_issuer.capitalize()], None)[0].level for one in (old, new)]
    return "successor" if levels == ["district", "province"] else "other"


def _names(old: Header, new: Header, field: Literal["issuer", "parent_issuer"]) -> Office:
    one, other = getattr(old, field), getattr(new, field)
    if words(one) == words(other):
        return "same"
    proofs = [header.evidence[field] for header in (old, new) if field in header.evidence]
    is_ocr = any(proof.confidence < 1 for proof in proofs)
    if is_ocr and fuzz.ratio(key(one, None), key(other, None)) >= MISREAD:
        return "same"
    succeeds = office_succeeds(old, new) if field == "issuer" else name_succeeds(one, other)
    return "successor" if succeeds else "other"
