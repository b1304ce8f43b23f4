"""Plans in many layouts with their truth: `python -m benchmarks.plan_layouts FOLDER [--seed 1]`.

Fifteen layouts of task and indicator tables as offices draw them (headings in two rows, months as groups,
start and end in columns of their own, growth and percentages, several years, units of measure in headings,
codes of three levels, columns that nobody names), as digital PDF, years 2015 to 2026. Writes
NAME.digital.pdf and NAME.json as `benchmarks.plan_pages` does, deadlines and units resolved in the truth.
Needs the extra `learn` and the font Tinos (fonts-croscore).
"""

from __future__ import annotations

import argparse
import json
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.material import lines, pairs
from benchmarks.plan_pages import (
    MIDDLE,
    Drawn,
    appendix,
    filled,
    font,
    front,
    printed,
    register_fonts,
    ruled,
)

YEARS = tuple(range(2015, 2027))
# (role, heading over it or "", heading, width in cm); a role in capitals is a column that we do not name.
Columns = tuple[tuple[str, str, str, float], ...]


@dataclass(frozen=True)
class Layout:
    """A task table: whether its page lies, its columns, how rows are grouped: by headings, months, not."""

    is_wide: bool
    columns: Columns
    groups: str = "headings"


TASK_LAYOUTS = (
    Layout(True, (
        ("no", "", "STT", 1.2), ("task", "", "Nội dung nhiệm vụ", 8.0), ("lead", "", "Đơn vị chủ trì", 4.0),
        ("coordination", "", "Đơn vị phối hợp", 4.6), ("product", "", "Sản phẩm", 4.2),
        ("deadline", "", "Tiến độ", 3.2),
    )),
    Layout(True, (
        ("no", "", "TT", 1.0), ("task", "", "Nhiệm vụ/giải pháp", 7.0),
        ("lead", "Phân công thực hiện", "Chủ trì", 3.8),
        ("coordination", "Phân công thực hiện", "Phối hợp", 4.2),
        ("deadline", "", "Thời hạn", 3.0), ("COST", "", "Kinh phí (triệu đồng)", 2.2),
        ("FUND", "", "Nguồn vốn", 2.4), ("NOTE", "", "Ghi chú", 1.8),
    )),
    Layout(True, (
        ("no", "", "STT", 1.2), ("task", "", "Chương trình, dự án, nhiệm vụ", 7.4),
        ("start", "Thời gian thực hiện", "Bắt đầu", 2.6),
        ("deadline", "Thời gian thực hiện", "Hoàn thành", 3.2),
        ("lead", "", "Cơ quan chủ trì", 4.2), ("product", "", "Dự kiến sản phẩm", 4.6),
    )),
    Layout(False, (
        ("task", "", "Nội dung công việc", 7.4), ("lead", "", "Đơn vị thực hiện", 3.6),
        ("deadline", "", "Thời gian thực hiện", 3.2), ("product", "", "Kết quả", 3.2),
    ), "none"),
    Layout(True, (
        ("no", "", "TT", 1.0), ("task", "", "Nội dung công việc", 8.0),
        ("lead", "", "Lực lượng chủ trì", 4.0),
        ("coordination", "", "Lực lượng phối hợp", 4.4), ("deadline", "", "Thời gian", 3.4),
        ("PLACE", "", "Địa điểm", 3.4),
    )),
    Layout(False, (
        ("deadline", "", "Tháng", 2.4), ("task", "", "Nội dung công việc", 7.6),
        ("lead", "", "Người phụ trách", 3.6), ("coordination", "", "Người phối hợp", 3.6),
    ), "months"),
    Layout(True, (
        ("no", "", "Số TT", 1.2), ("task", "", "Tên đề án, nhiệm vụ", 8.0),
        ("lead", "", "Cơ quan chủ trì soạn thảo", 4.0), ("coordination", "", "Cơ quan phối hợp", 4.4),
        ("LEVEL", "", "Cấp trình", 3.0), ("deadline", "", "Thời gian trình", 3.6),
    )),
    Layout(False, (
        ("no", "", "STT", 1.1), ("task", "", "Nhiệm vụ chủ yếu", 6.4), ("product", "", "Kết quả đầu ra", 3.4),
        ("deadline", "", "Thời gian hoàn thành", 2.9), ("lead", "", "Trách nhiệm thực hiện", 3.2),
    )),
)  # fmt: skip
EXTRA = {
    "COST": ("120", "1.500", "85,5", ""), "FUND": ("Ngân sách tỉnh", "Ngân sách xã", "Xã hội hóa"),
    "NOTE": ("", "Mới", ""), "PLACE": ("Các thôn", "Trụ sở UBND xã", "Chợ trung tâm"),
    "LEVEL": ("UBND tỉnh", "HĐND tỉnh", "Tỉnh ủy"),
}  # fmt: skip

