"""What a user would pick instead: pyvi's accents on stripped text, symspellpy with a Vietnamese word list.

Rows of the table of benchmarks.restore, on the same texts in the same run. Both are only needed here:
`pip install pyvi symspellpy`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from benchmarks import restore
from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.language import LanguageModel
from tests.conftest import DATA, SAMPLE

_WORD = re.compile(r"[^\W\d_]+")
LIST_SIZE = 10_000_000


def others(corpus: Path, folder: Path) -> Iterator[str]:
    """Wrong words of each program on the sample, on office pages and on stripped text."""
    truth = (DATA / "ke-hoach-78-2024.gold.txt").read_text(encoding="utf-8").split("\n")
    read = SAMPLE.read_text(encoding="utf-8").split("\n")
    pages = [(t, r) for t, r, _ in restore.read_pages(folder, "office-[0-9]*", "eng", str)]
    texts = restore.held_out(corpus)
    sets = {
        "the sample": list(zip(truth, read, strict=False)),
        "eng, office": pages,
        "all marks stripped": [(text, restore.stripped(text)) for text in texts],
    }
    programs: dict[str, Callable[[str], str]] = {"pyvi": _pyvi, "symspellpy": _symspell}
    for program, mend in programs.items():
        for name, pairs in sets.items():
            yield restore.row(f"{program}: {name}", ((t, r, mend(r)) for t, r in pairs))


def _pyvi(text: str) -> str:
    from pyvi import ViUtils

    return "\n".join(_accented(ViUtils.add_accents, line) for line in restore.stripped(text).split("\n"))


def _accented(add_accents: Callable[[str], str], line: str) -> str:
    try:
        return add_accents(line) if line.strip() else line
    except Exception:
        # It fails on some lines of signs; they stay as they are.
        return line


def _symspell(text: str) -> str:
    return _WORD.sub(lambda match: _nearest(match.group()), text)


@cache
def _nearest(word: str) -> str:
    from symspellpy import Verbosity

    found = _list().lookup(word.lower(), Verbosity.TOP, max_edit_distance=2, include_unknown=True)
    return str(found[0].term)


@cache
def _list():  # type: ignore[no-untyped-def]
    from symspellpy import SymSpell

    language, list_ = LanguageModel.load(), SymSpell(max_dictionary_edit_distance=2)
    for word in dictionaries.lines("syllables.txt"):
        share = 2.718281828 ** -float(language._word_costs[language.id(word)])
        list_.create_dictionary_entry(word, 1 + int(LIST_SIZE * share))
    return list_
