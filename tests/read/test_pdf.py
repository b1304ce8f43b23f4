"""PDFs: what is read from their layers, how pages are judged, and what goes wrong with them."""

from __future__ import annotations

import json
from pathlib import Path

import pypdfium2
import pytest

from pipeline.conversion import convert
from pipeline.errors import Encrypted, EngineFailed, KehoachError, NoPages, Unreadable
from pipeline.read import read
from pipeline.read.triage import Layer, triage
from pipeline.scan.clean import Picture
from pipeline.scan.engine import Engine, Reading
from pipeline.settings import Settings
from tests.conftest import DATA

PLAN = DATA / "plan.digital.pdf"
TRUTH = json.loads((DATA / "plan.digital.json").read_text(encoding="utf-8"))
VIETNAMESE = [
    "Thực",
    "hiện",
    "kế",
    "hoạch",
    "cải",
    "cách",
    "hành",
    "chính",
    "của",
    "Ủy",
    "ban",
    "nhân",
    "dân",
    "tỉnh",
    "năm",
    "2024",
    "về",
    "dịch",
    "vụ",
    "công",
]
GARBLED = [
    "Thye",
    "hign",
    "k€",
    "hoach",
    "cai",
    "cach",
    "hanh",
    "chinh",
    "cia",
    "Uy",
    "ban",
    "nhan",
    "din",
    "tinh",
    "nim",
    "2024",
    "vé",
    "dich",
    "vu",
    "céng",
]
SOUP = ["xqzw", ";;%$", "kkjh", "qwrt", "zxcv", "bnmp", "ghjk", "wwqq", "zzzx", "ffgh", "jklm", "nbvc"]


class Broken:
    """An engine that stops at every page."""

    name = "broken 1.0"

    def read(self, picture: Picture, dpi: int, layout: str, language: str = "vie") -> list[Reading]:
        raise EngineFailed("it was killed")


def broken() -> Engine:
    return Broken()


def no_engine() -> Engine:
    raise AssertionError("no page of this file needs an engine")


def test_a_digital_plan_is_read_to_the_letter() -> None:
    plan, _ = convert(PLAN, engine=no_engine)
    assert plan.source.kind == "pdf-text"
    assert plan.source.engine is None
    assert {page.kind for page in plan.source.triage} == {"clean"}
    for wanted, task in zip(TRUTH["tasks"], plan.tasks, strict=True):
        found = task.model_dump()
        assert {key: found[key] for key in wanted if key != "group"} == {
            key: value for key, value in wanted.items() if key != "group"
        }
        assert list(found["group"]) == wanted["group"]
    for wanted, indicator in zip(TRUTH["indicators"], plan.indicators, strict=True):
        assert (indicator.code, indicator.name, indicator.lead) == (
            wanted["code"],
            wanted["name"],
            wanted["lead"],
        )
        assert [value.value for value in indicator.values] == [value["value"] for value in wanted["values"]]


def test_the_header_of_a_digital_plan() -> None:
    plan, _ = convert(PLAN, engine=no_engine)
    found = plan.header.model_dump()
    assert {key: found[key] for key in TRUTH["header"]} == TRUTH["header"]


def test_evidence_has_pages_and_boxes() -> None:
    plan, _ = convert(PLAN, engine=no_engine)
    for task in plan.tasks:
        proof = task.evidence["task"]
        assert (proof.page or 0) > 1
        x0, y0, x1, y1 = proof.box or (0, 0, 0, 0)
        assert x0 < x1
        assert y0 < y1


@pytest.mark.parametrize(
    ("layer", "share", "kind", "by_ocr"),
    [
        (Layer(tuple(VIETNAMESE)), 0.0, "clean", False),
        (Layer(tuple(VIETNAMESE)), 1.0, "clean", False),
        (Layer(tuple(GARBLED)), 1.0, "garbled", True),
        (Layer(tuple(GARBLED)), 0.0, "garbled", False),
        (Layer(tuple(SOUP)), 0.0, "broken-fonts", True),
        (Layer(("(cid:3)(cid:9)",), meaningless=1.0), 0.0, "broken-fonts", True),
        (Layer(tuple(VIETNAMESE), sideways=0.9), 0.0, "image", True),
        (Layer(()), 1.0, "image", True),
        (Layer(("12",)), 1.0, "image", True),
    ],
)
def test_pages_are_judged_by_the_quality_of_their_text(
    layer: Layer, share: float, kind: str, by_ocr: bool
) -> None:
    verdict = triage(layer, share, is_drawn=True)
    assert (verdict.kind, verdict.by_ocr) == (kind, by_ocr)
    assert verdict.reason


def test_a_page_without_anything_is_blank() -> None:
    assert triage(Layer(()), 0.0, is_drawn=False).kind == "blank"
    assert not triage(Layer(()), 0.0, is_drawn=False, ocr="always").by_ocr


def test_ocr_can_be_forced_and_forbidden() -> None:
    assert triage(Layer(tuple(VIETNAMESE)), 0.0, is_drawn=True, ocr="always").by_ocr
    forbidden = triage(Layer(()), 1.0, is_drawn=True, ocr="never")
    assert not forbidden.by_ocr
    assert "as was asked" in forbidden.reason


def test_a_page_that_the_engine_fails_on_is_warned_of() -> None:
    plan, _ = convert(PLAN, Settings(ocr="always"), engine=broken)
    failed = [warning for warning in plan.warnings if warning.code == "page-failed"]
    assert len(failed) == plan.source.pages
    assert "killed" in failed[0].message
    assert failed[0].page == 1


@pytest.mark.parametrize(
    ("content", "error", "says"),
    [
        (PLAN.read_bytes()[: len(PLAN.read_bytes()) // 2], Unreadable, "get it again"),
        (b"%PDF-1.7 nothing more", Unreadable, "cannot be opened"),
    ],
)
def test_bad_files_say_what_to_do(
    tmp_path: Path, content: bytes, error: type[KehoachError], says: str
) -> None:
    path = tmp_path / "bad.pdf"
    path.write_bytes(content)
    with pytest.raises(error, match=says):
        read(path, engine=no_engine)


def test_a_file_without_pages_says_so(tmp_path: Path) -> None:
    path = tmp_path / "empty.pdf"
    pypdfium2.PdfDocument.new().save(path)
    with pytest.raises(NoPages, match="no page"):
        read(path, engine=no_engine)


def test_a_locked_file_asks_for_its_password() -> None:
    locked = DATA / "locked.pdf"
    with pytest.raises(Encrypted, match="--password"):
        read(locked, engine=no_engine)
    with pytest.raises(Encrypted, match="not the right one"):
        read(locked, Settings(password="wrong"), no_engine)
    document, kind = read(locked, Settings(password="mở ra".encode().hex()), no_engine)
    assert kind == "pdf-text"
    assert "KẾ HOẠCH" in document.text
