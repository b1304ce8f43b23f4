"""How tables of many layouts are read from Word files: `python -m benchmarks.word_layouts [--seed 1] [-v]`.

Twenty layouts of our own (benchmarks/table_layouts.py). Prints for each: rows found and too many, cells,
groups and numbers with measure and period, and how many of the wrong ones are in rows that no warning names.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from benchmarks.scans import paired
from benchmarks.table_layouts import LAYOUTS, LEFT, UP, Drawn
from pipeline.conversion import convert
from tests.measure import folded
from tests.read.word import p, r, tbl, tc, tr, word_file

CELLS = {
    "tasks": ("no", "task", "deadline", "lead", "coordination", "product"),
    "indicators": ("code", "name", "unit"),
}
Named = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("-v", "--verbose", action="store_true", help="show what is wrong")
    options = parser.parse_args()
    kinds = ("rows", "cells", "groups", "numbers")
    print(f"| layout | {' | '.join(kinds)} | too many | wrong in silence |\n|---|---|---|---|---|---|---|")
    whole: Counter[str] = Counter()
    for draw in LAYOUTS:
        counts = measured_on(draw, options.seed, options.verbose)
        whole += counts
        print(_line(draw.__name__.replace("_", " "), counts, kinds))
    print(_line("all", whole, kinds))


def _line(name: str, counts: Counter[str], kinds: tuple[str, ...]) -> str:
    shares = (f"{counts[kind]}/{counts[f'{kind} of']}" for kind in kinds)
    return f"| {name} | {' | '.join(shares)} | {counts['too many']} | {counts['silent']} |"


def measured_on(draw: Callable[[Drawn], None], seed: int, is_verbose: bool = False) -> Counter[str]:
    """What is right of one layout: of each kind so many, of so many."""
    drawn = Drawn(random.Random(f"{seed}-{draw.__name__}"), 2016 + seed % 9)
    draw(drawn)
    with tempfile.TemporaryDirectory() as folder:
        plan = convert(written(drawn, Path(folder) / "plan.docx"))[0].model_dump(mode="json")
    warned = {(one["row"], field) for one in plan["warnings"] for field in ("", one["field"])}
    counts: Counter[str] = Counter()
    for table, truth in (("tasks", drawn.tasks), ("indicators", drawn.indicators)):
        rows = [row for row in plan[table] if row["origin"] == "table"]
        counts["rows of"] += len(truth)
        counts["too many"] += max(len(rows) - len(truth), 0)
        for wanted, found in paired(truth, rows):
            counts["rows"] += bool(found)
            for kind, field, one, other in _compared(table, wanted, found):
                counts[f"{kind} of"] += 1
                counts[kind] += one == other
                if one != other:
                    counts["silent"] += (found.get("id"), "") not in warned
                    if is_verbose:
                        print(draw.__name__, field, "|", one, "|", other)
    return counts


def _compared(table: str, wanted: Named, found: Named) -> Iterator[tuple[str, str, Any, Any]]:
    """(kind, field, as it was drawn, as it was read) of all that a row has."""
    for field in CELLS[table]:
        if wanted.get(field) or found.get(field):
            yield "cells", field, folded(wanted.get(field) or ""), folded(found.get(field) or "")
    extra = {name: text for name, text in (found.get("extra") or {}).items() if text}
    for name, text in wanted.get("extra", {}).items():
        if text:
            yield "cells", name, text, extra.get(name)
    if "coordination_of" in wanted:
        yield "cells", "units", len(wanted["coordination_of"]), len(found.get("coordination_units", ()))
    if table == "tasks":
        yield "groups", "group", [*map(folded, wanted["group"])], [*map(folded, found.get("group", ()))]
    numbers = [_number(value) for value in found.get("values", ()) if value["value"] is not None]
    for one, other in zip_longest(wanted.get("values", ()), numbers):
        is_open = one and other and one[2] is None
        yield "numbers", "value", one, (*other[:2], None, None, other[4]) if is_open else other


def _number(value: Named) -> tuple[Any, ...]:
    year = value["year"]
    period = value["period"] or {}
    start, end = period.get("start") or f"{year}-01-01", period.get("end") or f"{year}-12-31"
    return value["measure"], value["estimated"], start, end, value["value"]


def written(drawn: Drawn, path: Path) -> Path:
    """A plan of its year as a Word file with these tables in its appendix."""
    year = drawn.year
    head = (
        "ỦY BAN NHÂN DÂN XÃ THỬ", "Số: 15/KH-UBND", f"Thử, ngày 05 tháng 01 năm {year}", "KẾ HOẠCH",
        f"Phát triển kinh tế năm {year}", "I. MỤC ĐÍCH", "Làm ngay.", "Nơi nhận:", "- Lưu: VT.", "PHỤ LỤC",
        "DANH MỤC KÈM THEO",
        f"(Ban hành kèm theo Kế hoạch số 15/KH-UBND ngày 05 tháng 01 năm {year})",
    )  # fmt: skip
    tables = (p(r(escape(above), "<w:b/>")) + tbl(*_rows(rows)) for above, rows in drawn.tables)
    return word_file(path, "".join(map(p, head)) + "".join(tables))


def _rows(rows: list[list[str]]) -> Iterator[str]:
    for place, row in enumerate(rows):
        cells = []
        for column, text in enumerate(row):
            if text == LEFT:
                continue
            width = (
                next((n for n, one in enumerate(row[column + 1 :]) if one != LEFT), len(row) - column - 1) + 1
            )
            below = rows[place + 1][column] if place + 1 < len(rows) else ""
            look = f'<w:gridSpan w:val="{width}"/>' if width > 1 else ""
            look += "<w:vMerge/>" if text == UP else '<w:vMerge w:val="restart"/>' if below == UP else ""
            cells.append(tc("".join(map(p, escape("" if text == UP else text).split("\n"))), look))
        yield tr(*cells)


if __name__ == "__main__":
    main()
