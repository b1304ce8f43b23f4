"""How rightly two plans are compared: `python -m benchmarks.compare [--seeds 10]`.

Each pair is a plan and the next year's, made of the material in benchmarks/plans with differences that are
known: rows renumbered, moved, reworded lightly and heavily, split, merged, added, removed, with other units,
dates and numbers, in another layout. Once clean, once with one side garbled as an English OCR would and
restored. Prints how many of the added, removed and changed rows are found, false ones, and the time for two
plans of 2,000 rows.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from benchmarks.material import lines, pairs
from pipeline.compare import Difference, compare
from pipeline.compare.applied import applied
from pipeline.compare.meaning import words
from pipeline.extract.deadlines import read_due
from pipeline.plan import CellEvidence, Header, Indicator, IndicatorValue, Plan, Source, Task
from pipeline.read.text import parse_text
from pipeline.restoration import restore
from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.units import split_units

ROWS, YEAR = 40, 2023
PLACES = ("xã", "huyện", "tỉnh", "các trường học", "các thôn", "lĩnh vực y tế", "lĩnh vực đất đai")
LIGHT = {"Xây dựng": "Lập", "Tổ chức": "Tiến hành", "Rà soát": "Kiểm tra, rà soát", "Triển khai": "Thực hiện",
         "kết quả": "hiệu quả", "và": "cùng"}  # fmt: skip
OTHER = ("theo", "hướng", "dẫn", "của", "cơ", "quan", "cấp", "trên", "bảo", "đảm", "đúng", "tiến", "độ")


@dataclass
class Known:
    """Two plans and the ids of the rows that are added, removed and changed."""

    old: Plan
    new: Plan
    added: set[str] = field(default_factory=set)
    removed: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seeds", type=int, default=10)
    options = parser.parse_args()
    print("| pairs | kind | expected | found | false | doubtful only |\n|---|---|---|---|---|---|")
    for name, garble in (("clean", False), ("one side garbled", True)):
        total: Counter[tuple[str, str]] = Counter()
        for seed in range(options.seeds):
            total += judged(make(random.Random(seed), ROWS), random.Random(seed) if garble else None)
        for kind in ("added", "removed", "changed"):
            expected, found, *others = (
                total[kind, what] for what in ("expected", "found", "false", "doubtful")
            )
            print(f"| {name} | {kind} | {expected} | {found / expected:.1%} | {others[0]} | {others[1]} |")
    known = make(random.Random(99), 1000)
    began, worked = time.perf_counter(), time.process_time()
    compare(known.old, known.new)
    seconds, work = time.perf_counter() - began, time.process_time() - worked
    rows = f"{len(known.old.tasks)} tasks, {len(known.old.indicators)} indicators"
    print(f"\n{rows}: {seconds:.2f} s, of them {work:.2f} s of processor time")


def judged(known: Known, rng: random.Random | None) -> Counter[tuple[str, str]]:
    """Expected, found and false rows by kind; with `rng` the new plan is garbled and restored first."""
    new = garbled(known.new, rng) if rng else known.new
    difference = compare(known.old, new)
    sure = {
        one.new.id
        for part in _parts(difference)
        for one in part.changed
        if not all(change.doubtful for change in one.changes)
    }
    doubtful = {one.new.id for part in _parts(difference) for one in part.changed} - sure
    found = {
        "added": {row.id for part in _parts(difference) for row in part.added},
        "removed": {row.id for part in _parts(difference) for row in part.removed},
        # Of what is doubtful only what is known counts as found; the rest is no false change.
        "changed": sure | (doubtful & known.changed),
    }
    counts: Counter[tuple[str, str]] = Counter()
    for kind, wanted in (("added", known.added), ("removed", known.removed), ("changed", known.changed)):
        counts[kind, "expected"] += len(wanted)
        counts[kind, "found"] += len(wanted & found[kind])
        counts[kind, "false"] += len(found[kind] - wanted)
    counts["changed", "doubtful"] += len(doubtful - known.changed)
    if not rng:
        tasks, _ = applied(difference, known.old)
        assert sorted(words(t.task) for t in tasks) == sorted(words(t.task) for t in new.tasks)
    return counts


def _parts(difference: Difference) -> tuple[Any, ...]:
    return difference.tasks, difference.indicators


def make(rng: random.Random, count: int) -> Known:
    """A plan of so many tasks and indicators, the next year's, and what is different."""
    tasks = [_task(n, rng) for n in range(count)]
    indicators = [_indicator(n, rng) for n in range(count)]
    known = Known(_plan(YEAR, tasks, indicators), _plan(YEAR + 1, [], []))
    new_tasks: list[Task] = []
    for place, task in enumerate(tasks):
        kind = place % 10 if place < 40 else rng.choice((0, 0, 0, 1, 5))
        new_tasks += _next_tasks(kind, task, tasks, place, known, rng)
    for n in range(4):
        added = _task(
            count + n, rng, f"Đề xuất mô hình thí điểm số {n + 1} về {rng.choice(PLACES)} thông minh"
        )
        new_tasks.append(_rolled(added, f"n-new-{n}"))
        known.added.add(f"n-new-{n}")
    rng.shuffle(new_tasks)
    new_tasks = [task.model_copy(update={"no": str(n)}) for n, task in enumerate(new_tasks, 1)]
    new_indicators = [one for row in indicators if (one := _next_indicator(row, known, rng))]
    known.new = _plan(YEAR + 1, new_tasks, new_indicators)
    return known


