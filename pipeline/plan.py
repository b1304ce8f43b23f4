"""The output contract: one plan as typed data (pydantic), and nothing else."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

BoxField = tuple[float, float, float, float] | None
# The rules of repairs that a person made, and of values that a person found to be right.
CORRECTED, CHECKED = "corrected by hand", "checked by hand"
# The sets of fields that values were given.
_GIVEN: dict[frozenset[str], set[str]] = {}


class Model(BaseModel):
    """Base of the contract's models: unknown names are errors, values do not change once set."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def model_post_init(self, _: Any) -> None:
        """Share the set of the fields that were given: one for each value is half of the memory of a plan."""
        given = self.__pydantic_fields_set__
        object.__setattr__(self, "__pydantic_fields_set__", _GIVEN.setdefault(frozenset(given), given))


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


class Repair(Model):
    """Why a value is not what was read: the rule that corrected it, and what it rests on."""

    rule: str
    ground: str


class CellEvidence(Model):
    """What stands behind one value."""

    raw: str = Field(description="what was read")
    page: int | None = None
    box: BoxField = Field(None, description="x0, top, x1, bottom in points of the page as it lies there")
    confidence: float = Field(ge=0, le=1)
    repair: Repair | None = None

    @property
    def is_checked(self) -> bool:
        """Whether a person has looked at the value."""
        return self.repair is not None and self.repair.rule in (CORRECTED, CHECKED)


class Attached(Model):
    """The plan that a decision issues: its own type and title."""

    doc_type: str = ""
    title: str = ""


class Header(Model):
    issuer: str = ""
    parent_issuer: str = ""
    number: str = ""
    place: str = ""
    date: str | None = Field(None, description="ISO 8601")
    date_printed: str = Field("", description="the date's line, where the date on it is incomplete")
    year: int | None = Field(None, description="the year that the plan is for; of several the first")
    until: int | None = Field(None, description="the last year of a plan for several")
    doc_type: str = ""
    title: str = ""
    attached: Attached | None = None
    evidence: dict[str, CellEvidence] = Field(default_factory=dict)


class LegalBasis(Model):
    """A document that the plan says it carries out or rests on."""

    doc_type: str = ""
    number: str = ""
    date: str | None = None
    issuer: str = ""
    title: str = ""
    evidence: dict[str, CellEvidence] = Field(default_factory=dict, description="of fields that a person saw")


class Section(Model):
    marker: str = ""
    heading: str = ""
    paragraphs: tuple[str, ...] = ()
    children: tuple[Section, ...] = ()


class Signature(Model):
    authority: str = ""
    position: str = ""
    name: str = ""
    digital_signer: str = Field("", description="by the PDF's own signature")


class Appendix(Model):
    number: int | None = None
    title: str = ""
    note: str = ""
    issued_with: str = ""
    kind: Literal["tasks", "indicators", "both", "other"] = "other"
    columns: tuple[str, ...] = ()


class Due(Model):
    """A deadline as dates. All null where the words name no date; the words stay in `deadline`."""

    start: str | None = None
    end: str | None = None
    recurrence: str | None = None


SECTION = (
    "the markers of the section that it stands in: III.2; of several forms in an appendix the form's: Biểu 2"
)


class Task(Model):
    id: str
    origin: Literal["table", "text"] = "table"
    appendix: int | None = None
    section: str = Field("", description=SECTION)
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


class Period(Model):
    """What a value speaks of, as dates; the start is null where it is only a time to be reached."""

    start: str | None = None
    end: str | None = None


class IndicatorValue(Model):
    measure: Literal["result", "target"]
    estimated: bool = False
    year: int | None = Field(None, description="the year in which the period ends")
    period: Period | None = None
    value: float | None = None
    upper: float | None = Field(None, description="the end of a range that begins with `value`")
    operator: Literal["", ">", ">=", "<", "<="] = ""
    unit: str = ""


class Indicator(Model):
    id: str
    origin: Literal["table", "text"] = "table"
    appendix: int | None = None
    section: str = Field("", description=SECTION)
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
    section: str = ""
    page: int | None = None
    kind: str = Field("", description='what it holds, where that is known: "persons", "scores", …')
    title: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


class Unit(Model):
    """A unit that rows of the plan name, by its full name."""

    name: str
    kind: str = Field(
        "", description="ministry, department, division, people's committee, … (dictionaries/unit-kinds.txt)"
    )
    level: str = Field("", description="central, province, district, commune")
    successor: str = Field("", description="the unit that took over its tasks in a later reorganisation")


class LeftOver(Model):
    """What was printed and has found no other place.

    `why` is what it is ("formula", "heading of a column", "number of a column", "preamble", "closing",
    "noise", "rule", "unplaced", "footnote", "header", "footer", "contents", "struck", "covered",
    "watermark", "signature"), else the part of the document that it stands in ("letterhead", "title",
    "body", "end", "table", "appendix 1"): then it is warned of.
    """

    page: int | None = None
    box: BoxField = None
    text: str
    why: str


class PlanWarning(Model):
    """What a careful reader would flag.

    `row` is the id of a task or an indicator, or "header"; `field` names one of its values; `raw` is what
    was read there, `proposals` what it may be. `where` says the place in words where no row has it.
    """

    code: str
    severity: int = Field(2, ge=1, le=3, description="3 is gravest (dictionaries/warning-kinds.txt)")
    message: str
    row: str = ""
    field: str = ""
    page: int | None = None
    box: BoxField = None
    raw: str = ""
    proposals: tuple[str, ...] = ()
    where: str = ""


class Plan(Model):
    """Everything that one source file says. Empty cell: ""; unknown number: null."""

    schema_version: Literal["2"] = "2"
    source: Source
    header: Header = Header()
    legal_basis: tuple[LegalBasis, ...] = ()
    sections: tuple[Section, ...] = ()
    recipients: tuple[str, ...] = ()
    signature: Signature | None = None
    appendices: tuple[Appendix, ...] = ()
    tasks: tuple[Task, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    tables: tuple[PlainTable, ...] = ()
    units: tuple[Unit, ...] = ()
    left_over: tuple[LeftOver, ...] = ()
    warnings: tuple[PlanWarning, ...] = ()
    settled: tuple[PlanWarning, ...] = Field((), description="warnings that a person has settled")

    def __repr__(self) -> str:
        """In one line, so that a notebook is not flooded."""
        rows = f"{len(self.tasks)} tasks, {len(self.indicators)} indicators, {len(self.warnings)} warnings"
        return f"Plan({self.source.file!r}: {self.header.number or 'no number'}, {rows})"

    __str__ = __repr__
