"""The documents for people: no warning without a word, no command line that the program would refuse."""

from __future__ import annotations

import re

from pipeline.warning_kinds import warning_kinds
from tests.conftest import ROOT

WHOSE = {"reading": "Do đọc.", "plan": "Do kế hoạch."}


def test_every_warning_is_explained_in_vietnamese() -> None:
    """Gravest first, each below its severity, with its name, whose it may be and what to do."""
    page = (ROOT / "docs" / "vi" / "canh-bao.md").read_text(encoding="utf-8")
    explained = [
        (code, int(section[0]), name, text.partition(".")[0] + ".")
        for section in page.split("\n## Mức ")[1:]
        for code, name, text in re.findall(r"^### `([a-z-]+)`: (.+)\n(.+)", section, re.M)
    ]
    kinds = sorted(warning_kinds().items(), key=lambda item: -item[1].severity)
    assert explained == [(code, kind.severity, kind.name, WHOSE[kind.whose]) for code, kind in kinds]
    assert page.count("Việc cần làm: ") == len(kinds)