def _next_tasks(
    kind: int, task: Task, tasks: list[Task], place: int, known: Known, rng: random.Random
) -> list[Task]:
    now = _rolled(task, f"n-{task.id}")
    if kind == 1:
        for word, other in LIGHT.items():
            if word in now.task:
                now = now.model_copy(update={"task": now.task.replace(word, other, 1)})
        if now.task == _rolled(task, "").task:
            now = now.model_copy(update={"task": now.task + " theo quy định"})
    elif kind == 2:
        kept = [word for word in now.task.split() if rng.random() > 0.3]
        now = now.model_copy(update={"task": " ".join([*kept, *OTHER[: rng.randint(3, 8)]])})
    elif kind == 3:
        lead = rng.choice([unit for unit in lines("units.txt") if unit != task.lead])
        now = now.model_copy(update={"lead": lead, "lead_units": split_units(lead)})
    elif kind == 4:
        now = now.model_copy(update={"deadline": "Tháng 2", "due": read_due("Tháng 2", YEAR + 1)})
    elif kind == 5:
        known.removed.add(task.id)
        return []
    elif kind == 6:
        now = now.model_copy(update={"task": now.task + " đạt trên 75% kế hoạch"})
    elif kind == 7:
        cut = len(now.task.split()) // 2
        rest = now.task.split()[cut:]
        second = now.model_copy(update={"id": f"{now.id}-b", "task": "Hoàn thành việc " + " ".join(rest)})
        now = now.model_copy(update={"task": now.task + " giai đoạn một"})
        known.added.add(second.id)
        known.changed.add(now.id)
        return [now, second]
    if kind in (1, 2, 3, 4, 6):
        known.changed.add(now.id)
    return [now]


def _next_indicator(row: Indicator, known: Known, rng: random.Random) -> Indicator | None:
    number = int(row.code)
    if number % 13 == 5:
        known.removed.add(row.id)
        return None
    result, target = row.values
    up = 0 if number % 3 == 0 else rng.choice([1.0, 2.5, -1.0])
    values = (
        result.model_copy(update={"year": YEAR, "value": result.value}),
        target.model_copy(update={"year": YEAR + 1, "value": round((target.value or 0) + up, 2)}),
    )
    if up:
        known.changed.add(f"n-{row.id}")
    return row.model_copy(update={"id": f"n-{row.id}", "code": str(number + 1), "values": values})


