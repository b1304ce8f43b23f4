"""Plans of our own with their truth: `python -m benchmarks.plan_pages FOLDER [--plans 6] [--seed 1]`.

Each plan is drawn as a PDF from the material in benchmarks/plans (several layouts of task and indicator
tables, portrait and landscape, merged cells, groups), then turned into scans at the three levels of
pipeline.learn.pages. Writes NAME.digital.pdf, NAME.<level>.pdf, NAME.json (the truth, as the contract has
it) and NAME.txt (all words printed). Needs the extra `learn` and the font Tinos (fonts-croscore).
"""

from __future__ import annotations

import argparse
import io
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image, ImageDraw
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from benchmarks.material import lines, pairs
from pipeline.learn.pages import FONT_FOLDER, LEVELS, degrade, level_style

ISSUERS = (
    ("ỦY BAN NHÂN DÂN|TỈNH HÀ LÂM", "KH-UBND", "Hà Lâm", "CHỦ TỊCH", ""),
    ("UBND TỈNH NAM SƠN|SỞ Y TẾ", "KH-SYT", "Nam Sơn", "GIÁM ĐỐC", "UBND TỈNH NAM SƠN"),
    ("HUYỆN AN PHÚ|ỦY BAN NHÂN DÂN|XÃ BÌNH MINH", "KH-UBND", "Bình Minh", "CHỦ TỊCH", "HUYỆN AN PHÚ"),
)
TOPICS = ("Cải cách hành chính", "Chuyển đổi số", "Phát triển kinh tế - xã hội", "Bảo vệ môi trường")
# Layouts of task tables: is landscape, then (role, heading, width) of each column.
TASK_LAYOUTS: tuple[tuple[bool, tuple[tuple[str, str, float], ...]], ...] = (
    (
        False,
        (
            ("no", "TT", 1.0),
            ("task", "Nội dung công việc", 6.2),
            ("deadline", "Thời gian hoàn thành", 2.6),
            ("lead", "Đơn vị chủ trì", 3.1),
            ("coordination", "Đơn vị phối hợp", 3.6),
        ),
    ),
    (
        True,
        (
            ("no", "STT", 1.2),
            ("task", "Nhiệm vụ", 7.4),
            ("product", "Sản phẩm", 4.4),
            ("lead", "Cơ quan chủ trì", 3.4),
            ("coordination", "Cơ quan phối hợp", 3.9),
            ("deadline", "Thời gian thực hiện", 2.8),
            ("Ghi chú", "Ghi chú", 2.0),
        ),
    ),
    (
        False,
        (
            ("no", "TT", 1.0),
            ("task", "Nhiệm vụ, giải pháp", 8.5),
            ("lead", "Cơ quan chủ trì", 4.0),
            ("deadline", "Thời gian", 3.0),
        ),
    ),
    (
        True,
        (
            ("no", "Số TT", 1.3),
            ("task", "Nội dung thực hiện", 8.0),
            ("lead", "Đơn vị chủ trì thực hiện", 4.0),
            ("coordination", "Đơn vị phối hợp", 4.0),
            ("deadline", "Thời hạn hoàn thành", 3.0),
            ("product", "Kết quả/sản phẩm", 4.8),
        ),
    ),
)
INDICATOR_LAYOUTS: tuple[tuple[tuple[str, str, float], ...], ...] = (
    (
        ("code", "STT", 1.2),
        ("name", "Tiêu chí", 6.4),
        ("max", "Điểm tối đa", 1.7),
        ("result", "Kết quả năm {before}", 1.9),
        ("target", "Chỉ tiêu năm {year}", 1.9),
        ("lead", "Đơn vị chủ trì", 3.4),
    ),
    (
        ("code", "TT", 1.2),
        ("name", "Tên chỉ tiêu", 6.2),
        ("unit", "ĐVT", 1.7),
        ("result", "Thực hiện năm {before}", 2.0),
        ("target", "Kế hoạch năm {year}", 2.0),
        ("lead", "Cơ quan thực hiện", 3.4),
    ),
)


