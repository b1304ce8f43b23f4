"""Several signatures: of offices that issue a document together, of who wrote it and who approves it.

They stand side by side, or, where a file has the cells of a table one by one, below one another.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from pipeline.document import Line, Word, join_words
from pipeline.messages import tr
from pipeline.plan import PlanWarning, Signature
from pipeline.segment.sides import sides
from pipeline.segment.signature import Signed, read_signature
from pipeline.segment.signing import is_mark, is_person, signing_start, without_rank
from pipeline.vietnamese.shape import is_capital

# Printed lines of the longest such block: offices, formulas, posts, marks, names.
MOST_LINES = 8


def several_start(lines: Sequence[Line], end: int) -> int:
    """Where signatures begin, side by side or each with its name, that end above the place `end`; `end` where
    none do."""
    beside = joint_start(lines, end)
    return beside if beside < end else stacked_start(lines, end)


def read_several(lines: Sequence[Line]) -> Signed:
    """The last of the signatures that lines are."""
    return read_joint(lines) if joint_start(lines, len(lines)) == 0 else read_stacked(lines)


def joint_start(lines: Sequence[Line], end: int) -> int:
    """Where several signatures begin side by side that end above the place `end`; `end` where none do."""
    printed = [place for place in range(end) if not lines[place].is_blank][-MOST_LINES:]
    if not printed or not _has_names(lines[printed[-1]]):
        return end
    above = list(takewhile(lambda place: _may_be_of_posts(lines[place]), reversed(printed[:-1])))
    return above[-1] if any(_has_posts(lines[place]) for place in above) else end


def read_joint(lines: Sequence[Line]) -> Signed:
    """The signature on the right of several side by side, warned of: the plan has room for one."""
    right = [parts[-1] for line in lines if len(parts := sides(line)) > 1]
    offices = list(takewhile(_is_office, right))
    signed = read_signature(right[len(offices) :])
    found = signed.signature or Signature()
    authority = " ".join(filter(None, (*map(join_words, offices), found.authority)))
    message = tr("Several sign side by side; {name} on the right is taken for who signs.", name=found.name)
    whole = found.model_copy(update={"authority": authority})
    return Signed(whole, (*signed.warnings, _doubt(message, found.name)))


def stacked_start(lines: Sequence[Line], end: int) -> int:
    """Where signatures begin one below another, each with its name, that end above the place `end`; `end`
    where none do."""
    start, is_named = end, False
    for place in reversed([place for place in range(end) if not lines[place].is_blank]):
        if _is_named(lines[place].words):
            is_named = True
        elif is_named and signing_start(sides(lines[place])[-1]) == 0:
            start = place
        elif not is_mark(join_words(lines[place].words)):
            break
    return start


def read_stacked(lines: Sequence[Line]) -> Signed:
    """The last of signatures one below another; of several with a warning: the plan has room for one."""
    blocks: list[list[Sequence[Word]]] = [[]]
    for line in lines:
        if not line.is_blank:
            # Beside who signs may stand who has approved it.
            blocks[-1].append(sides(line)[-1])
        if _is_named(line.words):
            blocks.append([])
    named = [block for block in blocks if block]
    signed = read_signature(named[-1])
    if len(named) == 1 or signed.signature is None:
        return signed
    name = signed.signature.name
    message = tr("Several sign one below the other; {name}, the last, is taken for who signs.", name=name)
    return Signed(signed.signature, (*signed.warnings, _doubt(message, name)))


def _doubt(message: str, name: str) -> PlanWarning:
    return PlanWarning(code="signature-doubtful", message=message, field="name", raw=name, where="signature")


def _is_named(words: Sequence[Word]) -> bool:
    return is_person(without_rank(join_words(words)))


def _has_names(line: Line) -> bool:
    parts = sides(line)
    return len(parts) > 1 and all(map(_is_named, parts))


def _may_be_of_posts(line: Line) -> bool:
    texts = [join_words(part) for part in sides(line)]
    are_set = all(is_capital(text) or is_mark(text) for text in texts)
    return are_set and (len(texts) > 1 or is_mark(texts[0]))


def _has_posts(line: Line) -> bool:
    parts = sides(line)
    return len(parts) > 1 and any(signing_start(part) == 0 for part in parts)


def _is_office(words: Sequence[Word]) -> bool:
    """Whether a line names whom somebody signs for, no post."""
    return is_capital(join_words(words)) and signing_start(words) != 0
