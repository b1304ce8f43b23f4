"""The repairs of restoring, by name: each a pure function of lines, in the order in which they are made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.document import Line, Word
from pipeline.restoration.capitals import in_context, with_capitals
from pipeline.restoration.homoglyphs import with_own_letters
from pipeline.restoration.legacy import with_unicode
from pipeline.restoration.light import with_sure_changes
from pipeline.restoration.names import with_names
from pipeline.restoration.pages import BADLY, with_words_decoded
from pipeline.restoration.parted import with_syllables_joined
from pipeline.restoration.phrases import with_phrases
from pipeline.restoration.smears import without_smears
from pipeline.restoration.spaced import with_letters_joined
from pipeline.vietnamese.quality import Damage

JOINT = "+"


@dataclass(frozen=True, slots=True)
class Situation:
    """What repairs may know besides the lines.

    `lexicon` are words and phrases of the user's, `by_ocr` the pages that were read from pictures just now.
    `damage` says how pages were damaged: it is known once their letters are in order.
    """

    lexicon: tuple[str, ...] = ()
    by_ocr: frozenset[int] = frozenset()
    damage: Mapping[int, Damage] = field(default_factory=dict)

    @property
    def words(self) -> tuple[str, ...]:
        """The single words of the user's."""
        return tuple(entry for entry in self.lexicon if " " not in entry)

    @property
    def is_bad(self) -> bool:
        """Whether any page is badly damaged."""
        return not set(BADLY).isdisjoint(self.damage.values())


Repair = Callable[[Sequence[Line], Situation], Sequence[Line]]

# What puts letters in order, whatever the words are: made before the damage of pages is judged.
OF_LETTERS: dict[str, Repair] = {
    "smears": lambda lines, at: without_smears(lines, at.by_ocr),
    "homoglyphs": lambda lines, _: with_own_letters(lines),
    "spaced-letters": lambda lines, _: with_letters_joined(lines),
    "parted-syllables": lambda lines, _: with_syllables_joined(lines),
    "encoding": lambda lines, at: with_unicode(lines, at.by_ocr),
}
OF_WORDS: dict[str, Repair] = {
    "decoder": lambda lines, at: with_words_decoded(lines, at.damage, at.words),
    "sure-changes": lambda lines, at: with_sure_changes(lines, at.damage, at.by_ocr, at.words),
    "phrases": lambda lines, at: with_phrases(lines, at.lexicon) if at.is_bad else lines,
    "places": lambda lines, at: with_names(lines) if at.is_bad else lines,
    "capitals": lambda lines, at: [
        with_capitals(line) if at.damage.get(line.page) in BADLY else line for line in lines
    ],
}
# Of texts that are whole, each on a line of its own.
OF_WHOLE_TEXTS = {name: OF_WORDS[name] for name in ("decoder", "phrases", "places")} | {
    "capitals": lambda lines, _: in_context(lines)
}
REPAIRS = OF_LETTERS | OF_WORDS


def repaired(
    lines: Sequence[Line], repairs: Mapping[str, Repair], at: Situation, off: Iterable[str] = ()
) -> Sequence[Line]:
    """The lines after some repairs, but for those that are `off`; each word that one changed names it."""
    for name, repair in repairs.items():
        if name not in off:
            after = repair(lines, at)
            lines = [_signed(name, old, new) for old, new in zip(lines, after, strict=True)]
    return lines


def _signed(name: str, old: Line, new: Line) -> Line:
    return new if new is old else new.with_words(_signed_words(name, old.words, new.words))


def _signed_words(name: str, before: Sequence[Word], after: Sequence[Word]) -> Iterator[Word]:
    known = {word.start: word for word in before}
    for word in after:
        was = known.get(word.start)
        if was is not None and was.text == word.text and was.note == word.note and was.end == word.end:
            yield word
        else:
            yield replace(word, repair=f"{word.repair}{JOINT}{name}" if word.repair else name)
