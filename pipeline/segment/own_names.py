"""The place's name, which a letterhead has twice, as it should stand in the title as well."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.match import read_exactly
from pipeline.messages import tr
from pipeline.plan import Repair
from pipeline.segment.fields import Field
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
