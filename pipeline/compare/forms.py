"""The forms of a difference: a table on the terminal, JSON, CSV, Markdown, an HTML page."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple
from decimal import Decimal
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.compare.difference import Difference, Rows
from pipeline.compare.folders import Folders, Part
from pipeline.compare.marks import marked
from pipeline.compare.rows import COLUMNS, Row, rows_of
from pipeline.dataset.spoken import spoken_field
from pipeline.emit import safe_cell
from pipeline.files import plain_lines
from pipeline.messages import for_readers, language, later, number, tr
from pipeline.pages import environment
from pipeline.plan import Indicator, Task

# Words of differences that are shown in the language of their reader.
WORDS = (
    later("tasks"), later("indicators"), later("added"), later("removed"), later("changed"),
    later("reported"), later("successor"), later("unchanged"), later("target"), later("result"),
    later("deadline"), later("lead"), later("coordination"), later("wording"), later("figure"),
    later("unit"), later("group"), later("moved"), later("task"), later("name"), later("product"),
    later("max"), later("upper"), later("value"), later("operator"), later("position"),
)  # fmt: skip
STYLES = {"same": "", "old": "red strike", "new": "green"}
NUMBERS = ("max", "upper", "value")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
SIGNS = {"added": "+", "removed": "-", "changed": "~", "group": "#", "reported": "=", "successor": ">"}

# What means something else elsewhere: a letterhead has a number and a place, too.
OTHERS = {"number": "figure", "place": "position"}


def word(name: str) -> str:
    """A word of WORDS, or the name of a field, in the language in use; headings of columns stay."""
    if language() == "en":
        return name
    return tr(OTHERS.get(name, name)) if name in (*WORDS, *OTHERS) else spoken_field(name, is_of_row=False)


def to_terminal(difference: Difference, console: Console) -> None:
    """Print a table of the changes with the words that differ marked, and how targets were met."""
    console.print(plain(heading(difference)))
    table = Table(show_lines=True)
    for column, ratio in (("", None), (tr("Row"), 1), (tr("Field"), None), (tr("Old → new"), 1)):
        table.add_column(column, overflow="fold", ratio=ratio)
    above = ""
    for row in rows_of(difference):
        field = f"{word(row.measure or row.field)} {row.year or ''}".strip()
        doubt = " ?" if row.doubtful else ""
        # A row with several changes is named once.
        named = "" if row.new_id and row.new_id == above else row.row
        above = row.new_id
        table.add_row(SIGNS[row.kind], plain(named), plain(field + doubt), _words(row))
    if table.row_count:
        console.print(table)
    for line in _met(difference):
        console.print(plain(line))


def plain(words: str, style: str = "") -> Text:
    """A text for the terminal as it is: nothing in it is markup, nothing steers the terminal."""
    return Text(plain_lines(words), style)


def heading(difference: Difference) -> str:
    """What is to be known first; which plans; how many rows of each are new, gone, other and the same, and
    how many changes there are of each kind."""
    old, new = difference.old, difference.new
    lines = [f"! {remark.message}" for remark in difference.remarks]
    lines.append(f"{old.number} ({old.year}) -> {new.number} ({new.year}), {new.issuer}")
    return "\n".join(
        [
            *lines,
            _counts(tr("tasks"), difference.tasks),
            _counts(tr("indicators"), difference.indicators),
        ]
    )


def _counts(name: str, rows: Rows[Task] | Rows[Indicator]) -> str:
    counts = {
        "added": len(rows.added), "removed": len(rows.removed), "changed": len(rows.changed),
        "reported": len(rows.reported), "successor": len(rows.successor), "unchanged": rows.unchanged,
    }  # fmt: skip
    if not any(counts.values()):
        # Not asked for, or not there.
        return ""
    kinds = ", ".join(f"{word(kind)} {count}" for kind, count in rows.kinds.items())
    always = ("added", "removed", "changed", "unchanged")
    said = ", ".join(f"{count} {word(kind)}" for kind, count in counts.items() if count or kind in always)
    return f"{name}: {said}" + (f" ({kinds})" if kinds else "")


def _words(row: Row) -> Text:
    found = Text()
    for mark, words in _marked(row):
        found.append(plain(words + " ", STYLES[mark]))
    if row.delta is not None:
        found.append(f"({signed(row.delta)})", "bold")
    return found


def _met(difference: Difference) -> list[str]:
    met = difference.indicators.met
    if not met:
        return []
    missed = [one for one in met if not one.met]
    lines = [
        tr(
            "Targets of {year}: {met} of {all} met.",
            year=met[0].year,
            met=len(met) - len(missed),
            all=len(met),
        )
    ]
    return lines + [
        "  "
        + tr(
            "missed: {row}: {result} instead of {target}",
            row=f"{one.code} {one.name}",
            result=number(one.result),
            target=f"{one.operator}{number(one.target)}",
        )
        for one in missed
    ]


def to_json(difference: Difference) -> str:
    return difference.model_dump_json(indent=1) + "\n"


def to_csv(difference: Difference) -> str:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for row in (*_first(difference), *rows_of(difference)):
        writer.writerow([safe_cell(cell) for cell in astuple(row)])
    return file.getvalue()


def _first(difference: Difference) -> Iterator[Row]:
    """What is to be known first, and how many changes there are of each kind, as rows of a CSV file."""
    for remark in difference.remarks:
        yield Row("", "remark", remark.code, "", "", "", note=remark.message)
    for table, kinds in (("tasks", difference.tasks.kinds), ("indicators", difference.indicators.kinds)):
        for kind, count in kinds.items():
            yield Row(table, "count", kind, "", "", "", new=str(count))


def to_markdown(difference: Difference) -> str:
    lines = [
        f"# {difference.new.title or tr('Difference')}",
        "",
        heading(difference).replace("\n", "  \n"),
        "",
    ]
    lines += [f"| | {tr('Row')} | {tr('Field')} | {tr('Old')} | {tr('New')} |", "|---|---|---|---|---|"]
    for row in rows_of(difference):
        field = f"{word(row.measure or row.field)} {row.year or ''}".strip() + (
            " (?)" if row.doubtful else ""
        )
        delta = f" ({signed(row.delta)})" if row.delta is not None else ""
        cells = (SIGNS[row.kind], row.row, field, shown(row, row.old), shown(row, row.new) + delta)
        lines.append(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |")
    return "\n".join([*lines, "", *_met(difference)]) + "\n"


def to_html(difference: Difference) -> str:
    """One page that needs nothing else: changes side by side, filters, targets and results as bars."""
    return _page((Part(difference),))


def to_page(folders: Folders) -> str:
    """One page of two folders, a part for each pair of plans."""
    return _page(folders.parts, is_folder=True, alone=folders.alone)


def _page(parts: Sequence[Part], **more: Any) -> str:
    page = environment("pipeline.compare")
    page.filters |= {"marked": _marked, "word": word, "signed": signed}
    page.globals["rows_of"] = rows_of
    with for_readers():
        return page.get_template("difference.html").render(parts=parts, **more)


def signed(delta: float) -> str:
    """By how much a number rose or fell."""
    return ("+" if delta > 0 else "") + number(delta)


def _marked(row: Row) -> list[tuple[str, str]]:
    return list(marked(shown(row, row.old), shown(row, row.new)))


def shown(row: Row, value: str) -> str:
    """A value of a row as its reader writes it: numbers with the marks of the language."""
    is_number = bool(row.measure or row.field in NUMBERS) and NUMBER.fullmatch(value)
    return number(Decimal(value)) if is_number else value


FORMS: dict[str, Callable[[Difference], str]] = {
    "json": to_json,
    "csv": to_csv,
    "markdown": to_markdown,
    "html": to_html,
}