@dataclass
class Drawn:
    """A plan on its way: what is drawn, and its truth."""

    rng: random.Random
    year: int
    story: list[Any] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    tasks: list[dict[str, Any]] = field(default_factory=list)
    indicators: list[dict[str, Any]] = field(default_factory=list)

    def say(self, text: str, style: ParagraphStyle) -> Paragraph:
        self.words += text.replace("<br/>", " ").split()
        # What looks like an entity (TT&TT) is none.
        return Paragraph(text.replace("&", "&amp;"), style)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--plans", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    register_fonts()
    for number in range(options.plans):
        name = f"plan-{options.seed}-{number:02}"
        digital, truth, words = draw(random.Random(f"{options.seed}-{number}"), number)
        (options.folder / f"{name}.digital.pdf").write_bytes(digital)
        (options.folder / f"{name}.json").write_text(json.dumps(truth, ensure_ascii=False, indent=1), "utf-8")
        (options.folder / f"{name}.txt").write_text(words, "utf-8")
        for level in LEVELS:
            scan(digital, options.folder / f"{name}.{level}.pdf", level, random.Random(f"{name}-{level}"))


def register_fonts() -> None:
    for face, name in (("Regular", "T"), ("Bold", "TB"), ("Italic", "TI")):
        pdfmetrics.registerFont(TTFont(name, FONT_FOLDER / f"Tinos-{face}.ttf"))


def draw(rng: random.Random, number: int) -> tuple[bytes, dict[str, Any], str]:
    """A plan as PDF, its truth, and the words printed."""
    drawn = Drawn(rng, rng.choice([2023, 2024, 2025, 2026]))
    header = front(drawn)
    is_wide, layout = TASK_LAYOUTS[number % len(TASK_LAYOUTS)]
    appendix(drawn, 1, "DANH MỤC NHIỆM VỤ TRỌNG TÂM", is_wide, header)
    _task_table(drawn, layout)
    appendix(drawn, 2, "CÁC CHỈ TIÊU CHỦ YẾU", False, header)
    _indicator_table(drawn, INDICATOR_LAYOUTS[number % len(INDICATOR_LAYOUTS)], with_points=number % 3 == 0)
    truth = {"header": header, "tasks": drawn.tasks, "indicators": drawn.indicators}
    return printed(drawn.story), truth, " ".join(drawn.words)


def printed(story: list[Any]) -> bytes:
    """A PDF of what is to be drawn, on upright and wide pages."""
    packed = io.BytesIO()
    pages = BaseDocTemplate(packed, pagesize=A4, title="")
    for name, size in (("tall", A4), ("wide", landscape(A4))):
        frame = Frame(2.2 * cm, 1.8 * cm, size[0] - 4 * cm, size[1] - 3.6 * cm, 0, 0, 0, 0)
        pages.addPageTemplates(PageTemplate(name, [frame], onPage=page_number, pagesize=size))
    pages.build(story)
    return packed.getvalue()


def page_number(canvas: Any, document: Any) -> None:
    if document.page > 1:
        width, height = canvas._pagesize
        canvas.setFont("T", 12)
        canvas.drawCentredString(width / 2, height - 1.2 * cm, str(document.page))


def font(size: float = 13, face: str = "T", **more: Any) -> ParagraphStyle:
    return ParagraphStyle(f"{face}{size}{more}", fontName=face, fontSize=size, leading=size * 1.2, **more)


MIDDLE = {"alignment": TA_CENTER}
CENTRED = ("no", "deadline", "lead", "Ghi chú")


