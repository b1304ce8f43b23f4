"""Twenty layouts of tables as Word files have them, each with its truth; wordings and texts are our own.

A table is written row by row: a cell is its text, lines parted by a line break; LEFT is part of the cell to
its left, UP of the cell above.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from benchmarks.material import lines, pairs

LEFT, UP = "←", "↑"
Row = list[str]
DEADLINES = ("Quý I", "Quý II, III", "Thường xuyên", "Trước ngày 15/6/{year}", "Tháng 9/{year}", "Hằng quý")


@dataclass
class Drawn:
    """What is drawn of one layout: (line above or "", rows) of each table, and the truth of their rows."""

    rng: random.Random
    year: int
    tables: list[tuple[str, list[Row]]] = field(default_factory=list)
    tasks: list[dict[str, Any]] = field(default_factory=list)
    indicators: list[dict[str, Any]] = field(default_factory=list)

    def begin(self, *headings: Row, above: str = "") -> None:
        self.tables.append((above, [*headings]))

    def put(self, *cells: str) -> None:
        self.tables[-1][1].append(list(cells))

    def words(self) -> tuple[str, str]:
        """A task and its product."""
        texts = self.rng.choice([*pairs("tasks.txt"), *pairs("tasks-more.txt")])
        return self._dated(texts[0]), self._dated(texts[1])

    def unit(self) -> str:
        return self.rng.choice([one.partition("\t")[0] for one in lines("unit-cells.tsv")])

    def when(self) -> str:
        return self._dated(self.rng.choice(DEADLINES))

    def group(self) -> str:
        return self.rng.choice(lines("groups.txt")).capitalize()

    def _dated(self, text: str) -> str:
        before = str(self.year - 1)
        return text.replace("{year}", str(self.year)).replace("{before}", before)

    def task(self, group: Sequence[str] = (), /, **cells: Any) -> dict[str, Any]:
        """A task's truth, its cells made up where they are not given."""
        text, product = self.words()
        made = {"task": text, "product": product, "lead": self.unit(), "deadline": self.when()}
        known = {"no": "", "coordination": "", "extra": {}, "group": list(group)}
        self.tasks.append(known | made | cells)
        return self.tasks[-1]

    def indicator(self, code: str, name: str, unit: str, *values: tuple[Any, ...], **more: Any) -> None:
        """An indicator's truth; a value is (measure, estimated, first day, last day, number)."""
        self.indicators.append({"code": code, "name": name, "unit": unit, "values": list(values), **more})


def merged_down(drawn: Drawn) -> None:
    """One task with two leads and two products."""
    drawn.begin(["STT", "Nội dung công việc", "Đơn vị chủ trì", "Sản phẩm", "Thời gian hoàn thành"])
    for no in range(1, 6):
        one = drawn.task(no=str(no))
        drawn.put(one["no"], one["task"], one["lead"], one["product"], one["deadline"])
        if no % 2:
            two = drawn.task(no=str(no), task=one["task"])
            drawn.put(UP, UP, two["lead"], two["product"], two["deadline"])


def shared_lead(drawn: Drawn) -> None:
    """A lead beside several tasks, before them."""
    drawn.begin(["Người phụ trách", "Việc cần làm", "Hạn cuối"])
    for _ in range(3):
        lead = drawn.unit()
        for place in range(drawn.rng.randint(2, 3)):
            one = drawn.task(lead=lead, product="")
            drawn.put(UP if place else lead, one["task"], one["deadline"])


def merged_across(drawn: Drawn) -> None:
    """One cell for lead and coordination."""
    drawn.begin(
        ["TT", "Hoạt động", "Tổ chức thực hiện", LEFT, "Tiến độ"], [UP, UP, "Chủ trì", "Phối hợp", UP]
    )
    for no in range(1, 7):
        lead = drawn.unit()
        one = drawn.task(
            no=str(no), lead=lead, coordination=lead if no % 3 == 0 else drawn.unit(), product=""
        )
        drawn.put(one["no"], one["task"], lead, LEFT if no % 3 == 0 else one["coordination"], one["deadline"])


def ditto(drawn: Drawn) -> None:
    """As above, in four ways."""
    drawn.begin(["TT", "Nhiệm vụ", "Cơ quan thực hiện", "Cơ quan có liên quan", "Thời hạn", "Ghi chú"])
    for no, mark in enumerate(("", "nt", "-nt-", '"', "Như trên", "", "nt"), 1):
        lead = mark or drawn.unit()
        one = drawn.task(no=str(no), lead=lead, coordination=drawn.unit(), product="")
        one["lead_of"] = lead if not mark else drawn.tasks[-2]["lead_of"]
        one["extra"] = {"Ghi chú": "Mới" if no == 2 else ""}
        drawn.put(str(no), one["task"], lead, one["coordination"], one["deadline"], one["extra"]["Ghi chú"])


