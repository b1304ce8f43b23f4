"""What a task says to do, wherever it stands: without whom it is given to, and until when."""

from __future__ import annotations

import re

from pipeline.compare.meaning import words
from pipeline.extract.text_tasks.addressed import addressed
from pipeline.plan import Task

_LEADS = re.compile(r"^(?:là cơ quan )?(?:chủ trì|chịu trách nhiệm|có trách nhiệm)[,\s]+", re.IGNORECASE)
_DONE = re.compile(r"[,;\s]+(?:(?:phải )?(?:hoàn thành|thực hiện|xong)(?: xong)?)?\s*$", re.IGNORECASE)
_WITH = re.compile(r"^phối hợp (?:chặt chẽ )?(?:với|cùng)\s+", re.IGNORECASE)


def said(task: Task) -> str:
    """The task as a table would have it: Giao Sở Nội vụ chủ trì, phối hợp với Sở Tài chính xây dựng …, hoàn
    thành trước 30/6 is xây dựng …"""
    if task.origin == "table" or not (who := addressed(task.task)):
        return task.task
    end = task.task.find(who.lead, who.start) + len(who.lead)
    rest = task.task[end:].lstrip(" ,;:")
    while begun := _LEADS.match(rest):
        rest = rest[begun.end() :]
    begun = _WITH.match(rest)
    if begun and who.coordination and rest.startswith(who.coordination, begun.end()):
        rest = rest[begun.end() + len(who.coordination) :].lstrip(" ,;:")
    rest = _without_deadline(rest, task.deadline)
    return rest if len(words(rest)) > 2 else task.task


def _without_deadline(text: str, deadline: str) -> str:
    """A sentence without the deadline at its end, which a table has in a column of its own."""
    plain = text.rstrip(" .;")
    if not deadline or not plain.endswith(deadline):
        return text
    return _DONE.sub("", plain.removesuffix(deadline))
