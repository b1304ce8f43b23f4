"""Restoring: a document as read -> the same document in Vietnamese, every change noted on its word."""

from __future__ import annotations

from dataclasses import replace

from pipeline.document import Document
from pipeline.messages import tr
from pipeline.restoration.pages import damage_of_pages, with_doubts
from pipeline.restoration.repairs import OF_LETTERS, OF_WORDS, REPAIRS, Situation, repaired
from pipeline.restoration.whole import restore_texts
from pipeline.settings import Settings

__all__ = ["restore", "restore_texts"]

DEFAULTS = Settings()


def restore(document: Document, settings: Settings = DEFAULTS) -> Document:
    """The document with its misread words restored; clean pages, and what was read exactly, stay as they are.

    `settings.lexicon` are words and phrases of the user's: they are kept, and restored to, like our own.
    Raises ValueError where `settings.repairs_off` names a repair that there is not.
    """
    off = settings.repairs_off
    if unknown := sorted(set(off) - set(REPAIRS)):
        raise ValueError(
            tr(
                "There is no repair {name!r}. The repairs are {known}.",
                name=unknown[0],
                known=", ".join(REPAIRS),
            )
        )
    at = Situation(settings.lexicon, frozenset(note.page for note in document.notes if note.engine))
    if document.is_exact:
        # What was typed cannot be misread, but it may have been typed in a font that is not named.
        only = {"encoding": OF_LETTERS["encoding"]}
        return replace(document, lines=tuple(repaired(document.lines, only, at, off)))
    lines = repaired(document.lines, OF_LETTERS, at, off)
    at = replace(at, damage=damage_of_pages(lines, but="encoding"))
    restored = repaired(lines, OF_WORDS, at, off)
    if "decoder" not in off:
        restored = with_doubts(restored, at.damage)
    return replace(document, lines=tuple(restored))
