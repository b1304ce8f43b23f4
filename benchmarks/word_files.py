"""Whether all words of Word files are in their plans: `python -m benchmarks.word_files FOLDER [-v]`.

Takes every .docx of a folder and below. The words are those of the file's own XML, as a reader sees them:
without what was deleted, hidden or struck out, without headers and footers. Prints those in no value of the
plan and not among what it says is left over; a word that is printed twice has to be there twice.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from lxml import etree

from pipeline.conversion import convert
from pipeline.emit import load_plan
from pipeline.errors import KehoachError
from pipeline.plan import Plan
from pipeline.printed import new_groups

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
UNSEEN = ("del", "moveFrom", "instrText", "delText")
HIDDEN = ("vanish", "webHidden", "strike", "dstrike")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--plans", type=Path, help="an output folder with the plans, converted before")
    parser.add_argument("-v", "--verbose", action="store_true", help="show the words that are nowhere")
    options = parser.parse_args()
    total = lost = 0
    for path in sorted(options.folder.rglob("*.docx")):
        name = path.parent.name if path.stem == "source" else path.stem
        kept = options.plans / name / "plans" / f"{path.stem}.json" if options.plans else None
        try:
            plan = load_plan(kept) if kept else convert(path)[0]
        except KehoachError as error:
            print(error)
            continue
        words = printed(path)
        missing = words - said(plan)
        total += words.total()
        lost += missing.total()
        if options.verbose and missing:
            print(name, missing.total(), dict(missing.most_common(12)), sep="\t")
    print(f"{total} words, {lost} nowhere: {1 - lost / max(total, 1):.3%} found")


def printed(path: Path) -> Counter[str]:
    """The words of the body of a Word file and of its notes."""
    with ZipFile(path) as parts:
        names = [n for n in ("document", "footnotes", "endnotes") if f"word/{n}.xml" in parts.namelist()]
        roots = [etree.fromstring(parts.read(f"word/{name}.xml")) for name in names]
    return _words(" ".join(_text(paragraph) for root in roots for paragraph in root.iter(f"{W}p")))


def _text(paragraph: Any) -> str:
    """What one paragraph shows; those inside it, of text boxes, are for themselves."""
    return "".join(_shown(paragraph))


def _shown(node: Any) -> Iterator[str]:
    for child in node:
        if child.tag in (FALLBACK, *(W + name for name in UNSEEN)) or child.tag == f"{W}p":
            continue
        if child.tag == f"{W}r" and _is_hidden(child):
            continue
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in (f"{W}tab", f"{W}br", f"{W}cr"):
            yield " "
        elif child.tag == f"{W}noBreakHyphen":
            yield "-"
        else:
            yield from _shown(child)


def _is_hidden(run: Any) -> bool:
    look = run.find(f"{W}rPr")
    if look is None:
        return False
    marks = (look.find(W + name) for name in HIDDEN)
    return any(mark is not None and mark.get(f"{W}val") not in ("0", "false", "off") for mark in marks)


def said(plan: Plan) -> Counter[str]:
    """The words of all values of a plan and of what is left over, each as often as the plan has it."""
    whole = json.loads(plan.model_dump_json(exclude={"warnings", "settled", "source"}))
    # A heading over rows is printed once above them, and stands in the plan with each.
    paths = [row.group for row in plan.tasks]
    headings = (one for above, path in pairwise([(), *paths]) for one in new_groups(path, above))
    return _words(" ".join((*_strings(whole), *headings)))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        yield from (text for one in value for text in _strings(one))
    elif isinstance(value, dict):
        # Of rows only numbers are nowhere as they were read; headings and units are there once more. What the
        # header normalises (a date, a number left blank) is so too.
        proofs = value.get("evidence", {})
        own = {} if "issuer" in value else {**value, **value.get("extra", {})}
        yield from (one["raw"] for name, one in proofs.items() if name not in own)
        yield from value.get("extra", {})
        kept = (
            one for name, one in value.items() if name not in ("evidence", "group") and name[-6:] != "_units"
        )
        yield from (text for one in kept for text in _strings(one))


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower()))


if __name__ == "__main__":
    main()