def front(drawn: Drawn, whose: tuple[int, int] | None = None, *, is_early: bool = False) -> dict[str, Any]:
    """Letterhead, title, body and signature.

    `whose` are the places of issuer and topic in their lists; a plan that `is_early` is of December before.
    """
    rng, year = drawn.rng, drawn.year
    issuer = rng.choice(ISSUERS)
    number, day, month = rng.randint(12, 380), rng.randint(10, 28), rng.randint(1, 12)
    topic = rng.choice(TOPICS)
    if whose:
        issuer, topic = ISSUERS[whose[0]], TOPICS[whose[1]]
    units, symbol, place, post, parent = issuer
    dated, month = (year - 1, 12) if is_early else (year, month)
    code = f"{number}/{symbol}"
    left = [
        drawn.say(unit, font(12, "TB" if unit not in parent else "T", **MIDDLE)) for unit in units.split("|")
    ]
    left.append(drawn.say(f"Số: {code}", font(12, **MIDDLE, spaceBefore=8)))
    right = [
        drawn.say("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", font(12, "TB", **MIDDLE)),
        drawn.say("Độc lập - Tự do - Hạnh phúc", font(12, "TB", **MIDDLE)),
        drawn.say(
            f"{place}, ngày {day} tháng {month:02} năm {dated}", font(12, "TI", **MIDDLE, spaceBefore=8)
        ),
    ]
    drawn.story.append(
        Table([[left, right]], [6.6 * cm, 10.6 * cm], style=[("VALIGN", (0, 0), (-1, -1), "TOP")])
    )
    title = f"{topic} năm {year}"
    drawn.story += [
        Spacer(1, 14),
        drawn.say("KẾ HOẠCH", font(14, "TB", **MIDDLE)),
        drawn.say(title, font(14, "TB", **MIDDLE)),
        Spacer(1, 12),
    ]
    prose = lines("prose.txt")
    body = font(13, alignment=TA_JUSTIFY, firstLineIndent=1 * cm, spaceAfter=5)
    drawn.story.append(
        drawn.say(
            f"Thực hiện Quyết định số {rng.randint(100, 999)}/QĐ-TTg ngày 15/7/{year - 1} của Thủ tướng "
            f"Chính phủ, đơn vị ban hành Kế hoạch như sau:",
            body,
        )
    )
    for numeral, heading in zip(
        ("I", "II", "III"), ("MỤC ĐÍCH, YÊU CẦU", "NỘI DUNG", "TỔ CHỨC THỰC HIỆN"), strict=True
    ):
        drawn.story.append(drawn.say(f"{numeral}. {heading}", font(13, "TB", spaceBefore=6, spaceAfter=4)))
        drawn.story += [drawn.say(text, body) for text in rng.sample(prose, rng.randint(2, 4))]
    drawn.story.append(
        drawn.say("Trên đây là Kế hoạch của đơn vị, đề nghị các cơ quan tổ chức thực hiện./.", body)
    )
    small = font(11)
    recipients = [drawn.say("Nơi nhận:", font(11, "TB"))]
    recipients += [drawn.say(f"- {unit};", small) for unit in ("Như trên", "Thường trực HĐND", "Lưu: VT")]
    signed = [drawn.say(text, font(13, "TB", **MIDDLE)) for text in ("TM. ỦY BAN NHÂN DÂN", post)]
    signed += [Spacer(1, 46), drawn.say("Nguyễn Văn Bình", font(13, "TB", **MIDDLE))]
    drawn.story.append(
        Table([[recipients, signed]], [8 * cm, 9 * cm], style=[("VALIGN", (0, 0), (-1, -1), "TOP")])
    )
    return {
        "issuer": " ".join(unit for unit in units.split("|") if unit not in parent),
        "number": code,
        "place": place,
        "date": f"{dated}-{month:02}-{day:02}",
        "doc_type": "Kế hoạch",
        "title": title,
    }


