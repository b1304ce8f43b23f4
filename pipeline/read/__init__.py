"""Reading: a source file -> a Document of words in lines, with the tables whose cells are known."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.document import Document
from pipeline.errors import EmptyFile, UnknownFormat
from pipeline.messages import tr
from pipeline.read.formats import UNREAD, format_of
from pipeline.read.readers import EngineMaker, Reader, reader_of, readers
from pipeline.read.text import read_text
from pipeline.settings import Settings

if TYPE_CHECKING:
    from pipeline.scan.engine import Engine

__all__ = ["read", "read_text"]

DEFAULTS = Settings()


def read(
    path: Path, settings: Settings = DEFAULTS, engine: EngineMaker | None = None
) -> tuple[Document, str]:
    """What a source file holds, and what kind of source it is: by its bytes, not by its name.

    `engine` makes the OCR engine, the one of the settings unless it is given; a call of it that fails is made
    once more. Raises a KehoachError that says what to do where the file cannot be read.
    """
    reader = _reader(path)
    document = reader.read(path, settings, _persistent(settings, engine))
    if not any(line.words for line in document.lines) and not any(n.kind == "failed" for n in document.notes):
        raise EmptyFile(path)
    by_ocr = sum(bool(note.engine) for note in document.notes)
    is_scan = 2 * by_ocr > len(document.notes)
    return document, reader.kind_by_ocr if reader.kind_by_ocr and is_scan else reader.kind


def _reader(path: Path) -> Reader:
    known = {form for reader in readers() for form in reader.formats} | set(UNREAD)
    form = format_of(path, known)
    if reader := reader_of(form):
        return reader
    raise UnknownFormat(path, tr(UNREAD[form].name), tr(UNREAD[form].next_step, path=path))


def _persistent(settings: Settings, given: EngineMaker | None) -> EngineMaker:
    """What makes the engine that is given or chosen; a call that fails is made again, with twice the time:
    under load it may only have been slow.
    """

    def make() -> Engine:
        from pipeline.scan.engine import Persistent
        from pipeline.scan.engines import engine_named

        if given:
            return Persistent(engine := given(), engine)
        first, again = (engine_named(settings.engine, times * settings.page_seconds) for times in (1, 2))
        return Persistent(first, again)

    return make
