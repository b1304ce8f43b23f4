"""Each form is read back by a program of its own: the same rows, the same values."""

from __future__ import annotations

import csv
import datetime
import json
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import frictionless
import openpyxl
import pandas as pd
import pytest

from pipeline import plugins
from pipeline.cli import main
from pipeline.dataset.frames import batches, load_frames
from pipeline.dataset.spoken import spoken_cell
from pipeline.dataset.tables import TABLES, TASKS, WARNINGS, Row, Table, headings
from pipeline.emit import emit, like_formula, safe_cell
from pipeline.errors import TooLarge
from pipeline.export import form_named, form_names, workbook
from pipeline.export.printing import sheet_name
from pipeline.messages import speaking, use
from pipeline.plan import Due, Header, Indicator, IndicatorValue, Plan, PlanWarning, Source, Task
from tests.plugins import installed

FORMULA = '=HYPERLINK("http://example.org"; "+84")'


@pytest.fixture(scope="module")
def output(
    tmp_path_factory: pytest.TempPathFactory, sample: tuple[Plan, str], clean: tuple[Plan, str]
) -> Path:
    """The sample, a clean plan, and one with cells that make trouble."""
    output = tmp_path_factory.mktemp("output")
    hard = Plan(
        source=Source(file="hard.txt", sha256="0" * 64, kind="text", pages=1, converted_with="test"),
        header=Header(title=FORMULA, date="2024-02-29", year=2024),
        tasks=(
            Task(id="t1", task='Hai dòng,\nvà "nháy"; dấu phẩy', product="@SUM(A1)", deadline="-nt-"),
            Task(id="t2", due=Due(start="2024-01-01", end=None, recurrence="monthly"), no="01"),
        ),
        indicators=(
            Indicator(
                id="i1",
                code="1.10",
                max=0.1 + 0.2,
                values=(
                    IndicatorValue(measure="target", year=2024, value=-1.5, operator=">="),
                    IndicatorValue(measure="result"),
                ),
            ),
        ),
        warnings=(
            PlanWarning(code="left-over", message="\tmột", where=""),
            PlanWarning(code="header-doubtful", row="header", field="date", message="", where=""),
            PlanWarning(code="number-doubtful", row="t2", field="extra", message="", where=""),
            PlanWarning(code="number-doubtful", row="i1", field="max", message="", where=""),
            PlanWarning(code="number-doubtful", row="i1", field="target_2024", message="", where=""),
        ),
    )
    for plan, text in (sample, clean, (hard, "")):
        emit(plan, text, output)
    with pytest.raises(SystemExit) as stopped:
        main(["export", str(output), "--to", "csv", "jsonl", "parquet", "sqlite", "duckdb", "xlsx"])
    assert stopped.value.code == 0
    return output


@pytest.fixture(scope="module")
def expected(output: Path) -> dict[str, list[Row]]:
    (batch,) = batches(output)
    return batch


def _from_csv(export: Path, table: Table) -> list[Row]:
    with (export / "csv" / f"{table.name}.csv").open(encoding="utf-8", newline="") as file:
        return [_typed(table, row) for row in csv.DictReader(file)]


def _typed(table: Table, row: dict[str, str]) -> Row:
    of: dict[str, Callable[[str], Any]] = {
        "integer": int, "number": float, "date": datetime.date.fromisoformat, "text": str,
        "boolean": lambda cell: cell == "true",
    }  # fmt: skip
    return {name: of[kind](row[name]) if row[name] else None for name, kind in table.columns.items()}


