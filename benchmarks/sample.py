"""Speed and quality on the sample, stage by stage: `python -m benchmarks.sample`."""

from __future__ import annotations

import json
import platform
import resource
import time
from collections.abc import Callable
from typing import TypeVar

from pipeline.extract import extract
from pipeline.read import read_text
from pipeline.restoration import restore
from pipeline.segment import segment
from tests.conftest import DATA, SAMPLE
from tests.measure import similarity, word_errors

T = TypeVar("T")
BODY, TASKS = 121, 531


def main() -> None:
    document = timed("read", lambda: read_text(SAMPLE))
    restored = timed("restore", lambda: restore(document))
    segments = timed("segment", lambda: segment(restored))
    rows = timed("extract", lambda: extract(segments))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{'peak':10}{peak:8.0f} MB   {platform.machine()}, Python {platform.python_version()}, one core")

    truth = (DATA / "ke-hoach-78-2024.gold.txt").read_text(encoding="utf-8").split("\n")
    read = restored.text.split("\n")
    parts = [
        ("whole", 0, len(truth)),
        ("body", 0, BODY),
        ("tasks", BODY, TASKS),
        ("indicators", TASKS, len(truth)),
    ]
    for name, first, last in parts:
        wrong = word_errors("\n".join(truth[first:last]), "\n".join(read[first:last]))
        print(f"{name:10}{wrong:8.2%} wrong words")

    gold = json.loads((DATA / "ke-hoach-78-2024.gold.json").read_text(encoding="utf-8"))
    tasks = [task for task in rows.tasks if task.origin == "table"]
    print(f"tasks {len(tasks)} of {len(gold['tasks'])}")
    indicators = [row for row in rows.indicators if row.appendix is not None]
    print(f"indicators {len(indicators)} of {len(gold['indicators'])}")
    for field in ("task", "deadline", "lead", "coordination", "product"):
        cells = [row[field] for row in gold["tasks"]], [getattr(row, field) for row in tasks]
        print(f"{field:14}{similarity(*cells):6.3f} like the truth")


def timed(stage: str, work: Callable[[], T]) -> T:
    start = time.perf_counter()
    result = work()
    print(f"{stage:10}{time.perf_counter() - start:8.2f} s")
    return result


if __name__ == "__main__":
    main()
