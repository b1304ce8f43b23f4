"""The signature that lines make: on whose behalf, by whom, his name; posts that were misread are mended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from pipeline.document import Word, join_words
from pipeline.match import find_phrase, read_exactly, similarity
from pipeline.messages import tr
from pipeline.plan import PlanWarning, Signature
from pipeline.segment.signing import (
    LEAST,
    formula_of,
    is_mark,
    is_name,
    is_person,
    with_formula_closed,
    without_rank,
)
from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.folding import skeleton
from pipeline.vietnamese.shape import is_capital

DEPUTY, UNDER, FOR_HEAD = "PHÓ", "THỨ", "KT."
# What is beside a post and was read with less certainty (0 to 1) is of a seal or a pen; set by hand.
DOUBTFUL = 0.3
# Letters that a pen leaves before a name, at most, and the words of a name behind them, at least.
MOST_STROKE, LEAST_NAME = 2, 3


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature, None where there is none, and the warnings of it."""

    signature: Signature | None
    warnings: tuple[PlanWarning, ...] = ()


def read_signature(lines: Sequence[Sequence[Word]]) -> Signed:
    """The signature of lines in their order; the name is the last of them, in capitals or not."""
    printed = [kept for line in lines if not _is_none(join_words(line)) and (kept := _without_signs(line))]
    if not printed:
        return Signed(None)
    mended = [_with_post_mended(line) for line in printed]
    texts, found = _with_deputies(printed, [text for text, _ in mended])
    warnings = tuple(warning for _, found in mended for warning in found)
    doubts = tuple(map(_read_otherwise, filter(_is_doubtful, printed)))
    signature = _signature(texts)
    part = tuple(_name_doubt(signature.name, printed))
    return Signed(signature, (*doubts, *warnings, *found, *part))


def _name_doubt(name: str, lines: Sequence[Sequence[Word]]) -> Iterator[PlanWarning]:
    """The warning that of a name read from a picture the surname may be missing."""
    of_name = next((line for line in reversed(lines) if join_words(line).endswith(name)), ())
    if len(name.split()) == LEAST_NAME - 1 and of_name and not (is_person(name) or read_exactly(of_name)):
        message = tr("The name {name} may lack its surname: a seal may lie over it.", name=name)
        yield _warning(of_name, message, name, name, "name")


def _is_none(text: str) -> bool:
    """Whether a line is of no signature: a mark, or what has a colon, which no name has."""
    return is_mark(text) or (":" in text and not formula_of(text) and not is_capital(text))


def _without_signs(line: Sequence[Word]) -> Sequence[Word]:
    """A line without the signs that seal and pen leave between its words."""
    return [word for word in line if word.text in tuple("-–&") or any(map(str.isalnum, word.text))]


def _with_deputies(
    lines: Sequence[Sequence[Word]], texts: Sequence[str]
) -> tuple[list[str], tuple[PlanWarning, ...]]:
    """The lines with the formula of a deputy where a seal hid it, and the warnings of it.

    A post stands above itself only where its deputy signs: KT. CHỦ TỊCH, PHÓ CHỦ TỊCH. So does one of whose
    own letters a seal left no more than the head's: KT. BỘ TRƯỞNG, THỨ TRƯỞNG.
    """
    found = list(texts)
    warnings = []
    for place, (above, below) in enumerate(pairwise(texts)):
        if above == f"{FOR_HEAD} {below}" and not read_exactly(lines[place + 1]):
            if whole := _deputy_of(below):
                warnings.append(_mended(lines[place + 1], whole, whole))
                found[place + 1] = whole
            continue
        post, deputy = above.removeprefix(f"{DEPUTY} "), below.removeprefix(f"{DEPUTY} ")
        is_twice = post in dictionaries.lines("posts.txt") and f"{deputy} ".startswith(f"{post} ")
        if not is_twice or any(read_exactly(line) for line in lines[place : place + 2]):
            continue
        for at, whole in ((place, f"{FOR_HEAD} {post}"), (place + 1, f"{DEPUTY} {deputy}")):
            if found[at] != whole:
                warnings.append(_mended(lines[at], whole, whole))
                found[at] = whole
    return found, tuple(warnings)


def _deputy_of(post: str) -> str:
    """The post of who deputises for a post: PHÓ GIÁM ĐỐC for GIÁM ĐỐC; "" where none is known."""
    likely = f"{DEPUTY} {post}", f"{UNDER} {post.split()[-1]}"
    return next((other for other in likely if other in dictionaries.lines("posts.txt")), "")


def _signature(texts: Sequence[str]) -> Signature:
    posts = [text for text in texts if is_capital(without_rank(text))]
    # A letter by itself is of a seal.
    names = [text for text in texts if not is_capital(without_rank(text)) and len(text) > 1]
    if not names and len(posts) > 1 and is_name(posts[-1]):
        names = [posts.pop()]
    return Signature(
        authority=" ".join(with_formula_closed(post) for post in posts if formula_of(post)),
        position=" ".join(_of_authority([post for post in posts if not formula_of(post)], posts)),
        name=_name(names),
    )


