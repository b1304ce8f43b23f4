"""Codes that were read exactly stand as they are printed, whatever the sequence of rows would tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.tables.grid import Cell, Code

_DASHES = "-–—−"
# No code is longer, or has words: "Chỉ số cao nhất" over both columns is a name.
_CODE = re.compile(r"\w[\w.\-/¹²³]{0,11}|\w{1,4} bis", re.IGNORECASE)


def as_printed(codes: Sequence[Code], cells: Sequence[Cell]) -> Iterator[Code]:
    """The codes of rows, by the cells that they are printed in; what stands under one names it as printed."""
    given: dict[str, str] = {}
    for code, cell in zip(codes, cells, strict=True):
        text = _printed(cell) if cell.is_exact and not cell.may_be_lost else code.code
        given[code.code] = text
        yield replace(code, code=text, parent=given.get(code.parent, code.parent))


def bare(raw: str) -> str:
    """What is printed for a code, without what stands around it.

    >>> bare("1.2."), bare("đ)"), bare("–"), bare("+")
    ('1.2', 'đ', '-', '+')
    """
    text = raw.strip(" |,;:\"'“”()[]")
    return "-" if text and all(sign in _DASHES for sign in text) else text.strip(".") or text


def is_code(raw: str) -> bool:
    """Whether what is printed in a cell may be a code.

    >>> is_code("50 bis"), is_code("III.2"), is_code(""), is_code("Chỉ số cao nhất")
    (True, True, True, False)
    """
    text = bare(raw)
    return text in ("", "-", "+") or bool(_CODE.fullmatch(text))


def _printed(cell: Cell) -> str:
    return bare(cell.raw) if is_code(cell.raw) else ""
