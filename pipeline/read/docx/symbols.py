"""What letters show that are no letters: signs of symbol fonts, and fonts from before Unicode."""

from __future__ import annotations

import re
from functools import cache

from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.encodings import converted

# Symbol fonts have their signs here as well as at the codes of the letters; so have texts that lost the font.
_PRIVATE = 0xF000
_ANY_PRIVATE = re.compile("[\uf020-\uf0ff]")
_SHOWN_AS_ITSELF = range(0x21, 0x7F)
# Fonts of capitals end so: their small letters' codes are shown as capitals. The other fonts have no
# capitals with marks, so that capitals typed in them have small ones between.
_CAPITALS = re.compile(r"(?i)\.vn\w*h$")
_MIXED = re.compile(r"[^\W\d_]*[A-ZĐ][^\W\d_]*[A-ZĐ][^\W\d_]*")


def shown(text: str, font: str) -> str:
    r"""A run's text as its font shows it.

    >>> shown("Uû ban", ".VnTime"), shown("Uû ban", ".VnTimeH"), shown("TÞCH", ".VnTime")
    ('Uỷ ban', 'UỶ BAN', 'TỊCH')
    >>> shown("ü", "Wingdings"), shown("\uf0b3 5", "Times New Roman")
    ('✓', '≥ 5')
    """
    if encoding := _encoding(font):
        # Letters beyond Latin-1 cannot be codes: the text was typed anew, and the font's name is left over.
        if all(letter <= "ÿ" or letter in "–—‘’“”…" for letter in text):
            text = _MIXED.sub(_in_capitals, converted(text, encoding))
        return text.upper() if _CAPITALS.search(font) else text
    key = font.lower()
    if key in _fonts():
        return "".join(_sign(key, ord(letter)) for letter in text)
    return _ANY_PRIVATE.sub(lambda match: _sign("symbol", ord(match.group())), text)


def _in_capitals(match: re.Match[str]) -> str:
    """A word in capitals, if all its letters without marks are capitals."""
    word = match.group()
    return word.upper() if all(not letter.isascii() or letter.isupper() for letter in word) else word


def symbol(font: str, code: int) -> str:
    """The sign that a w:sym element shows.

    >>> symbol("Symbol", 0xF0B3), symbol("Symbol", 0xF02C), symbol("Times New Roman", 0x2265)
    ('≥', ',', '≥')
    """
    is_text = code not in range(0xD800, 0xE000) and 0x20 <= code < 0x110000
    return shown(chr(code), font) if is_text else ""


def _sign(font: str, code: int) -> str:
    """A sign of a symbol font; a letter typed in the font Symbol that is no code of it stays as it is."""
    is_private = _PRIVATE <= code < _PRIVATE + 0x100
    if font == "symbol" and not is_private and chr(code).isalnum():
        return chr(code)
    low = code - _PRIVATE if is_private else code
    known = _fonts()[font].get(low)
    return known or (chr(low) if is_private and low in _SHOWN_AS_ITSELF else chr(code))


def _encoding(font: str) -> str:
    name = font.lower()
    return "tcvn3" if name.startswith(".vn") else "vni" if name.startswith("vni-") else ""


@cache
def _fonts() -> dict[str, dict[int, str]]:
    fonts: dict[str, dict[int, str]] = {}
    for font, code, sign in dictionaries.table("symbol-fonts.tsv"):
        fonts.setdefault(font.lower(), {})[int(code, 16)] = sign
    return fonts
