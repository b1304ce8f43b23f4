"""PDFs that were filled in and signed after they were made: stamps over the page, and certificates."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pdfplumber
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import NameOID

from pipeline.document import Document
from pipeline.read import read
from pipeline.read.signers import digital_signers
from pipeline.read.stamps import stamps_of
from pipeline.scan.engine import Engine

PAGE = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources {fonts} /Annots [{at}] >>"
FONTS = "<< /Font << /F 5 0 R >> >>"
LAYER = (
    "BT /F 12 Tf 60 700 Td (So:) Tj 60 0 Td (/KH-UBND) Tj 200 0 Td (ngay) Tj 60 0 Td (thang 4 nam 2031) Tj ET"
)


def pdf(tmp_path: Path, *annotations: str, form: str = "") -> Path:
    """A page with a letterhead's line on it, and annotations; objects from 10 on are theirs."""
    at = " ".join(f"{number} 0 R" for number in range(10, 10 + len(annotations)))
    objects = {
        1: f"<< /Type /Catalog /Pages 2 0 R {form} >>",
        2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: PAGE.format(fonts=FONTS, at=at),
        4: stream("<<", LAYER),
        5: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        **dict(enumerate(annotations, 10)),
    }
    path = tmp_path / "signed.pdf"
    body = "".join(f"{number} 0 obj\n{text}\nendobj\n" for number, text in objects.items())
    path.write_bytes(f"%PDF-1.7\n{body}trailer << /Root 1 0 R /Size 99 >>\n%%EOF".encode("latin-1"))
    return path


def stream(entries: str, content: str) -> str:
    return f"{entries} /Length {len(content)} >>\nstream\n{content}\nendstream"


def drawn(
    text: str, rect: str, *, kind: str = "/Subtype /Widget /FT /Sig", more: str = ""
) -> tuple[str, str]:
    """An annotation, to stand first, and the drawing that shows its text, to stand behind it."""
    box = f"<< /Type /XObject /Subtype /Form /BBox [0 0 100 20] /Resources {FONTS}"
    looks = stream(box, f"BT /F 12 Tf 2 6 Td ({text}) Tj ET")
    return f"<< /Type /Annot {kind} /Rect [{rect}] /AP << /N {{at}} 0 R >> {more} >>", looks


def page_of(tmp_path: Path, *stamps: tuple[str, str]) -> Path:
    first = [entry.format(at=10 + len(stamps) + number) for number, (entry, _) in enumerate(stamps)]
    return pdf(tmp_path, *first, *(looks for _, looks in stamps))


def no_engine() -> Engine:
    raise AssertionError("no page of this file needs an engine")


def lines(document: Document) -> list[str]:
    return [" ".join(line.text.split()) for line in document.lines if line.words]


def test_number_and_day_that_were_stamped_stand_where_the_page_leaves_them_blank(tmp_path: Path) -> None:
    path = page_of(tmp_path, drawn("417", "80 692 180 712"), drawn("09", "350 690 450 710"))
    document, _ = read(path, engine=no_engine)
    assert lines(document) == ["So: 417 /KH-UBND ngay 09 thang 4 nam 2031"]
    (stamped,) = (word for word in document.words if word.text == "417")
    assert stamped.box is not None
    assert 80 <= stamped.box.x0 < stamped.box.x1 <= 180


def test_a_signature_box_is_no_text_of_the_page(tmp_path: Path) -> None:
    document, _ = read(page_of(tmp_path, drawn("Ky boi: So Y te", "60 690 160 710")), engine=no_engine)
    assert lines(document) == ["So: /KH-UBND ngay thang 4 nam 2031"]
    assert [(aside.kind, aside.text) for aside in document.asides] == [("signature", "Ky boi: So Y te")]


@pytest.mark.parametrize("more", ["/F 2", "/F 32"], ids=["hidden", "not to be viewed"])
def test_what_is_not_shown_is_not_read(tmp_path: Path, more: str) -> None:
    with pdfplumber.open(page_of(tmp_path, drawn("417", "80 692 180 712", more=more))) as layers:
        assert stamps_of(layers.pages[0]) == ()