def _from_jsonl(export: Path, table: Table) -> list[Row]:
    lines = (export / "jsonl" / f"{table.name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [_with_dates(table, json.loads(line)) for line in lines]


def _with_dates(table: Table, row: Row) -> Row:
    return {
        name: datetime.date.fromisoformat(row[name]) if kind == "date" and row[name] else row[name]
        for name, kind in table.columns.items()
    }


def _from_parquet(export: Path, table: Table) -> list[Row]:
    frame = pd.read_parquet(export / "parquet" / f"{table.name}.parquet").astype(object)
    return [
        {name: None if pd.isna(cell) else cell for name, cell in row.items()}
        for row in frame.to_dict("records")
    ]


def _from_sqlite(export: Path, table: Table) -> list[Row]:
    with sqlite3.connect(export / "kehoach.sqlite") as database:
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        rows = database.execute(f"SELECT * FROM {table.name}").fetchall()
    return [_with_dates(table, dict(zip(table.columns, row, strict=True))) for row in rows]


def _from_duckdb(export: Path, table: Table) -> list[Row]:
    with duckdb.connect(str(export / "kehoach.duckdb"), read_only=True) as database:
        rows = database.execute(f"SELECT * FROM {table.name}").fetchall()
    return [dict(zip(table.columns, row, strict=True)) for row in rows]


def _from_xlsx(export: Path, table: Table) -> list[Row]:
    sheet = openpyxl.load_workbook(export / "kehoach.xlsx")[headings()[table.name, "*"].title]
    assert [cell.value for cell in sheet[1]] == [headings()[table.name, name].title for name in table.columns]
    assert sheet.freeze_panes == "A2"
    rows = []
    for cells in sheet.iter_rows(min_row=2):
        assert all(cell.data_type != "f" for cell in cells)
        values = [
            cell.value.date() if isinstance(cell.value, datetime.datetime) else cell.value for cell in cells
        ]
        rows.append(dict(zip(table.columns, values, strict=True)))
    return rows


READERS = [_from_csv, _from_jsonl, _from_parquet, _from_sqlite, _from_duckdb, _from_xlsx]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.__name__.removeprefix("_from_"))
def test_each_form_reads_back_as_it_was(
    reader: Callable[[Path, Table], list[Row]], table: Table, output: Path, expected: dict[str, list[Row]]
) -> None:
    found = reader(output / "export", table)
    rows = expected[table.name]
    if reader in (_from_csv, _from_xlsx):
        # An empty cell is all that these have for an empty text.
        rows = [{name: None if cell == "" else cell for name, cell in row.items()} for row in rows]
    if reader is _from_xlsx:
        # Excel itself keeps fifteen digits; codes that people read are said in their language.
        with speaking("vi"):
            rows = [
                {
                    name: float(f"{cell:.15g}") if isinstance(cell, float) else spoken_cell(name, row)
                    for name, cell in row.items()
                }
                for row in rows
            ]
    if reader is _from_csv:
        rows = [
            {name: safe_cell(cell) if isinstance(cell, str) else cell for name, cell in row.items()}
            for row in rows
        ]
    assert found == rows


@pytest.mark.parametrize("place", [".", "export/csv", "export/jsonl"])
def test_the_description_validates(place: str, output: Path) -> None:
    report = frictionless.validate(str(output / place / "datapackage.json"))
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])
    assert len(report.tasks) == 5


def test_a_description_finds_what_is_wrong(output: Path, tmp_path: Path) -> None:
    """The check above could fail: a row of no plan does not validate."""
    for path in (output / "export" / "csv").iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    with (tmp_path / "tasks.csv").open("a", encoding="utf-8") as file:
        file.write("nobody,x" + "," * 19 + "\r\n")
    assert not frictionless.validate(str(tmp_path / "datapackage.json")).valid


def test_keys_join(output: Path) -> None:
    frames = load_frames(output)
    values = frames["indicator_values"]
    joined = values.merge(
        frames["indicators"], left_on=["plan", "indicator"], right_on=["plan", "id"], validate="many_to_one"
    )
    assert len(joined) == len(values) > 300
    assert (joined["name_x"] == joined["name_y"]).all()
    assert frames["tasks"]["appendix"].dtype == "Int64"


@pytest.mark.parametrize(("asked", "signs"), [([], ";,"), (["--lang", "vi"], ";,"), (["--lang", "en"], ",.")])
def test_csv_for_excel_is_as_the_readers_excel_has_it(
    output: Path, tmp_path: Path, expected: dict[str, list[Row]], asked: list[str], signs: str
) -> None:
    with pytest.raises(SystemExit):
        main(["export", str(output), "--to", "csv", "--excel", "-o", str(tmp_path), *asked])
    use("", {})
    delimiter, point = signs
    for table in TABLES:
        path = tmp_path / "excel-csv" / f"{table.name}.csv"
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        with path.open(encoding="utf-8-sig", newline="") as file:
            head, *lines = csv.reader(file, delimiter=delimiter)
        with speaking("en" if "en" in asked else "vi"):
            assert head == [headings()[table.name, name].shown for name in table.columns]
        numbers = [name for name, kind in table.columns.items() if kind == "number"]
        other = "." if point == "," else ","
        assert not any(other in line[list(table.columns).index(name)] for line in lines for name in numbers)
        rows = [dict(zip(table.columns, line, strict=True)) for line in lines]
        rows = [row | {name: row[name].replace(point, ".") for name in numbers} for row in rows]
        wanted = [
            {name: None if cell == "" else cell for name, cell in row.items()} for row in expected[table.name]
        ]
        wanted = [
            {name: safe_cell(c) if isinstance(c, str) else c for name, c in row.items()} for row in wanted
        ]
        assert [_typed(table, row) for row in rows] == wanted
    values = (tmp_path / "excel-csv" / "indicator_values.csv").read_text(encoding="utf-8-sig")
    assert f"{delimiter}-1{point}5{delimiter}" in values


