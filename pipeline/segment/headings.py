"""Which paragraphs are headings: by their numbers, by being bold, by being short and no sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import chain, takewhile, zip_longest

from pipeline.document import Line, join_words
from pipeline.segment.appendices import announced
from pipeline.segment.bold import run_in, tells_headings
from pipeline.segment.items import RANK, Item, marker_of
from pipeline.segment.title import document_type
from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.folding import skeleton
from pipeline.vietnamese.shape import is_capital
from pipeline.vietnamese.units import begins_unit, lists_units

# Letters of the longest heading; words of the longest that ends in a full stop, and of one with points below.
LONG_HEADING, SHORT_HEADING, LONGER_HEADING = 200, 8, 14
# Words of the longest name of a unit that heads what it is to do.
LONGEST_NAME = 12
# Words of the longest heading that is not bold among those that are.
LONGEST_PLAIN = 16
# Words of a mere reference to an appendix: Phụ lục số II
LONGEST_REFERENCE = 4


def headings_told(
    items: Sequence[Item], lines: Sequence[Line], *, has_articles: bool
) -> Iterator[tuple[Item, bool]]:
    """The paragraphs of some lines, each with whether it is a heading; one that begins with one is two.

    Articles that only issue another document (not `has_articles`) are no headings of it; the word above
    them is.
    """
    items = list(_with_titles_below(items))
    if tells_headings(lines):
        items = list(chain.from_iterable(map(_at_run_in_heading, items)))
    if has_articles:
        items = list(chain.from_iterable(map(_at_article, items)))
    items = list(chain.from_iterable(map(_at_usual_heading, items)))
    are_bold = _are_bold(items, "arabic", "decimal")
    stand_out = are_bold or _are_bold(items, "roman")
    if not are_bold or any(map(_is_name, items)):
        items = list(chain.from_iterable(map(_at_name, items)))
    told = [
        (item, _is_told(item, following, has_articles) and not (stand_out and _is_plain(item)))
        for item, following in zip_longest(items, items[1:])
    ]
    unnumbered = _unnumbered(items) if has_articles and tells_headings(lines) else ()
    for place, (item, is_heading) in enumerate(told):
        yield item, is_heading or _is_among_headings(told, place) or place in unnumbered


def _unnumbered(items: Sequence[Item]) -> Sequence[int]:
    """The places of headings in capitals and bold in a text without numbers, () for one alone."""
    if any(item.kind not in ("", "-") for item in items):
        return ()
    found = [place for place, item in enumerate(items) if _stands_out(item)]
    return found if len(found) > 1 and found[-1] + 1 < len(items) else ()


def _stands_out(item: Item) -> bool:
    is_short = len(item.text.split()) <= LONGEST_PLAIN and item.text[-1:] not in ".;,"
    return item.kind == "" and is_short and is_capital(item.text) and all(word.is_bold for word in item.words)


def _with_titles_below(items: Sequence[Item]) -> Iterator[Item]:
    """The items; a part's or chapter's number with the title in capitals that stands below it."""
    rest = iter(zip_longest(items, items[1:]))
    for item, below in rest:
        is_bare = item.kind == "part" and not item.text.strip()
        if is_bare and below and below.kind == "" and is_capital(below.text):
            next(rest)
            yield replace(
                item, text=below.text, lines=item.lines + below.lines, words=item.words + below.words
            )
        else:
            yield item


def _is_plain(item: Item) -> bool:
    """Whether a numbered item is as long as a sentence and not bold: no heading where headings are bold."""
    return item.kind in ("arabic", "decimal") and not item.is_bold and len(item.text.split()) > LONGEST_PLAIN


def _is_told(item: Item, following: Item | None, has_articles: bool) -> bool:
    """Whether a paragraph is a heading by what it is and by the one that follows it."""
    if item.kind in ("", "-"):
        return not has_articles and _issues(item)
    if item.kind == "part" and not has_articles:
        return False
    return _is_heading(item, following)


def _is_among_headings(told: Sequence[tuple[Item, bool]], place: int) -> bool:
    """Whether a lettered sentence with points below it is a heading as the lettered ones beside it are."""
    item, _ = told[place]
    has_points = place + 1 < len(told) and told[place + 1][0].kind == "-"
    if item.kind != "letter" or not has_points or len(item.text) > LONG_HEADING:
        return False
    others = chain(_lettered(reversed(told[:place])), _lettered(told[place + 1 :]))
    return any(others)


def _lettered(told: Iterable[tuple[Item, bool]]) -> Iterator[bool]:
    """Of the lettered points up to the next number: whether they are headings."""
    near = takewhile(lambda one: one[0].kind in ("letter", "-", ""), told)
    return (is_heading for item, is_heading in near if item.kind == "letter")


def _at_run_in_heading(item: Item) -> Iterator[Item]:
    """The item; one that begins with a heading in bold as two, the heading and what stands below it."""
    words = item.words
    split = run_in(words) if item.kind not in ("", "-") else None
    found = marker_of(split[0]) if split else None
    is_number = item.kind == "part" and found is not None and not found[2]
    if split is None or found is None or is_number or found[:2] != (item.kind, item.marker):
        yield replace(item, is_bold=item.kind not in ("", "-") and all(word.is_bold for word in words))
        return
    yield Item(*found, item.lines, words[: len(words) - len(split[1])], is_bold=True)
    yield Item("", "", join_words(split[1]), item.lines, split[1])


def _is_name(item: Item) -> bool:
    """Whether a numbered item is a unit's name and nothing else: what is beside it may be headed so too."""
    text = item.text.rstrip(" :")
    is_short = len(text.split()) <= LONGEST_NAME and text[-1:] not in ".;,"
    return item.kind in ("arabic", "decimal") and is_short and begins_unit(text)


