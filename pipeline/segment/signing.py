"""Who signs: posts, and the formulas that say on whose behalf, as lines of a signature block show them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipeline.document import Word, join_words
from pipeline.match import is_like, similarity
from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.folding import skeleton
from pipeline.vietnamese.shape import is_capital

# At least so like (0 to 1) a known one is a post; set by hand, not fitted.
LEAST = 0.8
# What recipients begin with.
BULLETS = "–—+•*-"
# Names of people have so many words.
_NAME_WORDS = range(2, 6)
_DEPUTIES = ("pho", "quyen")
_BODY_SIGNS = ("TM", "T.M", "T/M")


def signing_start(words: Sequence[Word]) -> int | None:
    """Where in a line, in capitals to its end, a formula of signing or a post begins; the likeliest place."""
    best, place = LEAST, None
    for start, word in enumerate(words):
        if not any(letter.isalpha() for letter in word.text) or not is_capital(join_words(words[start:])):
            continue
        likeness = _likeness(words[start:])
        if likeness >= best and (place is None or likeness > best):
            best, place = likeness, start
    return place


def formula_of(text: str) -> str:
    """The formula that a line of a signature block begins with, as printed, "" where it begins with none.

    >>> formula_of("KT. CHỦ TỊCH"), formula_of("CHỦ TỊCH")
    ('KT.', '')
    """
    match = _formulas().match(text)
    return match.group().strip() if match else ""


def with_formula_closed(text: str) -> str:
    """A line of a signature block with the letters of its formula together.

    >>> with_formula_closed("K T . CHỦ TỊCH"), with_formula_closed("TM. ỦY BAN NHÂN DÂN")
    ('KT. CHỦ TỊCH', 'TM. ỦY BAN NHÂN DÂN')
    """
    formula = formula_of(text)
    return "".join(formula.split()) + text[len(formula) :]


def is_name(text: str) -> bool:
    """Whether a text may be a person's name and nothing else; in capitals only with a known surname."""
    words = text.split()
    # H'Len Niê, Y-Bhem Êban
    letters = [re.sub(r"(?<=[^\W\d_])['’-](?=[^\W\d_])", "", word) for word in words]
    if len(words) not in _NAME_WORDS or not all(word.isalpha() and word[0].isupper() for word in letters):
        return False
    return not is_capital(text) or has_surname(text)


def has_surname(name: str) -> bool:
    """Whether a name begins with a known surname."""
    return name.split()[0].capitalize() in dictionaries.lines("surnames.txt")


def is_person(text: str) -> bool:
    """Whether a text is a name that begins with a known surname: no other words are taken for one."""
    return is_name(text) and has_surname(text)


def without_rank(name: str) -> str:
    """A name without the rank or degree before it.

    >>> without_rank("Đại tá Trần Văn Bình"), without_rank("ThS. Lê An")
    ('Trần Văn Bình', 'Lê An')
    """
    ranks = sorted(dictionaries.lines("ranks.txt"), key=len, reverse=True)
    rank = next((rank for rank in ranks if name.lower().startswith(rank.lower())), "")
    rest = name[len(rank) :].strip(" .")
    return rest if rank and (name[len(rank) : len(rank) + 1] == " " or rank.endswith(".")) else name


def is_mark(text: str) -> bool:
    """Whether a line only says that, when or by which device was signed."""
    flat = skeleton(text).strip(" ()./")
    return any(flat.startswith(skeleton(mark)) for mark in dictionaries.lines("signature-marks.txt"))


def _likeness(words: Sequence[Word]) -> float:
    """How like a known beginning of a signature block some words are: a formula's is as good as certain."""
    text = join_words(words)
    formula = formula_of(text)
    if formula:
        rest = text[len(formula) :].strip()
        if formula.rstrip("., :") in _BODY_SIGNS and (formula[-1:] in ".,:" or _begins_body(rest)):
            return 1.0
        behind = words[len(words) - len(rest.split()) :] if rest else ()
        is_followed = _has_post(rest) or _post_likeness(behind) > 0
        return 1.0 if is_followed else 0.0
    return _post_likeness(words)


def _post_likeness(words: Sequence[Word]) -> float:
    """How like a post some words begin, or the post of who deputises for it; 0 where like none."""
    if len(words) > 1 and skeleton(words[0].text) in _DEPUTIES:
        return max(_like_a_post(words), _like_a_post(words[1:]))
    return _like_a_post(words)


def _like_a_post(words: Sequence[Word]) -> float:
    begun = ((words[: len(post.split())], post) for post in dictionaries.lines("posts.txt"))
    return max((similarity(some, post) for some, post in begun if is_like(some, post, LEAST)), default=0.0)


def _has_post(rest: str) -> bool:
    flat = skeleton(rest)
    return any(flat.startswith(skeleton(post)) for post in dictionaries.lines("posts.txt"))


def _begins_body(text: str) -> bool:
    flat = skeleton(text)
    return any(flat.startswith(skeleton(head)) for head in dictionaries.lines("unit-heads.txt"))


@cache
def _formulas() -> re.Pattern[str]:
    """Any formula, its letters perhaps apart, and the sign behind it."""
    signs = sorted((row[0] for row in dictionaries.table("signing-formulas.txt")), key=len, reverse=True)
    any_sign = "|".join(r"\s?".join(map(re.escape, sign)) for sign in signs)
    return re.compile(rf"(?:{any_sign})(?![^\W_])\s?[.,:]?")
