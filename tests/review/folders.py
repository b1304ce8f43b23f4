"""An output folder whose one plan has its scan beside it: a page with a dark block where each cell stands."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw

from pipeline.corrections.store import keep
from pipeline.emit import rebuild_tables, to_json
from pipeline.files import sha256
from pipeline.plan import Plan
from tests.corrections.plans import plan

DPI = 144
SCALE = DPI / 72


def make_folder(root: Path, count: int = 1, made: Plan | None = None) -> Path:
    """`root`/output with `count` plans called kh-0, kh-1, …, of one scan `root`/kh.pdf."""
    made = made or plan()
    pages = [Image.new("L", (1190, 1684), 255) for _ in range(3)]
    for row in (*made.tasks, *made.indicators):
        for cell in row.evidence.values():
            if cell.box and cell.page:
                ImageDraw.Draw(pages[cell.page - 1]).rectangle([v * SCALE for v in cell.box], fill=0)
    source = root / "kh.pdf"
    pages[0].save(source, save_all=True, append_images=pages[1:], resolution=DPI)
    digest = sha256(source)
    own = made.model_copy(update={"source": made.source.model_copy(update={"sha256": digest})})
    for number in range(count):
        keep(root / "output", f"kh-{number}", to_json(own), "", digest)
    rebuild_tables(root / "output")
    return root / "output"
