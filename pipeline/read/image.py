"""Reading pictures of pages: PNG, JPEG, TIFF of one or several pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageOps

from pipeline.document import Document
from pipeline.errors import EngineFailed, Unreadable
from pipeline.messages import tr
from pipeline.page import Page
from pipeline.read.layout import assemble
from pipeline.read.pixels import PICTURE_ERRORS, flattened, open_picture, resolution
from pipeline.scan.clean import Picture
from pipeline.scan.digits import SecondReader, second_reader
from pipeline.scan.drawing import Look, drawer
from pipeline.scan.engine import Engine
from pipeline.scan.page import DPI, read_scan
from pipeline.settings import Settings

# A picture so narrow (in dots) has no line of text.
NARROW = 16
REASON = "a picture"


def read_image(path: Path, settings: Settings, engine: Callable[[], Engine]) -> Document:
    """What a picture file holds, of one page or several. Raises Unreadable."""
    look = drawer(settings.debug_pages, path.stem)
    second = second_reader(settings.second_engine)
    pages: list[Page] = []
    damaged: list[str] = []
    # One frame at a time: all of them would fill the memory.
    for number, frame in enumerate(_frames(path), 1):
        damaged += [frame] if isinstance(frame, str) else []
        pages.append(_read(frame, number, engine, second, look))
    if len(damaged) == len(pages):
        raise Unreadable(path, tr("picture"), damaged[0] if damaged else tr("there is nothing in it"))
    return assemble(pages)


def _frames(path: Path) -> Iterator[Picture | str]:
    """The pages of a picture; of one that is damaged, what is wrong with it."""
    try:
        with open_picture(path) as file:
            for number in count():
                try:
                    file.seek(number)
                except EOFError:
                    return
                try:
                    yield _page_picture(file)
                except PICTURE_ERRORS as error:
                    yield str(error)
    except PICTURE_ERRORS as error:
        yield str(error)


def _read(
    picture: Picture | str,
    number: int,
    engine_of: Callable[[], Engine],
    second: SecondReader | None,
    look: Look | None,
) -> Page:
    if isinstance(picture, str):
        return Page(number, 0, 0, "failed", tr("the page cannot be read: {error}", error=picture))
    engine = engine_of()
    height, width = (size * 72 / DPI for size in picture.shape[:2])
    try:
        scan = read_scan(picture, engine, second=second)
    except EngineFailed as error:
        return Page(number, width, height, "failed", str(error), engine=engine.name)
    if look:
        look(number, scan)
    height, width = (size * 72 / DPI for size in scan.picture.shape[:2])
    found = scan.words, scan.tables, engine.name
    return Page(number, width, height, "image", REASON, *found, turn=scan.turn(number))


def _page_picture(frame: Image.Image) -> Picture:
    """A frame at DPI, turned as its camera says."""
    if min(frame.size) < NARROW:
        raise ValueError(
            tr(
                "it is {width} by {height} dots: no page is so narrow",
                width=frame.size[0],
                height=frame.size[1],
            )
        )
    upright = ImageOps.exif_transpose(frame)
    pixels = flattened(upright)
    scale = DPI / resolution(upright)
    if abs(scale - 1) < 0.05:
        return pixels
    way = cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA
    return np.asarray(cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=way), dtype=np.uint8)
