"""Texts that restoring had in pieces, restored once more now that they are whole.

Where columns stand side by side each line has pieces of several cells: what goes before a word there is the
word of another cell. Once it is known what a cell holds, its words are neighbours.
"""

from __future__ import annotations

from collections.abc import Sequence
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
    words, place = [], 0
    for word in text:
        is_joined = " " in word.raw
        read = word.text if is_joined else word.raw
        words.append(Word(read, read, 0, number, place, place + len(read)))
        place += len(read) + 1
    return Line(number, 0, " ".join(word.raw for word in words), tuple(words), cell=number)


def _with_new(text: Sequence[Word], restored: Sequence[Word]) -> list[Word]:
    """The words of a text, with what they were restored to; two that would become one stay as they are."""
    new = {word.start: word for word in restored}
    words, place = [], 0
    for word in text:
        length = len(word.text if " " in word.raw else word.raw)
        found = new.get(place)
        is_same = found is None or found.end != place + length or found.text == word.text
        words.append(word if found is None or is_same or not found.text else _changed(word, found))
        place += length + 1
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
