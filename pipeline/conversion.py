"""The whole way: a source file -> a Plan and its restored text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from pipeline import __version__
from pipeline.accounting import account, unplaced
from pipeline.cell_texts import with_whole_texts
from pipeline.document import Document
from pipeline.errors import SourceChanged
from pipeline.extract import extract
from pipeline.files import sha256, shown
from pipeline.placing import placed
from pipeline.plan import PageRead, Plan, PlanWarning, Source
from pipeline.read import read
from pipeline.restoration import restore
from pipeline.scan.engine import Engine
from pipeline.segment import segment
from pipeline.settings import Settings
from pipeline.warning_kinds import graded

# How often a file is read that changes while it is.
TRIES = 2


def convert(
    path: Path, settings: Settings | None = None, engine: Callable[[], Engine] | None = None
) -> tuple[Plan, str]:
    """Read, restore, segment and extract one source file.

    `engine` makes the OCR engine, Tesseract unless another is given. Raises a KehoachError that says
    what to do where the file cannot be read.
    """
    plan, document = converted(path, settings or Settings(), engine)
    return plan, document.text


def converted(
    path: Path, settings: Settings, engine: Callable[[], Engine] | None = None
) -> tuple[Plan, Document]:
    """As `convert`, with the document whose words the plan is made of."""
    document, kind, own_hash = _read_whole(path, settings, engine)
    document = restore(document, settings)
    noted = Source(
        file=shown(path.name),
        sha256=own_hash,
        kind=kind,
        pages=document.pages,
        engine=next((note.engine for note in document.notes if note.engine), None),
        triage=tuple(PageRead(**asdict(note)) for note in document.notes),
        converted_with=f"kehoach {__version__}",
    )
    return plan_of(document, noted, settings), document


def _read_whole(
    path: Path, settings: Settings, engine: Callable[[], Engine] | None
) -> tuple[Document, str, str]:
    """What a file holds, its kind, and the hash of the very bytes that were read ("" of what is no file).

    A file that somebody writes meanwhile is read again. Raises SourceChanged where it changes every time.
    """
    before = _hash(path)
    for _ in range(TRIES):
        found = read(path, settings, engine)
        if (after := _hash(path)) == before:
            return *found, after
        before = after
    raise SourceChanged(path)


def _hash(path: Path) -> str:
    with suppress(OSError):
        return sha256(path) if path.is_file() else ""
    return ""


def plan_of(document: Document, source: Source, settings: Settings) -> Plan:
    """What a restored document says, and what of it has found no place."""
    segments = with_whole_texts(segment(document), settings)
    rows = extract(segments)
    plan = Plan(
        source=source,
        header=segments.header,
        legal_basis=segments.legal_basis,
        sections=segments.sections,
        recipients=segments.recipients,
        signature=segments.signature,
        appendices=tuple(part.appendix for part in segments.appendices if part.is_announced),
        tasks=rows.tasks,
        indicators=rows.indicators,
        tables=segments.tables,
        units=rows.units,
        warnings=(*_failed_pages(document), *segments.warnings, *rows.warnings),
    )
    left_over = account(document, plan, segments)
    warnings = (*plan.warnings, *unplaced(left_over))
    whole = plan.model_copy(update={"left_over": left_over, "warnings": graded(warnings)})
    return placed(whole, document.turns)


def _failed_pages(document: Document) -> Iterator[PlanWarning]:
    for note in document.notes:
        if note.kind == "failed":
            yield PlanWarning(code="page-failed", message=note.reason, page=note.page)
