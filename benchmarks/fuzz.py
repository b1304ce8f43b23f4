"""Damaged files: none of them may crash the program or keep it busy for more than a minute.

    python -m benchmarks.fuzz --count 20000 --jobs 8 [--only txt png]

Each mutant is a plan as text, Word file, PDF or picture with some of its bytes or words changed, the same for
the same number. Pictures are read by an engine of no cost, so that what is tried is ours. Mutants that fail
are kept in a folder, with what went wrong.
"""

from __future__ import annotations

import argparse
import io
import random
import signal
import tempfile
import time
import traceback
import zipfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from itertools import count as counter
from itertools import islice
from pathlib import Path

from PIL import Image, ImageDraw

from pipeline.conversion import convert
from pipeline.errors import KehoachError
from pipeline.scan.clean import Picture
from pipeline.scan.engine import Layout, Reading
from pipeline.settings import Settings

ROOT = Path(__file__).parents[1]
# The most seconds of a processor that one mutant may take: beside other work a clock tells nothing.
SECONDS = 60
# Words that programs stumble over, each put in anywhere.
ODD = (
    "²", "3¹", "①", "50a", "1.²", "5" * 5000, "1" * 22 + "a", "A" * 40, "I" * 60, "12/" + "A" * 30, "\x00",
    "\x1b[31m", "\u202e", "\u0301" * 40, "((((((((", "|||||||||", "-", "…", "ngày 31 tháng 02 năm 2024",
    "Quý V", "Tháng 13/0000", "PHỤ LỤC ²", "Điều 0.", "XLIX.", "LX.", "9" * 12 + " tỷ", "năm 9999",
    "Nơi nhận:", "PHỤ LỤC", "\ufeff", "𝟙𝟚", "١٢٣",
)  # fmt: skip


class TooLong(BaseException):
    """A mutant took its time; no handler of the program's may catch it."""


class NoCost:
    """An engine that reads the same few words on every picture."""

    name = "no cost"

    def read(self, picture: Picture, dpi: int, layout: Layout, language: str = "vie") -> list[Reading]:
        high, wide = picture.shape[:2]
        words = ["TT", "Nội", "dung", "nhiệm", "vụ", "1", "Rà", "soát", "²", "50a"]
        step = wide / len(words)
        return [
            Reading(word, step * place, high * 0.4, step * place + step / 2, high * 0.6, 0.5)
            for place, word in enumerate(words)
        ]


@cache
def _text() -> str:
    return (ROOT / "tests" / "data" / "clean-plan.txt").read_text(encoding="utf-8")


@cache
def _word() -> dict[str, bytes]:
    with zipfile.ZipFile(ROOT / "samples" / "ke-hoach-61-2023.docx") as file:
        parts = {name: file.read(name) for name in file.namelist()}
    body = parts["word/document.xml"]
    # Its letterhead, its first sections and the first rows of a table are enough, and quick.
    rows = [place for place in range(len(body)) if body.startswith(b"</w:tr>", place)]
    end = body.rindex(b"<w:sectPr")
    parts["word/document.xml"] = body[: rows[min(12, len(rows) - 1)] + 7] + b"</w:tbl>" + body[end:]
    return parts


@cache
def _pdf() -> bytes:
    return (ROOT / "tests" / "data" / "plan.digital.pdf").read_bytes()


@cache
def _picture() -> bytes:
    page = Image.new("L", (620, 877), 255)
    draw = ImageDraw.Draw(page)
    for place in range(10):
        draw.line((60, 100 + 60 * place, 560, 100 + 60 * place), 0, 2)
        draw.text((70, 120 + 60 * place), f"{place} KE HOACH 2024", 0)
    for place in (60, 120, 400, 560):
        draw.line((place, 100, place, 640), 0, 2)
    file = io.BytesIO()
    page.save(file, "PNG", dpi=(75, 75))
    return file.getvalue()


def bytes_changed(data: bytes, chance: random.Random) -> bytes:
    """Some bytes changed, cut out, doubled or cut off."""
    found = bytearray(data)
    for _ in range(chance.choice((1, 2, 5, 30))):
        if not found:
            break
        place, length = chance.randrange(len(found)), chance.choice((1, 4, 50, 1000))
        match chance.randrange(5):
            case 0:
                found[place] = chance.randrange(256)
            case 1:
                del found[place : place + length]
            case 2:
                found[place:place] = found[place : place + length]
            case 3:
                found[place : place + length] = chance.randbytes(min(length, len(found) - place))
            case _:
                if chance.random() < 0.2:
                    del found[place:]
    return bytes(found)


