"""The differences of two folders of plans, each form of them whole: one document, however many plans."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pipeline.compare.difference import Difference
from pipeline.compare.wordings import Wordings
from pipeline.messages import tr

Found = Difference | Wordings


@dataclass(frozen=True, slots=True)
class Part:
    """What was found of two plans, with their names in the folders ("" for two files)."""

    found: Found
    old_plan: str = ""
    new_plan: str = ""


@dataclass(frozen=True, slots=True)
class Folders:
    """What was found of each pair of plans, and the names of those that only one folder has."""

    parts: tuple[Part, ...]
    only_old: tuple[str, ...]
    only_new: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.only_old or self.only_new) and all(one.found.is_empty for one in self.parts)

    @property
    def alone(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """What is said of plans that only one folder has, where there are any."""
        named = (
            (tr("only in the old folder"), self.only_old),
            (tr("only in the new folder"), self.only_new),
        )
        return tuple((name, names) for name, names in named if names)


def to_json(folders: Folders) -> str:
    plans = [
        {"old_plan": one.old_plan, "new_plan": one.new_plan, **one.found.model_dump(mode="json")}
        for one in folders.parts
    ]
    whole = {"plans": plans, "only_old": folders.only_old, "only_new": folders.only_new}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def to_csv(folders: Folders, form: Callable[[Found], str]) -> str:
    """The rows of all pairs under one heading, with the names of their plans; `form` makes those of one."""
    file = io.StringIO()
    writer = csv.writer(file)
    for place, one in enumerate(folders.parts):
        head, *rows = csv.reader(io.StringIO(form(one.found)))
        if not place:
            writer.writerow(["old_plan", "new_plan", *head])
        writer.writerows([one.old_plan, one.new_plan, *row] for row in rows)
    return file.getvalue()


def to_markdown(folders: Folders, form: Callable[[Found], str]) -> str:
    alone = [f"{name}: {', '.join(names)}\n" for name, names in folders.alone]
    return "\n".join([*(form(one.found) for one in folders.parts), *alone])


def in_form(
    name: str,
    folders: Folders,
    forms: Mapping[str, Callable[[Found], str]],
    page: Callable[[Folders], str],
) -> str:
    """The differences as json, csv, markdown or html; `forms` make those of one pair, `page` a page."""
    if name == "json":
        return to_json(folders)
    if name == "html":
        return page(folders)
    return (to_csv if name == "csv" else to_markdown)(folders, forms[name])
