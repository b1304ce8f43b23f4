"""What a decision issues, as its article says: Ban hành kèm theo Quyết định này Kế hoạch trồng cây."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.document import Line
from pipeline.plan import Attached
from pipeline.segment.items import items_of
from pipeline.segment.kinds import appendix_note, type_named, types_standing
from pipeline.vietnamese.folding import skeleton

# Articles in which it may be said, and words of the longest title.
FIRST_ARTICLES, LONGEST_TITLE = 2, 60
_EDGES = ' -–—_*.,;:“”"()'
# How a title ends: with a sentence, or where its parts are told of.
_ENDS = re.compile(r"[.;](?:\s|$)|,?\s+(?:gom|bao gom)\s|\s*\(")


def issued_by_article(body: Sequence[Line], doc_type: str) -> Attached | None:
    """The document that one which names who decides issues with itself, by its own articles; None for none.

    One whose parts stand in the article itself is none: it is not issued with the decision.
    """
    kind = type_named(doc_type)
    if kind is None or not kind.names_authority:
        return None
    articles = [item.text for item in items_of(body) if item.kind == "part"][:FIRST_ARTICLES]
    return next((found for text in articles for found in _issued(text, kind.name)), None)


def _issued(text: str, doc_type: str) -> Iterator[Attached]:
    """What an article issues that begins so; the kind stands behind the words that say it, or before them."""
    flat = skeleton(text).lstrip()
    text = text.lstrip()
    notes = "|".join(re.escape(skeleton(one)) for one in appendix_note().openings)
    names = {skeleton(one.name): one.name for one in types_standing("head")}
    kinds = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    kind = rf"[\s:“\"]*({kinds})\b(?! (?:so|nay)\b)"
    this = rf"(?: {re.escape(skeleton(doc_type))} nay)?(?: la| ban)?"
    behind = re.match(rf"(?:phe duyet |cong bo )?(?:{notes}){this}{kind}", flat)
    match = behind or re.match(rf"(?:ban hanh|phe duyet|cong bo){kind}(?=.*\b(?:{notes})\b)", flat)
    if match is None or flat.endswith(":"):
        return
    ends = (_ENDS, re.compile(rf"\s+(?:duoc )?(?:{notes})\b"))
    found = [end.start() for one in ends if (end := one.search(flat, match.end()))]
    title = " ".join(text[match.end() : min(found, default=len(text))].split()).strip(_EDGES)
    if title and len(title.split()) <= LONGEST_TITLE:
        yield Attached(doc_type=names[match.group(1)], title=title)