def test_links_and_comments_are_no_stamps(tmp_path: Path) -> None:
    kinds = ["/Subtype /Link", "/Subtype /Text", "/Subtype /Highlight"]
    with pdfplumber.open(
        page_of(tmp_path, *(drawn("x", "80 692 180 712", kind=kind) for kind in kinds))
    ) as layers:
        assert stamps_of(layers.pages[0]) == ()


def test_a_field_of_text_without_a_drawing_shows_its_value(tmp_path: Path) -> None:
    field = "<< /Type /Annot /Subtype /Widget /FT /Tx /Rect [80 692 110 712] /V (417) >>"
    with pdfplumber.open(pdf(tmp_path, field)) as layers:
        assert [stamp.text for stamp in stamps_of(layers.pages[0])] == ["417"]


def test_a_broken_drawing_leaves_the_page_as_it_is(tmp_path: Path) -> None:
    broken = "<< /Type /Annot /Subtype /Widget /Rect [80 692 (x) 712] /AP << /N 5 0 R >> >>"
    document, _ = read(pdf(tmp_path, broken), engine=no_engine)
    assert lines(document) == ["So: /KH-UBND ngay thang 4 nam 2031"]


def signed(name: str, unit: str = "") -> str:
    """A signature by someone's certificate, as a string of a PDF, its place filled up with zeros."""
    key = ec.generate_private_key(ec.SECP256R1())
    parts = [x509.NameAttribute(NameOID.COMMON_NAME, name)]
    parts += [x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, unit)] if unit else []
    subject = x509.Name(parts)
    certificate = (
        x509.CertificateBuilder(subject, subject, key.public_key(), 7)
        .not_valid_before(datetime(2031, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2032, 1, 1, tzinfo=UTC))
        .sign(key, hashes.SHA256())
    )
    builder = pkcs7.PKCS7SignatureBuilder().set_data(b"").add_signer(certificate, key, hashes.SHA256())
    return (builder.sign(serialization.Encoding.DER, []) + bytes(40)).hex()


def with_signatures(tmp_path: Path, *contents: str) -> Path:
    fields = " ".join(f"{number} 0 R" for number in range(10, 10 + len(contents)))
    each = [
        f"<< /FT /Sig /V << /Type /Sig /M (D:2031040{day}) /Contents <{content}> >> >>"
        for day, content in enumerate(contents, 1)
    ]
    return pdf(tmp_path, *each, form=f"/AcroForm << /Fields [{fields}] >>")


@pytest.mark.parametrize(
    ("signers", "expected"),
    [
        ([("Lê Văn Bình", "Sở Thử nghiệm"), ("UBND tỉnh Tân Lập", "")], ("UBND tỉnh Tân Lập", "Lê Văn Bình")),
        ([("UBND tỉnh Tân Lập", ""), ("Lê Văn Bình", "Sở Thử nghiệm")], ("UBND tỉnh Tân Lập", "Lê Văn Bình")),
        ([("Lê Văn Bình", "Sở Thử nghiệm")], ("Sở Thử nghiệm", "Lê Văn Bình")),
        ([("Lê Văn Bình", "")], ("Lê Văn Bình", "Lê Văn Bình")),
        ([("Lê Văn Bình", ""), ("Trần Thị An", ""), ("UBND tỉnh", "")], ("UBND tỉnh", "")),
        ([], ("", "")),
    ],
)
def test_the_body_that_signed_counts_before_a_person(
    tmp_path: Path, signers: list[tuple[str, str]], expected: tuple[str, str]
) -> None:
    path = with_signatures(tmp_path, *(signed(*one) for one in signers))
    with pdfplumber.open(path) as layers:
        assert digital_signers(layers.doc) == expected


def test_a_signature_that_cannot_be_read_is_none(tmp_path: Path) -> None:
    with pdfplumber.open(with_signatures(tmp_path, "3082ffff00")) as layers:
        assert digital_signers(layers.doc) == ("", "")


def test_what_a_field_covers_is_not_read_with_it(tmp_path: Path) -> None:
    field = "<< /Type /Annot /Subtype /Widget /FT /Tx /Rect [55 692 85 712] /V (417) >>"
    document, _ = read(pdf(tmp_path, field), engine=no_engine)
    assert lines(document) == ["417 /KH-UBND ngay thang 4 nam 2031"]
    assert [(aside.kind, aside.text) for aside in document.asides] == [("covered", "So:")]
