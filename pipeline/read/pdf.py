"""Reading a PDF: each page the way that suits it, by its text layer or as a picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import pdfplumber
import pypdfium2
from pdfplumber.utils.exceptions import PdfminerException
from pypdfium2 import PdfiumError
from pypdfium2 import raw as pdfium

from pipeline.document import Aside, Box, Document
from pipeline.errors import Encrypted, EngineFailed, NoPages, Unreadable
from pipeline.messages import tr
from pipeline.page import Page, PageWord
from pipeline.read.layers import BrokenLayer, Layers, PageLayer
from pipeline.read.layout import assemble
from pipeline.read.signers import digital_signers
from pipeline.read.stamps import filled_in, signature_boxes
from pipeline.read.triage import SCANNED, triage
from pipeline.scan.clean import Picture, without_colour
from pipeline.scan.digits import SecondReader, second_reader
from pipeline.scan.drawing import Look, drawer
from pipeline.scan.engine import Engine
from pipeline.scan.page import DPI, find_table_cells, read_scan
from pipeline.settings import Settings

# A page of more dots than this is read at fewer dots an inch: a poster would fill the memory.
MOST_DOTS, LEAST_DPI = 60e6, 72
# A scan of so many dots an inch is read as it is; one of fewer is enlarged.
ENOUGH = 240


def read_pdf(path: Path, settings: Settings, engine: Callable[[], Engine]) -> Document:
    """What a PDF holds. `engine` is asked for once a page needs it.

    Raises Encrypted, Unreadable or NoPages. A page that cannot be read is a page of kind "failed".
    """
    pages, signers = _pages(path, settings, engine, drawer(settings.debug_pages, path.stem))
    return assemble(pages, *signers)


def _pages(
    path: Path, settings: Settings, engine: Callable[[], Engine], look: Look | None
) -> tuple[list[Page], tuple[str, str]]:
    """All pages, and who signed the file: the body, and the one person."""
    document = _opened(path, settings.password)
    try:
        if not len(document):
            raise NoPages(path)
        with (
            path.open("rb") as file,
            ThreadPoolExecutor(settings.jobs) as workers,
        ):
            layers = Layers(file, settings.password)
            waiting: list[Future[Page]] = []
            pages: list[Page] = []
            for number in range(1, len(document) + 1):
                waiting.append(_begun(document, layers, number, settings, engine, look, workers))
                # A few pages ahead are enough to keep all workers busy, and memory flat.
                if len(waiting) > 2 * settings.jobs:
                    pages.append(waiting.pop(0).result())
            return [*pages, *(page.result() for page in waiting)], digital_signers(layers.document)
    finally:
        document.close()


def _opened(path: Path, password: str) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(path, password=password or None)
    except PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise Encrypted(path, is_wrong=bool(password)) from None
        if _is_empty(path):
            raise NoPages(path) from None
        raise Unreadable(path, "PDF", str(error)) from None


def _is_empty(path: Path) -> bool:
    """Whether a PDF that does not open is whole, but without pages."""
    try:
        with pdfplumber.open(path) as whole:
            return not whole.pages
    except PdfminerException:
        return False


def _begun(
    document: pypdfium2.PdfDocument,
    layers: Layers,
    number: int,
    settings: Settings,
    engine: Callable[[], Engine],
    look: Look | None,
    workers: ThreadPoolExecutor,
) -> Future[Page]:
    """A page, read at once by its layer, or by a worker as a picture."""
    done: Future[Page] = Future()
    try:
        page = document[number - 1]
        width, height = page.get_size()
        layer, broken = _layer(layers, number, page)
        stamps = layers.stamps(number, page)
        asides = signature_boxes(stamps, number)
        drawn = _drawn(page)
        verdict = triage(layer.layer, drawn.share, is_drawn=drawn.is_anything, ocr=settings.ocr)
        blank = Page(number, width, height, verdict.kind, verdict.reason, asides=asides)
        if verdict.by_ocr:
            picture, dpi = _rendered(page, drawn.dpi)
            # Notes are in the picture.
            fields = replace(blank, words=filled_in(stamp for stamp in stamps if stamp.is_field))
            second = second_reader(settings.second_engine)
            return workers.submit(_scanned, picture, dpi, fields, (engine(), second), look)
        if broken:
            raise ValueError(broken)
        if not layer.tables and drawn.share > SCANNED and layer.words:
            layer = replace(layer, tables=find_table_cells(*_rendered(page, drawn.dpi)))
        done.set_result(_by_layer(blank, layer, filled_in(stamps)))
    except (PdfiumError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        done.set_result(Page(number, 0, 0, "failed", tr("the page cannot be read: {error}", error=error)))
    return done


def _layer(layers: Layers, number: int, page: pypdfium2.PdfPage) -> tuple[PageLayer, str]:
    """A page's text layer, and what is wrong with it, "" for nothing."""
    try:
        return layers.layer(number, page) if _has_text(page) else PageLayer(), ""
    except BrokenLayer as error:
        return PageLayer(), tr("its text layer cannot be read: {error}", error=error)