def appendix(drawn: Drawn, number: int, title: str, is_wide: bool, header: dict[str, Any]) -> None:
    drawn.story += [
        NextPageTemplate("wide" if is_wide else "tall"),
        PageBreak(),
        drawn.say(f"PHỤ LỤC {number}", font(13, "TB", **MIDDLE)),
        drawn.say(title, font(13, "TB", **MIDDLE)),
        drawn.say(f"(Kèm theo Kế hoạch số {header['number']})", font(12, "TI", **MIDDLE)),
        Spacer(1, 10),
    ]


def _task_table(drawn: Drawn, layout: tuple[tuple[str, str, float], ...]) -> None:
    rng = drawn.rng
    size = rng.choice([10, 11, 12])
    plain, middle = font(size), font(size, **MIDDLE)
    bold = font(size, "TB", **MIDDLE)
    cells: list[list[Any]] = [[drawn.say(heading, bold) for _, heading, _ in layout]]
    style: list[Any] = []
    groups = rng.sample(lines("groups.txt"), rng.randint(2, 4))
    tasks = iter(rng.sample(pairs("tasks.txt"), 30))
    numeral = rng.choice([("I", "II", "III", "IV"), ("A", "B", "C", "D")])
    goes_on, has_merged = rng.random() < 0.5, rng.random() < 0.4
    roles = [role for role, _, _ in layout]
    no = 0
    for marker, group in zip(numeral, groups, strict=False):
        style.append(("SPAN", (1, len(cells)), (-1, len(cells))))
        cells.append([drawn.say(marker, bold), drawn.say(group, font(size, "TB")), *[""] * (len(layout) - 2)])
        no = no if goes_on else 0
        first = len(cells)
        owners: list[int] = []
        for place in range(rng.randint(3, 7)):
            text, product = next(tasks)
            no += 1
            # Where units lead several tasks their cells are merged.
            is_merged = has_merged and place > 0 and rng.random() < 0.25
            owners.append(owners[-1] if is_merged else place)
            task = {
                "appendix": 1,
                "no": str(no),
                "group": [f"{marker} {group}"],
                "task": filled(text, drawn),
                "product": product,
                "deadline": filled(rng.choice(lines("deadlines.txt")), drawn),
                "lead": drawn.tasks[-1]["lead"] if is_merged else rng.choice(lines("units.txt")),
                "coordination": ", ".join(rng.sample(lines("units.txt"), rng.choice([0, 1, 1, 2, 2]))),
            }
            shown = {**task, "Ghi chú": rng.choice(["", "", "Mới"]), **({"lead": ""} if is_merged else {})}
            cells.append(
                [drawn.say(str(shown[role]), middle if role in CENTRED else plain) for role in roles]
            )
            drawn.tasks.append({key: task[key] for key in ("appendix", "group", *roles) if key in task})
        if has_merged:
            column = roles.index("lead")
            for owner in set(owners):
                last = len(owners) - 1 - owners[::-1].index(owner)
                style.append(("SPAN", (column, first + owner), (column, first + last)))
    drawn.story.append(ruled(cells, [width for _, _, width in layout], style))


