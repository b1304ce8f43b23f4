"""Catalogues of translations as gettext has them, `<language>.po` beside this module: text -> translation."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """The translations of a language by their English text; empty where it has no catalogue."""
    path = files(__package__).joinpath(f"{language}.po")
    return dict(_entries(path.read_text(encoding="utf-8"))) if path.is_file() else {}


def _entries(text: str) -> Iterator[tuple[str, str]]:
    """The pairs of a .po file; those without a translation, and its head, are none."""
    parts: dict[str, str] = {}
    name = ""
    for line in [*text.splitlines(), 'msgid ""']:
        word, _, rest = line.partition(" ")
        if word in ("msgid", "msgstr"):
            if word == "msgid" and parts.get("msgid") and parts.get("msgstr"):
                yield parts["msgid"], parts["msgstr"]
            name = word
            parts[name] = json.loads(rest)
        elif line.startswith('"') and name:
            parts[name] += json.loads(line)
