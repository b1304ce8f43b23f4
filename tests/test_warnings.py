"""Every warning of a Plan: an invented document with one flaw gives it, and without the flaw gives none."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PIL import Image

from pipeline.conversion import convert
from pipeline.corrections.apply import applied
from pipeline.corrections.place import place_of
from pipeline.document import Document, Line, Table, TableCell, Word
from pipeline.errors import EngineFailed
from pipeline.extract import extract
from pipeline.plan import PlanWarning
from pipeline.scan.clean import Picture
from pipeline.scan.engine import Reading
from pipeline.segment import segment
from tests.conftest import ROOT

PLAN = """\
UBND HUYỆN ĐỒNG VĂN                    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
PHÒNG NỘI VỤ                               Độc lập - Tự do - Hạnh phúc
Số: 15/KH-PNV                        Đồng Văn, ngày 12 tháng 02 năm 2025

KẾ HOẠCH
Cải cách hành chính năm 2025

Căn cứ Nghị quyết số 76/NQ-CP ngày 15 tháng 7 năm 2021 của Chính phủ;
Phòng Nội vụ xây dựng Kế hoạch cải cách hành chính năm 2025 như sau:

I. MỤC TIÊU
Nâng cao chất lượng phục vụ người dân, doanh nghiệp.
II. NHIỆM VỤ
Có Phụ lục 1 kèm theo.
III. TỔ CHỨC THỰC HIỆN
Công chức phòng báo cáo kết quả hằng tháng.

Nơi nhận:                                           TRƯỞNG PHÒNG
- UBND huyện (b/c);
- Lưu: VT.
                                                    Nguyễn Văn An

PHỤ LỤC 1
NHIỆM VỤ CẢI CÁCH HÀNH CHÍNH NĂM 2025
(Kèm theo Kế hoạch số 15/KH-PNV ngày 12/02/2025 của Phòng Nội vụ)

