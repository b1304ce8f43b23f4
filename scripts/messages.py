"""Bring pipeline/messages/vi.po up to what is marked in the code: what is new has no translation yet.

python scripts/messages.py
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

PACKAGE = Path(__file__).parent.parent / "pipeline"
CATALOGUE = PACKAGE / "messages" / "vi.po"
MARKS = {"tr": None, "later": None}
HEAD = """# What people are told, in Vietnamese; python scripts/messages.py renews it. chỉ tiêu is an
# indicator, mục tiêu a target.
msgid ""
msgstr ""
"Language: vi\\n"
"Content-Type: text/plain; charset=utf-8\\n"

"""


def marked() -> Iterator[tuple[str, str]]:
    """Every text that is marked for translation, and where."""
    for path in sorted(PACKAGE.rglob("*.py")):
        with path.open("rb") as file:
            for line, text, _, _ in extract("python", file, keywords=MARKS):
                yield str(text), f"{path.relative_to(PACKAGE)}:{line}"
    for path in sorted(PACKAGE.rglob("templates/*.html")):
        with path.open("rb") as file:
            for line, _, text, _ in babel_extract(file, list(MARKS), [], {"trimmed": "true"}):
                # One with parts is a tuple, the text first.
                said = text if isinstance(text, str) else text[0]
                yield str(said), f"{path.relative_to(PACKAGE)}:{line}"


def catalogue() -> Catalog:
    """vi.po as it is."""
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="vi")


def main() -> int:
    old = catalogue() if CATALOGUE.exists() else Catalog(locale="vi")
    new = Catalog(locale="vi")
    for text, _ in marked():
        known = old.get(text)
        new.add(text, known.string if known else "")
    text = BytesIO()
    write_po(text, new, width=100, sort_output=True, omit_header=True)
    CATALOGUE.write_text(HEAD + text.getvalue().decode(), encoding="utf-8")
    missing = [message.id for message in new if message.id and not message.string]
    print(*missing, sep="\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