def words_changed(text: str, chance: random.Random, apart: str = " ") -> str:
    """Some words replaced by odd ones, doubled, left out, moved."""
    words = text.split(apart)
    for _ in range(chance.choice((1, 3, 10, 40))):
        place, other = chance.randrange(len(words)), chance.randrange(len(words))
        match chance.randrange(4):
            case 0:
                words[place] = chance.choice(ODD)
            case 1:
                words[place:place] = words[place : place + chance.choice((1, 5, 40))]
            case 2:
                del words[place : place + chance.choice((1, 5))]
                words = words or [""]
            case _:
                words[place], words[other % len(words)] = words[other % len(words)], words[place % len(words)]
    return apart.join(words)


def _text_mutant(chance: random.Random) -> bytes:
    if chance.random() < 0.2:
        return bytes_changed(_text().encode(), chance)
    lines = words_changed(_text(), chance, "\n") if chance.random() < 0.5 else _text()
    return words_changed(lines, chance).encode()


def _word_mutant(chance: random.Random) -> bytes:
    parts = dict(_word())
    name = chance.choice((*["word/document.xml"] * 4, *parts))
    data = parts[name]
    if chance.random() < 0.5:
        # Elements as words: tags go missing, are doubled, are filled with odd words.
        parts[name] = words_changed(
            data.decode("utf-8", "replace"), chance, chance.choice((">", "<w:", '"'))
        ).encode()
    elif chance.random() < 0.5:
        parts[name] = bytes_changed(data, chance)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for one, content in parts.items():
            archive.writestr(zipfile.ZipInfo(one), content, zipfile.ZIP_DEFLATED)
    whole = file.getvalue()
    return bytes_changed(whole, chance) if chance.random() < 0.3 else whole


MUTANTS: dict[str, Callable[[random.Random], bytes]] = {
    "txt": _text_mutant,
    "docx": _word_mutant,
    "pdf": lambda chance: bytes_changed(_pdf(), chance),
    "png": lambda chance: bytes_changed(_picture(), chance),
}


def numbers_of(kinds: Iterable[str], first: int, count: int) -> Iterator[int]:
    """The numbers of so many mutants of some kinds, from the first on."""
    places = {place for place, kind in enumerate(MUTANTS) if kind in kinds}
    return islice((number for number in counter(first) if number % len(MUTANTS) in places), count)


def mutant(number: int) -> tuple[str, bytes]:
    """The kind and the bytes of a mutant."""
    kind = tuple(MUTANTS)[number % len(MUTANTS)]
    return kind, MUTANTS[kind](random.Random(number))


def fault(path: Path, seconds: float = SECONDS) -> str:
    """What is wrong with how a file is converted: a crash, or that it takes too long; "" for nothing."""
    start = time.process_time()
    signal.signal(signal.SIGPROF, _too_long)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        convert(path, Settings(second_engine="none"), NoCost)
    except KehoachError:
        return ""
    except TooLong:
        return f"not done after {time.process_time() - start:.0f} s: {_place()}"
    except Exception as error:
        return f"{type(error).__name__}: {str(error)[:200]}: {_place()}"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return ""


def _too_long(*_: object) -> None:
    raise TooLong


def _place() -> str:
    lines = [line.strip() for line in traceback.format_exc().splitlines() if "/pipeline/" in line]
    return lines[-1] if lines else "outside"


def tried(number: int, keep: Path | None = None) -> tuple[int, str, float]:
    """A mutant's number, what is wrong with it, the seconds it took."""
    kind, data = mutant(number)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"mutant-{number}.{kind}")
        path.write_bytes(data)
        start = time.process_time()
        wrong = fault(path)
        if wrong and keep:
            (keep / path.name).write_bytes(data)
    return number, wrong, time.process_time() - start


def run(numbers: Iterable[int], jobs: int, keep: Path) -> Iterator[tuple[int, str, float]]:
    keep.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(jobs) as pool:
        yield from pool.map(partial(tried, keep=keep), numbers, chunksize=10)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--first", type=int, default=0, help="the number of the first mutant")
    parser.add_argument("--only", nargs="+", choices=MUTANTS, default=[*MUTANTS], help="kinds of files")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--keep", type=Path, default=Path("fuzz"), help="where mutants that fail are kept")
    options = parser.parse_args()
    wrong, longest = 0, 0.0
    numbers = numbers_of(options.only, options.first, options.count)
    for number, what, seconds in run(numbers, options.jobs, options.keep):
        longest = max(longest, seconds)
        if what:
            wrong += 1
            print(f"{number}\t{what}", flush=True)
    print(f"{options.count} mutants, {wrong} failed, the longest took {longest:.1f} s")
    raise SystemExit(bool(wrong))


if __name__ == "__main__":
    main()
