"""The whole way: a source file -> a Plan and its restored text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline import __version__
from pipeline.emit import sha256
from pipeline.extract import extract
from pipeline.plan import Plan, Source
from pipeline.read import read_text
from pipeline.restore import restore
from pipeline.segment import segment


def convert(path: Path, lexicon: Sequence[str] = ()) -> tuple[Plan, str]:
    """Read, restore, segment and extract one source file; `lexicon` are words of the user's own.

    Raises a KehoachError that says what to do where the file cannot be read.
    """
    document = restore(read_text(path), lexicon)
    segments = segment(document)
    rows = extract(segments.appendices, segments.header.year)
    plan = Plan(
        source=Source(
            file=path.name,
            sha256=sha256(path),
            kind="text",
            pages=document.pages,
            converted_with=f"kehoach {__version__}",
        ),
        header=segments.header,
        legal_basis=segments.legal_basis,
        sections=segments.sections,
        recipients=segments.recipients,
        signature=segments.signature,
        appendices=tuple(part.appendix for part in segments.appendices if part.is_announced),
        tasks=rows.tasks,
        indicators=rows.indicators,
        warnings=segments.warnings + rows.warnings,
    )
    return plan, document.text
