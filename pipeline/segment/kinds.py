"""Kinds of documents and of appendix headings, as dictionaries/ describes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, TypeVar

from pipeline.errors import BadLexicon
from pipeline.messages import tr
from pipeline.vietnamese import dictionaries

TYPES, HEADINGS, LETTERHEADS = "document-types.toml", "appendix-headings.toml", "letterheads.toml"
Need = Literal["number", "note", "capitals"]
_Entry = TypeVar("_Entry")


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A kind of document; document-types.toml says what each field means."""

    name: str
    forms: tuple[str, ...]
    openings: tuple[str, ...]
    closings: tuple[str, ...]
    last_words: tuple[str, ...]
    cited_by: Literal["number", "name"]
    stands: Literal["head", "subject", "cited"]
    names_authority: bool
    abbreviations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AppendixHeading:
    """Phrases that head an appendix, and what has to come with them."""

    words: tuple[str, ...]
    needs: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class AppendixNote:
    """How it is said with which document an appendix was issued, and how near its heading."""

    openings: tuple[str, ...]
    within: int
    lines: int


@dataclass(frozen=True, slots=True)
class LetterheadWords:
    """The set phrases of letterheads; letterheads.toml says what each field means."""

    mottos: tuple[str, ...]
    motto_lines: tuple[str, ...]
    number_words: tuple[str, ...]
    subjects: tuple[str, ...]
    addressees: tuple[str, ...]
    unfinished: tuple[str, ...]
    sessions: tuple[str, ...]
    marks: tuple[str, ...]


@cache
def document_types() -> tuple[DocumentType, ...]:
    """All kinds of documents, sorted by name. Raises BadLexicon where a user's own file is not like ours."""
    tables = dictionaries.toml(TYPES)
    named = tables["forms"]
    found = []
    for entry in tables["types"]:
        fields = {**tables["defaults"], **entry}
        fields["forms"] = [named.get(form, form) for form in fields["forms"]]
        found.append(_made(DocumentType, fields, TYPES))
    return tuple(sorted(found, key=lambda one: one.name))


def type_named(name: str) -> DocumentType | None:
    return next((one for one in document_types() if one.name == name), None)


def types_standing(place: Literal["head", "subject", "cited"]) -> tuple[DocumentType, ...]:
    """The kinds whose documents are headed so."""
    return tuple(one for one in document_types() if one.stands == place)


@cache
def appendix_headings() -> tuple[AppendixHeading, ...]:
    return tuple(_made(AppendixHeading, entry, HEADINGS) for entry in dictionaries.toml(HEADINGS)["headings"])


@cache
def appendix_note() -> AppendixNote:
    return _made(AppendixNote, dictionaries.toml(HEADINGS)["note"], HEADINGS)


@cache
def letterhead_words() -> LetterheadWords:
    return _made(LetterheadWords, dictionaries.toml(LETTERHEADS), LETTERHEADS)


def _made(of: type[_Entry], fields: Mapping[str, Any], name: str) -> _Entry:
    """The entry of a dictionary, its lists as tuples."""
    values = {key: tuple(value) if isinstance(value, list) else value for key, value in fields.items()}
    try:
        return of(**values)
    except TypeError as error:
        raise BadLexicon(dictionaries.path(name), str(error), tr(dictionaries.LIKE_OURS)) from None
