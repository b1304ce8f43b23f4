"""Kinds of documents are data: what a new one needs stands in one entry of a dictionary."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.errors import BadLexicon
from pipeline.segment.kinds import TYPES, document_types
from pipeline.vietnamese import dictionaries

# A kind that no document of ours has, numbered, opened and closed as no other is.
ENTRY = """
[[types]]
name = "Lịch công tác"
abbreviations = ["LcT"]
forms = ["{n}.{year}.{abbr}/{unit}"]
openings = ["Nhằm", "Theo phân công"]
closings = ["Lịch này thay cho"]
"""
TEXT = """UBND XÃ TÂN LẬP                  CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 07.2025.LcT/UBND                  Độc lập - Tự do - Hạnh phúc
                                 Tân Lập, ngày 05 tháng 01 năm 2025

LỊCH CÔNG TÁC
Tuần thứ hai của tháng 01 năm 2025

Theo phân công của Chủ tịch, Ủy ban nhân dân xã làm việc như sau:

I. THỨ HAI
Giao ban đầu tuần.
II. THỨ BA
Tiếp công dân.

Lịch này thay cho lịch đã gửi ngày 03 tháng 01.

Nơi nhận:                        CHỦ TỊCH
- Đảng ủy xã;
- Lưu: VT.
                                 Lê Văn Hòa
"""


def test_a_new_kind_is_an_entry_in_a_folder_of_one_s_own(tmp_path: Path) -> None:
    own = tmp_path / "dictionaries"
    own.mkdir()
    (own / TYPES).write_text(dictionaries.path(TYPES).read_text(encoding="utf-8") + ENTRY, encoding="utf-8")
    source = tmp_path / "lich.txt"
    source.write_text(TEXT, encoding="utf-8")
    # A process of its own: what was read of the dictionaries is remembered.
    subprocess.run(
        [sys.executable, "-m", "pipeline", "convert", str(source), "-o", str(tmp_path / "out"), "-q"],
        check=True,
        env={**os.environ, dictionaries.OVERLAY: str(own)},
    )
    plan = json.loads((tmp_path / "out" / "plans" / "lich.json").read_text(encoding="utf-8"))
    header = plan["header"]
    assert (header["doc_type"], header["number"]) == ("Lịch công tác", "07.2025.LcT/UBND")
    assert header["title"] == "Tuần thứ hai của tháng 01 năm 2025"
    assert [(one["heading"], one["paragraphs"]) for one in plan["sections"]] == [
        ("THỨ HAI", ["Giao ban đầu tuần."]),
        ("THỨ BA", ["Tiếp công dân."]),
    ]
    assert plan["recipients"] == ["Đảng ủy xã", "Lưu: VT"]
    assert plan["warnings"] == []


def test_no_two_kinds_have_one_name() -> None:
    names = [one.name for one in document_types()]
    assert len(names) == len(set(names))


def test_form_and_abbreviation_tell_the_kind() -> None:
    """Thông tri and Thông tư are both TT: how they are numbered tells them apart."""
    keys = [(form, sign) for one in document_types() for form in one.forms for sign in one.abbreviations]
    assert len(keys) == len(set(keys))


def test_an_entry_that_is_not_like_ours_is_an_error_with_the_file_s_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / TYPES
    own.write_text(dictionaries.path(TYPES).read_text(encoding="utf-8") + "[[types]]\nnames = 1\n", "utf-8")
    monkeypatch.setenv(dictionaries.OVERLAY, str(tmp_path))
    dictionaries.toml.cache_clear()
    try:
        with pytest.raises(BadLexicon, match=TYPES):
            document_types.__wrapped__()
    finally:
        dictionaries.toml.cache_clear()
