"""What there is to look at in a plan: its warnings as questions, the gravest first, equal causes together."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

from pipeline.corrections.fields import Row, fields_of
from pipeline.corrections.place import HEADER, Place, named_bases, place_of, place_of_warning
from pipeline.corrections.record import Kind
from pipeline.dataset.tables import headings
from pipeline.messages.again import again
from pipeline.plan import Header, Indicator, LegalBasis, Plan, PlanWarning, Task
from pipeline.warning_kinds import in_words, warning_kinds

# A cell that is surer than this is among those of which some are looked at to see how often that is right.
SURE = 0.95
SAMPLE = "sample"


def doubts(plan: Plan) -> list[dict[str, Any]]:
    """The open warnings of a plan as the page shows them."""
    found = [_doubt(plan, warning) for warning in plan.warnings]
    return sorted(found, key=lambda one: (-one["severity"], one["code"]))


def sample(plan: Plan, count: int, seed: int | None = None) -> list[dict[str, Any]]:
    """Some sure cells that nobody has looked at yet, to be asked like doubts."""
    cells = [
        (name, field)
        for name, row in _rows(plan)
        for field, proof in row.evidence.items()
        if proof.confidence >= SURE and not proof.is_checked and fields_of(row).get(field)
    ]
    chosen = random.Random(seed).sample(cells, min(count, len(cells)))
    return [question(plan, name, field, code=SAMPLE) for name, field in sorted(chosen)]


def question(plan: Plan, name: str, field: str, *, code: str = "") -> dict[str, Any]:
    """Any field of a row, as a doubt is asked. Raises KeyError where there is none."""
    place = place_of(plan, name)
    if place is None or field not in fields_of(place.row):
        raise KeyError(field)
    return _asked(place, field) | {
        "reason": "",
        "code": code,
        "severity": 0,
        "where": "",
        "proposals": _proposals(place, field),
    }


def _doubt(plan: Plan, warning: PlanWarning) -> dict[str, Any]:
    kind = warning_kinds()[warning.code]
    place, field = place_of_warning(plan, warning)
    asked = _asked(place, field) if place else {"row": warning.row, "field": "", "value": "", "row_text": ""}
    unfit = warning.where.removeprefix("correction ") if warning.code == "correction-unfit" else ""
    return asked | {
        "code": warning.code,
        "severity": warning.severity,
        "reason": f"{kind.name}: {kind.advice}",
        "detail": again(warning.message),
        "correction": unfit,
        "raw": asked.get("raw") or warning.raw,
        "warned": warning.raw,
        "where": warning.where,
        "where_shown": in_words(warning.where),
        "page": warning.page or asked.get("page"),
        "box": warning.box or asked.get("box"),
        "proposals": list(dict.fromkeys((*warning.proposals, *(_proposals(place, field) if place else ())))),
    }


def _asked(place: Place, field: str) -> dict[str, Any]:
    page, box = place.where(field)
    proof = place.row.evidence.get(field)
    return {
        "row": place.name,
        "row_text": place.text if place.kind != HEADER else "",
        "field": field,
        "field_shown": shown_field(place.kind, field),
        "value": fields_of(place.row).get(field, ""),
        "raw": proof.raw if proof else "",
        "confidence": proof.confidence if proof else None,
        "repair": again(proof.repair.ground) if proof and proof.repair else "",
        "is_checked": bool(proof and proof.is_checked),
        "page": page,
        "box": box,
    }


def _proposals(place: Place, field: str) -> list[str]:
    """What was read, where a rule made something else of it."""
    proof = place.row.evidence.get(field)
    return [proof.raw] if proof and proof.raw and proof.repair and not proof.is_checked else []


def _rows(plan: Plan) -> Iterator[tuple[str, Row]]:
    yield HEADER, plan.header
    yield from named_bases(plan.legal_basis)
    yield from ((row.id, row) for row in chain[Task | Indicator](plan.tasks, plan.indicators))


def cells_of_page(plan: Plan, page: int) -> list[dict[str, Any]]:
    """The cells that stand on a page: where, how sure, whether looked at."""
    return [
        {
            "row": name,
            "field": field,
            "box": proof.box,
            "confidence": proof.confidence,
            "is_checked": proof.is_checked,
        }
        for name, row in _rows(plan)
        for field, proof in row.evidence.items()
        if proof.page == page and proof.box
    ]


def grid(plan: Plan) -> dict[str, list[dict[str, Any]]]:
    """All rows with their fields, how sure each is, and which were looked at."""
    found: dict[str, list[dict[str, Any]]] = {kind: [] for kind in _KINDS}
    for name, row in _rows(plan):
        kind = _KIND_OF[type(row)]
        cells = {
            field: {"value": text, "confidence": proof.confidence if proof else None,
                    "is_checked": bool(proof and proof.is_checked)}
            for field, text in fields_of(row).items()
            for proof in [row.evidence.get(field)]
        }  # fmt: skip
        appendix = getattr(row, "appendix", None)
        names = {field: shown_field(_KINDS[kind], field) for field in cells}
        found[kind].append({"row": name, "appendix": appendix, "cells": cells, "names": names})
    return found


_KINDS: dict[str, Kind] = {"header": "header", "bases": "basis", "tasks": "task", "indicators": "indicator"}
_KIND_OF = {Header: "header", LegalBasis: "bases", Task: "tasks", Indicator: "indicators"}


def shown_field(kind: Kind, field: str) -> str:
    """What people call a field: `lead` is "Cơ quan chủ trì", `result_2024` "Kết quả 2024"."""
    table = {"header": "plans", "basis": "plans", "task": "tasks", "indicator": "indicators"}.get(kind, "")
    if heading := headings().get((table, field)):
        return heading.title
    if match := re.fullmatch(r"(result|target)[_-]?(.*)", field):
        return f"{'Kết quả' if match[1] == 'result' else 'Mục tiêu'} {match[2].replace('_', ' – ')}".strip()
    return field
