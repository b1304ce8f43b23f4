"""Texts that restoring had in pieces, restored once more now that they are whole.

Where columns stand side by side each line has pieces of several cells: what goes before a word there is the
word of another cell. Once it is known what a cell holds, its words are neighbours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.document import Line, Word
from pipeline.restoration.pages import BADLY, UNTOUCHED
from pipeline.restoration.repairs import OF_WHOLE_TEXTS, Situation, repaired
from pipeline.settings import Settings
from pipeline.vietnamese.quality import judge


def restore_texts(texts: Sequence[Sequence[Word]], settings: Settings) -> list[list[Word]]:
    """The texts restored anew from what was read, word by word; texts that are hardly damaged stay.

    Words that come out as before stay as they are, those that were restored to one word stay one.
    """
    damage = judge(word.raw for text in texts for word in text)
    if damage not in BADLY:
        return [list(text) for text in texts]
    lines = [_as_line(number, text) for number, text in enumerate(texts)]
    at = Situation(settings.lexicon, damage={0: damage})
    done = repaired(lines, OF_WHOLE_TEXTS, at, settings.repairs_off)
    return [_with_new(text, line.words) for text, line in zip(texts, done, strict=True)]


def _as_line(number: int, text: Sequence[Word]) -> Line:
    """A text as a line of its own, its words as they were read."""
    words = [Word(read, read, 0, number, place, place + len(read)) for _, read, place in _as_read(text)]
    return Line(number, 0, " ".join(word.raw for word in words), tuple(words), cell=number)


def _as_read(text: Sequence[Word]) -> Iterator[tuple[Word, str, int]]:
    """The words of a text, each as it is restored anew, and where it begins on its line."""
    place = 0
    for word in text:
        # What was read in two parts and is one word is no longer parted.
        read = word.text if " " in word.raw else word.raw
        yield word, read, place
        place += len(read) + 1


def _with_new(text: Sequence[Word], restored: Sequence[Word]) -> list[Word]:
    """The words of a text, with what they were restored to; two that would become one stay as they are."""
    new = {word.start: word for word in restored}
    words = []
    for word, read, place in _as_read(text):
        found = new.get(place)
        is_new = found is not None and found.end == place + len(read) and found.text not in ("", word.text)
        words.append(_changed(word, found) if found and is_new else word)
    return words


def _changed(word: Word, found: Word) -> Word:
    return replace(
        word,
        text=found.text,
        confidence=min(found.confidence, UNTOUCHED),
        note=found.note,
        alternatives=found.alternatives,
        repair=found.repair,
    )
