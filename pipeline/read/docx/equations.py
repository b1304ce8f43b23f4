"""Equations (OMML) as one line of text: fractions with a stroke, powers raised, roots with their sign."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pipeline.read.docx.xml import Element, M, contents
from pipeline.vietnamese.numerals import RAISED

_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
# Elements that say how their sibling looks, and have no text.
_PROPERTIES = "Pr"


def equation(element: Element) -> str:
    """The text of an equation, or of a part of one. Every letter of it is there, in order."""
    return "".join(_part(child) for child in contents(element))


def _part(element: Element) -> str:
    name = element.tag.removeprefix(M)
    if name == "t":
        return element.text or ""
    if name.endswith(_PROPERTIES) or not element.tag.startswith(M):
        return ""
    return _FORMS.get(name, equation)(element)


def _of(element: Element, name: str) -> str:
    part = element.find(M + name)
    return "" if part is None else equation(part).strip()


def _fraction(element: Element) -> str:
    return f"{_bracketed(_of(element, 'num'))}/{_bracketed(_of(element, 'den'))}"


def _bracketed(text: str) -> str:
    is_simple = all(sign.isalnum() or sign in ".,%_" for sign in text)
    return text if is_simple else f"({text})"


def _superscript(element: Element) -> str:
    return _of(element, "e") + _script(_of(element, "sup"), "^", RAISED)


def _subscript(element: Element) -> str:
    return _of(element, "e") + _script(_of(element, "sub"), "_", _LOWERED)


def _both(element: Element) -> str:
    return _subscript(element) + _script(_of(element, "sup"), "^", RAISED)


def _before(element: Element) -> str:
    scripts = _script(_of(element, "sub"), "_", _LOWERED) + _script(_of(element, "sup"), "^", RAISED)
    return scripts + _of(element, "e")


def _script(text: str, sign: str, table: dict[int, int]) -> str:
    """A raised or lowered text with signs of its own, or behind a sign that says where it stands."""
    small = text.translate(table)
    return (
        small if text and all(ord(letter) in table for letter in text) else text and sign + _bracketed(text)
    )


def _root(element: Element) -> str:
    return _of(element, "deg").translate(RAISED) + "√" + _bracketed(_of(element, "e"))


def _sum(element: Element) -> str:
    sign = _sign(element, "naryPr", "chr", "∫")
    limits = _script(_of(element, "sub"), "_", _LOWERED) + _script(_of(element, "sup"), "^", RAISED)
    return f"{sign}{limits} {_of(element, 'e')}"


def _brackets(element: Element) -> str:
    begin, end = _sign(element, "dPr", "begChr", "("), _sign(element, "dPr", "endChr", ")")
    between = _sign(element, "dPr", "sepChr", "|")
    return begin + between.join(equation(part).strip() for part in element.iterfind(M + "e")) + end


def _rows(element: Element) -> str:
    return "; ".join(
        " ".join(equation(part).strip() for part in ([row] if row.tag == M + "e" else row.iterfind(M + "e")))
        for row in _children(element)
    )


def _children(element: Element) -> Iterator[Element]:
    return (part for part in contents(element) if part.tag in (M + "mr", M + "e"))


def _limit(element: Element) -> str:
    return _of(element, "e") + _script(_of(element, "lim"), "_", _LOWERED)


def _function(element: Element) -> str:
    return f"{_of(element, 'fName')} {_of(element, 'e')}"


def _sign(element: Element, properties: str, name: str, usual: str) -> str:
    found = element.find(f"{M}{properties}/{M}{name}")
    return usual if found is None else found.get(M + "val", "")


_FORMS: dict[str, Callable[[Element], str]] = {
    "f": _fraction,
    "sSup": _superscript,
    "sSub": _subscript,
    "sSubSup": _both,
    "sPre": _before,
    "rad": _root,
    "nary": _sum,
    "d": _brackets,
    "m": _rows,
    "eqArr": _rows,
    "limLow": _limit,
    "limUpp": _limit,
    "func": _function,
}
