"""What a user may choose for a conversion."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Ocr = Literal["auto", "always", "never"]


@dataclass(frozen=True, slots=True)
class Settings:
    """`lexicon` are words of the user's own; `ocr` says which pages are read as pictures: those that
    need it, all, or none; `jobs` how many at a time. `debug_pages` is a folder for pages with what was
    found drawn over them. `repairs_off` are the names of repairs (of pipeline/restore/repairs.py) that
    restoring leaves out.
    """

    lexicon: tuple[str, ...] = ()
    ocr: Ocr = "auto"
    password: str = ""
    jobs: int = 1
    debug_pages: Path | None = None
    repairs_off: tuple[str, ...] = ()
