"""Who signed a PDF, by the certificates in its signatures: the body, and where none did, a person's."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass

from cryptography.hazmat.primitives.serialization.pkcs7 import load_der_pkcs7_certificates
from cryptography.x509 import Certificate, Name
from cryptography.x509.oid import NameOID
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdftypes import resolve1
from pdfminer.psexceptions import PSException
from pdfminer.utils import decode_text

from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.folding import skeleton


@dataclass(frozen=True, slots=True)
class Signer:
    """Whose certificate signed; `unit` is what a person's certificate says that he belongs to."""

    name: str
    unit: str = ""

    @property
    def is_body(self) -> bool:
        flat = f"{skeleton(self.name)} "
        return any(flat.startswith(f"{skeleton(head)} ") for head in dictionaries.lines("unit-heads.txt"))


def digital_signers(document: PDFDocument | None) -> tuple[str, str]:
    """The body in whose name a PDF was signed last, and the one person who signed it, "" where there is none.

    Persons sign before the seal is set: their unit counts only where no body signed.
    """
    try:
        signers = list(_signers(document)) if document else []
    except (PSException, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return "", ""
    bodies = [signer.name for signer in signers if signer.is_body]
    persons = {signer.name for signer in signers if not signer.is_body}
    body = bodies[-1] if bodies else signers[-1].unit or signers[-1].name if signers else ""
    return body, persons.pop() if len(persons) == 1 else ""


def _signers(document: PDFDocument) -> Iterator[Signer]:
    """Who signed each signature field, in the order of signing."""
    form = resolve1(document.catalog.get("AcroForm")) or {}
    signatures = []
    for field in resolve1(form.get("Fields")) or ():
        value = resolve1((resolve1(field) or {}).get("V"))
        if isinstance(value, dict) and isinstance(resolve1(value.get("Contents")), bytes):
            signatures.append(value)
    for value in sorted(signatures, key=lambda value: decode_text(resolve1(value.get("M")) or b"")):
        if signer := _signer(resolve1(value["Contents"])):
            yield signer
        elif isinstance(name := resolve1(value.get("Name")), bytes):
            yield Signer(decode_text(name).strip())


def _signer(content: bytes) -> Signer | None:
    """The signer by the certificates of a signature: the one that issued none of the others."""
    try:
        with warnings.catch_warnings():
            # Signing programs write certificates a little wrong; they can be read all the same.
            warnings.simplefilter("ignore")
            certificates = load_der_pkcs7_certificates(_without_padding(content))
    except ValueError:
        return None
    issuers = {certificate.issuer for certificate in certificates if not _is_own(certificate)}
    signers = [one for one in certificates if one.subject not in issuers]
    if not signers:
        return None
    subject = signers[0].subject
    return Signer(_part(subject, NameOID.COMMON_NAME), _part(subject, NameOID.ORGANIZATIONAL_UNIT_NAME))


def _is_own(certificate: Certificate) -> bool:
    return certificate.issuer == certificate.subject


def _part(name: Name, oid: object) -> str:
    """The last of such parts: of units within units the innermost."""
    found = [attribute.value for attribute in name if attribute.oid == oid]
    return str(found[-1]).strip() if found else ""


def _without_padding(content: bytes) -> bytes:
    """A signature without the zeros that fill its place up: its own length is in its first bytes."""
    if len(content) < 2 or not content[1] & 0x80 or content[1] == 0x80:
        return content.rstrip(b"\0")
    size = content[1] & 0x7F
    return content[: 2 + size + int.from_bytes(content[2 : 2 + size], "big")]
