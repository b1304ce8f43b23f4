"""Pictures of every kind of pixels are the same page."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from PIL import Image

from pipeline.read import pixels
from pipeline.read.pixels import flattened, open_picture
from pipeline.review.pictures import Pictures

PAGE = np.array([[255, 0, 128], [64, 255, 0]], dtype=np.uint8)


def _of_16_bits(top: int) -> Image.Image:
    return Image.fromarray((PAGE.astype(np.uint32) * top // 255).astype(np.uint16))


def _transparent(mode: str) -> Image.Image:
    """Ink on nothing: black everywhere, only its opacity differs."""
    picture = Image.new("RGBA", (3, 2))
    picture.putalpha(Image.fromarray(255 - PAGE))
    return picture.convert(mode)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Image.fromarray(PAGE),
        lambda: Image.fromarray(PAGE).convert("RGB"),
        lambda: Image.fromarray(PAGE).convert("P"),
        lambda: Image.fromarray(PAGE).convert("CMYK"),
        lambda: Image.fromarray(PAGE.astype(np.int32)),
        lambda: Image.fromarray(PAGE.astype(np.float32)),
        lambda: _of_16_bits(65535),
        lambda: _of_16_bits(4095),
        lambda: Image.fromarray(PAGE.astype(np.int32) * 257),
        lambda: _transparent("RGBA"),
        lambda: _transparent("LA"),
    ],
)
def test_a_page_is_the_same_whatever_its_pixels_are(make: Callable[[], Image.Image]) -> None:
    found = flattened(make())
    grey = found if found.ndim == 2 else found.min(axis=2)
    assert np.abs(grey.astype(int) - PAGE).max() <= 1


def test_a_black_picture_is_black() -> None:
    assert flattened(Image.fromarray(np.zeros((2, 3), dtype=np.uint16))).max() == 0


@pytest.fixture
def phone_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A file of a form that Pillow opens once the package for pictures of phones has told it how."""
    path = tmp_path / "page.heic"
    Image.new("L", (600, 900), 200).save(tmp_path / "page.png")
    path.write_bytes(b"phone" + (tmp_path / "page.png").read_bytes())

    def register() -> None:
        def inner(file: Any, _: str = "") -> Image.Image:
            file.seek(len(b"phone"))
            return Image.open(BytesIO(file.read()))

        Image.register_open("PHONE", inner, lambda head: head.startswith(b"phone"))

    monkeypatch.setitem(sys.modules, "pillow_heif", SimpleNamespace(register_heif_opener=register))
    pixels._know_phone_pictures.cache_clear()
    yield path
    Image.OPEN.pop("PHONE", None)
    Image.ID.remove("PHONE")
    pixels._know_phone_pictures.cache_clear()


def test_pictures_of_phones_are_opened_and_shown(phone_picture: Path) -> None:
    with open_picture(phone_picture) as picture:
        assert picture.size == (600, 900)
    assert Pictures().png(phone_picture, 1, (10.0, 10.0, 60.0, 30.0))
