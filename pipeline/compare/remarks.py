"""What is to be known of two plans before their differences: whose they are, and of which years."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pipeline.compare.offices import same_office
from pipeline.compare.years import Years
from pipeline.messages import tr
from pipeline.plan import Header, Model

Code = Literal["other-office", "office-succeeded", "years-reversed", "same-year", "years-by-rows"]


class Remark(Model):
    """Something to be said first: a code for programs, and the sentence."""

    code: Code
    message: str


def remarks(old: Header, new: Header, years: Years) -> Iterator[Remark]:
    """What makes a comparison doubtful, gravest first."""
    office = same_office(old, new)
    if office == "other":
        yield Remark(
            code="other-office",
            message=tr("Two offices: {old} and {new}.", old=old.issuer, new=new.issuer),
        )
    if years.shift < 0 or (years.shift == 0 and _is_later(old, new)):
        message = tr(
            "The wrong way round: the old plan is of {old}, the new one of {new}.",
            old=_when(old),
            new=_when(new),
        )
        yield Remark(code="years-reversed", message=message)
    if office == "successor":
        message = tr("{new} took over from {old}.", new=new.issuer, old=old.issuer)
        yield Remark(code="office-succeeded", message=message)
    if years.is_by_rows:
        message = tr(
            "The rows roll on by {shift}, though the plans are headed {old} and {new}: "
            "one of these years is doubtful.",
            shift=years.shift,
            old=old.year,
            new=new.year,
        )
        yield Remark(code="years-by-rows", message=message)
    if years.shift == 0 and old.year and old.year == new.year and office != "other":
        message = tr(
            "Both are of {year}: of two versions of one plan --wording shows every word.", year=new.year
        )
        yield Remark(code="same-year", message=message)


def _is_later(old: Header, new: Header) -> bool:
    return old.date is not None and new.date is not None and old.date > new.date


def _when(header: Header) -> str:
    return header.date if header.date and not header.year else f"{header.year}"
