"""Old Word, OpenDocument and RTF files, by way of LibreOffice; a script stands in for it."""

from __future__ import annotations

import shutil
import stat
import time
from pathlib import Path

import psutil
import pytest
from openpyxl import Workbook

from pipeline.errors import UnknownFormat, Unreadable
from pipeline.read import office, read
from pipeline.read.office import Limits, read_office
from pipeline.read.readers import readers
from tests.read.word import p, raws, word_file

RTF = r"{\rtf1\ansi K\u7871? ho\u7841?ch}"


@pytest.fixture
def rtf(tmp_path: Path) -> Path:
    path = tmp_path / "--plan.txt"
    path.write_text(RTF)
    return path


def program(monkeypatch: pytest.MonkeyPatch, folder: Path, script: str) -> None:
    """A program that is called as LibreOffice is: $source is the file, $folder where its DOCX goes."""
    path = folder / "soffice"
    path.write_text(
        f'#!/bin/sh\nfor last; do folder=$source; source=$last; done\nfolder=$(dirname "$source")\n{script}\n'
    )
    path.chmod(path.stat().st_mode | stat.S_IEXEC)
    monkeypatch.setattr(office, "office_program", lambda: str(path))
    readers.cache_clear()


def test_a_file_is_read_by_way_of_a_docx(rtf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = word_file(tmp_path / "made.docx", p("Kế hoạch"))
    program(
        monkeypatch, tmp_path, f'test "$(basename "$source")" = source.rtf && cp {made} "$folder/source.docx"'
    )
    document, kind = read(rtf)
    assert (raws(document), kind) == (["Kế hoạch"], "office")
    assert [note.reason for note in document.notes] == ["an RTF file, by way of LibreOffice"]


def test_an_old_workbook_is_read_by_way_of_an_xlsx(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = Workbook()
    for row in (["TT", "Nhiệm vụ", "Cơ quan chủ trì"], [1, "Trồng cây", "Phòng Kinh tế"]):
        book.worksheets[0].append(row)
    book.save(tmp_path / "made.xlsx")
    old = tmp_path / "old.xls"
    old.write_bytes(bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504) + "Workbook".encode("utf-16-le"))
    program(monkeypatch, tmp_path, f'cp {tmp_path}/made.xlsx "$folder/source.xlsx"')
    document, kind = read(old)
    assert (raws(document)[-3:], kind) == (["1", "Trồng cây", "Phòng Kinh tế"], "office")


def test_without_libreoffice_it_says_what_to_do(rtf: Path) -> None:
    with pytest.raises(UnknownFormat, match=r"an RTF file, which is not read\. Install LibreOffice"):
        read(rtf)


def test_what_cannot_be_converted_says_so(rtf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(monkeypatch, tmp_path, "echo PlanWarning: no java; echo Error: source file could not be loaded")
    with pytest.raises(Unreadable, match="made nothing of it: Error: source file could not be loaded"):
        read(rtf)


def test_what_takes_too_long_is_ended_with_all_that_it_started(
    rtf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(monkeypatch, tmp_path, "sleep 98.7 &\nsleep 98.7")
    start = time.monotonic()
    with pytest.raises(Unreadable, match=r"stopped after 0\.5 seconds"):
        read_office(rtf, Limits(seconds=0.5))
    assert time.monotonic() - start < 30
    assert not [one for one in psutil.process_iter(["cmdline"]) if one.info["cmdline"] == ["sleep", "98.7"]]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_rtf(rtf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = shutil.which("soffice")
    monkeypatch.setattr(office, "office_program", lambda: found)
    assert raws(read_office(rtf)) == ["Kế hoạch"]
