"""The fields of rows and headers as text, as people read and type them, and back."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from pipeline.messages import tr
from pipeline.plan import Header, Indicator, IndicatorValue, LegalBasis, Task
from pipeline.value_names import value_fields
from pipeline.vietnamese.units import split_units

Row = Task | Indicator | Header | LegalBasis
TASK_FIELDS = ("no", "task", "deadline", "lead", "coordination", "product")
INDICATOR_FIELDS = ("code", "name", "unit", "lead", "max")
HEADER_FIELDS = (
    "issuer", "parent_issuer", "number", "place", "date", "date_printed", "year", "until", "doc_type",
    "title",
)  # fmt: skip
BASIS_FIELDS = ("doc_type", "number", "date", "issuer", "title")
_SIGNS = {">=": "≥ ", "<=": "≤ ", ">": "> ", "<": "< ", "": ""}
# 1.234 and 1,234 may be a thousand or one and a bit.
_EITHER = re.compile(r"(?<![\d.,])[1-9]\d{0,2}[.,]\d{3}(?![\d.,])")
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


class BadValue(ValueError):
    """What was typed is no value of the field; the message says so in Vietnamese."""


def fields_of(row: Row) -> dict[str, str]:
    """All fields of a row as text, by the names that its evidence has."""
    match row:
        case Header():
            return {name: _shown(getattr(row, name)) for name in HEADER_FIELDS}
        case LegalBasis():
            return {name: _shown(getattr(row, name)) for name in BASIS_FIELDS}
        case Task():
            return {name: getattr(row, name) for name in TASK_FIELDS} | row.extra
        case Indicator():
            fixed = {name: _shown(getattr(row, name)) for name in INDICATOR_FIELDS}
            numbers = map(number_text, row.values)
            return fixed | dict(zip(value_fields(row.values), numbers, strict=True)) | row.extra


def text_of(row: Row) -> str:
    """What a row is known by."""
    match row:
        case Task():
            return row.task
        case Indicator():
            return row.name
        case Header():
            return row.number
        case LegalBasis():
            return row.number or row.title


def with_field(row: Row, field: str, text: str, year: int | None) -> Row:
    """The row with a field's new value, and what follows from it; `year` is the plan's.

    Raises BadValue where the text is no value of the field, KeyError where the row has no such field.
    """
    if field not in fields_of(row):
        raise KeyError(field)
    match row:
        case Header() | LegalBasis():
            return row.model_copy(update={field: _header_value(field, text)})
        case Indicator() if field in value_fields(row.values):
            place = value_fields(row.values).index(field)
            values = (*row.values[:place], _with_number(row.values[place], text), *row.values[place + 1 :])
            return row.model_copy(update={"values": values})
        case Indicator() if field == "max":
            return row.model_copy(update={"max": _number(text)[0]})
    if field in row.extra:
        return row.model_copy(update={"extra": row.extra | {field: text}})
    return row.model_copy(update={field: text, **_follows(field, text, year)})


def _follows(field: str, text: str, year: int | None) -> dict[str, Any]:
    # Late: it brings the whole of extracting with it, and a page is to be shown at once.
    from pipeline.extract.deadlines import read_due

    match field:
        case "lead" | "coordination":
            return {f"{field}_units": split_units(text)}
        case "deadline":
            return {"due": read_due(text, year)}
    return {}


def number_text(value: IndicatorValue) -> str:
    """A value as it is typed: decimals behind a comma, ≥ before it, a dash in a range; "" for none."""
    if value.value is None:
        return ""
    if value.upper is not None:
        return f"{_shown(value.value)} - {_shown(value.upper)}"
    return _SIGNS[value.operator] + _shown(value.value)


def _with_number(value: IndicatorValue, text: str) -> IndicatorValue:
    number, upper, operator, unit = _number(text)
    found: dict[str, Any] = {"value": number, "upper": upper, "operator": operator}
    return value.model_copy(update=found | ({"unit": unit} if unit else {}))


def _number(text: str) -> tuple[float | None, float | None, str, str]:
    from pipeline.tables.numbers import read_number

    if not text.strip():
        return None, None, "", ""
    if _EITHER.search(text):
        whole, decimal = re.sub("[.,]", "", text.strip()), text.strip().replace(".", ",") + "0"
        raise BadValue(
            tr(
                "{text}: write {whole} (a whole number) or {decimal} (with decimals)",
                text=text.strip(),
                whole=whole,
                decimal=decimal,
            )
        )
    number = read_number(text, ",")
    if number is None:
        raise BadValue(tr("{text}: this is no number", text=text.strip()))
    upper = float(number.upper) if number.upper is not None else None
    return float(number.value), upper, number.operator, number.unit


def _header_value(field: str, text: str) -> str | int | None:
    text = text.strip()
    if field in ("year", "until"):
        if text and not re.fullmatch(r"(?:19|20)\d\d", text):
            raise BadValue(tr("{text}: this is no year", text=text))
        return int(text) if text else None
    if field != "date":
        return text
    try:
        if match := _DAY.fullmatch(text):
            day, month, year = map(int, match.groups())
            return date(year, month, day).isoformat()
        return date.fromisoformat(text).isoformat() if text else None
    except ValueError:
        raise BadValue(tr("{text}: this is no day (write it like 07/06/2024)", text=text)) from None


def _shown(value: Any) -> str:
    """A value of any type as text; a number with a zero more where its three decimals may be thousands."""
    if not isinstance(value, float):
        return "" if value is None else str(value)
    text = f"{value:.10f}".rstrip("0").rstrip(".").replace(".", ",")
    return f"{text}0" if _EITHER.fullmatch(text) else text
