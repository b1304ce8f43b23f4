"""The words of argparse itself, which stand in the catalogue beside our own."""

from __future__ import annotations

import argparse

from pipeline.messages import later, tr

# What a person can be told by argparse of any Python that we run on; its others are for programmers.
WORDS = (
    later("usage: "),
    later("options"),
    later("positional arguments"),
    later("show this help message and exit"),
    later("show program's version number and exit"),
    later("argument %(argument_name)s: %(message)s"),
    later("unrecognized arguments: %s"),
    later("not allowed with argument %s"),
    later("ignored explicit argument %r"),
    later("the following arguments are required: %s"),
    later("one of the arguments %s is required"),
    later("expected one argument"),
    later("expected at most one argument"),
    later("expected at least one argument"),
    later("ambiguous option: %(option)s could match %(matches)s"),
    later("invalid %(type)s value: %(value)r"),
    later("invalid choice: %(value)r (choose from %(choices)s)"),
    later("invalid choice: %(value)r, maybe you meant %(closest)r? (choose from %(choices)s)"),
    later("%(prog)s: error: %(message)s\n"),
)


def translate_usage() -> None:
    """Have argparse take its words from the catalogue; by itself it looks for files of gettext."""
    vars(argparse)["_"] = tr
    vars(argparse)["ngettext"] = _one_or_more


def _one_or_more(one: str, more: str, count: int) -> str:
    return tr(one if count == 1 else more)
