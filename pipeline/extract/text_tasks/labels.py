"""Label lines: Đơn vị chủ trì: Sở Nội vụ; Đơn vị phối hợp: Sở Tài chính."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline.extract.text_tasks.wording import any_of, labels
from pipeline.vietnamese.tokens import normalise


@dataclass(frozen=True, slots=True)
class Label:
    """What a line says of an item: the field, the label as printed, the value behind it."""

    field: str
    name: str
    value: str


def read_labels(text: str) -> tuple[Label, ...]:
    """The labels of a line, which begins with one; () where it does not."""
    found = list(_label().finditer(normalise(text)))
    if not found or found[0].start() != 0:
        return ()
    ends = [*(match.start() for match in found[1:]), len(text)]
    return tuple(
        Label(
            labels()[" ".join(match.group(1).split())],
            text[match.start(1) : match.end(1)].strip(),
            text[match.end() : end].strip(" .;,"),
        )
        for match, end in zip(found, ends, strict=True)
    )


@cache
def _label() -> re.Pattern[str]:
    return re.compile(rf"(?:^|[;.]\s*)({any_of(labels())})\s*:\s*")
