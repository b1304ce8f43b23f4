"""Quality and speed of restoring: `python -m benchmarks.restore CORPUS PAGES [--only WHAT ...]`.

PAGES is a folder made by benchmarks.pages from the same corpus. With `--only others` the same is measured
of what a user would pick instead (benchmarks.others). Everything but the sample is text of the
corpus's held-out part, of which nothing was learned. Wrong words: edit distance over words in lower case
without punctuation, tokens with digits left aside, against the number of words printed.
"""

from __future__ import annotations

import argparse
import platform
import random
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from benchmarks.reliability import reliability
from pipeline.learn import corpus
from pipeline.read.text import parse_text
from pipeline.restoration import restore
from pipeline.vietnamese.tokens import normalise
from tests.conftest import DATA, SAMPLE
from tests.measure import folded

SAMPLE_PARTS = {"whole": (0, 961), "body": (0, 121), "task table": (121, 531), "indicators": (531, 961)}
VOWELS = "aeiouy"
PARAGRAPHS_A_PAGE = 12

Restorer = Callable[[str], str]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("pages", type=Path)
    rows = {"sample": sample, "pages": pages, "vie": vietnamese_model, "text": plain_text}
    rows |= {"speed": speed, "reliability": reliability, "others": _others}
    parser.add_argument(
        "--only", nargs="+", choices=rows, default=[name for name in rows if name != "others"]
    )
    options = parser.parse_args()
    print(f"{platform.machine()}, Python {platform.python_version()}, one core\n")
    print("| input | n | before | after |\n|---|---|---|---|")
    for name in options.only:
        for row in rows[name](options.corpus, options.pages):
            print(f"| {row} |", flush=True)


def sample(_corpus: Path, _pages: Path) -> Iterator[str]:
    """The sample, line by line with its truth."""
    truth = (DATA / "ke-hoach-78-2024.gold.txt").read_text(encoding="utf-8").split("\n")
    read = parse_text(SAMPLE.read_text(encoding="utf-8")).text
    restored = ours(read).split("\n")
    for name, part in SAMPLE_PARTS.items():
        here = slice(*part)
        yield row(f"sample, {name}", zip(truth[here], read.split("\n")[here], restored[here], strict=False))


def pages(_corpus: Path, folder: Path) -> Iterator[str]:
    """Pages read by the English model, and pages in a font and by a model of which nothing was learned."""
    for level in ("clean", "office", "bad"):
        yield row(f"eng, {level}", read_pages(folder, f"{level}-[0-9]*", "eng"))
    for level in ("clean", "office", "bad"):
        yield row(f"unseen model and font, {level}", read_pages(folder, f"{level}-unseen-*", "ita"))


def vietnamese_model(_corpus: Path, folder: Path) -> Iterator[str]:
    """The same pages read by the model for Vietnamese; no page may become worse."""
    for level in ("clean", "office", "bad"):
        found = list(read_pages(folder, f"{level}-[0-9]*", "vie"))
        worse = sum(wrong(t, after)[0] > wrong(t, before)[0] for t, before, after in found)
        yield row(f"vie, {level} ({worse} of {len(found)} pages made worse)", found)


def plain_text(path: Path, _pages: Path) -> Iterator[str]:
    """Text without marks, with vowels missing, and clean text."""
    damages: dict[str, Callable[[str], str]] = {
        "all marks stripped": stripped,
        "5 % of vowels missing": without_vowels,
        "clean": str,
    }
    texts = held_out(path)
    for name, damage in damages.items():
        damaged = [damage(text) for text in texts]
        yield row(name, zip(texts, damaged, map(ours, damaged), strict=True))


def speed(path: Path, folder: Path) -> Iterator[str]:
    """Words a second on text that the process has not seen, seconds to load, memory at most."""
    script = (
        "import resource, sys, time\n"
        "start = time.perf_counter()\n"
        "from pipeline.read.text import parse_text\n"
        "from pipeline.restoration import restore\n"
        "restore(parse_text('Thuc hien ke hoach cai cach hanh chinh'))\n"
        "loaded = time.perf_counter()\n"
        "document = parse_text(sys.stdin.read())\n"
        "begun = time.perf_counter()\n"
        "restore(document)\n"
        "rate = sum(1 for _ in document.words) / (time.perf_counter() - begun)\n"
        "peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024\n"
        "print(f'{rate:,.0f} words/s | loads in {loaded - start:.2f} s, {peak:.0f} MB at most')\n"
    )
    garbled = [p.read_text(encoding="utf-8") for p in sorted(folder.glob("*[0-9].eng.txt"))]
    texts = {
        "speed, OCR text": "\f".join(garbled),
        "speed, stripped text": stripped("\n".join(corpus.sample(path, 300, 4, held_out=True))),
        "speed, the sample": SAMPLE.read_text(encoding="utf-8"),
    }
    for name, text in texts.items():
        done = subprocess.run(
            [sys.executable, "-c", script], input=text, capture_output=True, text=True, check=True
        )
        yield f"{name} | {len(text.split())} | {done.stdout.strip()}"


def ours(text: str) -> str:
    return restore(parse_text(text)).text


def row(name: str, compared: Iterable[tuple[str, str, str]]) -> str:
    """A line of the table from (printed, read, restored) texts."""
    before = after = total = 0
    for truth, read, restored in compared:
        before += wrong(truth, read)[0]
        errors, words = wrong(truth, restored)
        after, total = after + errors, total + words
    return f"{name} | {total} | {before / total:.2%} | {after / total:.2%}"


def wrong(truth: str, read: str) -> tuple[int, int]:
    """Wrong words, and words."""
    printed = _plain_words(truth)
    return Levenshtein.distance(printed, _plain_words(read)), len(printed)


def _plain_words(text: str) -> list[str]:
    return [normalise(w) for w in folded(text).split() if not any(letter.isdigit() for letter in w)]


def read_pages(
    folder: Path, pattern: str, model: str, mend: Restorer = ours
) -> Iterator[tuple[str, str, str]]:
    """(printed, read, mended) texts of the pages that a pattern names, read by a model."""
    for path in sorted(folder.glob(f"{pattern}.{model}.txt")):
        truth = path.with_name(path.name.replace(f".{model}.", ".truth.")).read_text(encoding="utf-8")
        read = path.read_text(encoding="utf-8")
        yield truth, read, mend(read)


def held_out(path: Path) -> list[str]:
    """Pages of plain text of which nothing was learned."""
    texts = corpus.sample(path, 1200, 3, held_out=True)
    starts = range(0, len(texts), PARAGRAPHS_A_PAGE)
    return ["\n".join(texts[start : start + PARAGRAPHS_A_PAGE]) for start in starts]


def _others(path: Path, folder: Path) -> Iterator[str]:
    from benchmarks.others import others

    yield from others(path, folder)


def stripped(text: str) -> str:
    """The text without any mark: đ and all accents gone."""
    letters = unicodedata.normalize("NFD", text).replace("đ", "d").replace("Đ", "D")
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def without_vowels(text: str, share: float = 0.05, seed: int = 7) -> str:
    """The text with a share of its vowels missing, marks and all, each word keeping one letter at least."""
    rng = random.Random(seed)
    kept = []
    for word in text.split(" "):
        left = "".join(
            letter
            for letter in word
            if stripped(letter).lower() not in tuple(VOWELS) or rng.random() >= share
        )
        kept.append(left if any(letter.isalnum() for letter in left) else word)
    return " ".join(kept)


if __name__ == "__main__":
    main()
