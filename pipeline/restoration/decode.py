"""Decoding: stretches of words as lattices, and the best ways through them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from pipeline.document import Word
from pipeline.restoration.acronyms import own_acronyms
from pipeline.restoration.adapt import DocumentLanguage
from pipeline.restoration.beam import best_paths
from pipeline.restoration.candidates import AS_READ, CandidateFinder
from pipeline.restoration.channel import Channel
from pipeline.restoration.confidence import Sureness, confidences
from pipeline.restoration.edges import NO_WORD, Edges, Options, Step, only_sure
from pipeline.restoration.interleaved import Ids, contexts
from pipeline.restoration.lattice import Lattice
from pipeline.restoration.lexicon import Lexicon
from pipeline.restoration.rebuild import Taken, rebuild
from pipeline.restoration.texts import Text, Token, compounds, cores, tokenised
from pipeline.vietnamese import pieces
from pipeline.vietnamese.language import LanguageModel

# What a word ends in behind which a sentence may be over.
_ENDS = (".", ";", ":")


@dataclass(frozen=True, slots=True)
class Limits:
    """How many words are decoded together. Set by hand; not fitted."""

    # A long block is cut at the end of a line: of one that ends a sentence from this many words on, else of
    # any from so many.
    stretch: int = 60
    longest: int = 120
    # Words worked on at a time, at least: more is faster, and takes more memory.
    batch: int = 10_000


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Solved:
    """A lattice and the best way through each of its texts, with the confidence of each step."""

    lattice: Lattice
    edges: Edges
    forms: Ids
    paths: list[list[Step]]
    sureness: list[list[Sureness]]


class Decoder:
    """Restores words with one channel; what it found for a reading it keeps."""

    def __init__(self, language: LanguageModel, channel: Channel, more: Sequence[str] = ()) -> None:
        self._language = language
        self._lexicon = Lexicon(language, more)
        self._finder = CandidateFinder(language, self._lexicon, channel)

    def decode(self, blocks: Iterable[Sequence[Word]]) -> list[Word]:
        """The words of all blocks restored, in order; readings that are one word become one Word."""
        return [word for solved in self.solve(blocks) for word in self._rebuilt(solved)]

    def solve(self, blocks: Iterable[Sequence[Word]]) -> list[Solved]:
        """The best ways through all blocks.

        Nothing in one block says anything of another at first. A second pass knows what word pairs the
        document has, and in a table what stands in the lines above.
        """
        blocks = list(blocks)
        stretches = [stretch for block in blocks for stretch in _stretches(block)]
        self._finder.know(own_acronyms(blocks))
        self._finder.prepare(core for words in stretches for core in cores(words))
        texts = [tokenised(words, self._finder) for words in stretches]
        self._finder.prepare(part for text in texts for part in compounds(text, self._finder))

        first = [self._first(batch) for batch in _batches(texts)]
        words = [word for solved in first for word in self._rebuilt(solved)]
        language = DocumentLanguage(self._language, _lines(words))
        above = contexts(words, self._language)
        return [self._again(solved, language, above) for solved in first]

    def form_of(self, option: int, forms: Ids) -> str:
        """The word of the lexicon that an option stands for, "" where it is the reading as it stands."""
        form = int(forms[option])
        return "" if form == AS_READ else self._lexicon.forms[form]

    def _first(self, texts: Sequence[Text]) -> Solved:
        built = Lattice(self._finder, self._language)
        for text in texts:
            built.add(text)
        edges, options = built.finished()
        return self._solved(built, edges, options, self._language)

    def _again(self, first: Solved, language: DocumentLanguage, above: Mapping[int, Ids]) -> Solved:
        """The same once more; what was sure the first time stands, which leaves little to do."""
        shares = [[sure.share for sure in path] for path in first.sureness]
        edges, is_open = only_sure(first.edges, first.paths, shares)
        edges, options = first.lattice.going_on(edges, is_open, above)
        return self._solved(first.lattice, edges, options, language)

    def _solved(
        self, built: Lattice, edges: Edges, options: Options, language: LanguageModel | DocumentLanguage
    ) -> Solved:
        paths = best_paths(edges, options, [text.length for text in built.texts], language)
        return Solved(built, edges, options.forms, paths, confidences(paths, edges, options, language))

    def _rebuilt(self, solved: Solved) -> list[Word]:
        restored: list[Word] = []
        texts = zip(solved.lattice.texts, solved.paths, solved.sureness, strict=True)
        for text, path, sureness in texts:
            taken = []
            for step, sure in zip(path, sureness, strict=True):
                number, spans = solved.lattice.ways[step.edge]
                token = text.tokens[number]
                form = self._form(step.option, solved.forms, token)
                others = tuple((self._form(o, solved.forms, token), share) for o, share in sure.others)
                taken.append(Taken(number, spans, form, sure.confidence, others))
            restored += rebuild(text, taken)
        return restored

    def _form(self, option: int, forms: Ids, token: Token) -> str:
        """What an option puts in the place of a token."""
        if option == NO_WORD:
            return ""
        return self.form_of(option, forms) or pieces.fixed_form(token.text)


def _batches(texts: Iterable[Text]) -> Iterator[list[Text]]:
    batch: list[Text] = []
    words = 0
    for text in texts:
        batch.append(text)
        words += len(text.words)
        if words >= LIMITS.batch:
            yield batch
            batch, words = [], 0
    if words:
        yield batch


def _lines(words: Iterable[Word]) -> Iterator[list[Word]]:
    return (list(line) for _, line in groupby(words, key=lambda word: word.line))


def _stretches(block: Sequence[Word]) -> Iterator[Sequence[Word]]:
    start = 0
    for place in range(1, len(block)):
        long_enough = place - start >= LIMITS.stretch and block[place - 1].raw.endswith(_ENDS)
        if block[place].line != block[place - 1].line and (long_enough or place - start >= LIMITS.longest):
            yield block[start:place]
            start = place
    yield block[start:]