def _at_name(item: Item) -> Iterator[Item]:
    """The item; one that begins with a unit's name as two: 3. Sở Y tế: Tham mưu …"""
    name, colon, rest = item.text.partition(":")
    is_name = bool(colon) and begins_unit(name) and len(name.split()) <= LONGEST_NAME
    is_name = is_name and not lists_units(name)
    return _at_colon(item) if is_name and rest.strip()[:1].isupper() else iter((item,))


def _at_usual_heading(item: Item) -> Iterator[Item]:
    """The item; one that begins with a usual heading as two: 1. Thời gian: Ngày 04 …"""
    name, colon, rest = item.text.partition(":")
    is_heading = bool(colon and rest.strip()) and skeleton(name).strip() in _usual_headings()
    return _at_colon(item) if is_heading else iter((item,))


def _at_colon(item: Item) -> Iterator[Item]:
    """A numbered item as two, the heading that ends in its first colon and what stands behind it."""
    name, _, rest = item.text.partition(":")
    sign = next((place for place, word in enumerate(item.words, 1) if word.text.endswith(":")), 0)
    if item.kind in ("arabic", "decimal") and sign:
        yield replace(item, text=name + ":", words=item.words[:sign], is_bold=True)
        yield Item("", "", rest.strip(), item.lines, item.words[sign:])
    else:
        yield item


@cache
def _usual_headings() -> frozenset[str]:
    return frozenset(skeleton(one) for one in dictionaries.lines("run-in-headings.txt"))


def _at_article(item: Item) -> Iterator[Item]:
    """The item; an article that has no heading but a sentence as two, its number and the sentence."""
    if item.kind == "part" and _is_sentence(item.text):
        size = len(item.marker.split())
        yield replace(item, text="", words=item.words[:size])
        yield Item("", "", item.text, item.lines, item.words[size:])
    else:
        yield item


def _are_bold(items: Sequence[Item], *kinds: str) -> bool:
    """Whether headings with numbers of some kinds, as far as they look like headings, mostly are bold."""
    headings = [
        item.is_bold
        for item in items
        if item.kind in kinds and len(item.text) <= LONG_HEADING and item.text[-1:] not in ".;,"
    ]
    return 2 * sum(headings) > len(headings)


def _is_sentence(text: str) -> bool:
    return len(text) > LONG_HEADING or (text.endswith((".", ";")) and len(text.split()) > SHORT_HEADING)


def _is_heading(item: Item, following: Item | None) -> bool:
    """Whether a numbered item is a heading."""
    if item.kind in ("part", "capital", "roman"):
        return True
    if announced(item.text) and len(item.text.split()) <= LONGEST_REFERENCE:
        # Phụ lục I: what is said of it stands behind the colon.
        return False
    if item.is_bold:
        return True
    if len(item.text) > LONG_HEADING or item.text[:1].islower() or _announces(item.text):
        return False
    if item.text[-1:] not in ".;,":
        return True
    if following is None or item.text[-1:] != "." or len(item.lines) > 1 or not _is_below(following, item):
        return False
    # Points of their own below it say that a short sentence heads them.
    return len(item.text.split()) <= (LONGER_HEADING if following.kind == "letter" else SHORT_HEADING)


def _is_below(item: Item, above: Item) -> bool:
    """Whether an item is of a kind that stands below another's: 1.1 or a) below 1."""
    return RANK[item.kind] > RANK[above.kind]


def _announces(text: str) -> bool:
    """Whether a text is part of what its points say: … các nhiệm vụ sau:, Giao Sở Nội vụ:"""
    flat = skeleton(text).rstrip(" :")
    if flat.endswith(" co trach nhiem"):
        return True
    ends = flat.startswith(("giao ", "de nghi ")) or flat.endswith((" sau", " nhu"))
    return text.endswith(":") and ends


def _issues(item: Item) -> bool:
    """Whether an item is the word above the articles of a decision: QUYẾT ĐỊNH:"""
    return item.kind == "" and bool(document_type(item.lines[0]))
