"""Pictures of every kind of pixels are the same page."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image

from pipeline.read.pixels import flattened

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
