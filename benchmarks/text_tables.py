"""How well tables are read from plain text: `python -m benchmarks.text_tables FOLDER`.

FOLDER is made by `python -m benchmarks.plan_pages FOLDER`: plans with their truth. Their digital PDFs become
text files in several ways: the text of each page as it flows and as it is laid out, and what Tesseract reads
on the page's picture line by line, with its Vietnamese and with its English model. Prints what
`benchmarks.scans` does.
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pdfplumber
import pytesseract
from pdfplumber.page import Page

from benchmarks.scans import Counts, measure, row_of

DPI = 300


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    print("| text | words found, words right | rows | extra | cells exact | numbers F1 | wrong, no warning |")
    print("|---|---|---|---|---|---|---|")
    for name, read in READERS.items():
        with TemporaryDirectory() as temporary:
            counts = Counts()
            for path in sorted(folder.glob("*.digital.pdf")):
                counts += measure(_as_text(path, read, Path(temporary)))
            print(row_of(name, counts))


def _as_text(path: Path, read: Callable[[Page], str], folder: Path) -> Path:
    """The plan as a text file in `folder`, with its truth beside it."""
    name = path.name.split(".")[0]
    for truth in (f"{name}.json", f"{name}.txt"):
        shutil.copy(path.parent / truth, folder)
    with pdfplumber.open(path) as pdf:
        pages = [read(page) for page in pdf.pages]
    text = folder / f"{name}.read.txt"
    text.write_text("\f".join(pages) + "\n", encoding="utf-8")
    return text


def _by_ocr(language: str) -> Callable[[Page], str]:
    def read(page: Page) -> str:
        picture = page.to_image(resolution=DPI).original
        return str(pytesseract.image_to_string(picture, lang=language, config="--psm 6")).rstrip("\f\n")

    return read


READERS: dict[str, Callable[[Page], str]] = {
    "clean, as it flows": lambda page: page.extract_text() or "",
    "clean, laid out": lambda page: page.extract_text(layout=True) or "",
    "OCR, Vietnamese": _by_ocr("vie"),
    "OCR, English": _by_ocr("eng"),
}


if __name__ == "__main__":
    main()