def _by_layer(blank: Page, layer: PageLayer, filled: Sequence[PageWord]) -> Page:
    """A page with the words of its layer, but for those that others were put over."""
    covered = [word for word in layer.words if any(_covers(one.box, word.box) for one in filled)]
    words = (*(word for word in layer.words if word not in covered), *filled)
    hidden = (Aside("covered", word.text, blank.number) for word in covered)
    over = (Aside("watermark", text, blank.number) for text in layer.watermark)
    return replace(blank, words=words, tables=layer.tables, asides=(*blank.asides, *hidden, *over))


def _covers(over: Box, under: Box) -> bool:
    """Whether what was put on a page hides a word of it: dots to write on, a number that it corrects."""
    x, y = (under.x0 + under.x1) / 2, (under.y0 + under.y1) / 2
    return over.x0 <= x <= over.x1 and over.y0 <= y <= over.y1


def _scanned(
    picture: Picture, dpi: int, blank: Page, engines: tuple[Engine, SecondReader | None], look: Look | None
) -> Page:
    """A page by its picture; on the `blank` one is what the picture does not show."""
    engine, second = engines
    try:
        scan = read_scan(picture, engine, dpi, second)
    except EngineFailed as error:
        return replace(blank, kind="failed", reason=str(error), engine=engine.name)
    if look:
        look(blank.number, scan)
    height, width = scan.picture.shape[0] * 72 / dpi, scan.picture.shape[1] * 72 / dpi
    words = (*scan.words, *blank.words)
    return replace(
        blank,
        width=width,
        height=height,
        words=words,
        tables=scan.tables,
        engine=engine.name,
        turn=scan.turn(blank.number),
    )


def _rendered(page: pypdfium2.PdfPage, own: float) -> tuple[Picture, int]:
    """The page as a picture, and its dots an inch: its `own`, if they are enough to read well."""
    width, height = page.get_size()
    dpi = round(own) if ENOUGH <= own <= DPI else DPI
    dots = width * height * (dpi / 72) ** 2
    if dots > MOST_DOTS:
        dpi = max(int(dpi * (MOST_DOTS / dots) ** 0.5), LEAST_DPI)
    bitmap = page.render(scale=dpi / 72)
    seen = bitmap.to_numpy()
    picture = without_colour(seen)
    # What is seen goes with the bitmap.
    return picture.copy() if picture is seen else picture, dpi


def _has_text(page: pypdfium2.PdfPage) -> bool:
    text = page.get_textpage()
    try:
        return int(text.count_chars()) > 0
    finally:
        text.close()


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What is drawn on a page: the share that its largest picture covers, that picture's dots an inch."""

    share: float = 0.0
    dpi: float = 0.0
    is_anything: bool = False


def _drawn(page: pypdfium2.PdfPage) -> _Drawn:
    width, height = page.get_size()
    found = _Drawn()
    for thing in page.get_objects(max_depth=3):
        found = replace(found, is_anything=True)
        if thing.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = thing.get_bounds()
            share = (right - left) * (top - bottom) / max(width * height, 1.0)
            if share > found.share:
                dots = max(thing.get_px_size())
                found = replace(found, share=share, dpi=dots * 72 / max(right - left, top - bottom, 1.0))
    return found
