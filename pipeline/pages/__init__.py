"""Pages that need nothing else: what their templates share, in the language of their readers."""

from __future__ import annotations

from jinja2 import ChoiceLoader, Environment, PackageLoader, select_autoescape

from pipeline.messages import day, language, number, tr
from pipeline.messages.again import again
from pipeline.warning_kinds import in_words


def environment(package: str) -> Environment:
    """The templates of a package, and base.html of this one. A template says its texts by `tr`, numbers and
    days by the filters of these names, what a plan keeps by `again` and places by `place`.
    """
    loader = ChoiceLoader([PackageLoader(package), PackageLoader(__name__)])
    found = Environment(loader=loader, autoescape=select_autoescape(), trim_blocks=True)
    found.globals |= {"tr": tr, "language": language}
    found.filters |= {"number": number, "day": day, "again": again, "place": in_words}
    return found