def _task(number: int, rng: random.Random, text: str = "") -> Task:
    material = [*pairs("tasks.txt"), *pairs("tasks-more.txt")]
    words_, product = material[number % len(material)]
    if not text:
        text = words_ if number < len(material) else f"{words_} tại {rng.choice(PLACES)} đợt {number}"
    text = text.replace("{year}", str(YEAR))
    lead = rng.choice(lines("units.txt"))
    deadline = rng.choice(["Thường xuyên", f"Quý I/{YEAR}", "Tháng 6", f"Trước 15/12/{YEAR}", f"Năm {YEAR}"])
    product = product.replace("{year}", str(YEAR))
    sure = CellEvidence(raw=text, confidence=1)
    return Task(
        id=f"t{number}", appendix=1, no=str(number + 1), task=text, product=product,
        deadline=deadline, due=read_due(deadline, YEAR), lead=lead, lead_units=split_units(lead),
        evidence=dict.fromkeys(("task", "lead", "deadline", "product"), sure),
    )  # fmt: skip


def _rolled(task: Task, id_: str) -> Task:
    """The task a year later, with dashes and case as another typist sets them."""
    roll = {
        name: getattr(task, name).replace(str(YEAR), str(YEAR + 1))
        for name in ("task", "product", "deadline")
    }
    return task.model_copy(update={
        **roll, "id": id_, "task": roll["task"].replace(" - ", " – "),
        "due": read_due(roll["deadline"], YEAR + 1), "coordination": "", "extra": {"Ghi chú": "Mới"},
    })  # fmt: skip


def _indicator(number: int, rng: random.Random) -> Indicator:
    material = pairs("indicators.txt")
    name, unit = material[number % len(material)]
    name = name if number < len(material) else f"{name} {rng.choice(PLACES)} nhóm {number}"
    result = round(rng.uniform(10, 90), 1)
    return Indicator(
        id=f"i{number}", appendix=2, code=str(number + 1), name=name, unit=unit,
        values=(
            IndicatorValue(measure="result", year=YEAR - 1, value=result),
            IndicatorValue(measure="target", year=YEAR, value=round(result + 2, 1)),
        ),
    )  # fmt: skip


def _plan(year: int, tasks: list[Task], indicators: list[Indicator]) -> Plan:
    return Plan(
        source=Source(file=f"{year}.pdf", sha256="", kind="pdf-text", pages=1, converted_with=""),
        header=Header(number=f"1/KH-UBND-{year}", year=year, title="Cải cách hành chính"),
        tasks=tuple(tasks),
        indicators=tuple(indicators),
    )


def garbled(plan: Plan, rng: random.Random) -> Plan:
    """The plan with its texts as an English OCR gives them, restored again."""
    confusions: dict[str, list[tuple[str, int]]] = {}
    for printed, seen, count in dictionaries.counts("confusions-foreign.tsv"):
        if len(printed) == 1:
            confusions.setdefault(printed, []).append((seen, int(count)))

    def read(text: str) -> str:
        letters = []
        for letter in text:
            options = confusions.get(letter)
            if options:
                letter = rng.choices([one for one, _ in options], [count for _, count in options])[0]
            letters.append(letter)
        return "".join(letters)

    # All texts together, so that the restoring knows the document.
    fields: list[tuple[Any, str]] = [
        (row, name) for row in plan.tasks for name in ("task", "lead", "deadline", "product")
    ]
    fields += [(row, "name") for row in plan.indicators]
    document = restore(parse_text("\n\n".join(read(getattr(row, name)) for row, name in fields)))
    texts = iter(line for line in document.lines if line.words)
    found: dict[tuple[str, str], tuple[str, CellEvidence]] = {}
    for row, name in fields:
        line = next(texts)
        sure = sum(word.confidence for word in line.words) / len(line.words)
        found[row.id, name] = line.text, CellEvidence(raw=line.raw, confidence=min(sure, 0.99))
    tasks = []
    for row in plan.tasks:
        new = {name: found[row.id, name][0] for name in ("task", "lead", "deadline", "product")}
        proofs = {name: found[row.id, name][1] for name in new}
        tasks.append(row.model_copy(update={
            **new, "lead_units": split_units(new["lead"]), "due": read_due(new["deadline"], plan.header.year),
            "evidence": proofs,
        }))  # fmt: skip
    indicators = [
        row.model_copy(
            update={"name": found[row.id, "name"][0], "evidence": {"name": found[row.id, "name"][1]}}
        )
        for row in plan.indicators
    ]
    return plan.model_copy(update={"tasks": tuple(tasks), "indicators": tuple(indicators)})


if __name__ == "__main__":
    main()
