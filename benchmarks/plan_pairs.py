"""Pairs of plans of one office with what differs between them: `python -m benchmarks.plan_pairs FOLDER`.

Each pair is a plan and the next one as offices issue them: dated in December of the year before, in another
layout each, a heading cut by a page's end, another renamed, tasks renumbered, units merged by the
reorganisation of 2025, indicators whose results alone differ. Writes NAME.old.pdf, NAME.new.pdf and NAME.json
(what differs). Needs the extra `learn` and the font Tinos (fonts-croscore).
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from reportlab.platypus import PageBreak

from benchmarks.material import lines, pairs
from benchmarks.plan_pages import (
    CENTRED,
    INDICATOR_LAYOUTS,
    MIDDLE,
    TASK_LAYOUTS,
    Drawn,
    appendix,
    filled,
    font,
    front,
    printed,
    register_fonts,
    ruled,
)

TASKS, INDICATORS = 34, 18
# Units before and after the reorganisation of 2025.
MERGED = (
    ("Sở Kế hoạch và Đầu tư", "Sở Tài chính"),
    ("Sở Thông tin và Truyền thông", "Sở Khoa học và Công nghệ"),
    ("Sở Tài nguyên và Môi trường", "Sở Nông nghiệp và Môi trường"),
    ("Sở Giao thông vận tải", "Sở Xây dựng"),
)
STAYING = (
    "Công an tỉnh",
    "Sở Công Thương",
    "Sở Giáo dục và Đào tạo",
    "Sở Y tế",
    "Thanh tra tỉnh",
    "Sở Tư pháp",
)
DEADLINES = (
    "Quý I/{year}",
    "Quý II năm {year}",
    "Thường xuyên",
    "Tháng 6",
    "Trước ngày 15/12/{year}",
    "Năm {year}",
)
ENDINGS = ("theo quy định mới", "trên địa bàn toàn tỉnh", "gắn với chuyển đổi số")


@dataclass(frozen=True)
class Row:
    """A task of either plan; what is the same task has the same key."""

    key: int
    group: int
    task: str
    product: str
    deadline: str
    lead: str
    coordination: str


@dataclass(frozen=True)
class Number:
    key: int
    name: str
    unit: str
    result: float
    target: float
    lead: str


@dataclass
class Truth:
    """What differs: rows by their texts, kinds of change by the new text, headings."""

    added: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    changed: dict[str, list[str]] = field(default_factory=dict)
    reported: list[str] = field(default_factory=list)
    groups: list[list[str]] = field(default_factory=list)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seeds", type=int, default=10, help="how many pairs")
    parser.add_argument("--first", type=int, default=0, metavar="N", help="the first seed (default: 0)")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    register_fonts()
    for seed in range(options.first, options.first + options.seeds):
        old, new, truth = make(seed)
        name = f"pair-{seed:03}"
        (options.folder / f"{name}.old.pdf").write_bytes(old)
        (options.folder / f"{name}.new.pdf").write_bytes(new)
        (options.folder / f"{name}.json").write_text(
            json.dumps(asdict(truth), ensure_ascii=False, indent=1), "utf-8"
        )


def make(seed: int) -> tuple[bytes, bytes, Truth]:
    """Two plans as PDFs, and what differs."""
    rng = random.Random(f"pair-{seed}")
    year = rng.choice((2023, 2024))
    step = 1 if year == 2024 or seed % 2 else 2
    is_reorganised = year + step > 2024
    truth = Truth()
    groups = rng.sample(lines("groups.txt"), 4)
    after = [*groups[:3], f"{groups[3]} {rng.choice(ENDINGS)}"]
    truth.groups.append([groups[3], after[3]])
    rows = _rows(rng)
    changed = _changed_rows(rows[:-3], rng, truth)
    truth.removed += [row.task for row in rows[-3:]]
    if is_reorganised:
        changed = [_reorganised(row) for row in changed]
    numbers = _numbers(rng)
    newer = _changed_numbers(numbers[:-2], rng, truth)
    truth.removed += [number.name for number in numbers[-2:]]
    whose = rng.randrange(3), rng.randrange(4)
    layouts = rng.sample(range(len(TASK_LAYOUTS)), 2)
    cut = rng.randrange(2)
    drawn = [
        _drawn(rng, when, whose, layouts[side], sides, is_cut=side == cut)
        for side, (when, sides) in enumerate(
            ((year, (groups, rows, numbers)), (year + step, (after, changed, newer)))
        )
    ]
    for text, kinds in truth.changed.items():
        # What a layout has no column for cannot differ.
        roles = [{role for role, *_ in TASK_LAYOUTS[layout][1]} for layout in layouts]
        truth.changed[text] = [
            kind for kind in kinds if kind != "coordination" or all(kind in r for r in roles)
        ]
    filled_truth = json.loads(json.dumps(asdict(truth)).replace("{year}", str(year + step)))
    filled_truth["removed"] = [text.replace("{year}", str(year)) for text in truth.removed]
    return drawn[0], drawn[1], Truth(**filled_truth)


def _rows(rng: random.Random) -> list[Row]:
    material = rng.sample([*pairs("tasks.txt"), *pairs("tasks-more.txt")], TASKS)
    units = [*STAYING, *(old for old, _ in MERGED)]
    return [
        Row(
            n, n % 4, text, product, rng.choice(DEADLINES), rng.choice(units), ", ".join(rng.sample(units, 2))
        )
        for n, (text, product) in enumerate(material)
    ]


def _changed_rows(rows: Sequence[Row], rng: random.Random, truth: Truth) -> list[Row]:
    """The rows a year later: some changed, some new, some under another heading."""
    found: list[Row] = []
    for place, row in enumerate(rows):
        now = row
        match place % 8:
            case 1:
                now = replace(now, deadline=rng.choice([one for one in DEADLINES if one != row.deadline]))
                kind = "deadline"
            case 2 if place < 20:
                now = replace(now, lead=rng.choice([unit for unit in STAYING if unit != row.lead]))
                kind = "lead"
            case 3 if place < 20:
                now = replace(now, task=f"{row.task} {rng.choice(ENDINGS)}")
                kind = "wording"
            case 4 if place < 20:
                now = replace(now, task=f"{row.task}, đạt {rng.randint(60, 95)}%")
                kind = "wording"
            case 5 if place < 8:
                now = replace(now, group=(row.group + 1) % 3)
                kind = "moved"
            case _:
                kind = ""
        if kind:
            truth.changed[now.task] = [kind]
        found.append(now)
    for n in range(3):
        text = f"Đề xuất mô hình thí điểm số {n + 1} về {('thư viện', 'bệnh viện', 'nhà máy')[n]} thông minh"
        found.append(Row(100 + n, n, text, "Đề án", "Quý III/{year}", "Sở Y tế", "Sở Tư pháp"))
        truth.added.append(text)
    return found


def _reorganised(row: Row) -> Row:
    lead, coordination = row.lead, row.coordination
    for old, new in MERGED:
        lead = lead.replace(old, new)
        coordination = coordination.replace(old, new)
    return replace(row, lead=lead, coordination=coordination)


def _numbers(rng: random.Random) -> list[Number]:
    material = rng.sample(pairs("indicators.txt"), INDICATORS)
    found = []
    for n, (name, unit) in enumerate(material):
        result = round(rng.uniform(10, 90), rng.choice((0, 1, 2)))
        found.append(
            Number(n, name, unit, result, round(result + rng.choice((1, 2.5)), 2), rng.choice(STAYING))
        )
    return found


def _changed_numbers(numbers: Sequence[Number], rng: random.Random, truth: Truth) -> list[Number]:
    found: list[Number] = []
    for place, number in enumerate(numbers):
        now = number
        if place % 3 == 0:
            now = replace(now, target=round(number.target + rng.choice((1, 2.5, -0.5)), 2))
            truth.changed[now.name] = ["target"]
            if rng.random() < 0.5:
                now = replace(now, result=round(number.result + 0.7, 2))
                truth.changed[now.name] += ["reported"]
        elif place % 3 == 1:
            now = replace(now, result=round(number.result + rng.choice((0.4, 1.3)), 2))
            truth.reported.append(now.name)
        found.append(now)
    for n, name in enumerate(("Số trạm sạc xe điện công cộng", "Tỷ lệ hộ gia đình có chữ ký số")):
        found.append(Number(100 + n, name, "%", 10.0, 20.0, "Sở Công Thương"))
        truth.added.append(name)
    return found


def _drawn(
    rng: random.Random,
    year: int,
    whose: tuple[int, int],
    layout: int,
    content: tuple[Sequence[str], Sequence[Row], Sequence[Number]],
    *,
    is_cut: bool,
) -> bytes:
    """A plan as PDF, with its rows in an order of its own below each heading."""
    groups, rows, numbers = content
    # The body is the same in both.
    drawn = Drawn(random.Random(str(whose)), year)
    header = front(drawn, whose, is_early=True)
    drawn.rng = rng
    is_wide, columns = TASK_LAYOUTS[layout]
    appendix(drawn, 1, "DANH MỤC NHIỆM VỤ TRỌNG TÂM", is_wide, header)
    _task_table(drawn, columns, groups, rng.sample(rows, len(rows)), is_cut=is_cut)
    appendix(drawn, 2, "CÁC CHỈ TIÊU CHỦ YẾU", False, header)
    _indicator_table(drawn, numbers)
    return printed(drawn.story)


def _task_table(
    drawn: Drawn, columns: Sequence[tuple[str, str, float]], groups: Sequence[str], rows: Sequence[Row],
    *, is_cut: bool,
) -> None:  # fmt: skip
    """The rows under their headings; where `is_cut` a page ends in the middle of the third heading."""
    size = drawn.rng.choice([10, 11])
    bold, plain, middle = font(size, "TB", **MIDDLE), font(size), font(size, **MIDDLE)
    head = [drawn.say(heading, bold) for _, heading, _ in columns]
    cells: list[list[Any]] = [head]
    style: list[Any] = []
    widths = [width for *_, width in columns]
    no = 0
    for place, group in enumerate(groups):
        words = group.split()
        parts = [" ".join(words[:-1]), words[-1]] if is_cut and place == 2 and len(words) > 2 else [group]
        for number, part in enumerate(parts):
            if number:
                drawn.story += [ruled(cells, widths, style), PageBreak()]
                cells, style = [], []
            style.append(("SPAN", (1, len(cells)), (-1, len(cells))))
            marker = "ABCD"[place] if number == 0 else ""
            cells.append(
                [drawn.say(marker, bold), drawn.say(part, font(size, "TB")), *[""] * (len(columns) - 2)]
            )
        for row in (row for row in rows if row.group == place):
            no += 1
            shown = asdict(row) | {"no": str(no), "Ghi chú": ""}
            cells.append([
                drawn.say(filled(str(shown[role]), drawn), middle if role in CENTRED else plain)
                for role, *_ in columns
            ])  # fmt: skip
    table = ruled(cells, widths, style)
    if cells[0] is not head:
        # What goes on has no heading to repeat.
        table.repeatRows = 0
    drawn.story.append(table)


def _indicator_table(drawn: Drawn, numbers: Sequence[Number]) -> None:
    size = drawn.rng.choice([10, 11])
    columns = INDICATOR_LAYOUTS[1]
    cells: list[list[Any]] = [
        [drawn.say(filled(heading, drawn), font(size, "TB", **MIDDLE)) for _, heading, _ in columns]
    ]
    for place, number in enumerate(drawn.rng.sample(list(numbers), len(numbers)), 1):
        shown = asdict(number) | {"code": str(place)}
        shown |= {role: f"{shown[role]:g}".replace(".", ",") for role in ("result", "target")}
        cells.append([
            drawn.say(str(shown[role]), font(size, **({} if role == "name" else MIDDLE)))
            for role, *_ in columns
        ])  # fmt: skip
    drawn.story.append(ruled(cells, [width for *_, width in columns], []))


if __name__ == "__main__":
    main()
