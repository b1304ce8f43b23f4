"""How sure it is that two cells differ on the page, and not only as OCR read them."""

from __future__ import annotations

from pipeline.plan import CellEvidence, Indicator, Task

# A cell that is right with less likelihood than this, all its words together, makes a change doubtful.
SURE = 0.97


def is_doubtful(name: str, *rows: Task | Indicator) -> bool:
    """Whether OCR may have made what differs in a field of rows that are one."""
    return any(_unsure(row.evidence[name]) if name in row.evidence else by_ocr(row) for row in rows)


def is_value_doubtful(names: tuple[str, str], old: Indicator, new: Indicator) -> bool:
    """The same of two numbers, each by the name that its row's evidence has for it."""
    pairs = zip((old, new), names, strict=True)
    return any(_unsure(row.evidence[name]) for row, name in pairs if name in row.evidence)


def by_ocr(row: Task | Indicator) -> bool:
    """Whether a row comes from OCR: what it lacks may only not have been read."""
    return any(proof.confidence < 1 for proof in row.evidence.values())


def _unsure(proof: CellEvidence) -> bool:
    """Whether a cell was repaired, or read so that one of its words is likely to be wrong."""
    return proof.repair is not None or proof.confidence ** max(len(proof.raw.split()), 1) < SURE