# Roles of numbers: result or target, how many years before (-) or behind the plan's; GROWTH, SHARE compare.
INDICATOR_LAYOUTS: tuple[tuple[str, Columns], ...] = (
    ("numerals", (
        ("code", "", "TT", 1.1), ("name", "", "Chỉ tiêu", 4.6), ("unit", "", "Đơn vị tính", 1.9),
        ("target-1", "Năm {before}", "Kế hoạch", 1.9), ("result-1", "Năm {before}", "Ước thực hiện", 1.9),
        ("target", "", "Kế hoạch năm {year}", 1.9), ("SHARE", "", "So sánh KH {year}/ƯTH {before} (%)", 2.2),
        ("lead", "", "Cơ quan chủ trì", 3.0),
    )),
    ("points", (
        ("code", "", "STT", 1.2), ("name", "", "Lĩnh vực/tiêu chí/tiêu chí thành phần", 6.4),
        ("max", "", "Điểm tối đa", 1.7), ("result-1", "", "Kết quả năm {before}", 1.9),
        ("target", "", "Mục tiêu năm {year}", 1.9), ("lead", "", "Đơn vị chịu trách nhiệm", 3.6),
    )),
    ("words", (
        ("code", "", "TT", 1.1), ("name", "", "Nội dung chỉ tiêu", 7.0),
        ("target", "", "Mục tiêu năm {year}", 2.6),
        ("target+2", "", "Mục tiêu đến năm {behind}", 2.6), ("lead", "", "Đơn vị chủ trì", 3.4),
    )),
    ("years", (
        ("code", "", "STT", 1.1), ("name", "", "Tên chỉ tiêu", 5.0), ("unit", "", "ĐVT", 1.7),
        ("result-1", "", "Thực hiện {before}", 1.8), ("target", "Kế hoạch các năm", "{year}", 1.8),
        ("target+1", "Kế hoạch các năm", "{next}", 1.8), ("target+2", "Kế hoạch các năm", "{behind}", 1.8),
    )),
    ("dotted", (
        ("code", "", "TT", 1.2), ("name", "", "Nội dung tiêu chí", 6.2),
        ("target", "", "Chỉ tiêu năm {year} (%)", 2.2),
        ("result-1", "", "Hiện trạng năm {before} (%)", 2.4), ("lead", "", "Cơ quan theo dõi", 3.6),
    )),
    ("dashes", (
        ("code", "", "STT", 1.2), ("name", "", "Các chỉ tiêu chủ yếu", 5.6), ("unit", "", "Đơn vị tính", 2.0),
        ("result-2", "", "TH năm {two}", 1.9), ("result-1", "", "ƯTH năm {before}", 1.9),
        ("target", "", "KH năm {year}", 1.9), ("GROWTH", "", "Tăng trưởng so với năm {before} (%)", 2.4),
    )),
    ("no codes", (
        ("name", "", "Chỉ tiêu", 7.4), ("unit", "", "Đơn vị", 2.2), ("result-1", "", "Kết quả {before}", 2.6),
        ("target", "", "Chỉ tiêu giao năm {year}", 2.6),
    )),
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    register_fonts()
    for number, year in enumerate(YEARS):
        name = f"layouts-{options.seed}-{number:02}"
        drawn = Drawn(random.Random(f"{options.seed}-{number}"), year)
        header = front(drawn)
        layout = TASK_LAYOUTS[number % len(TASK_LAYOUTS)]
        appendix(drawn, 1, "DANH MỤC NHIỆM VỤ", layout.is_wide, header)
        task_table(drawn, layout)
        appendix(drawn, 2, "CÁC CHỈ TIÊU", False, header)
        indicator_table(drawn, *INDICATOR_LAYOUTS[number % len(INDICATOR_LAYOUTS)])
        truth = {"header": header, "tasks": drawn.tasks, "indicators": drawn.indicators}
        (options.folder / f"{name}.digital.pdf").write_bytes(printed(drawn.story))
        (options.folder / f"{name}.json").write_text(json.dumps(truth, ensure_ascii=False, indent=1), "utf-8")
        (options.folder / f"{name}.txt").write_text(" ".join(drawn.words), "utf-8")


def _headings(drawn: Drawn, columns: Columns, size: float, style: list[Any]) -> list[list[Any]]:
    """One row of headings, or two where some columns stand under a common one."""
    bold = font(size, "TB", **MIDDLE)
    if not any(over for _, over, _, _ in columns):
        return [[drawn.say(_named(heading, drawn), bold) for _, _, heading, _ in columns]]
    first: list[Any] = []
    second: list[Any] = []
    for place, (_, over, heading, _) in enumerate(columns):
        if not over:
            style.append(("SPAN", (place, 0), (place, 1)))
            first.append(drawn.say(_named(heading, drawn), bold))
            second.append("")
            continue
        is_first = place == 0 or columns[place - 1][1] != over
        if is_first:
            end = max(p for p, column in enumerate(columns) if column[1] == over)
            style.append(("SPAN", (place, 0), (end, 0)))
        first.append(drawn.say(_named(over, drawn), bold) if is_first else "")
        second.append(drawn.say(_named(heading, drawn), bold))
    return [first, second]


def _named(text: str, drawn: Drawn) -> str:
    for name, shift in (("two", -2), ("next", 1), ("behind", 2)):
        text = text.replace(f"{{{name}}}", str(drawn.year + shift))
    return filled(text, drawn)


def task_table(drawn: Drawn, layout: Layout) -> None:
    """The rows of a task table, as printed and as truth."""
    rng = drawn.rng
    size = rng.choice([10, 11, 12])
    plain, middle = font(size), font(size, **MIDDLE)
    style: list[Any] = []
    cells = _headings(drawn, layout.columns, size, style)
    heads = len(cells)
    material = iter(rng.sample([*pairs("tasks.txt"), *pairs("tasks-more.txt")], 31))
    no = 0
    groups = rng.sample(lines("groups.txt"), 3) if layout.groups == "headings" else [""] * 3
    for marker, group in zip(("I", "II", "III"), groups, strict=True):
        if group:
            style.append(("SPAN", (1, len(cells)), (-1, len(cells))))
            bold = font(size, "TB", **MIDDLE)
            rest = [""] * (len(layout.columns) - 2)
            cells.append([drawn.say(marker, bold), drawn.say(group, font(size, "TB")), *rest])
        month = rng.randint(1, 12)
        first = len(cells)
        count = rng.randint(2, 5)
        for place in range(count):
            no += 1
            text, product = next(material)
            task, shown = _task(drawn, layout, filled(text, drawn), filled(product, drawn))
            task |= {"no": str(no)} if any(role == "no" for role, *_ in layout.columns) else {"no": ""}
            task["group"] = [f"{marker} {group}"] if group else []
            if layout.groups == "months":
                task["deadline"] = f"Tháng {month}"
                task["due"] = _due(
                    "", f"{{year}}-{month:02}-01", f"{{year}}-{month:02}-{_days(month, drawn)}", "", drawn
                )
                shown["deadline"] = task["deadline"] if place == 0 else ""
            shown["no"] = task["no"]
            cells.append([
                drawn.say(shown[role], middle if role in ("no", "deadline", "start", "COST") else plain)
                for role, *_ in layout.columns
            ])  # fmt: skip
            drawn.tasks.append(task)
        if layout.groups == "months":
            style.append(("SPAN", (0, first), (0, first + count - 1)))
    drawn.story.append(_ruled(cells, layout.columns, style, heads))


def _task(drawn: Drawn, layout: Layout, text: str, product: str) -> tuple[dict[str, Any], dict[str, str]]:
    """A task as truth and as printed."""
    rng = drawn.rng
    deadline, *meant = (*rng.choice(_rows("deadlines-due.tsv")), "", "", "")[:4]
    lead, leads = rng.choice(_rows("unit-cells.tsv"))
    help_, helpers = rng.choice([("", ""), *_rows("unit-cells.tsv")])
    if rng.random() < 0.12 and drawn.tasks and drawn.tasks[-1]["lead"] not in ("", "-nt-"):
        lead, leads = "-nt-", "|".join(drawn.tasks[-1]["lead_units"])
    shown = {
        "task": text, "product": product, "deadline": filled(deadline, drawn), "lead": lead,
        "coordination": help_, "start": "",
    }  # fmt: skip
    due = _due(deadline, meant[0], meant[1], meant[2], drawn)
    roles = [role for role, *_ in layout.columns]
    if "start" in roles:
        start = rng.randint(1, 3)
        shown["start"], shown["deadline"] = f"Tháng {start}/{drawn.year}", f"Tháng 10/{drawn.year}"
        due = _due("", f"{{year}}-{start:02}-01", "{year}-10-31", "", drawn)
    task: dict[str, Any] = {"appendix": 1, "due": due, "lead_units": leads.split("|") if leads else []}
    task["coordination_units"] = helpers.split("|") if helpers and "coordination" in roles else []
    for role in ("task", "deadline", "lead", "coordination", "product"):
        task[role] = shown[role] if role in roles else ""
    task["extra"] = {}
    for role, over, heading, _ in layout.columns:
        if role in EXTRA:
            shown[role] = rng.choice(EXTRA[role])
        if role in EXTRA or role == "start":
            task["extra"][f"{over} {heading}".strip()] = shown[role]
    return task, shown


def _due(words: str, start: str, end: str, often: str, drawn: Drawn) -> dict[str, str | None] | None:
    if start == "null":
        return None
    return {
        "start": filled(start, drawn) or None, "end": filled(end, drawn) or None, "recurrence": often or None,
    }  # fmt: skip


def _days(month: int, drawn: Drawn) -> int:
    leap = drawn.year % 4 == 0
    return 29 if month == 2 and leap else 28 if month == 2 else 30 if month in (4, 6, 9, 11) else 31


def indicator_table(drawn: Drawn, kind: str, columns: Columns) -> None:
    """The rows of an indicator table, as printed and as truth."""
    rng = drawn.rng
    size = rng.choice([10, 11])
    style: list[Any] = []
    cells = _headings(drawn, columns, size, style)
    heads = len(cells)
    for code, parent, level, is_group in _codes(kind, rng):
        name, unit = rng.choice(pairs("indicators.txt"))
        name = name.upper() if is_group else name
        has_numbers = not is_group or kind in ("points", "dotted")
        numbers = _numbers(kind, columns, rng) if has_numbers else {}
        lead, leads = rng.choice(_rows("unit-cells.tsv")) if has_numbers else ("", "")
        roles = [role for role, *_ in columns]
        unit = unit if "unit" in roles and has_numbers else ""
        truth: dict[str, Any] = {
            "appendix": 2, "code": code, "name": name, "parent": parent, "level": level, "unit": unit,
            "max": numbers.pop("max", (None,))[0],
            "lead": lead if "lead" in roles else "",
            "lead_units": leads.split("|") if leads and "lead" in roles else [],
            "values": [],
        }  # fmt: skip
        shown = {"code": {"": ""}.get(code, code), "name": name, "unit": unit, "lead": truth["lead"]}
        shown |= {role: text for role, (*_, text) in numbers.items()}
        shown["max"] = _written(truth["max"], kind) if truth["max"] is not None else ""
        for role, (value, upper, operator, _) in numbers.items():
            if role.islower():
                measure, shift = role[:6], int(role[6:] or 0)
                truth["values"].append({
                    "measure": measure, "year": drawn.year + shift, "value": value, "upper": upper,
                    "operator": operator,
                })  # fmt: skip
        face = "TB" if is_group else "T"
        cells.append([
            drawn.say(shown.get(role, ""), font(size, face, **({} if role == "name" else MIDDLE)))
            for role in roles
        ])  # fmt: skip
        drawn.indicators.append(truth)
    drawn.story.append(_ruled(cells, columns, style, heads))


def _codes(kind: str, rng: random.Random) -> list[tuple[str, str, int, bool]]:
    """(code, parent, level, is a heading over rows) of each row."""
    found: list[tuple[str, str, int, bool]] = []
    if kind == "no codes":
        return [("", "", 1, False)] * rng.randint(8, 12)
    if kind in ("words", "years"):
        return [(str(n), "", 1, False) for n in range(1, rng.randint(9, 14))]
    number = 0
    for top in range(1, 4):
        if kind in ("numerals", "dashes"):
            numeral = ("I", "II", "III")[top - 1]
            found.append((numeral, "", 1, True))
            for _ in range(rng.randint(2, 3)):
                number += 1
                found.append((str(number), numeral, 2, False))
                below = "-" if kind == "dashes" or rng.random() < 0.5 else ""
                found += [(below, str(number), 3, False)] * rng.choice([0, 2, 3])
        else:
            found.append((str(top), "", 1, True))
            for child in range(1, 12 if kind == "dotted" and top == 1 else rng.randint(3, 5)):
                found.append((f"{top}.{child}", str(top), 2, False))
    return found


Numbers = dict[str, tuple[Any, ...]]


def _numbers(kind: str, columns: Columns, rng: random.Random) -> Numbers:
    """Each column's (value, upper, operator, as printed)."""
    found: Numbers = {}
    if kind == "points":
        top = rng.choice([1.0, 1.5, 2.0, 2.5])
        result = round(top * rng.choice([0.8, 0.9, 0.96]), 2)
        target = round(min(top, result + 0.1), 2)
        found = {"max": (top, None, "", "")}
        return found | {
            r: (v, None, "", _written(v, kind)) for r, v in (("result-1", result), ("target", target))
        }
    if kind == "words":
        for role in (role for role, *_ in columns if role.startswith("target")):
            text, value, upper, operator = (*rng.choice(_rows("values.tsv")), "", "", "")[:4]
            found[role] = (float(value), float(upper) if upper else None, operator, text)
        return found
    base = rng.choice([rng.uniform(5, 95), rng.uniform(1200, 98000)])
    places = 0 if base > 1000 else rng.choice([1, 2])
    for role in (role for role, *_ in columns if role[:6] in ("result", "target")):
        base = round(base * rng.uniform(1.01, 1.06), places)
        is_dash = kind == "years" and rng.random() < 0.08
        found[role] = (None, None, "", "-") if is_dash else (base, None, "", _written(base, kind))
    before, now = (found.get(role, (None,))[0] for role in ("result-1", "target"))
    for role in (role for role, *_ in columns if role in ("SHARE", "GROWTH")):
        share = 100 * now / before if role == "SHARE" else 100 * (now - before) / before
        found[role] = (None, None, "", _written(round(share, 2), kind))
    return found


def _written(value: float, kind: str) -> str:
    """A number as Vietnamese write it; points tables with a decimal point."""
    text = f"{value:,.2f}".rstrip("0").rstrip(".") if value % 1 else f"{value:,.0f}"
    return text if kind == "points" else text.translate(str.maketrans(",.", ".,"))


def _rows(name: str) -> list[tuple[str, ...]]:
    return [tuple(line.split("\t")) for line in lines(name)]


def _ruled(cells: list[list[Any]], columns: Columns, style: list[Any], heads: int) -> Any:
    table = ruled(cells, [width for *_, width in columns], style)
    table.repeatRows = heads
    return table


if __name__ == "__main__":
    main()
