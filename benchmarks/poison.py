"""Files that should never stop a run, each named after what is wrong with it."""

from __future__ import annotations

import os
import random
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

DATA = Path(__file__).parents[1] / "tests" / "data"
SAMPLES = Path(__file__).parents[1] / "samples"


def _truncated_pdf(path: Path) -> None:
    path.write_bytes((DATA / "plan.digital.pdf").read_bytes()[:2000])


def _truncated_docx(path: Path) -> None:
    whole = (SAMPLES / "ke-hoach-61-2023.docx").read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def _noise(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7\n" + random.Random(1).randbytes(5000))


def _pdf(path: Path, box: str, content: bytes, extra: bytes = b"", resources: bytes = b"<< >>") -> None:
    """A PDF of one page, its content packed."""
    packed = zlib.compress(content, 9)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 " + box.encode() + b"] /Contents 4 0 R /Resources "
        + resources + b" >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(packed) + packed + b"\nendstream",
    ]  # fmt: skip
    if extra:
        objects.append(extra)
    out, places = b"%PDF-1.5\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + one + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    path.write_bytes(out)


def _pdf_of_endless_drawing(path: Path) -> None:
    """A few hundred kilobytes that unpack to hundreds of megabytes of strokes."""
    _pdf(path, "595 842", b"0 0 m 500 500 l S\n" * 20_000_000)


def _pdf_of_a_huge_picture(path: Path) -> None:
    side = 60_000
    pixels = zlib.compressobj(9)
    line = bytes(side // 8)
    packed = b"".join(pixels.compress(line) for _ in range(side)) + pixels.flush()
    image = (
        b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 1 "
        b"/Length %d /Filter /FlateDecode >>\nstream\n" % (side, side, len(packed))
    )
    resources = b"<< /XObject << /I 5 0 R >> >>"
    _pdf(path, "14000 14000", b"q 14000 0 0 14000 0 0 cm /I Do Q", image + packed + b"\nendstream", resources)


def _huge_png(path: Path) -> None:
    side = 40_000

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)

    pixels = zlib.compressobj(9)
    packed = b"".join(pixels.compress(bytes(1 + side)) for _ in range(side)) + pixels.flush()
    head = side.to_bytes(4) + side.to_bytes(4) + bytes((8, 0, 0, 0, 0))
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
    )


def _docx_bomb(path: Path) -> None:
    """A Word file whose text unpacks to three gigabytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        with zipfile.ZipFile(SAMPLES / "ke-hoach-61-2023.docx") as old:
            for name in old.namelist():
                if name != "word/document.xml":
                    new.writestr(name, old.read(name))
            body = old.read("word/document.xml")
        with new.open("word/document.xml", "w", force_zip64=True) as file:
            cut = body.index(b"<w:body>") + len(b"<w:body>")
            file.write(body[:cut])
            for _ in range(3000):
                file.write(b"<w:p/>" * 170_000)
            file.write(body[cut:])


def _hangs(path: Path) -> None:
    """A pipe that nobody writes into: whoever opens it waits for ever."""
    os.mkfifo(path)


POISONS: dict[str, Callable[[Path], object]] = {
    "bomb-drawing.pdf": _pdf_of_endless_drawing,
    "bomb-picture.pdf": _pdf_of_a_huge_picture,
    "bomb-picture.png": _huge_png,
    "bomb-text.docx": _docx_bomb,
    "empty.pdf": lambda path: path.touch(),
    "encrypted.pdf": lambda path: path.write_bytes((DATA / "locked.pdf").read_bytes()),
    "english.txt": lambda path: path.write_text("The quick brown fox jumps over the lazy dog. " * 50),
    "hangs.pdf": _hangs,
    "noise.pdf": _noise,
    "truncated.docx": _truncated_docx,
    "truncated.pdf": _truncated_pdf,
}
