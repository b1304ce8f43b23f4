"""The process that converts: `python -m pipeline.batch.child`, spoken to by `pipeline.batch.workers`.

Requests come on standard input and answers go to standard output, as pickles; whatever else a library
prints goes to standard error.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import signal
import sys
import threading
import time
import traceback
from collections import Counter
from dataclasses import replace
from typing import BinaryIO

from pipeline.batch.state import maker
from pipeline.batch.types import Job, Limits, Outcome, failed
from pipeline.conversion import converted
from pipeline.dataset.tables import status
from pipeline.emit import to_json
from pipeline.errors import DiskError, FileMissing, KehoachError, PartlyRead, TooMuchMemory, Unforeseen
from pipeline.files import plain_lines
from pipeline.messages import use
from pipeline.searchable import searchable
from pipeline.settings import Settings

Request = tuple[Job, Settings, Limits]


def main() -> None:
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    requests: queue.Queue[Request] = queue.Queue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, requests), daemon=True).start()
    while True:
        pickle.dump(answer(*requests.get()), answers)
        answers.flush()


def answer(job: Job, settings: Settings, limits: Limits) -> Outcome:
    """Convert one source; whatever goes wrong is part of the outcome."""
    start = time.monotonic()
    use(settings.language)
    try:
        outcome = _converted(job, settings)
    except KehoachError as error:
        outcome = failed(job, error)
    except MemoryError:
        outcome = failed(job, TooMuchMemory(job.source, limits.megabytes))
    except Exception as error:
        traceback.print_exc()
        outcome = failed(job, _named(job, error))
    return replace(outcome, seconds=time.monotonic() - start, maker=maker())


def _named(job: Job, error: Exception) -> KehoachError:
    if isinstance(error, OSError) and error.errno is not None:
        return DiskError(error) if job.source.exists() else FileMissing(job.source)
    return Unforeseen(job.source, error)


def _converted(job: Job, settings: Settings) -> Outcome:
    plan, document = converted(job.source, settings)
    copy = searchable(document, job.source, settings.password) if settings.searchable else None
    text = document.text
    # A long document takes as much memory as its plan; what follows needs the plan alone.
    del document
    lost = [one.page for one in plan.warnings if one.code == "page-failed" and one.page is not None]
    partly = PartlyRead(job.source, lost) if status(plan) == "partly" else None
    return Outcome(
        job,
        "partly" if partly else "converted",
        code=partly.exit_code if partly else 0,
        reason=plain_lines(str(partly)) if partly else "",
        plan=to_json(plan),
        text=text,
        sha256=plan.source.sha256,
        pages=plan.source.pages,
        tasks=len(plan.tasks),
        indicators=len(plan.indicators),
        warnings=dict(Counter(warning.code for warning in plan.warnings)),
        searchable=copy,
    )


def _listen(source: BinaryIO, requests: queue.Queue[Request]) -> None:
    """Hand on requests; when the parent is gone, go too, with the OCR that may be running."""
    with contextlib.suppress(Exception):
        while True:
            requests.put(pickle.load(source))
    if hasattr(os, "killpg"):
        os.killpg(os.getpgrp(), signal.SIGKILL)
    os._exit(1)


if __name__ == "__main__":
    main()
