"""Plans as Word files: a letterhead, a line of text, an appendix with tables of plain cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from pipeline.conversion import convert
from pipeline.plan import Plan
from tests.read.word import p, tbl, tr, word_file

HEAD = (
    "ỦY BAN NHÂN DÂN XÃ THỬ", "Số: 15/KH-UBND", "Thử, ngày 05 tháng 01 năm 2024", "KẾ HOẠCH",
    "Phát triển kinh tế năm 2024", "I. MỤC ĐÍCH", "Làm ngay.", "Nơi nhận:", "- Lưu: VT.", "PHỤ LỤC",
    "CHỈ TIÊU KẾ HOẠCH",
    "(Ban hành kèm theo Kế hoạch số 15/KH-UBND ngày 05 tháng 01 năm 2024)",
)  # fmt: skip

Rows = Sequence[Sequence[str]]


def word_plan(folder: Path, *tables: Rows, above: Iterable[str] = ()) -> Plan:
    """A plan of 2024 with these tables in its appendix; `above` are the lines over each of them."""
    titles = [*above, *[""] * len(tables)]
    drawn = (
        p(title) + tbl(*(tr(*map(escape, row)) for row in rows))
        for title, rows in zip(titles, tables, strict=False)
    )
    body = "".join(map(p, HEAD)) + "".join(drawn)
    return convert(word_file(folder / "plan.docx", body))[0]