def _indicator_table(drawn: Drawn, layout: tuple[tuple[str, str, float], ...], *, with_points: bool) -> None:
    rng = drawn.rng
    size = rng.choice([10, 11, 12])
    bold = font(size, "TB", **MIDDLE)
    cells: list[list[Any]] = [[drawn.say(filled(heading, drawn), bold) for _, heading, _ in layout]]
    has_maximum = any(role == "max" for role, _, _ in layout)
    style: list[Any] = []
    names = iter(rng.sample(pairs("indicators.txt"), 20) * 2)
    for top in range(1, rng.randint(4, 6)):
        children = rng.randint(2, 4)
        parts = [_numbers(rng, has_maximum) for _ in range(children)]
        # In a table of points a row is the sum of the rows under it.
        whole = {key: round(sum(part[key] for part in parts), 2) for key in parts[0]}
        rows = [(f"{top}", whole), *((f"{top}.{n}", part) for n, part in enumerate(parts, 1))]
        lead = rng.choice(lines("units.txt"))
        first = len(cells)
        for number, (code, values) in enumerate(rows):
            name, unit = next(names)
            if number == 0:
                name = name.upper()
            truth: dict[str, Any] = {
                "appendix": 2,
                "code": code,
                "name": name,
                "lead": "" if number == 0 else lead,
            }
            if not has_maximum:
                truth["unit"] = unit
            truth["max"] = values["max"] if has_maximum else None
            truth["values"] = [
                {"measure": measure, "year": drawn.year - (measure == "result"), "value": values[measure]}
                for measure in ("result", "target")
            ]
            shown = {**{key: _written(value, with_points) for key, value in values.items()}, "unit": unit}
            shown |= {"code": code, "name": name, "lead": lead if number == 1 else ""}
            face = "TB" if number == 0 else "T"
            cells.append(
                [
                    drawn.say(shown[role], font(size, face, **({} if role == "name" else MIDDLE)))
                    for role, _, _ in layout
                ]
            )
            drawn.indicators.append(truth)
        style.append(("SPAN", (len(layout) - 1, first + 1), (len(layout) - 1, len(cells) - 1)))
    drawn.story.append(ruled(cells, [width for _, _, width in layout], style))


def _numbers(rng: random.Random, has_maximum: bool) -> dict[str, float]:
    if not has_maximum:
        result = round(rng.uniform(1, 99), rng.choice([0, 1, 2]))
        return {"result": result, "target": round(result + rng.choice([0.5, 1, 2.25]), 2)}
    top = rng.choice([1.0, 1.5, 2.0, 2.5, 3.0])
    result = round(top * rng.choice([0.8, 0.9, 0.96, 1.0]), 2)
    return {"max": top, "result": result, "target": round(min(top, result + 0.1), 2)}


def _written(value: float, with_points: bool) -> str:
    text = f"{value:g}"
    return text if with_points else text.replace(".", ",")


def ruled(cells: list[list[Any]], widths: list[float], style: list[Any]) -> Table:
    table = Table(cells, [width * cm for width in widths], repeatRows=1)
    table.setStyle(
        TableStyle([("GRID", (0, 0), (-1, -1), 0.6, "black"), ("VALIGN", (0, 0), (-1, -1), "MIDDLE"), *style])
    )
    return table


def filled(text: str, drawn: Drawn) -> str:
    return text.replace("{year}", str(drawn.year)).replace("{before}", str(drawn.year - 1))


def scan(digital: bytes, path: Path, level: str, rng: random.Random) -> None:
    """The PDF as a scanner gives it: one picture a page, no text; landscape pages upright or lying."""
    pages = list(_pictures(digital, level, rng))
    pages[0][0].save(
        path, "PDF", save_all=True, append_images=[image for image, _ in pages[1:]], resolution=pages[0][1]
    )


def _pictures(digital: bytes, level: str, rng: random.Random) -> Iterator[tuple[Image.Image, int]]:
    style = level_style(level, rng)
    for page in pypdfium2.PdfDocument(digital):
        image = page.render(scale=style.dpi / 72).to_pil().convert("L")
        if level == "bad":
            image = _stamped(image.convert("RGB"), style.dpi, rng)
        yield degrade(image, style, rng), style.dpi


def _stamped(image: Image.Image, dpi: int, rng: random.Random) -> Image.Image:
    """A page with a round red stamp on it."""
    draw = ImageDraw.Draw(image)
    radius = dpi * 0.7
    x, y = rng.uniform(0.3, 0.8) * image.width, rng.uniform(0.1, 0.3) * image.height
    for inset in (0, dpi * 0.08):
        draw.ellipse(
            (x - radius + inset, y - radius + inset, x + radius - inset, y + radius - inset),
            outline=(205, 60, 70),
            width=max(dpi // 60, 2),
        )
    return image


if __name__ == "__main__":
    main()
