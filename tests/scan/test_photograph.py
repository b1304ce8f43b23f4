"""Photographs: the sheet is found on a darker ground and laid flat; a scan is left as it is."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from pipeline.scan.clean import Picture
from pipeline.scan.page import read_scan
from pipeline.scan.photograph import laid_flat
from tests.scan.test_reading import Blobs

# Corners of a sheet on a picture of 1200 x 1600, from the sheet's top left clockwise.
SHEETS = {
    "upright": [(150, 120), (1050, 120), (1050, 1400), (150, 1400)],
    "aslant": [(180, 160), (1020, 120), (1100, 1420), (100, 1380)],
    "turned": [(700, 60), (1180, 900), (420, 1330), (30, 520)],
}
# Light as it falls on it: even, or to a third of itself down the sheet.
LIGHTS = {"even": np.ones((1600, 1)), "falling": np.linspace(1, 0.33, 1600)[:, None]}
DPI = 100


def photograph(corners: list[tuple[int, int]], light: np.ndarray) -> Picture:
    """A sheet with a black mark in each corner on a dark ground."""
    sheet = np.full((1170, 827), 235, dtype=np.uint8)
    for y in (40, 1070):
        for x in (40, 727):
            sheet[y : y + 60, x : x + 60] = 0
    flat = np.array([(0, 0), (827, 0), (827, 1170), (0, 1170)], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(flat, np.array(corners, dtype=np.float32))
    seen = cv2.warpPerspective(sheet, matrix, (1200, 1600), borderValue=50)
    return np.asarray(seen * light, dtype=np.uint8)


@pytest.mark.parametrize("light", LIGHTS.values(), ids=LIGHTS)
@pytest.mark.parametrize("corners", SHEETS.values(), ids=SHEETS)
def test_a_sheet_is_laid_flat(corners: list[tuple[int, int]], light: np.ndarray) -> None:
    seen = photograph(corners, light)
    found = laid_flat(seen, DPI)
    assert found
    page, matrix = found
    assert max(page.shape) == pytest.approx(11.69 * DPI, abs=2)
    corners_now = cv2.perspectiveTransform(np.array([corners], dtype=np.float32), matrix)[0]
    height, width = page.shape
    ends = {(round(x / width), round(y / height)) for x, y in corners_now}
    assert ends == {(0, 0), (1, 0), (1, 1), (0, 1)}
    far = [min(abs(x), abs(width - x)) + min(abs(y), abs(height - y)) for x, y in corners_now]
    assert max(far) < 0.03 * max(page.shape)


def test_boxes_lead_back_to_the_photograph() -> None:
    seen = photograph(SHEETS["aslant"], LIGHTS["even"])
    scan = read_scan(seen, Blobs(), DPI)
    turn = scan.turn(1)
    assert turn
    assert len(scan.words) == 4
    for word in scan.words:
        x, y = turn.in_file(*word.box.middle)
        row, column = round(y * DPI / 72), round(x * DPI / 72)
        assert seen[row - 15 : row + 15, column - 15 : column + 15].max() < 60


@pytest.mark.parametrize("mode", ["page", "page on white", "ruled page", "photo in a page"])
def test_a_scan_stays_as_it_is(mode: str) -> None:
    page = np.full((1600, 1200), 245, dtype=np.uint8)
    for y in range(200, 1400, 40):
        page[y : y + 12, 150:1050] = 30
    if mode == "page on white":
        page[:, :60] = page[:, -60:] = 255
    elif mode == "ruled page":
        page[100:104, 60:1140] = page[1500:1504, 60:1140] = 0
        page[100:1504, 60:64] = page[100:1504, 1136:1140] = 0
    elif mode == "photo in a page":
        page[300:900, 200:1000] = 40
        page[400:800, 300:900] = 220
    assert laid_flat(page, DPI) is None


def test_a_dark_picture_without_a_sheet_stays_as_it_is() -> None:
    noise = np.random.default_rng(0).integers(20, 90, (800, 600), dtype=np.uint8)
    assert laid_flat(noise, DPI) is None
    assert laid_flat(np.zeros((40, 30), dtype=np.uint8), DPI) is None
