"""The output contract: one plan as typed data (pydantic), and nothing else."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Model(BaseModel):
    """Base of the contract's models: unknown names are errors, values do not change once set."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class PageRead(Model):
    """How a page was read: what it was taken for and why, and by which engine."""

    page: int
    kind: str
    reason: str
    engine: str = ""


class Source(Model):
    file: str
    sha256: str
    kind: str = Field(
        pattern="^[a-z][a-z0-9-]*$",
        description="text, docx, image, pdf-text, pdf-scan (a PDF most of whose pages were read by OCR), "
        "or the kind of a reader that was added",
    )
    pages: int
    engine: str | None = Field(None, description="the OCR engine that read the pages, if any did")
    triage: tuple[PageRead, ...] = Field((), description="how each page was read, and why so")
    converted_with: str


class Header(Model):
    issuer: str = ""
    parent_issuer: str = ""
    number: str = ""
    place: str = ""
    date: str | None = Field(None, description="ISO 8601")
    year: int | None = None
    doc_type: str = ""
    title: str = ""


class LegalBasis(Model):
    """A document that the plan says it carries out or rests on."""

    doc_type: str = ""
    number: str = ""
    date: str | None = None
    issuer: str = ""
    title: str = ""


class Section(Model):
    marker: str = ""
    heading: str = ""
    paragraphs: tuple[str, ...] = ()
    children: tuple[Section, ...] = ()


class Signature(Model):
    authority: str = ""
    position: str = ""
    name: str = ""


class Appendix(Model):
    number: int | None = None
    title: str = ""
    note: str = ""
    issued_with: str = ""
    kind: Literal["tasks", "indicators", "both", "other"] = "other"
    columns: tuple[str, ...] = ()


class CellEvidence(Model):
    """What stands behind one value."""

    raw: str = Field(description="what was read")
    page: int | None = None
    box: tuple[float, float, float, float] | None = Field(None, description="x0, top, x1, bottom in points")
    confidence: float = Field(ge=0, le=1)
    repair: str | None = Field(None, description="the rule that corrected the value, and on what ground")


class Due(Model):
    """A deadline as dates. All null where the words name no date; the words stay in `deadline`."""

    start: str | None = None
    end: str | None = None
    recurrence: str | None = None


class Task(Model):
    id: str
    appendix: int | None = None
    no: str = ""
    group: tuple[str, ...] = ()
    task: str = ""
    deadline: str = ""
    lead: str = ""
    coordination: str = ""
    product: str = ""
    extra: dict[str, str] = Field(default_factory=dict)
    due: Due | None = None
    lead_units: tuple[str, ...] = ()
    coordination_units: tuple[str, ...] = ()
    evidence: dict[str, CellEvidence] = Field(default_factory=dict)


class IndicatorValue(Model):
    measure: Literal["result", "target"]
    year: int | None = None
    value: float | None = None
    upper: float | None = Field(None, description="the end of a range that begins with `value`")
    operator: Literal["", ">", ">=", "<", "<="] = ""
    unit: str = ""


class Indicator(Model):
    id: str
    appendix: int | None = None
    code: str = ""
    name: str = ""
    parent: str = ""
    level: int = Field(1, description="depth in the table's hierarchy, from 1; 0 for a grand total")
    unit: str = ""
    max: float | None = None
    values: tuple[IndicatorValue, ...] = ()
    lead: str = ""
    lead_units: tuple[str, ...] = ()
    extra: dict[str, str] = Field(default_factory=dict)
    evidence: dict[str, CellEvidence] = Field(default_factory=dict)


class PlainTable(Model):
    """A table of neither tasks nor indicators: its cells row by row, the headings among them."""

    appendix: int | None = None
    page: int | None = None
    rows: tuple[tuple[str, ...], ...] = ()


class Assignment(Model):
    """What the text of a section gives a unit to do."""

    unit: str
    text: str
    section: str = Field("", description="marker and heading of the section")


class Unit(Model):
    """A unit that rows of the plan name, by its full name."""

    name: str
    kind: str = Field(
        "", description="ministry, department, division, people's committee, … (dictionaries/unit-kinds.txt)"
    )
    level: str = Field("", description="central, province, district, commune")
    successor: str = Field("", description="the unit that took over its tasks in a later reorganisation")


class Warning(Model):
    """What a careful reader would flag. `where` names a row, a line or a page."""

    code: str
    message: str
    where: str = ""


class Plan(Model):
    """Everything that one source file says. Empty cell: ""; unknown number: null."""

    schema_version: Literal["1"] = "1"
    source: Source
    header: Header = Header()
    legal_basis: tuple[LegalBasis, ...] = ()
    sections: tuple[Section, ...] = ()
    recipients: tuple[str, ...] = ()
    signature: Signature | None = None
    appendices: tuple[Appendix, ...] = ()
    tasks: tuple[Task, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    tables: tuple[PlainTable, ...] = ()
    units: tuple[Unit, ...] = ()
    warnings: tuple[Warning, ...] = ()

    def __repr__(self) -> str:
        """In one line, so that a notebook is not flooded."""
        rows = f"{len(self.tasks)} tasks, {len(self.indicators)} indicators, {len(self.warnings)} warnings"
        return f"Plan({self.source.file!r}: {self.header.number or 'no number'}, {rows})"

    __str__ = __repr__
