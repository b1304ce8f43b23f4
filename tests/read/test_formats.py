"""Files are known by their bytes; those that are not read say what they are and what to do."""

from __future__ import annotations

import io
from pathlib import Path
from zipfile import ZipFile

import pytest
from PIL import Image

from pipeline import plugins
from pipeline.batch.jobs import find_jobs
from pipeline.conversion import convert
from pipeline.errors import FileMissing, PluginBroken, UnknownFormat, Unreadable
from pipeline.read import read
from pipeline.read.formats import UNREAD, format_of
from pipeline.read.readers import READERS, readers, suffixes, what_can_be_read
from tests.conftest import CLEAN, DATA
from tests.plugins import installed


def zipped(**members: str) -> bytes:
    data = io.BytesIO()
    with ZipFile(data, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return data.getvalue()


def ole(stream: str) -> bytes:
    return bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504) + stream.encode("utf-16-le")


def picture(form: str) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (40, 40)).save(data, form)
    return data.getvalue()


UNREAD_FILES = [
    (ole("WordDocument"), "an old Word file (.doc)", "--convert-to docx 'plan.txt'"),
    (ole("Workbook"), "an old Excel workbook", "--convert-to xlsx"),
    (ole("EncryptedPackage"), "locked with a password", "save it without one"),
    (ole("nothing known"), "an old Office program", "--convert-to pdf"),
    (zipped(mimetype="application/vnd.oasis.opendocument.text"), "(.odt)", "--convert-to docx"),
    (zipped(a="b"), "a ZIP archive", "Unpack it"),
    (b"{\\rtf1\\ansi K\\u7871? ho\\u7841?ch}", "an RTF file", "--convert-to docx"),
    (b'\xef\xbb\xbf<?xml version="1.0"?><w:wordDocument/>', "an XML file", "save it as .docx"),
    (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(99), "a HEIF picture", "PNG"),
    (picture("gif"), "a GIF picture", "PNG"),
]


@pytest.mark.parametrize(("data", "what", "next_step"), UNREAD_FILES)
def test_what_is_not_read_says_what_it_is_and_what_to_do(
    data: bytes, what: str, next_step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("plan.txt").write_bytes(data)
    with pytest.raises(UnknownFormat) as raised:
        read(Path("plan.txt"))
    assert what in str(raised.value)
    assert next_step in str(raised.value)


@pytest.mark.parametrize(
    ("data", "form"),
    [
        ((DATA / "plan.digital.pdf").read_bytes(), "pdf"),
        (b"From a mail program\r\n%PDF-1.7 ...", "pdf"),
        (picture("png"), "png"),
        (picture("tiff"), "tiff"),
        (picture("webp"), "webp"),
        (b"\n<!DOCTYPE html>\n<html lang='vi'><body>", "html"),
        (b'<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml">', "html"),
        (zipped(word__document2="<x/>"), "docx"),
        ("BM bắt đầu như một bức ảnh".encode(), "text"),
        ("Kế hoạch".encode("utf-16"), "text"),
        ("céng hßa x· héi".encode("latin-1"), "text"),
        (b"", "text"),
    ],
)
def test_names_do_not_matter(data: bytes, form: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.xyz"
    path.write_bytes(data)
    known = {name for reader in READERS for name in reader.formats} | set(UNREAD)
    assert format_of(path, known) == form


def test_what_cannot_be_opened_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        read(tmp_path / "none.pdf")
    with pytest.raises(UnknownFormat, match="a folder"):
        read(tmp_path)
    (tmp_path / "cut.docx").write_bytes(zipped(word__document="<x/>")[:60])
    with pytest.raises(Unreadable, match="Word file or ZIP archive"):
        read(tmp_path / "cut.docx")


def test_a_format_is_either_read_or_not() -> None:
    forms = [form for reader in READERS for form in reader.formats]
    assert len(forms) == len(set(forms))
    assert not set(forms) & set(UNREAD)
    assert all(unread.next_step.endswith((".", "'")) for unread in UNREAD.values())


READER = """
from pathlib import Path
from pipeline.read.readers import Reader
from pipeline.read.text import parse_text

def read(path, settings, engine):
    return parse_text(path.read_text(encoding="ascii").removeprefix("{\\\\rtf1 ").replace("\\\\par ", "\\n"))

PLUGIN = Reader("rtf", "an RTF file", (".rtf",), ("rtf",), read)
"""


def test_another_package_adds_a_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "plan.rtf").write_bytes(b"{\\rtf1 Ke hoach nam 2024\\par cua xa Binh Minh")
    with installed(tmp_path, monkeypatch, plugins.READERS, "rtf", "kehoach_rtf", READER):
        assert ".rtf" in suffixes()
        assert "an RTF file" in what_can_be_read()
        (job,) = find_jobs([folder], tmp_path / "out").jobs
        plan, text = convert(job.source)
        assert plan.source.kind == "rtf"
        assert len(text.splitlines()) == 2
    assert readers() == READERS
    with pytest.raises(UnknownFormat):
        read(folder / "plan.rtf")


def test_a_package_that_cannot_be_loaded_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = "import nothing_of_this_name"
    with (
        installed(tmp_path, monkeypatch, plugins.READERS, "rtf", "kehoach_broken", code),
        pytest.raises(PluginBroken, match="pip uninstall kehoach_broken"),
    ):
        read(CLEAN)
