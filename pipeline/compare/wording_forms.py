"""The forms of two versions' wordings: on the terminal, JSON, CSV, Markdown, an HTML page."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.compare.folders import Folders, Part
from pipeline.compare.forms import STYLES, plain, word
from pipeline.compare.marks import marked
from pipeline.compare.wordings import Wording, Wordings
from pipeline.emit import safe_cell
from pipeline.messages import for_readers, tr
from pipeline.pages import environment
from pipeline.warning_kinds import in_words

COLUMNS = ("kind", "old_place", "new_place", "field", "old", "new", "replaced")
SIGNS = {"added": "+", "removed": "-", "changed": "~", "moved": ">"}


def to_terminal(found: Wordings, console: Console) -> None:
    """Print every wording that differs, in order, with the words marked."""
    console.print(plain(heading(found)))
    table = Table(show_lines=True)
    for column, ratio in (("", None), (tr("Place"), None), (tr("Old → new"), 1)):
        table.add_column(column, overflow="fold", ratio=ratio)
    for one in found.wordings:
        words = Text()
        for mark, text in marked(one.old, one.new, exactly=True):
            words.append(plain(text + " ", STYLES[mark]))
        table.add_row(SIGNS[one.kind], plain(place(one)), words)
    if table.row_count:
        console.print(table)


def heading(found: Wordings) -> str:
    """What is to be known first, which versions, and how many passages differ in what way."""
    counts: Counter[str] = Counter(one.kind for one in found.wordings)
    said = ", ".join(f"{counts[kind]} {word(kind)}" for kind in SIGNS)
    return "\n".join([
        *(f"! {remark.message}" for remark in found.remarks),
        f"{found.old.doc_type} {found.old.number} -> {found.new.doc_type} {found.new.number}, "
        f"{found.new.issuer}",
        tr("wordings: {said}, {unchanged} unchanged", said=said, unchanged=found.unchanged),
    ])  # fmt: skip


def place(one: Wording) -> str:
    """Where a wording stands, in the new version or else in the old one; from where, if it moved."""
    where = f"{one.old_place} → {one.new_place}" if one.kind == "moved" else one.new_place or one.old_place
    where = in_words(where)
    return f"{where}: {word(one.field)}" if one.field else where


def to_json(found: Wordings) -> str:
    return found.model_dump_json(indent=1) + "\n"


def to_csv(found: Wordings) -> str:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for remark in found.remarks:
        writer.writerow(["remark", "", "", remark.code, "", safe_cell(remark.message), ""])
    for one in found.wordings:
        words = "; ".join(f"{old} → {new}" for old, new in one.replaced)
        cells = (one.kind, one.old_place, one.new_place, one.field, one.old, one.new, words)
        writer.writerow([safe_cell(cell) for cell in cells])
    return file.getvalue()


def to_markdown(found: Wordings) -> str:
    lines = [f"# {found.new.title or tr('Wordings')}", "", heading(found).replace("\n", "  \n"), ""]
    lines += [f"| | {tr('Place')} | {tr('Old')} | {tr('New')} |", "|---|---|---|---|"]
    for one in found.wordings:
        cells = (SIGNS[one.kind], place(one), one.old, one.new)
        lines.append(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |")
    return "\n".join(lines) + "\n"


def to_html(found: Wordings) -> str:
    """One page that needs nothing else: both versions side by side, the words that differ marked."""
    return _page((Part(found),))


def to_page(folders: Folders) -> str:
    """One page of two folders, a part for each pair of plans."""
    return _page(folders.parts, is_folder=True, alone=folders.alone)


def _page(parts: Sequence[Part], **more: Any) -> str:
    page = environment("pipeline.compare")
    page.filters |= {"marked": lambda one: list(marked(one.old, one.new, exactly=True)), "where": place}
    with for_readers():
        return page.get_template("wordings.html").render(parts=parts, **more)


WORDING_FORMS: dict[str, Callable[[Wordings], str]] = {
    "json": to_json,
    "csv": to_csv,
    "markdown": to_markdown,
    "html": to_html,
}
