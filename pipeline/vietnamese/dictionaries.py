"""Access to the data files of dictionaries/: plain text with # comments, one entry a line, or TOML."""

from __future__ import annotations

import os
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.errors import BadLexicon
from pipeline.messages import later, tr

# Names a folder whose files take the place of ours of the same name.
OVERLAY = "KEHOACH_DICTIONARIES"
LIKE_OURS = later("Its files have to be like our own of the same names")


@cache
def folder() -> Path:
    """Where the dictionaries are: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).parents[1]
    installed = package / "_dictionaries"
    return installed if installed.is_dir() else package.parent / "dictionaries"


def path(name: str) -> Path:
    """The file of dictionaries/`name`: of the user's folder where there is one, else ours."""
    own = _overlay()
    return own / name if own and (own / name).is_file() else folder() / name


def files() -> tuple[Path, ...]:
    """All files that the dictionaries are made of, the user's in place of ours, by name."""
    own = _overlay()
    names = {file.name for place in (folder(), own) if place and place.is_dir() for file in place.iterdir()}
    return tuple(file for name in sorted(names) if (file := path(name)).is_file())


def _overlay() -> Path | None:
    named = os.environ.get(OVERLAY)
    if not named:
        return None
    if not Path(named).is_dir():
        raise BadLexicon(Path(named), tr("{name} has to name a folder", name=OVERLAY), tr(LIKE_OURS))
    return Path(named)


@cache
def toml(name: str) -> Mapping[str, Any]:
    """The tables of dictionaries/`name`; raises BadLexicon where a user's own file is no TOML."""
    try:
        return tomllib.loads(path(name).read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadLexicon(path(name), str(error), tr(LIKE_OURS)) from None


@cache
def lines(name: str) -> tuple[str, ...]:
    """The entries of dictionaries/`name`, without comments and blank lines."""
    text = path(name).read_text(encoding="utf-8")
    entries = (line.rstrip(" \t") for line in text.split("\n"))
    return tuple(entry for entry in entries if entry.strip() and not entry.startswith("#"))


def words_of(path: Path) -> tuple[str, ...]:
    """The entries of a user's own word list, written as ours are; raises BadLexicon."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadLexicon(path, error.strerror or tr("it cannot be read")) from None
    except UnicodeDecodeError:
        raise BadLexicon(path, tr("it is not UTF-8")) from None
    entries = (unicodedata.normalize("NFC", " ".join(line.split())) for line in text.splitlines())
    return tuple(dict.fromkeys(entry for entry in entries if entry and not entry.startswith("#")))


@cache
def table(name: str) -> tuple[tuple[str, ...], ...]:
    """The entries of dictionaries/`name`, each split into its tab-separated columns."""
    return tuple(tuple(part.strip() for part in entry.split("\t")) for entry in lines(name))


@cache
def pairs(name: str) -> tuple[tuple[str, str], ...]:
    """The entries of dictionaries/`name` that say what stands for what; nothing but the tab parts them."""
    return tuple((read, meant) for read, _, meant in (entry.partition("\t") for entry in lines(name)))


@cache
def counts(name: str) -> tuple[tuple[str, str, str], ...]:
    """The rows (what, seen as, how often) of a learned table; an empty field stands for no letters."""
    rows = (entry.split("\t") for entry in lines(name))
    return tuple((row[0], row[1], row[2]) for row in rows)