def unit_lines(drawn: Drawn) -> None:
    """Units on lines of their own, with and without dashes."""
    drawn.begin(["Số TT", "Nội dung nhiệm vụ", "Chủ trì tham mưu", "Phối hợp", "Đầu ra"])
    units = ("Sở Nội vụ", "Sở Tài chính", "Văn phòng UBND tỉnh", "Sở Y tế")
    for no in range(1, 6):
        dash = "- " if no % 2 else ""
        two = drawn.rng.sample(units, 2)
        help_ = "\n".join(dash + unit for unit in two)
        one = drawn.task(no=str(no), coordination=help_, deadline="", coordination_of=two)
        drawn.put(one["no"], one["task"], one["lead"], help_, one["product"])


def three_levels(drawn: Drawn) -> None:
    """A, I, I.1 across the table; numbers begin anew under each."""
    drawn.begin(["STT", "Nội dung", "Sản phẩm, kết quả", "Trách nhiệm thực hiện", "Thời gian"])
    for letter in "AB":
        top = f"{letter} {drawn.group().upper()}"
        drawn.put(top, *[LEFT] * 4)
        for numeral in ("I", "II"):
            middle = f"{numeral} {drawn.group()}"
            drawn.put(middle, *[LEFT] * 4)
            for below in (f"{numeral}.1", f"{numeral}.2"):
                low = f"{below} {drawn.group()}"
                drawn.put(low, *[LEFT] * 4)
                _rows(drawn, (top, middle, low), 2)


def _rows(drawn: Drawn, group: Sequence[str], count: int, first: int = 1) -> None:
    """Rows of number, task, product, lead, deadline."""
    for no in range(first, first + count):
        one = drawn.task(group, no=str(no))
        drawn.put(one["no"], one["task"], one["product"], one["lead"], one["deadline"])


def plain_groups(drawn: Drawn) -> None:
    """Headings over rows in cells of their own, nothing beside them; letters with đ as numbers."""
    drawn.begin(["TT", "Nội dung thực hiện", "Kết quả dự kiến", "Đơn vị thực hiện", "Thời gian thực hiện"])
    for numeral in ("I", "II", "III"):
        name = drawn.group()
        drawn.put(numeral, name, "", "", "")
        for letter in ("a", "b", "c", "d", "đ")[: drawn.rng.randint(3, 5)]:
            one = drawn.task([f"{numeral} {name}"], no=letter)
            drawn.put(f"{letter})", one["task"], one["product"], one["lead"], one["deadline"])


def middle_groups(drawn: Drawn) -> None:
    """Headings merged over the middle columns only."""
    drawn.begin(["STT", "Nhiệm vụ, giải pháp", "Sản phẩm", "Đơn vị chủ trì", "Hoàn thành", "Ghi chú"])
    for numeral in ("I", "II"):
        name = drawn.group()
        drawn.put(numeral, name, LEFT, LEFT, LEFT, "")
        for no in range(1, 5):
            one = drawn.task([f"{numeral} {name}"], no=str(no))
            drawn.put(one["no"], one["task"], one["product"], one["lead"], one["deadline"], "")


def outside_groups(drawn: Drawn) -> None:
    """Tables of one form, each under a line of its own; numbers begin anew."""
    for number in (1, 2, 3):
        line = f"{number}. {drawn.group()}"
        drawn.begin(
            ["TT", "Nội dung", "Sản phẩm", "Chủ trì", "Thời hạn"],
            above=line,
        )
        _rows(drawn, (line,), 3)


def unit_groups(drawn: Drawn) -> None:
    """Rows that name the unit whose tasks follow; no column says who leads."""
    drawn.begin(["Stt", "Tên nhiệm vụ", "Sản phẩm", "Hạn hoàn thành"])
    for numeral, unit in zip(("I", "II", "III"), ("Sở Nội vụ", "Sở Y tế", "Thanh tra tỉnh"), strict=True):
        drawn.put(numeral, unit.upper(), "", "")
        for no in range(1, 4):
            one = drawn.task([f"{numeral} {unit.upper()}"], no=str(no), lead="")
            drawn.put(one["no"], one["task"], one["product"], one["deadline"])


def restarting(drawn: Drawn) -> None:
    """Numerals that skip and repeat, numbers that begin at 2."""
    drawn.begin(["STT", "Công việc cụ thể", "Sản phẩm", "Bộ phận thực hiện", "Thời gian"])
    for numeral, first in (("I", 1), ("II", 2), ("II", 1), ("V", 4)):
        name = drawn.group()
        drawn.put(numeral, name, *[LEFT] * 3)
        _rows(drawn, [f"{numeral} {name}"], 3, first)


