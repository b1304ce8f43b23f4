"""Web pages that were saved."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.conversion import convert
from pipeline.errors import BadEncoding, NoPages, Unreadable
from pipeline.read import read
from pipeline.read.html import read_html

LETTERHEAD = """<table><tr><td>UBND XÃ TÂN LẬP<br>Số: 12/KH-UBND</td>
<td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc<br>
Tân Lập, ngày 05 tháng 01 năm 2025</td></tr></table>"""
TASKS = """<table border="1"><caption>Bảng phân công</caption>
<thead><tr><th>TT</th><th>Nhiệm vụ</th><th>Cơ quan chủ trì</th><th>Thời gian</th></tr></thead>
<tr><td>1</td><td>Trồng <b>cây</b></td><td rowspan="2">Phòng Kinh tế</td><td>Quý I/2025</td></tr>
<tr><td>2</td><td>Dọn <s>vệ</s> rác</td><td>Quý II/2025</td></tr></table>"""
PAGE = f"""<!DOCTYPE html><html><head><title>Cổng thông tin</title><style>p {{color: red}}</style></head><body>
{LETTERHEAD}<h1>KẾ HOẠCH</h1><p>Trồng cây năm 2025</p><p>&nbsp;</p>
<p>I. NHIỆM VỤ</p><p>Có   bảng
sau đây:</p>{TASKS}<script>alert("không")</script></body></html>"""

LINES = {
    "<p>Một<br>hai</p>ba": ["Một", "hai", "ba"],
    "<div>Đặt <span>trong</span><div>nhau</div>cuối</div>": ["Đặt trong", "nhau", "cuối"],
    "<p>111<sup>1</sup> hộ, 15 km<sup>2</sup></p>": ["1111 hộ, 15 km2"],
    '<ol start="3"><li>Ba<li>Bốn</ol><ul><li>gạch</ul>': ["3. Ba", "4. Bốn", "gạch"],
    '<ol type="a"><li>Trước</li><li>Sau</li></ol>': ["a. Trước", "b. Sau"],
    '<p>Thấy<span style="display: none">không</span></p><p hidden>ẩn</p>': ["Thấy"],
    "<p>An &amp; Bình&nbsp;xã<!-- lời ghi --></p>": ["An & Bình xã"],
}


@pytest.mark.parametrize("body", LINES)
def test_lines_are_as_a_browser_shows_them(tmp_path: Path, body: str) -> None:
    path = tmp_path / "page.html"
    path.write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
    assert [line.raw for line in read_html(path).lines] == LINES[body]


def test_a_raised_mark_is_no_word_and_an_exponent_is(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<html><p>111<sup>1</sup> hộ, 15 km<sup>2</sup></p>", encoding="utf-8")
    assert [word.text for word in read_html(path).words] == ["111", "hộ,", "15", "km2"]


@pytest.mark.parametrize(
    ("encoding", "named"), [("utf-8", ""), ("utf-16", ""), ("windows-1258", "windows-1258")]
)
def test_a_plan_of_a_portal_is_read(tmp_path: Path, encoding: str, named: str) -> None:
    text = PAGE.replace("<head>", f'<head><meta charset="{named}">') if named else PAGE
    path = tmp_path / "ke-hoach.htm"
    # What an old encoding lacks is written as numbers of letters.
    path.write_bytes(text.encode(encoding, errors="xmlcharrefreplace"))
    plan, _ = convert(path)
    header = plan.header
    assert (plan.source.kind, header.issuer, header.number) == ("html", "UBND XÃ TÂN LẬP", "12/KH-UBND")
    assert (header.date, header.doc_type, header.title) == ("2025-01-05", "Kế hoạch", "Trồng cây năm 2025")
    assert [(row.no, row.task, row.lead, row.deadline) for row in plan.tasks] == [
        ("1", "Trồng cây", "Phòng Kinh tế", "Quý I/2025"),
        ("2", "Dọn rác", "Phòng Kinh tế", "Quý II/2025"),
    ]


def test_pages_that_are_none_say_so(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(b"<html><body><img src='a.png'></body></html>")
    with pytest.raises(NoPages):
        read(path)
    path.write_bytes("<html><body>Kế hoạch</body></html>".encode()[:-20] + b"\xff")
    with pytest.raises(BadEncoding):
        read(path)
    path.write_bytes(b"<html>" + b"<div>" * 300 + b"a")
    assert [word.text for word in read_html(path).words] == ["a"]
    path.write_bytes(b"<html>" + b"<div>" * 10_000 + b"a")
    with pytest.raises(Unreadable):
        read_html(path)
