"""WordprocessingML as lxml has it: names, values, and what of an element is shown."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element

Element = _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

# What is shown of these is what they hold.
_OPEN = frozenset(
    W + name
    for name in (
        "bdo",
        "customXml",
        "dir",
        "fldSimple",
        "hyperlink",
        "ins",
        "moveTo",
        "sdt",
        "sdtContent",
        "smartTag",
    )
)
# Tracked deletions: the document is read as if all changes had been accepted.
_DELETED = frozenset(W + name for name in ("del", "moveFrom"))
_OFF = frozenset(("0", "false", "off", "none"))


def contents(element: Element) -> Iterator[Element]:
    """The children that are shown: wrappers (content controls, links) opened, deletions left out."""
    for child in element:
        if not isinstance(child.tag, str) or child.tag in _DELETED:
            continue
        if child.tag in _OPEN:
            yield from contents(child)
        elif child.tag == MC + "AlternateContent":
            yield from _chosen(child)
        else:
            yield child


def _chosen(alternatives: Element) -> Iterator[Element]:
    """The first choice: newer programs show it, and the fallback says the same for older ones."""
    branch = alternatives.find(MC + "Choice")
    branch = alternatives.find(MC + "Fallback") if branch is None else branch
    if branch is not None:
        yield from contents(branch)


def value(parent: Element | None, path: str, attribute: str = "val") -> str | None:
    """An attribute of a descendant: `value(p, "pPr/pStyle")`; None where either is missing."""
    found = None if parent is None else parent.find("/".join(W + name for name in path.split("/")))
    return None if found is None else found.get(W + attribute)


def number(text: str | None, default: int = 0, *, least: int = 0, most: int = 2**31) -> int:
    """A whole number as an attribute has it, held between two bounds; `default` where it is none.

    >>> number("12"), number("1e9", 7), number("-3"), number("9000", most=63)
    (12, 7, 0, 63)
    """
    try:
        found = int(text) if text is not None and len(text) < 20 else default
    except ValueError:
        found = default
    return min(max(found, least), most)


def toggle(properties: Element | None, name: str) -> bool | None:
    """A property that is on or off (`<w:vanish/>`, `w:val="0"`); None where nothing is said."""
    found = None if properties is None else properties.find(W + name)
    return None if found is None else found.get(W + "val", "1") not in _OFF


def child(parent: Element | None, name: str) -> Element | None:
    return None if parent is None else parent.find(W + name)
