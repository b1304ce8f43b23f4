"""Reading plain text: lines and words with their places, pages by form feeds or by gaps."""

from __future__ import annotations

import codecs
import re
import unicodedata
from pathlib import Path

from pipeline.document import Document, Line, Word
from pipeline.errors import BadEncoding, EmptyFile, FileMissing, NotVietnamese, UnknownFormat, Unreadable
from pipeline.messages import tr
from pipeline.read.feet import without_feet
from pipeline.read.readers import what_can_be_read
from pipeline.vietnamese.detect import vietnamese_share
from pipeline.vietnamese.encodings import encoding_of

# A ruling line at a word's edge is a word of its own: "|ngành," is "|" and "ngành,".
# Between letters it may be a misread l or I, unless both sides could be words.
_RUN = re.compile(r"\|+|[^\s|]+(?:(?<=\w)(?<!\w{3})\|+(?=\w)[^\s|]+|(?<=\w)\|+(?=\w{1,2}(?!\w))[^\s|]+)*")
# OCR programs that print no form feed leave at least so many lines empty between pages.
PAGE_GAP = 4
MIN_VIETNAMESE_SHARE = 0.5


def read_text(path: Path) -> Document:
    """The lines and words of a text file (UTF-8 with or without BOM, UTF-16 with BOM), NFC.

    Raises FileMissing, UnknownFormat, BadEncoding, EmptyFile NotVietnamese or Unreadable.
    """
    document = parse_text(decode(path))
    if not any(line.words for line in document.lines):
        raise EmptyFile(path)
    share = vietnamese_share(word.raw for word in document.words)
    if share < MIN_VIETNAMESE_SHARE and not encoding_of(word.text for word in document.words):
        raise NotVietnamese(path, share)
    return without_feet(document)


def decode(path: Path) -> str:
    """The text of a file; line ends are left to parse_text."""
    try:
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise FileMissing(path) from None
    except OSError as error:
        raise Unreadable(path, tr("text file"), error.strerror or str(error)) from None
    is_utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if b"\x00" in data and not is_utf16:
        raise UnknownFormat(path, tr("binary data"), tr("Give {readable}.", readable=what_can_be_read()))
    try:
        text = data.decode("utf-16" if is_utf16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        # Text of before Unicode is one byte a letter; which letters they are, restoring finds out.
        text = data.decode("latin-1")
        if not encoding_of(text.split()):
            raise BadEncoding(path, error.start) from None
    return text


def parse_text(text: str) -> Document:
    """A document of the text's lines. A form feed begins a page, and so does a gap of PAGE_GAP lines."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    by_gaps = "\f" not in text
    lines: list[Line] = []
    page, empty = 1, 0
    for index, raw in enumerate(text.split("\n")):
        if by_gaps:
            page += empty >= PAGE_GAP and bool(raw.strip())
        else:
            page += raw.count("\f")
        empty = 0 if raw.strip() else empty + 1
        lines.append(Line(index, page, raw, words_of_line(raw, page, index)))
    return Document(tuple(lines), page)


def words_of_line(raw: str, page: int, index: int) -> tuple[Word, ...]:
    return tuple(
        Word(match.group(), match.group(), page, index, match.start(), match.end())
        for match in _RUN.finditer(raw)
    )
