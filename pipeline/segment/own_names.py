"""Names in a letterhead as they should stand: the place's, which it has twice, and how an issuer's begins."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.match import read_exactly
from pipeline.messages import tr
from pipeline.plan import Repair
from pipeline.segment.fields import Field
from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.folding import skeleton


def other_spelling(text: str, name: str) -> str:
    """How a text spells a name of several words otherwise than it is, only its marks wrong; "" if nowhere.

    >>> other_spelling("Trồng rừng tại Tấn Lập", "Tân Lập")
    'Tấn Lập'
    """
    if len(name.split()) < 2:
        return ""
    for match in re.finditer(rf"(?<!\w){re.escape(skeleton(name))}(?!\w)", skeleton(text)):
        if (found := text[match.start() : match.end()]).lower() != name.lower():
            return found
    return ""


def with_own_name(title: Field[str], place: str, issuer: str) -> Field[str]:
    """A title with the place's name as place and issuer agree on it, where it was read from a picture."""
    wrong = other_spelling(title.value, place)
    if not wrong or read_exactly(title.words) or title.repair or place.lower() not in issuer.lower():
        return title
    right = place.upper() if wrong.isupper() else place
    ground = tr("place and issuer have {place!r}", place=place)
    return replace(
        title, value=title.value.replace(wrong, right), repair=Repair(rule="own-name", ground=ground)
    )


def with_head_spelled(issuer: Field[str]) -> Field[str]:
    """An issuer read from a picture whose name begins as those of units do, but for the marks.

    >>> with_head_spelled(Field("VAN PHÒNG")).value
    'VĂN PHÒNG'
    """
    if issuer.repair or (issuer.words and read_exactly(issuer.words)):
        return issuer
    flat = f"{skeleton(issuer.value)} "
    heads = [head for head in dictionaries.lines("unit-heads.txt") if flat.startswith(f"{skeleton(head)} ")]
    head = max(heads, key=len, default="")
    begun = issuer.value[: len(head)]
    if not head or begun.lower() == head.lower() or len({skeleton(one) for one in heads}) < len(heads):
        return issuer
    right = head.upper() if begun.isupper() else head
    ground = tr("names of units begin with {head}", head=head)
    return replace(
        issuer, value=right + issuer.value[len(head) :], repair=Repair(rule="own-name", ground=ground)
    )