def start_and_end(drawn: Drawn) -> None:
    """Start and end in columns of their own, columns counted."""
    drawn.begin(
        ["STT", "Nhiệm vụ", "Thời gian thực hiện", LEFT, "Chủ đầu tư", "Kinh phí (triệu đồng)"],
        [UP, UP, "Bắt đầu", "Kết thúc", UP, UP],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
    )
    for no in range(1, 7):
        start, end = f"{no}/{drawn.year}", f"{no + 5}/{drawn.year}"
        one = drawn.task(no=str(no), deadline=end, product="")
        one["extra"] = {"Thời gian thực hiện Bắt đầu": start, "Kinh phí (triệu đồng)": str(150 * no)}
        drawn.put(str(no), one["task"], start, end, one["lead"], str(150 * no))


def money(drawn: Drawn) -> None:
    """Sums of groups and a total."""
    drawn.begin(
        ["TT", "Nội dung hoạt động", "Đơn vị thực hiện", "Thời gian", "Dự toán kinh phí", "Nguồn vốn"]
    )
    for numeral in ("I", "II"):
        name = drawn.group()
        drawn.put(numeral, name, "", "", "1.250", "")
        for no in range(1, 4):
            one = drawn.task([f"{numeral} {name}"], no=str(no), product="")
            one["extra"] = {"Dự toán kinh phí": f"{no}50", "Nguồn vốn": "Ngân sách tỉnh"}
            drawn.put(one["no"], one["task"], one["lead"], one["deadline"], *one["extra"].values())
        drawn.put("", "Cộng", "", "", "1.250", "")
    drawn.put("", "Tổng cộng (I+II)", "", "", "2.500", "")


def repeated(drawn: Drawn) -> None:
    """The headings again, empty rows and rows of dashes between rows."""
    headings = ["STT", "Nhiệm vụ trọng tâm", "Kết quả", "Cơ quan, đơn vị chủ trì", "Thời gian hoàn thành"]
    drawn.begin(headings)
    _rows(drawn, (), 3)
    drawn.put(*headings)
    _rows(drawn, (), 3, 4)
    drawn.put(*[""] * 5)
    drawn.put(*["-"] * 5)
    _rows(drawn, (), 2, 7)


def numeral_tasks(drawn: Drawn) -> None:
    """Numerals that number tasks with parts."""
    drawn.begin(["TT", "Nội dung công việc", "Sản phẩm", "Đơn vị chủ trì", "Tiến độ"])
    for numeral in ("I", "II", "III", "IV"):
        one = drawn.task(no=numeral)
        drawn.put(numeral, one["task"], one["product"], one["lead"], one["deadline"])


TARGET, RESULT, ESTIMATE = ("target", False), ("result", False), ("result", True)


def _value(kind: tuple[str, bool], year: int, number: float, months: str = "12-31") -> tuple[Any, ...]:
    return *kind, f"{year}-01-01", f"{year}-{months}", number


def _printed(number: float) -> str:
    return f"{number:.1f}".replace(".", ",")


def compared_years(drawn: Drawn) -> None:
    """Years over measures, part of a year, ratios, and columns that are counted and computed."""
    year = drawn.year
    now = f"Năm {year - 1}"
    drawn.begin(
        ["STT", "Chỉ tiêu", "ĐVT", f"TH {year - 2}", now, LEFT, LEFT, f"KH {year}", "So sánh (%)", LEFT],
        [UP, UP, UP, UP, "Kế hoạch", "TH 9 tháng", "Ước cả năm", UP, f"ƯTH {year - 1}/TH {year - 2}",
         f"KH {year}/ƯTH {year - 1}"],
        ["1", "2", "3", "4", "5", "6", "7", "8", "9=7/4", "10=8/7"],
    )  # fmt: skip
    for numeral in ("I", "II"):
        name = drawn.group().upper()
        drawn.put(numeral, name, *[""] * 8)
        drawn.indicator(numeral, name, "")
        for no in (1, 2, 3):
            _of_years(drawn, str(no), year)


def _of_years(drawn: Drawn, code: str, year: int) -> None:
    name, unit = drawn.rng.choice(pairs("indicators.txt"))
    base = drawn.rng.randint(20, 90)
    numbers = [base + step + 0.5 for step in range(5)]
    ratios = [_printed(100 * numbers[3] / numbers[0]), _printed(100 * numbers[4] / numbers[3])]
    drawn.put(code, name, unit, *map(_printed, numbers), *ratios)
    kinds = ((RESULT, year - 2, "12-31"), (TARGET, year - 1, "12-31"), (RESULT, year - 1, "09-30"),
             (ESTIMATE, year - 1, "12-31"), (TARGET, year, "12-31"))  # fmt: skip
    values = (_value(kind, of, number, end) for (kind, of, end), number in zip(kinds, numbers, strict=True))
    drawn.indicator(code, name, unit, *values)


