"""What a user may choose for a conversion."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Ocr = Literal["auto", "always", "never"]
SecondEngine = Literal["rapidocr", "none"]


@dataclass(frozen=True, slots=True)
class Settings:
    """How a source is converted; each has a default that suits most.

    `lexicon` are words of the user's own; `ocr` says which pages are read as pictures: those that
    need it, all, or none; `engine` is the name of what reads them, `jobs` how many at a time.
    `second_engine` reads the digits of pictures again, "none" does not.
    `page_seconds` is how long one call of the engine may take on a page of A4, larger pages in proportion.
    `debug_pages` is a folder for pages with what was found drawn over them. `repairs_off` are the names
    of repairs (of pipeline/restoration/repairs.py) that restoring leaves out. `language` is what a process
    that converts speaks, "vi" or "en": no result is made anew for it. `searchable` asks for a searchable copy
    of what is a PDF or a picture.

    >>> Settings(ocr="never").engine
    'tesseract'
    """

    lexicon: tuple[str, ...] = ()
    ocr: Ocr = "auto"
    password: str = ""
    jobs: int = 1
    debug_pages: Path | None = None
    repairs_off: tuple[str, ...] = ()
    engine: str = "tesseract"
    second_engine: SecondEngine = "rapidocr"
    page_seconds: float = 120.0
    language: str = "en"
    searchable: bool = False