def _of_authority(positions: Sequence[str], posts: Sequence[str]) -> Sequence[str]:
    """The lines of the post in which one signs for another: his own, below the seal, is none of it."""
    if len(positions) == len(posts):
        return positions
    own = (place for place, text in enumerate(positions) if place and f"{text} ".startswith(_begun()))
    return positions[: next(own, None)]


def with_signers(signature: Signature | None, body: str, person: str) -> Signed:
    """A signature with who signed the file itself; whose name is not printed is told by his certificate."""
    if not body:
        return Signed(signature)
    found = (signature or Signature()).model_copy(update={"digital_signer": body})
    if signature is None or not signature.position or signature.name or not is_name(person):
        return Signed(found)
    message = tr(
        "No name was read below the post; {name} signed the file, and is taken for who signs.", name=person
    )
    warning = PlanWarning(
        code="signature-doubtful", message=message, field="name", proposals=(person,), where="signature"
    )
    return Signed(found.model_copy(update={"name": person}), (warning,))


def missing(signature: Signature | None) -> Iterator[PlanWarning]:
    """The warning that no name was read of who signed, by hand or the file itself."""
    if signature is None or not (signature.name or signature.digital_signer):
        message = tr("No name was read of who signed: it may be hidden below the stamp.")
        yield PlanWarning(code="signature-missing", message=message, field="name", where="signature")


def _name(lines: Sequence[str]) -> str:
    """The name in the last of the lines; what a signature or a gap divided is put together."""
    if not lines:
        return ""
    name = lines[-1]
    if len(name.split()) == 1 and len(lines) > 1 and is_name(lines[-2]):
        name = f"{lines[-2]} {name}"
    joined = ""
    for word in without_rank(name).split():
        joined += word if joined and word.isalpha() and word.islower() else f" {word}"
    return _without_strokes(joined.split())


def _without_strokes(words: Sequence[str]) -> str:
    """A name without the stray letters of a pen before it: what remains begins with a surname."""
    for start in range(1, len(words) - LEAST_NAME + 1):
        rest = " ".join(words[start:])
        if all(len(word) <= MOST_STROKE for word in words[:start]) and is_person(rest):
            return rest if not is_person(" ".join(words)) else " ".join(words)
    return " ".join(words)


def _with_post_mended(line: Sequence[Word]) -> tuple[str, tuple[PlanWarning, ...]]:
    """A line's text, a post in it that was misread mended, and the warning of it."""
    text = join_words(line)
    is_other = formula_of(text) or not is_capital(text) or (is_name(text) and not _has_letters_of_post(text))
    if read_exactly(line) or is_other or text in _posts():
        return text, ()
    post, span = _likeliest_post(line)
    if span is None:
        return text, ()
    others = (*line[: span[0]], *line[span[1] :])
    beside = [word.text for word in others if word.text.isalpha() and word.confidence >= DOUBTFUL]
    whole = " ".join([post, *beside])
    if whole == text:
        return text, ()
    return whole, (_mended(line, whole, post),)


def _is_doubtful(line: Sequence[Word]) -> bool:
    """Whether readers differed in a line: the second reader's text stands beside."""
    return any(word.alternatives and not word.is_changed for word in line)


def _read_otherwise(line: Sequence[Word]) -> PlanWarning:
    text = join_words(line)
    other = next(word.alternatives[0][0] for word in line if word.alternatives)
    field = "position" if is_capital(without_rank(text)) else "name"
    message = tr(
        "Who signed was read as {text!r} below a seal; it is taken for {whole!r}.", text=other, whole=text
    )
    return _warning(line, message, other, text, field)


def _mended(line: Sequence[Word], whole: str, post: str) -> PlanWarning:
    text = join_words(line)
    message = tr(
        "The post of who signed was read as {text!r}; it is taken for {whole!r}.", text=text, whole=whole
    )
    return _warning(line, message, text, post)


def _warning(
    line: Sequence[Word], message: str, raw: str, proposal: str, field: str = "position"
) -> PlanWarning:
    return PlanWarning(
        code="signature-doubtful",
        message=message,
        field=field,
        page=line[0].page,
        raw=raw,
        proposals=(proposal,),
        where="signature",
    )


def _has_letters_of_post(text: str) -> bool:
    """Whether but for its marks a text is a post: a name in capitals may be, TÔ TRƯỜNG."""
    return skeleton(text) in map(skeleton, _posts())


def _likeliest_post(line: Sequence[Word]) -> tuple[str, tuple[int, int] | None]:
    """The post that some words of a line are most like, and their span; None where there is none."""
    found = ((post, find_phrase(line, post, LEAST)) for post in _posts())
    likely = [(post, span) for post, span in found if span]
    # Of posts that are as like, the longer one holds the other: PHÓ CHỦ TỊCH.
    return max(
        likely, key=lambda one: (similarity(line[slice(*one[1])], one[0]), len(one[0])), default=("", None)
    )


@cache
def _posts() -> tuple[str, ...]:
    """The posts that are known, and who deputises for each."""
    known = dictionaries.lines("posts.txt")
    return (*known, *(f"{DEPUTY} {post}" for post in known if not post.startswith(DEPUTY)))


@cache
def _begun() -> tuple[str, ...]:
    return tuple(f"{post} " for post in _posts())
