"""Roles of columns are data: what a new one needs stands in one entry of a dictionary."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from pipeline.tables.roles import known_headings, roles
from pipeline.vietnamese import dictionaries

ENTRY = """
[budget]
label = { vi = "Kinh phí", en = "Budget" }
tables = "tasks"
place = 115
headings = ["Khái toán"]
"""
TEXT = """UBND XÃ TÂN LẬP                  CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 07/KH-UBND                           Độc lập - Tự do - Hạnh phúc
                                 Tân Lập, ngày 05 tháng 01 năm 2025

KẾ HOẠCH
Cải cách hành chính năm 2025

I. NHIỆM VỤ

TT  Nội dung công việc            Thời gian      Đơn vị chủ trì     Đơn vị phối hợp    Khái toán
1   Rà soát thủ tục hành chính    Quý I/2025     Phòng Nội vụ       Các phòng, ban     Không
2   Kiểm tra công vụ              Tháng 6/2025   Thanh tra huyện    Phòng Nội vụ       Có
3   Tổ chức đối thoại             Quý II/2025    Phòng Tư pháp      Các phòng, ban     Không
4   Tập huấn nghiệp vụ            Quý III/2025   Phòng Nội vụ       Phòng Tư pháp      Có
5   Tổng kết công tác             Tháng 12/2025  Văn phòng UBND     Phòng Nội vụ       Không

II. TỔ CHỨC THỰC HIỆN
Phòng Nội vụ theo dõi việc thực hiện Kế hoạch này.
"""
EXPECTED = [{"Khái toán": text} for text in ("Không", "Có", "Không", "Có", "Không")]


def _extras(folder: Path, **environment: str) -> list[dict[str, str]]:
    """What the tasks of the text have in columns that have no field, read by a process of its own."""
    source = folder / "ke-hoach.txt"
    source.write_text(TEXT, encoding="utf-8")
    command = [sys.executable, "-m", "pipeline", "convert", str(source), "-o", str(folder / "out"), "-q"]
    subprocess.run(command, check=True, env={**os.environ, **environment})
    plan = json.loads((folder / "out" / "plans" / "ke-hoach.json").read_text(encoding="utf-8"))
    return [task["extra"] for task in plan["tasks"] if task["origin"] == "table"]


def test_a_new_role_is_an_entry_in_a_folder_of_one_s_own(tmp_path: Path) -> None:
    assert _extras(tmp_path) != EXPECTED
    own = tmp_path / "dictionaries"
    own.mkdir()
    entries = dictionaries.path("columns.toml").read_text(encoding="utf-8") + ENTRY
    (own / "columns.toml").write_text(entries, encoding="utf-8")
    (tmp_path / "again").mkdir()
    found = _extras(tmp_path / "again", **{dictionaries.OVERLAY: str(own)})
    assert found == EXPECTED


def test_every_role_has_labels_a_place_of_its_own_and_roles_for_its_counterparts() -> None:
    places = [role.place for role in roles().values()]
    assert places == sorted(set(places))
    for role in roles().values():
        assert set(role.label) == {"vi", "en"}
        assert {role.in_table("tasks"), role.in_table("indicators")} <= set(roles())


def test_no_heading_means_two_things() -> None:
    texts = [heading.text for heading in known_headings() if heading.text != "Kết quả"]
    assert sorted(texts) == sorted(set(texts))
