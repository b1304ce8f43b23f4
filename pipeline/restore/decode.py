"""Decoding: stretches of words as lattices, and the best ways through them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.document import Word
from pipeline.restore import lattice, pieces
from pipeline.restore.adapt import DocumentLanguage
from pipeline.restore.beam import NO_WORD, Options, Step, best_paths
from pipeline.restore.candidates import AS_READ, CandidateFinder
from pipeline.restore.channel import Channel
from pipeline.restore.confidence import confidences
from pipeline.restore.language import LanguageModel
from pipeline.restore.lattice import NO_CONTEXTS, Contexts, Lattice, Token
from pipeline.restore.lexicon import Lexicon
from pipeline.restore.rebuild import Taken, rebuild

# A long block is decoded in stretches of so many words, cut at the end of a line, best of a sentence.
MIN_STRETCH, MAX_STRETCH = 60, 120
_ENDS = (".", ";", ":")


class Decoder:
    """Restores words with one channel; what it found for a reading it keeps."""

    def __init__(self, language: LanguageModel, channel: Channel) -> None:
        self._language = language
        self._lexicon = Lexicon.load()
        self._finder = CandidateFinder(language, self._lexicon, channel)

    def decode(
        self,
        blocks: Iterable[Sequence[Word]],
        above: Mapping[int, Contexts] = NO_CONTEXTS,
        known: Iterable[Sequence[Word]] = (),
    ) -> list[Word]:
        """The words of all blocks restored, in order; readings that are one word become one Word.

        Nothing in one block says anything of another. `above` gives for a line the places in the lines
        above it where its texts may go on, as cells do that stand side by side. `known` are blocks of
        the same document that were restored before.
        """
        stretches = [stretch for block in blocks for stretch in _stretches(block)]
        self._finder.prepare(core for words in stretches for core in lattice.cores(words))
        texts = [lattice.tokenised(words, self._finder) for words in stretches]
        self._finder.prepare(part for text in texts for part in lattice.compounds(text, self._finder))
        built = Lattice(self._finder, self._language)
        for text in texts:
            built.add(text, above)
        language = DocumentLanguage(self._language, known)
        edges, options = built.finished()
        paths = best_paths(edges, options, [text.length for text in texts], language)
        sure = confidences(paths, edges, options, language)
        restored: list[Word] = []
        for text, path, shares in zip(texts, paths, sure, strict=True):
            taken = [
                Taken(
                    *built.ways[step.edge],
                    self._form(step, options, text.tokens[built.ways[step.edge][0]]),
                    share,
                )
                for step, share in zip(path, shares, strict=True)
            ]
            restored += rebuild(text, taken)
        return restored

    def _form(self, step: Step, options: Options, token: Token) -> str:
        """What a step puts in the place of its token."""
        if step.option == NO_WORD:
            return ""
        form = int(options.forms[step.option])
        return pieces.fixed_form(token.text) if form == AS_READ else self._lexicon.forms[form]


def _stretches(block: Sequence[Word]) -> Iterator[Sequence[Word]]:
    start = 0
    for place in range(1, len(block)):
        long_enough = place - start >= MIN_STRETCH and block[place - 1].raw.endswith(_ENDS)
        if block[place].line != block[place - 1].line and (long_enough or place - start >= MAX_STRETCH):
            yield block[start:place]
            start = place
    yield block[start:]
