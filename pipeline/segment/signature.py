"""The signature that lines make: on whose behalf, by whom, his name; posts that were misread are mended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.document import Word, join_words
from pipeline.match import find_phrase, read_exactly, similarity
from pipeline.messages import tr
from pipeline.plan import PlanWarning, Signature
from pipeline.segment.signing import LEAST, formula_of, is_mark, is_name, with_formula_closed, without_rank
from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.shape import is_capital


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature, None where there is none, and the warnings of it."""

    signature: Signature | None
    warnings: tuple[PlanWarning, ...] = ()


def read_signature(lines: Sequence[Sequence[Word]]) -> Signed:
    """The signature of lines in their order; the name is the last of them, in capitals or not."""
    printed = [line for line in lines if not is_mark(join_words(line))]
    if not printed:
        return Signed(None)
    mended = [_with_post_mended(line) for line in printed]
    warnings = tuple(warning for _, found in mended for warning in found)
    return Signed(_signature([text for text, _ in mended]), warnings)


def _signature(texts: Sequence[str]) -> Signature:
    posts = [text for text in texts if is_capital(without_rank(text))]
    # A letter by itself is of a seal.
    names = [text for text in texts if not is_capital(without_rank(text)) and len(text) > 1]
    if not names and len(posts) > 1 and is_name(posts[-1]):
        names = [posts.pop()]
    return Signature(
        authority=" ".join(with_formula_closed(post) for post in posts if formula_of(post)),
        position=" ".join(post for post in posts if not formula_of(post)),
        name=_name(names),
    )


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
    return joined.strip()


def _with_post_mended(line: Sequence[Word]) -> tuple[str, tuple[PlanWarning, ...]]:
    """A line's text, a post in it that was misread mended, and the warning of it."""
    text = join_words(line)
    if read_exactly(line) or formula_of(text) or is_name(text) or not is_capital(text):
        return text, ()
    post, span = _likeliest_post(line)
    if span is None:
        return text, ()
    beside = [word.text for word in (*line[: span[0]], *line[span[1] :]) if word.text.isalpha()]
    whole = " ".join([post, *beside])
    if whole == text:
        return text, ()
    message = tr(
        "The post of who signed was read as {text!r}; it is taken for {whole!r}.", text=text, whole=whole
    )
    warning = PlanWarning(
        code="signature-doubtful",
        message=message,
        field="position",
        page=line[0].page,
        raw=text,
        proposals=(post,),
        where="signature",
    )
    return whole, (warning,)


def _likeliest_post(line: Sequence[Word]) -> tuple[str, tuple[int, int] | None]:
    """The post that some words of a line are most like, and their span; None where there is none."""
    found = ((post, find_phrase(line, post, LEAST)) for post in dictionaries.lines("posts.txt"))
    likely = [(post, span) for post, span in found if span]
    # Of posts that are as like, the longer one holds the other: PHÓ CHỦ TỊCH.
    return max(
        likely, key=lambda one: (similarity(line[slice(*one[1])], one[0]), len(one[0])), default=("", None)
    )
