"""WCAG 2.1 of the colours: texts 4.5 to 1, borders and marks that tell something 3 to 1, light and dark."""

from __future__ import annotations

import re

import pytest

from pipeline.review.app import STATIC

TEXTS = ("ink", "quiet", "link", "sure", "unsure", "doubtful")
MARKS = ("quiet", "link", "sure", "unsure", "doubtful")
GROUNDS = ("paper", "panel")
CSS = (STATIC / "review.css").read_text("utf-8")


def themes() -> list[dict[str, str]]:
    """The colours by name: the light ones, and the dark ones in their place."""
    blocks = re.findall(r":root \{(.*?)\}", CSS, re.S)
    return [dict(re.findall(r"--(\w+): (#\w+)", block)) for block in blocks]


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = (int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4))
    red, green, blue = (v / 12.92 if v <= 0.03928 else ((v + 0.055) / 1.055) ** 2.4 for v in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize(("names", "least"), [(TEXTS, 4.5), (MARKS, 3.0)])
def test_colours_stand_out(names: tuple[str, ...], least: float, ground: str) -> None:
    light, dark = themes()
    for theme in (light, dark):
        assert {n: r for n in names if (r := contrast(theme[n], theme[ground])) < least} == {}


def test_boxes_on_a_scan_stand_out() -> None:
    colours = re.findall(r"#boxes \.\w+ \{ border-color: (#\w+)", CSS)
    assert len(colours) == 4
    assert all(contrast(colour, "#fff") >= 3 for colour in colours)