"""
TASKS_AS_TEXT = """\
STT  Nội dung nhiệm vụ                     Cơ quan chủ trì    Sản phẩm      Thời gian hoàn thành
1    Rà soát văn bản quy phạm pháp luật    Phòng Tư pháp      Báo cáo       Quý II/2025
2    Tự kiểm tra, xử lý văn bản            Phòng Tư pháp      Kế hoạch      Tháng 3/2025
3    Công khai thủ tục hành chính          Phòng Nội vụ       Danh mục      Thường xuyên
"""
SCORES_AS_TEXT = """\
STT  Chỉ số                    Điểm tối đa   Kết quả 2024   Mục tiêu 2025
1    Chỉ đạo điều hành         10            8,5            9,0
1.1  Ban hành kế hoạch         4             3,5            3,75
1.2  Thực hiện kế hoạch        6             5,0            5,25
"""
# The same rows as an engine mixes them up that reads across the cells.
SCORES_MIXED_UP = """\
STT  Chỉ số                    Điểm tối đa   Kết quả 2024   Mục tiêu 2025
1    8,5 Chỉ đạo 10 điều hành 9,0
hành 1,1 Ban kế 3,5
5,0 Thực hiện 12 kế 5,25
"""
Rows = tuple[tuple[str, ...], ...]
TASKS: Rows = (
    ("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời gian"),
    ("1", "Rà soát văn bản", "Phòng Tư pháp", "Quý II/2025"),
    ("2", "Tự kiểm tra văn bản", "Phòng Tư pháp", "Tháng 3/2025"),
    ("3", "Công khai thủ tục", "Phòng Nội vụ", "Tháng 5/2025"),
)
SCORES: Rows = (
    ("TT", "Chỉ số", "Điểm tối đa", "Kết quả 2024", "Mục tiêu 2025"),
    ("1", "Chỉ đạo điều hành", "10", "8,5", "9,0"),
    ("1.1", "Ban hành kế hoạch", "4", "3,5", "3,75"),
    ("1.2", "Thực hiện kế hoạch", "6", "5,0", "5,25"),
    ("2", "Cải cách thể chế", "12", "9,5", "10,0"),
    ("2.1", "Xây dựng văn bản", "5", "4,0", "4,25"),
    ("2.2", "Kiểm tra văn bản", "7", "5,5", "5,75"),
)
GROWTH: Rows = (
    ("TT", "Chỉ tiêu", "Thực hiện 2024", "Kế hoạch 2025", "So sánh (%)"),
    ("1", "Hồ sơ trực tuyến", "100", "110", "110"),
    ("2", "Hồ sơ được số hóa", "200", "210", "105"),
    ("3", "Văn bản được ký số", "50", "60", "120"),
    ("4", "Cuộc họp trực tuyến", "80", "88", "110"),
)
BOOKS: Rows = (
    ("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời gian"),
    ("1", "Toán học", "Nguyễn An", "Đồng Văn"),
    ("2", "Vật lý", "Trần Bình", "Mèo Vạc"),
)


@dataclass(frozen=True, slots=True)
class InText:
    """A flaw of a plan that is text: what is printed instead of what; `also` are the codes that follow from it."""

    code: str
    where: str
    printed: str
    instead: str
    table: str = TASKS_AS_TEXT
    also: frozenset[str] = frozenset()

    def warnings(self, folder: Path, *, is_flawed: bool) -> tuple[PlanWarning, ...]:
        text = PLAN + self.table
        assert text.count(self.printed) == 1
        path = folder / "plan.txt"
        path.write_text(text.replace(self.printed, self.instead) if is_flawed else text, encoding="utf-8")
        return convert(path)[0].warnings


@dataclass(frozen=True, slots=True)
class InTable:
    """A flaw of a plan whose table is drawn: the cells that say something else, or were read badly."""

    code: str
    where: str
    table: Rows
    cells: Mapping[tuple[int, int], str]
    confidence: Mapping[tuple[int, int], float] = field(default_factory=dict)
    also: frozenset[str] = frozenset()

    def warnings(self, folder: Path, *, is_flawed: bool) -> tuple[PlanWarning, ...]:
        changed = self.cells if is_flawed else {}
        rows = [[changed.get((r, c), text) for c, text in enumerate(row)] for r, row in enumerate(self.table)]
        segments = segment(_drawn(rows, self.confidence if is_flawed else {}))
        return (*segments.warnings, *extract(segments).warnings)


@dataclass(frozen=True, slots=True)
class OfEngine:
    """A flaw of the engine that reads the picture of a plan."""

    code: str
    where: str
    engine: type[Canned]
    also: frozenset[str] = frozenset()

    def warnings(self, folder: Path, *, is_flawed: bool) -> tuple[PlanWarning, ...]:
        path = folder / "plan.png"
        page = Image.new("L", (2480, 3508), 255)
        # Without any ink it is blank, and no engine is asked.
        page.paste(0, (400, 800, 1800, 840))
        page.save(path, dpi=(300, 300))
        return convert(path, engine=self.engine if is_flawed else Canned)[0].warnings


@dataclass(frozen=True, slots=True)
class OfCorrection:
    """A correction that a person made to a row which the plan has, or has no more."""

    code: str
    where: str
    gone: str
    also: frozenset[str] = frozenset()

    def warnings(self, folder: Path, *, is_flawed: bool) -> tuple[PlanWarning, ...]:
        path = folder / "plan.txt"
        path.write_text(PLAN + TASKS_AS_TEXT, encoding="utf-8")
        made = convert(path)[0]
        place = place_of(made, "a1-2")
        assert place
        one = place.correction("lead", "Phòng Nội vụ", who="An").model_copy(update={"id": "one"})
        return applied(
            made, [one.model_copy(update={"row_text": self.gone}) if is_flawed else one]
        ).plan.warnings


class Canned:
    """An engine that reads a plan without appendices."""

    name = "canned 1.0"

    def read(self, picture: Picture, dpi: int, layout: str, language: str = "vie") -> list[Reading]:
        return list(self._words())

    def _words(self) -> Iterator[Reading]:
        """Letters are 24 pixels wide, lines 60 high."""
        text = PLAN.partition("PHỤ LỤC")[0].replace("Có Phụ lục 1 kèm theo.", "Rà soát văn bản.")
        for row, line in enumerate(text.splitlines()):
            for word in _line(row, line, 0.95).words:
                left, right = 100.0 + 24 * word.start, 100.0 + 24 * word.end
                yield Reading(word.raw, left, 100.0 + 60 * row, right, 140.0 + 60 * row, word.confidence)


class Misreading(Canned):
    """An engine that takes the edge of a stamp for letters."""

    def _words(self) -> Iterator[Reading]:
        return (replace(one, text="„=TRƯỜNG") if one.text == "TRƯỞNG" else one for one in super()._words())


class Broken(Canned):
    def read(self, picture: Picture, dpi: int, layout: str, language: str = "vie") -> list[Reading]:
        raise EngineFailed("it was killed")


CASES = [
    InText("appendix-count", "appendices", "Có Phụ lục 1", "Có Phụ lục 1 và Phụ lục 2"),
    InText("appendix-number", "line 23", "PHỤ LỤC 1\n", "PHỤ LỤC SO xx\n"),
    InText("basis-doubtful", "", "số 76/NQ-CP", "số 76/NQQ-CP"),
    InText("header-doubtful", "number", "Số: 15/KH-PNV", " " * 13),
    InText("header-missing", "place", "Đồng Văn, ngày", " " * 10 + "ngày"),
    InText("marker-repaired", "line 13", "II. NHIỆM VỤ", "IL NHIỆM VỤ"),
    InText("table-missing", "appendix 1", TASKS_AS_TEXT, ""),
    InText("lines-unplaced", "line 23", "Văn An\n\n", "Văn An\n\nSố lượng    Đơn vị    Ghi chú\n\n"),
    InText("signature-missing", "signature", "Nguyễn Văn An", " " * 13),
    InText("note-differs", "appendix 1", "Kế hoạch số 15/", "Kế hoạch số 51/"),
    InText("note-differs", "appendix 1", "ngày 12/02/2025", "ngày 21/02/2025"),
    InText("column-inferred", "appendix 1", "Cơ quan chủ trì", " " * 15),
    InText("left-over", "page 1", "2    Tự", "     do huyện ban hành\n     do huyen ban hanh\n2    Tự"),
    InText("table-doubtful", "appendix 1", SCORES_AS_TEXT, SCORES_MIXED_UP, SCORES_AS_TEXT,
           frozenset({"number-doubtful"})),
    InTable("lead-empty", "a1-2", TASKS, {(2, 2): ""}),
    InTable("task-empty", "a1-2", TASKS, {(2, 1): ""}),
    InTable("numbering-skips", "a1-5", TASKS, {(3, 0): "5"}),
    InTable("deadline-past", "a1-2", TASKS, {(2, 3): "Tháng 3/2024"}),
    InTable("table-unread", "page 1", BOOKS, {(0, 1): "Tên sách", (0, 2): "Tác giả", (0, 3): "Nơi in"}),
    InTable("number-unread", "a1-2", GROWTH, {(2, 2): "Đạt"}),
    InTable("number-ambiguous", "a1-2", GROWTH, {(2, 2): "1,250", (2, 4): "-"}),
    InTable("number-doubtful", "a1-2", GROWTH, {}, {(2, 2): 0.5}),
    InTable("number-repaired", "a1-2", SCORES, {(4, 3): "95"}, {(4, 3): 0.9}),
    InTable("above-maximum", "a1-2.2", SCORES, {(6, 4): "7,25", (4, 4): "11,5"}),
    InTable("sum-differs", "appendix 1, 2", SCORES, {(4, 3): "9,25"}),
    InTable("numbering-skips", "a1-2.4", SCORES, {(6, 0): "2.4"}),
    InTable("column-unknown", "appendix 1", TASKS, {(0, 2): "Gửi báo cáo"}),
    InTable("comparison-differs", "a1-4", GROWTH, {(4, 4): "101"}),
    InTable("target-worse", "a1-3", GROWTH, {(3, 3): "40", (3, 4): "80"}),
    OfCorrection("correction-unfit", "page 1", "Đào tạo cán bộ, công chức"),
    OfEngine("page-failed", "page 1", Broken, frozenset({"header-missing"})),
    OfEngine("signature-doubtful", "page 1", Misreading),
]  # fmt: skip
Case = InText | InTable | OfCorrection | OfEngine


def _place(warning: PlanWarning) -> str:
    """What a warning is about: the field of the letterhead, the row, the page, or the place in words."""
    if warning.row == "header":
        return warning.field
    return warning.row or (f"page {warning.page}" if warning.page else warning.where)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.where}")
def test_the_flaw_is_warned_of_and_nothing_else(case: Case, tmp_path: Path) -> None:
    found = case.warnings(tmp_path, is_flawed=True)
    own = [(warning.code, _place(warning)) for warning in found if warning.code not in case.also]
    assert own == [(case.code, case.where)]
    assert {warning.code for warning in found} == {case.code, *case.also}


# Plans of text without their flaw are the same but for their table.
SOUND = list({getattr(case, "table", ()): case for case in CASES}.values())


@pytest.mark.parametrize("case", SOUND, ids=lambda case: f"{case.code}-{case.where}")
def test_without_the_flaw_nothing_is_warned_of(case: Case, tmp_path: Path) -> None:
    assert case.warnings(tmp_path, is_flawed=False) == ()


def test_every_warning_has_a_case() -> None:
    assert {case.code for case in CASES} == set(_codes())


def _codes() -> Iterator[str]:
    """The codes of all warnings that the program makes."""
    for path in (ROOT / "pipeline").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id == "PlanWarning"
            ):
                (code,) = (one.value for one in node.keywords if one.arg == "code")
                assert isinstance(code, ast.Constant), f"{path}: a code that only running tells"
                yield str(code.value)


def _drawn(rows: Sequence[Sequence[str]], confidence: Mapping[tuple[int, int], float]) -> Document:
    """The plan as it comes of a scan, its appendix a drawn table; words are read with `confidence`, else well."""
    lines = [_line(index, text, 0.95) for index, text in enumerate(PLAN.splitlines())]
    place, cells = len(lines), []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            inside = (len(lines),) if text else ()
            if text:
                lines.append(_line(len(lines), text, confidence.get((r, c), 0.95), cell=r * len(row) + c))
            cells.append(TableCell((r, r + 1), (c, c + 1), inside))
    edges = tuple(100.0 * c for c in range(len(rows[0]) + 1))
    return Document(tuple(lines), 1, (Table(1, place, tuple(cells), edges),))


def _line(index: int, text: str, confidence: float, cell: int = -1) -> Line:
    words, start = [], 0
    for word in text.split():
        start = text.index(word, start)
        words.append(Word(word, word, 1, index, start, start + len(word), confidence))
        start += len(word)
    return Line(index, 1, text, tuple(words), cell)