def half_years(drawn: Drawn) -> None:
    """Half a year beside the same half of the year before, and the whole one."""
    year = drawn.year
    drawn.begin(["TT", "Tên chỉ tiêu", "Đơn vị", f"TH 6T/{year - 1}", f"KH{year}", f"ƯTH 6 tháng/{year}",
                 f"% KH{year}", "So cùng kỳ (%)"])  # fmt: skip
    for no in range(1, 7):
        name, unit = drawn.rng.choice(pairs("indicators.txt"))
        before, plan, half = (float(drawn.rng.randint(100, 900)) for _ in range(3))
        drawn.put(str(no), name, unit, *(f"{one:.0f}" for one in (before, plan, half)),
                  _printed(100 * half / plan), _printed(100 * half / before))  # fmt: skip
        drawn.indicator(str(no), name, unit, _value(RESULT, year - 1, before, "06-30"),
                        _value(TARGET, year, plan), _value(ESTIMATE, year, half, "06-30"))  # fmt: skip


def ditto_units(drawn: Drawn) -> None:
    """Units of measure as above, parts with a dash, a way of years."""
    year = drawn.year
    drawn.begin(
        ["TT", "Chỉ tiêu chủ yếu", "Đv tính", f"Hiện trạng {year - 1}", "Lộ trình thực hiện", LEFT,
         "Cơ quan theo dõi"],
        [UP, UP, UP, UP, f"Năm {year}", f"Năm {year + 1}", UP],
    )  # fmt: skip
    for no in range(1, 5):
        unit = drawn.rng.choice(("ha", "tấn", "%"))
        for part in ("", "Đất lúa", "Đất màu"):
            name = f"- {part}" if part else f"Chỉ tiêu số {no} của ngành"
            numbers = [float(drawn.rng.randint(10, 99)) for _ in range(3)]
            lead = "" if part else "Sở Nội vụ"
            drawn.put(
                "" if part else str(no), name, '"' if part else unit, *(f"{one:.0f}" for one in numbers), lead
            )
            kinds = ((RESULT, -1), (TARGET, 0), (TARGET, 1))
            values = [
                _value(kind, year + step, one) for (kind, step), one in zip(kinds, numbers, strict=True)
            ]
            drawn.indicator("" if part else str(no), name, unit, *values, lead=lead)


def scores(drawn: Drawn) -> None:
    """Scores of units with tied ranks, and what each gave itself."""
    drawn.begin(["STT", "Tên đơn vị", "Điểm quy định", "Tự chấm", "Điểm thẩm định", "Xếp thứ"])
    units = ("Sở Nội vụ", "Sở Y tế", "Sở Tài chính", "Thanh tra tỉnh", "Sở Xây dựng")
    for no, (unit, rank) in enumerate(zip(units, ("1", "2", "2", "4", "5"), strict=True), 1):
        drawn.put(str(no), unit, "20", "19,5", _printed(19.0 - no), rank)
        drawn.indicator(str(no), unit, "", ("result", False, None, None, 19.0 - no), max=20.0)


def several_tables(drawn: Drawn) -> None:
    """Several tables of one form in an appendix, codes from 1 in each, money and a total's row."""
    year = drawn.year
    for number in (1, 2):
        drawn.begin(
            ["Số TT", "Nội dung chỉ tiêu", "Đơn vị tính", f"Quyết toán {year - 1}", f"Dự toán {year}"],
            above=f"Biểu số {number}",
        )
        for no in range(1, 5):
            was, now = (float(drawn.rng.randint(1100, 9800)) for _ in range(2))
            name, unit = f"Khoản thu thứ {no} của biểu {number}", "triệu đồng"
            drawn.put(str(no), name, unit, *(f"{one:,.0f}".replace(",", ".") for one in (was, now)))
            drawn.indicator(str(no), name, unit, _value(RESULT, year - 1, was), _value(TARGET, year, now))


LAYOUTS: tuple[Callable[[Drawn], None], ...] = (
    merged_down, shared_lead, merged_across, ditto, unit_lines, three_levels, plain_groups, middle_groups,
    outside_groups, unit_groups, restarting, start_and_end, money, repeated, numeral_tasks, compared_years,
    half_years, ditto_units, scores, several_tables,
)  # fmt: skip
