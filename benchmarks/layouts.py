"""How well tables of many layouts are read: `python -m benchmarks.layouts FOLDER [-v]`.

FOLDER is made by `python -m benchmarks.plan_layouts FOLDER`. Prints for all plans: rows, cells, deadlines as
dates, units by their full names, numbers with their operators, and repairs (none is due in a digital PDF).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.scans import paired
from pipeline.conversion import convert
from tests.measure import folded

TEXTS = {
    "tasks": ("no", "group", "task", "deadline", "lead", "coordination", "product"),
    "indicators": ("code", "name", "unit", "lead"),
}
RESOLVED = {
    "tasks": ("due", "lead_units", "coordination_units", "extra"),
    "indicators": ("parent", "level", "max", "values", "lead_units"),
}
Row = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("-v", "--verbose", action="store_true", help="show what is wrong")
    options = parser.parse_args()
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    plans = sorted(options.folder.glob("*.digital.pdf"))
    for path in plans:
        truth = json.loads(path.with_name(path.name.replace(".digital.pdf", ".json")).read_text("utf-8"))
        plan = convert(path)[0].model_dump(mode="json")
        for table in TEXTS:
            rows = [row for row in plan[table] if row["appendix"]]
            total[f"{table}: rows"] += len(truth[table])
            total["rows too many"] += max(len(rows) - len(truth[table]), 0)
            if options.verbose and len(rows) > len(truth[table]):
                print(path.name, table, "rows too many", [row["id"] for row in rows])
            for wanted, found in paired(truth[table], rows):
                right[f"{table}: rows"] += bool(found)
                for name in (*TEXTS[table], *RESOLVED[table]):
                    if not _is_told(wanted.get(name)) and not _is_told(found.get(name)):
                        continue
                    kind = "cells" if name in TEXTS[table] else name
                    total[f"{table}: {kind}"] += 1
                    is_right = _same(name, wanted, found)
                    right[f"{table}: {kind}"] += is_right
                    if options.verbose and not is_right:
                        print(path.name, table, name, "|", wanted.get(name), "|", found.get(name))
                repairs = [name for name, proof in found.get("evidence", {}).items() if proof["repair"]]
                total["repairs"] += len(repairs)
                if options.verbose and repairs:
                    print(path.name, [found["evidence"][name] for name in repairs])
    print(f"| {len(plans)} plans | right | of | share |\n|---|---|---|---|")
    for name in sorted(total):
        share = f"{right[name] / total[name]:.2%}" if name in right else ""
        print(f"| {name} | {right.get(name, '')} | {total[name]} | {share} |")


def _is_told(value: Any) -> bool:
    return value not in (None, "", [], {})


def _same(name: str, wanted: Row, found: Row) -> bool:
    one, other = wanted.get(name), found.get(name)
    if name == "values":
        return _values(wanted) == _values(found)
    if name == "extra":
        return {k: v for k, v in (other or {}).items() if v} == {k: v for k, v in (one or {}).items() if v}
    if name in (*TEXTS["tasks"], *TEXTS["indicators"]):
        return folded(str(one or "")) == folded(str(other or ""))
    return bool(one == other)


def _values(row: Row) -> list[tuple[Any, ...]]:
    """The numbers of a row; a dash is none."""
    values = row.get("values") or ()
    return [
        (value["measure"], value["year"], value["value"], value["upper"], value["operator"])
        for value in values
        if value["value"] is not None
    ]


if __name__ == "__main__":
    main()
