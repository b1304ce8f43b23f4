"""Names that people corrected, for a lexicon of their own: lexicon.txt in the output folder."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from pipeline.corrections.journal import locked
from pipeline.files import write

NAME = "lexicon.txt"


class Term(BaseModel):
    """A word or a phrase, on one line."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    term: str = Field(min_length=1, max_length=200, pattern=r"^[^\r\n#][^\r\n]*$")


def learn(output: Path, term: str) -> Path:
    """Add a term once; the file is one for `kehoach convert --lexicon`."""
    path = output / NAME
    with locked(output):
        known = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        if term not in known:
            write(path, "\n".join([*known, term]) + "\n")
    return path
