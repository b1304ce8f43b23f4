"""The report as one HTML page that needs nothing else, in the language of its readers."""

from __future__ import annotations

import csv
import os
from collections import Counter
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from pipeline.dataset.spoken import spoken_field
from pipeline.emit import load_plans
from pipeline.messages import for_readers, later, tr
from pipeline.messages.again import again
from pipeline.pages import environment
from pipeline.plan import Header, Indicator, Plan, PlanWarning, Task
from pipeline.report.coverage import Covered, bars, matrix
from pipeline.report.grade import Assessment, assess
from pipeline.report.sources import Sources
from pipeline.warning_kinds import in_words, warning_kinds

# How many of the gravest warnings stand at the top of the page.
FIRST = 25
OTHER_ISSUERS = later("Other offices")


@dataclass(frozen=True, slots=True)
class Look:
    """Something to look at: in which plan, where there, the row it is about, the warning, its page (None
    where it is not known) and the way to that page of the scan ("" for none)."""

    plan: str
    place: str
    row: str
    warning: PlanWarning
    page: int | None
    link: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A plan's line in the table; `link` leads to its source, "" where none can be shown."""

    name: str
    link: str
    header: Header
    file: str
    settled: int
    pages: int
    tasks: int
    indicators: int
    result: Assessment
    looks: tuple[Look, ...]


class Failure(NamedTuple):
    """A source that could not be converted, as failures.csv has it."""

    file: str
    code: str
    reason: str


def render(output: Path, page: Path) -> str:
    """The page for an output folder; `page` is where it will lie, so that its links lead to the plans.

    Raises NoPlans where the folder has no plans, BrokenPlan where one cannot be read.
    """
    sources = Sources(output, page.parent)
    entries = [_entry(name, plan, sources) for name, plan in load_plans(output)]
    with for_readers():
        return _render(output, page, entries)


def _render(output: Path, page: Path, entries: list[Entry]) -> str:
    entries.sort(key=lambda entry: (entry.result.score, entry.name))
    covered = [
        Covered(one.header.issuer, one.header.year, one.tasks, one.indicators, one.result.score)
        for one in entries
    ]
    links = quote(Path(os.path.relpath(output, page.parent)).as_posix())
    return (
        environment("pipeline.report")
        .get_template("report.html")
        .render(
            entries=entries,
            grades=Counter(entry.result.grade for entry in entries),
            warnings=Counter(code for entry in entries for code in Counter(entry.result.kinds).elements()),
            failures=_failures(output),
            first=_first(entries),
            kinds=warning_kinds(),
            matrix=matrix(covered, tr(OTHER_ISSUERS)),
            bars=bars(covered),
            links=links,
            quote=quote,
        )
    )


def _entry(name: str, plan: Plan, sources: Sources) -> Entry:
    result = assess(plan)
    rows = {row.id: f"{row.no} {row.task}" for row in plan.tasks}
    rows |= {row.id: f"{row.code} {row.name}" for row in plan.indicators}
    pages = {row.id: _page(row) for row in chain[Task | Indicator](plan.tasks, plan.indicators)}
    with for_readers():
        looks = tuple(_look(name, warning, rows, pages, sources) for warning in result.first)
    counts = (len(plan.settled), plan.source.pages, len(plan.tasks), len(plan.indicators))
    return Entry(name, sources.link(name), plan.header, plan.source.file, *counts, result, looks)


def _page(row: Task | Indicator) -> int | None:
    """The page that a row begins on."""
    return min((proof.page for proof in row.evidence.values() if proof.page), default=None)


def _look(
    name: str, warning: PlanWarning, rows: dict[str, str], pages: dict[str, int | None], sources: Sources
) -> Look:
    row = rows.get(warning.row, "").strip()
    place = in_words(warning.where or (f"page {warning.page}" if warning.page else warning.row))
    if warning.field and not warning.where:
        place = spoken_field(warning.field, is_of_row=warning.row not in ("", "header"))
    page = warning.page or pages.get(warning.row)
    return Look(
        name,
        "" if row else place,
        row,
        warning.model_copy(update={"message": again(warning.message)}),
        page,
        sources.link(name, page) if page else "",
    )


def _first(entries: list[Entry]) -> list[Look]:
    """The gravest warnings of all plans that the reading may be at fault for, worst plans first."""
    looks = [look for entry in entries for look in entry.looks if look.warning.severity > 1]
    return sorted(looks, key=lambda look: -look.warning.severity)[:FIRST]


def _failures(output: Path) -> list[Failure]:
    path = output / "failures.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return [Failure(row["file"], row["code"], again(row["reason"])) for row in csv.DictReader(file)]
