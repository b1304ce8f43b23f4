"""Damage below the word: encodings of before Unicode, other alphabets' letters, spaces inside words."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import BadEncoding
from pipeline.read import read_text
from pipeline.read.text import parse_text
from pipeline.restoration import restore
from pipeline.vietnamese import dictionaries, pieces
from pipeline.vietnamese.encodings import converted, encoding_of

# As documents of the nineties have them.
LEGACY = [
    ("tcvn3", "Céng hßa x· héi chñ nghÜa ViÖt Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
    ("tcvn3", "§éc lËp - Tù do - H¹nh phóc", "Độc lập - Tự do - Hạnh phúc"),
    ("vni", "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
    ("vni", "Ñoäc laäp - Töï do - Haïnh phuùc", "Độc lập - Tự do - Hạnh phúc"),
]
CASES = [
    ("Ngƣời dân và tổ chức đƣợc hƣởng các quyền lợi theo quy định", "Người dân và tổ chức được hưởng các quyền lợi theo quy định"),
    ("СỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    ("Q U Y Ế T  Đ Ị N H\nvề việc ban hành kế hoạch", "QUYẾT  ĐỊNH\nvề việc ban hành kế hoạch"),
    (
        "ĐIỀ U KHO ẢN THI HÀNH\nCác cơ quan, đơn vị có trách nhi ệm tổ chức thực hi ện kế hoạch này và báo cáo kết qu ả.",
        "ĐIỀU KHOẢN THI HÀNH\nCác cơ quan, đơn vị có trách nhiệm tổ chức thực hiện kế hoạch này và báo cáo kết quả.",
    ),
    (
        "QUYT ĐNH\nVề việc phê duyệt kế hoạch ci cách hành chính nm 2024 của tỉnh, bảo đm tiến độ thực hiện theo qy định",
        "QUYẾT ĐỊNH\nVề việc phê duyệt kế hoạch cải cách hành chính năm 2024 của tỉnh, bảo đảm tiến độ thực hiện theo quy định",
    ),
    (
        "Các tố chức, cá nhân có thấm quyền sửa đối, bố sung quy định về chỉ thường xuyên\n"
        "và các khoản chỉ khác của ngân sách địa phương theo quy định",
        "Các tổ chức, cá nhân có thẩm quyền sửa đổi, bổ sung quy định về chi thường xuyên\n"
        "và các khoản chi khác của ngân sách địa phương theo quy định",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("encoding", "read", "printed"), LEGACY)
def test_legacy_encodings(encoding: str, read: str, printed: str) -> None:
    assert encoding_of(read.split()) == encoding
    assert restore(parse_text(read)).text == printed


@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
def test_every_code_of_an_encoding_comes_back(encoding: str) -> None:
    for read, meant in dictionaries.pairs(f"encoding-{encoding}.txt"):
        assert converted(read, encoding) == meant


def test_a_file_of_one_byte_a_letter_is_read(tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes("Uû ban nh©n d©n tØnh ban hµnh kÕ ho¹ch c¶i c¸ch hµnh chÝnh".encode("latin-1"))
    assert restore(read_text(path)).text == "Uỷ ban nhân dân tỉnh ban hành kế hoạch cải cách hành chính"
    path.write_bytes("Le café est très près de l'église où il a été".encode("latin-1"))
    with pytest.raises(BadEncoding):
        read_text(path)


@pytest.mark.parametrize(("read", "printed"), CASES)
def test_damage_inside_words(read: str, printed: str) -> None:
    assert restore(parse_text(read)).text == printed


@pytest.mark.parametrize(
    "text",
    [
        "Lãi suất vay vốn là 8%/năm theo quy định",
        "Bên A giao Bên B khoản C, điểm d và đ",
        "hoà giải ở Toà án",
    ],
)
def test_what_was_read_right_stays(text: str) -> None:
    assert restore(parse_text(text)).text == text


@pytest.mark.parametrize(
    ("run", "pieces_of_it"),
    [
        ("b/c);", [("b/c", "fixed"), (");", "sign")]),
        ("VB/hp.", [("VB/hp", "fixed"), (".", "sign")]),
        ("KT.GIÁM", [("KT", "core"), (".", "sign"), ("GIÁM", "core")]),
        ("và/hoặc", [("và", "core"), ("/", "sign"), ("hoặc", "core")]),
    ],
)
def test_what_is_shortened_and_formulas_without_a_space_are_pieces(
    run: str, pieces_of_it: list[tuple[str, str]]
) -> None:
    assert [(piece.text, piece.kind) for piece in pieces.split(run)] == pieces_of_it