def test_an_empty_folder_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["export", str(tmp_path), "--to", "sqlite"])
    assert stopped.value.code == 3
    assert not (tmp_path / "export" / "kehoach.sqlite").exists()


def test_what_excel_cannot_hold_is_said(
    output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "LETTERS", 50)
    workbook.to_xlsx(batches(output), tmp_path / "cut.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "cut.xlsx")["Nhiệm vụ"]
    longest = max((str(cell.value) for row in sheet.iter_rows() for cell in row), key=len)
    assert len(longest) == 50
    assert longest.endswith(" … [đã cắt bớt]")
    monkeypatch.setattr(workbook, "ROWS", 10)
    with pytest.raises(TooLarge, match="parquet"):
        workbook.to_xlsx(batches(output), tmp_path / "rows.xlsx")
    assert not (tmp_path / "rows.xlsx").exists()


def test_every_column_is_described() -> None:
    columns = {(table.name, name) for table in TABLES for name in (*table.columns, "*")}
    assert set(headings()) == columns


@pytest.fixture(scope="module")
def book(output: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(output / "export" / "kehoach.xlsx")


def test_the_workbook_prints_on_a4(book: openpyxl.Workbook) -> None:
    for sheet in book.worksheets[: len(TABLES)]:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.auto_filter.ref == sheet.dimensions
        folded = [one for one in sheet.column_dimensions.values() if one.hidden]
        assert folded
        assert all(one.outlineLevel == 1 for one in folded)


def test_a_row_is_as_high_as_its_longest_cell(book: openpyxl.Workbook) -> None:
    sheet = book["Nhiệm vụ"]
    column = list(TASKS.columns).index("task")
    lines = {row[column].row: len(row[column].value or "") / 60 for row in sheet.iter_rows(min_row=2)}
    assert any(count > 3 for count in lines.values())
    for row, count in lines.items():
        assert (sheet.row_dimensions[row].height or 15) >= min(409, 15 * count)


def test_a_warning_leads_to_its_cell(book: openpyxl.Workbook) -> None:
    column = list(WARNINGS.columns).index("row")
    rows = [row for row in book["Cảnh báo"].iter_rows(min_row=2) if row[0].value == "hard"]
    found = []
    for row in rows:
        assert row[column].hyperlink or not row[column].value
        if row[column].hyperlink:
            sheet, _, cell = row[column].hyperlink.location.replace("'", "").partition("!")
            found.append((row[column].value, sheet, book[sheet][cell].value))
    assert found == [
        ("đầu văn bản", "Kế hoạch", datetime.datetime(2024, 2, 29)),
        # A field whose column is folded away, and an empty cell: the row itself.
        ("t2", "Nhiệm vụ", None),
        ("i1", "Chỉ tiêu", 0.3),
        ("i1", "Giá trị", -1.5),
    ]


def test_more_links_than_excel_takes_are_plain_text(
    output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "LINKS", 2)
    workbook.to_xlsx(batches(output), tmp_path / "links.xlsx")
    cells = [row[3] for row in openpyxl.load_workbook(tmp_path / "links.xlsx")["Cảnh báo"]][1:]
    assert sum(cell.hyperlink is not None for cell in cells) == 2
    assert sum(bool(cell.value) for cell in cells) > 50


def test_no_text_becomes_a_formula_when_it_is_edited(book: openpyxl.Workbook) -> None:
    texts = [cell for sheet in book for row in sheet for cell in row if isinstance(cell.value, str)]
    quoted = {cell.value for cell in texts if cell.quotePrefix}
    assert {FORMULA, "@SUM(A1)", "-nt-"} <= quoted
    assert quoted == {cell.value for cell in texts if like_formula(cell.value) and not cell.hyperlink}


def test_another_package_adds_a_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = "from pipeline.export import Form\nPLUGIN = Form('names.txt', 'kehoach_names:write')\n"
    code += "def write(batches, path):\n    path.write_text(' '.join(sorted(next(iter(batches)))))\n"
    with installed(tmp_path, monkeypatch, plugins.EXPORTERS, "names", "kehoach_names", code):
        assert "names" in form_names()
        form_named("names").write([{"tasks": [], "plans": []}], tmp_path / "names.txt")
    assert (tmp_path / "names.txt").read_text() == "plans tasks"


@pytest.mark.parametrize(
    ("column", "row", "vi", "en"),
    [
        ("measure", {"measure": "result"}, "kết quả", "result"),
        ("name", {"name": "target"}, "target", "target"),
        ("detail", {"detail": "result_2023: no number was read."}, "kết quả 2023: không đọc được con số.", "result_2023: no number was read."),
        ("origin", {"origin": "text"}, "trong lời văn", "in the text"),
        ("status", {"status": "partly"}, "có trang không đọc được", "some pages not read"),
        ("due_recurrence", {"due_recurrence": "half-yearly"}, "mỗi năm hai lần", "twice a year"),
        ("where", {"where": "lines 3-5, appendix 2"}, "các dòng 3-5, phụ lục 2", "lines 3-5, appendix 2"),
        ("row", {"row": "header"}, "đầu văn bản", "letterhead"),
        ("row", {"row": "a1-3"}, "a1-3", "a1-3"),
        ("field", {"row": "a1-3", "field": "deadline"}, "Thời gian", "Deadline"),
        ("field", {"row": "a1-3", "field": "target_2024"}, "mục tiêu 2024", "target_2024"),
        ("field", {"row": "header", "field": "number"}, "Số, ký hiệu", "Number"),
        ("field", {"row": "", "field": "name"}, "tên người ký", "name of the signer"),
        ("checked", {"checked": "lead; max"}, "Cơ quan chủ trì; Điểm tối đa", "Lead; Maximum"),
        ("checked", {"checked": True}, True, True),
        ("repairs", {"repairs": "lead: corrected by hand; a; b"}, "Cơ quan chủ trì: corrected by hand; a; b", "Lead: corrected by hand; a; b"),
    ],
)  # fmt: skip
def test_words_of_a_workbook_are_those_of_its_reader(column: str, row: Row, vi: object, en: object) -> None:
    for spoken, expected in (("vi", vi), ("en", en)):
        with speaking(spoken):
            assert spoken_cell(column, row) == expected


def test_each_plan_has_a_sheet_to_print(book: openpyxl.Workbook, expected: dict[str, list[Row]]) -> None:
    """A4, landscape, as wide as the page; every text and number of the plan's rows is on it."""
    names = book.sheetnames[len(TABLES) :]
    assert names == [row["plan"] for row in expected["plans"]]
    for name in names:
        sheet = book[name]
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.page_setup.fitToWidth in (None, 1)
        cells = [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]
        text = re.sub(r"\s", "", "".join(one for one in cells if isinstance(one, str)))
        for table, columns in (
            ("tasks", ("no", "task", "deadline", "lead", "coordination", "product", "group")),
            ("indicators", ("code", "name", "unit", "lead")),
        ):
            own = [row for row in expected[table] if row["plan"] == name]
            said = {re.sub(r"\s", "", row[column]) for row in own for column in columns if row[column]}
            assert {one for one in said if one not in text} == set()
        numbers = [one for one in cells if isinstance(one, int | float)]
        for row in expected["indicator_values"]:
            if row["plan"] == name and row["value"] is not None and row["upper"] is None:
                numbers.remove(row["value"])
        assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)


def test_numbers_of_a_printed_sheet_keep_their_signs(book: openpyxl.Workbook) -> None:
    (cell,) = [cell for row in book["hard"].iter_rows() for cell in row if cell.value == -1.5]
    assert cell.number_format == '"≥ "General'


@pytest.mark.parametrize(
    ("name", "taken", "expected"),
    [
        ("kế hoạch", (), "kế hoạch"),
        ("xã A--2024/[1]: 'x'*?", (), "xã A--2024  1   'x"),
        ("a" * 40, (), "a" * 31),
        ("a" * 40, ("A" * 31, "b"), "a" * 29 + " 2"),
        ("///", (), "Plan"),
    ],
)
def test_a_sheet_is_named_as_excel_allows(name: str, taken: tuple[str, ...], expected: str) -> None:
    assert sheet_name(name, taken) == expected


def test_a_text_higher_than_a_row_goes_on_in_the_next(tmp_path: Path) -> None:
    text = " ".join(f"từ{number}" for number in range(1200))
    plan = Plan(
        source=Source(file="p", sha256="", kind="text", pages=1, converted_with=""),
        tasks=(Task(id="t1", no="1", task=text, extra={"Kinh phí": "120", "Ghi chú": ""}),),
    )
    emit(plan, "", tmp_path / "out")
    workbook.to_xlsx(batches(tmp_path / "out"), tmp_path / "long.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "long.xlsx")["p"]
    rows = [row[1] for row in sheet.iter_rows() if isinstance(row[1].value, str) and "từ" in row[1].value]
    assert len(rows) > 1
    assert "".join(cell.value for cell in rows) == f"{text} (Kinh phí: 120)"
    assert all((sheet.row_dimensions[cell.row].height or 15) <= 409 for cell in rows)


def test_more_plans_than_can_be_leafed_through_have_no_sheets(
    output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "PRINTED", 2)
    workbook.to_xlsx(batches(output), tmp_path / "some.xlsx")
    assert len(openpyxl.load_workbook(tmp_path / "some.xlsx").sheetnames) == len(TABLES) + 2
