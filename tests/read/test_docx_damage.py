"""Word files that are damaged, made to do harm, or no Word files: always an error that says what to do."""

from __future__ import annotations

import random
import re
from contextlib import suppress
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from pipeline.errors import NoPages, Unreadable
from pipeline.read.docx import read_docx
from pipeline.read.docx.package import Limits, open_package
from tests.read.word import NAMES, p, read, tbl, tc, tr, word_file

LIST = '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
STYLE = '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="A"/><w:rPr><w:caps/></w:rPr></w:style>'
BODY = (
    p("Kế hoạch", style="A")
    + p("Mục đích", number=(1, 0))
    + tbl(tr(tc("a", '<w:gridSpan w:val="2"/>'), "b"), tr("1", tc("2", "<w:vMerge/>"), "3"))
)


def package(path: Path, document: str, name: str = "word/document.xml") -> Path:
    with ZipFile(path, "w", ZIP_DEFLATED) as file:
        file.writestr(name, document)
    return path


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
DOCUMENTS = {
    "entities": (f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]><w:document {NAMES}><w:body>&l9;</w:body></w:document>', Unreadable),
    "one entity": (f'<!DOCTYPE x [<!ENTITY l "ha">]><w:document {NAMES}><w:body>{p("&l;")}</w:body></w:document>', Unreadable),
    "a file of this machine": (f'<!DOCTYPE x [<!ENTITY l SYSTEM "file:///etc/hostname">]><w:document {NAMES}><w:body>{p("&l;")}</w:body></w:document>', Unreadable),
    "cut off": (f"<w:document {NAMES}><w:body>{BODY[:300]}", Unreadable),
    "another root": ("<a/>", Unreadable),
    "no body": (f"<w:document {NAMES}/>", NoPages),
    "too deep": (f"<w:document {NAMES}><w:body>{'<w:sdt><w:sdtContent>' * 400}{p('a')}{'</w:sdtContent></w:sdt>' * 400}</w:body></w:document>", Unreadable),
}  # fmt: skip


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents_that_are_none(tmp_path: Path, name: str) -> None:
    xml, error = DOCUMENTS[name]
    with pytest.raises(error):
        read_docx(package(tmp_path / "file.docx", xml))


def test_a_package_without_a_document_says_so(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=re.escape("there is no word/document.xml in it")):
        read_docx(package(tmp_path / "file.docx", "<a/>", "xl/workbook.xml"))


@pytest.mark.parametrize("limits", [Limits(part=2**20), Limits(ratio=20)])
def test_a_part_that_would_fill_the_memory_is_not_opened(tmp_path: Path, limits: Limits) -> None:
    path = word_file(tmp_path / "file.docx", p("a" * 3 * 2**20))
    with pytest.raises(Unreadable, match="would take 3 MB of memory"):
        open_package(path, limits)


def test_the_strict_variant_is_read(tmp_path: Path) -> None:
    xml = f"<w:document {NAMES}><w:body>{BODY}</w:body></w:document>"
    strict = xml.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert "purl" in strict
    assert len(read_docx(package(tmp_path / "file.docx", strict)).tables) == 1


@pytest.mark.parametrize("value", ["-1", "99999999999", "x", "", "1e9"])
def test_numbers_that_are_none_do_no_harm(tmp_path: Path, value: str) -> None:
    body = BODY.replace('w:val="2"', f'w:val="{value}"').replace(
        'w:ilvl w:val="0"', f'w:ilvl w:val="{value}"'
    )
    document = read(
        tmp_path,
        body,
        numbering=LIST.replace("<w:numFmt", f'<w:start w:val="{value}"/><w:numFmt'),
        styles=STYLE,
    )
    assert max(cell.columns[1] for cell in document.tables[0].cells) <= 64
    assert max(len(line.raw) for line in document.lines) < 200


def test_random_damage_gives_an_error_of_ours_or_a_document(tmp_path: Path) -> None:
    """Bytes of the file, and bytes of its XML, changed at random."""
    chance = random.Random(7)
    path = word_file(tmp_path / "file.docx", BODY, numbering=LIST, styles=STYLE)
    whole = path.read_bytes()
    with ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    for turn in range(300):
        if turn % 2:
            path.write_bytes(_damaged(whole, chance, 3))
        else:
            name = chance.choice(sorted(parts))
            with ZipFile(path, "w", ZIP_STORED) as file:
                for one, data in parts.items():
                    file.writestr(one, _damaged(data, chance, 2) if one == name else data)
        with suppress(NoPages, Unreadable):
            read_docx(path)


def _damaged(data: bytes, chance: random.Random, count: int) -> bytes:
    changed = bytearray(data)
    for _ in range(count):
        changed[chance.randrange(len(changed))] = chance.choice(b'\x00\xff<>"/w:9a ')
    return bytes(changed)
