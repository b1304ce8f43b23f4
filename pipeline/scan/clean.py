"""A scanned page made ready to be read: grey, evenly lit, without stamps, upright and straight."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]

# Pages are worked on side by side; threads inside each would only stand in each other's way.
cv2.setNumThreads(1)

# Skew is looked for on a small copy, up to so many degrees, first roughly on one of half the size.
SMALL, MAX_SKEW, ROUGH, FINE = 1000, 4.0, 0.25, 0.03
# Less than this is left alone: turning a picture blurs it.
MIN_SKEW = 0.06
# Light is uneven where the paper's grey levels differ by so much between places.
UNEVEN, PAPER = 18, 51
COLOUR = 0.5
COARSE = 16
SIDEWAYS = 1.5
# Lines rise by more than that where rows differ so many times more at another angle, of whole degrees.
STEEP, DEGREE = 2.0, 1.0


def grey(picture: Picture) -> Picture:
    """Grey levels of a page (height, width[, RGB]); red stamps and blue signatures fade, ink stays.

    Ink is dark in every colour. What is bright in one colour and not in another is no ink: the brightest
    colour is taken, and half of what it is above the darkest.
    """
    if picture.ndim == 2:
        return picture
    red, green, blue = cv2.split(picture[..., :3])
    bright, dark = cv2.max(cv2.max(red, green), blue), cv2.min(cv2.min(red, green), blue)
    return np.asarray(cv2.addWeighted(bright, 1 + COLOUR, dark, -COLOUR, 0), dtype=np.uint8)


def without_colour(picture: Picture) -> Picture:
    """A page whose every dot is grey with one channel, which is all that has to be worked on; others stay."""
    if picture.ndim == 2:
        return picture
    # A look at some dots saves most pages in colour the look at all.
    red, green, blue = (picture[::COARSE, ::COARSE, channel] for channel in range(3))
    if not (np.array_equal(red, green) and np.array_equal(green, blue)):
        return picture
    red, green, blue = (np.asarray(one, dtype=np.uint8) for one in cv2.split(picture[..., :3]))
    return red if np.array_equal(red, green) and np.array_equal(green, blue) else picture


def inked(picture: Picture) -> Picture:
    """Grey levels of a page in which every colour is ink, a stamped number as well as one in blue ink."""
    if picture.ndim == 2:
        return picture
    # Channel by channel: a minimum along such a short axis takes twenty times as long.
    red, green, blue = (picture[..., channel] for channel in range(3))
    return np.asarray(np.minimum(np.minimum(red, green), blue), dtype=np.uint8)


def shrunk(picture: Picture) -> Picture:
    """A small copy of a page in grey, to look at it as a whole."""
    scale = SMALL / max(picture.shape)
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return np.asarray(small, dtype=np.uint8)


def even_light(picture: Picture, small: Picture | None = None) -> Picture:
    """The page with its paper white everywhere; an evenly lit page comes back as it is.

    `small` is its small copy, if there is one.
    """
    small = shrunk(picture) if small is None else small
    light = np.asarray(cv2.dilate(small, np.ones((9, 9), np.uint8)), dtype=np.uint8)
    if _is_even(light):
        return picture
    paper = cv2.medianBlur(light, PAPER)
    low, high = np.percentile(paper, [2, 98])
    if high - low < UNEVEN:
        return picture
    background = cv2.resize(paper, picture.shape[::-1], interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(picture, background, scale=255), dtype=np.uint8)


def _is_even(light: Picture) -> bool:
    """Whether so few dots are darker than the lightest by UNEVEN that no median of PAPER around a dot is."""
    around = np.pad(light, PAPER // 2, mode="edge")
    return int(np.count_nonzero(around <= int(light.max()) - UNEVEN)) <= PAPER * PAPER // 2


def skew(picture: Picture, small: Picture | None = None) -> float:
    """By how many degrees the lines of a page rise to the right; `small` is its small copy, if there is one.

    The angle at which rows of ink and rows of paper differ most (Postl 1986, Detection of linear
    oblique structures and skew scan in digitized documents).
    """
    ink = _ink(shrunk(picture) if small is None else small)
    if not ink.any():
        return 0.0
    half = np.asarray(cv2.resize(ink, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    rough = _best_angle(half, np.arange(-MAX_SKEW, MAX_SKEW + ROUGH / 2, ROUGH))
    return _best_angle(ink, np.arange(rough - ROUGH, rough + ROUGH + FINE / 2, FINE))


def steep_skew(picture: Picture) -> float:
    """By how many degrees lines rise or fall where that is more than `skew` looks for; 0 where it is not.

    Whether lines run across or up cannot be told so: the angle is from -45 to 45 degrees.
    """
    ink = _ink(shrunk(picture))
    half = np.asarray(cv2.resize(ink, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    sharp = {float(angle): _sharpness_both(half, angle) for angle in np.arange(-45.0, 45.0, DEGREE)}
    best = max(sharp, key=lambda angle: sharp[angle])
    usual = max(value for angle, value in sharp.items() if abs(angle) <= MAX_SKEW)
    return best if abs(best) > MAX_SKEW and sharp[best] > STEEP * usual else 0.0


def _sharpness_both(ink: Picture, degrees: float) -> float:
    """The sharpness of what is turned, by its rows or by its columns; of a circle, which all angles share."""
    high, wide = ink.shape
    circle = np.zeros_like(ink)
    cv2.circle(circle, (wide // 2, high // 2), min(high, wide) // 2, 255, -1)
    sheared = _sheared(np.asarray(cv2.bitwise_and(ink, circle), dtype=np.uint8), degrees)
    return max(_sharpness(sheared), _sharpness(sheared.T))


def turned_whole(picture: Picture, degrees: float) -> tuple[Picture, NDArray[np.float64]]:
    """The picture turned clockwise, nothing cut off, and where each dot went: a matrix for (x, y, 1)."""
    height, width = picture.shape[:2]
    matrix = turning_by(picture, degrees)
    corners = np.array([[0, 0, 1], [width, 0, 1], [width, height, 1], [0, height, 1]], dtype=float) @ matrix.T
    low, high = corners[:, :2].min(axis=0), corners[:, :2].max(axis=0)
    matrix[:2, 2] -= low
    size = (round(high[0] - low[0]), round(high[1] - low[1]))
    found = cv2.warpAffine(picture, matrix[:2], size, flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255))
    return np.asarray(found, dtype=np.uint8), matrix


def turned(picture: Picture, degrees: float) -> Picture:
    """The picture turned clockwise about its middle, white where nothing was."""
    height, width = picture.shape[:2]
    turn = turning_by(picture, degrees)[:2]
    return np.asarray(
        cv2.warpAffine(picture, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255)),
        dtype=np.uint8,
    )


def turning_by(picture: Picture, degrees: float) -> NDArray[np.float64]:
    """Where `turned` puts each dot, as a matrix for (x, y, 1)."""
    height, width = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    return np.vstack([turn, (0.0, 0.0, 1.0)])


def lies_sideways(picture: Picture) -> bool:
    """Whether the text of a page without ruling lines runs up or down.

    Lines of text part ink from paper: it changes more from row to row than from column to column.
    """
    ink = _ink(shrunk(picture))
    return _sharpness(ink.T) > SIDEWAYS * _sharpness(ink)


def _ink(small: Picture) -> Picture:
    ink = cv2.adaptiveThreshold(small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 25)
    return np.asarray(ink, dtype=np.uint8)


def _best_angle(ink: Picture, angles: NDArray[np.float64]) -> float:
    return float(max(angles, key=lambda angle: _sharpness(_sheared(ink, float(angle)))))


def _sheared(ink: Picture, degrees: float) -> Picture:
    height, width = ink.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    return np.asarray(cv2.warpAffine(ink, turn, (width, height)), dtype=np.uint8)


def _sharpness(ink: Picture) -> float:
    """How much the amount of ink differs from row to row."""
    rows = cv2.reduce(ink, 1, cv2.REDUCE_SUM, dtype=cv2.CV_32S)[:, 0].astype(np.float64)
    return float(np.square(np.diff(rows)).sum())
