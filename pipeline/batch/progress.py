"""How far a run is: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from rich import progress as bars
from rich.console import Console
from rich.text import Text

from pipeline.batch.log import say
from pipeline.batch.types import Outcome
from pipeline.files import shown
from pipeline.messages import tr

# Seconds that the rate of pages is taken over, and that the time left is (documents differ more).
MINUTE, PERIOD = 60.0, 600.0
INTERVAL = 30.0  # seconds between two lines where there is no bar
NAMED = 3  # names of documents in work that are shown


class Account:
    """What was done so far. Documents that fail take no time worth counting: they leave what is to do."""

    def __init__(self, total: int, in_work: Callable[[], Sequence[str]]) -> None:
        self.total, self.done, self.pages = total, 0, 0
        self._in_work = in_work
        self._start = time.monotonic()
        self._recent: deque[tuple[float, int]] = deque()

    def add(self, outcome: Outcome) -> None:
        if outcome.status == "failed":
            self.total -= 1
            return
        self.done += 1
        self.pages += outcome.pages
        self._recent.append((time.monotonic(), outcome.pages))

    def rate(self) -> float:
        """Pages a minute, over the last minute."""
        now = time.monotonic()
        pages = sum(count for when, count in list(self._recent) if now - when <= MINUTE)
        return pages * 60 / max(min(now - self._start, MINUTE), 1.0)

    def speed(self) -> str:
        return tr("{pages} pages, {rate:.0f}/min", pages=self.pages, rate=self.rate()) if self.pages else ""

    def names(self) -> str:
        """The documents in work: `a.pdf, b.pdf, 2 more`."""
        names = [shown(name) for name in self._in_work()]
        more = [tr("{count} more", count=len(names) - NAMED)] if len(names) > NAMED else []
        return ", ".join((*names[:NAMED], *more))

    def line(self) -> str:
        parts = (tr("{done} of {total} documents", done=self.done, total=self.total), self.speed())
        work = tr("; in work: {names}", names=self.names()) if self.names() else ""
        return ", ".join(part for part in parts if part) + work


@contextmanager
def progress(
    console: Console, account: Account, *, has_bar: bool, is_quiet: bool
) -> Iterator[Callable[[], None]]:
    """Show the account while it grows; what is yielded is called after each change of it."""
    if is_quiet or not account.total:
        yield lambda: None
    elif has_bar and console.is_terminal:
        with _bar(console, account) as bar:
            task = bar.add_task("", total=account.total)
            yield lambda: bar.update(task, completed=account.done, total=account.total)
    else:
        with _lines(account):
            yield lambda: None


def _bar(console: Console, account: Account) -> bars.Progress:
    return bars.Progress(
        bars.SpinnerColumn(),
        bars.BarColumn(),
        bars.MofNCompleteColumn(),
        _Column(account.speed),
        bars.TimeElapsedColumn(),
        bars.TimeRemainingColumn(),
        _Column(account.names),
        console=console,
        speed_estimate_period=PERIOD,
        transient=True,
    )


@contextmanager
def _lines(account: Account) -> Iterator[None]:
    is_over = threading.Event()

    def tell() -> None:
        while not is_over.wait(INTERVAL):
            say(
                logging.INFO,
                account.line(),
                event="progress",
                done=account.done,
                total=account.total,
                pages=account.pages,
            )

    teller = threading.Thread(target=tell, daemon=True)
    teller.start()
    try:
        yield
    finally:
        is_over.set()
        teller.join()


class _Column(bars.ProgressColumn):
    def __init__(self, text: Callable[[], str]) -> None:
        super().__init__()
        self._text = text

    def render(self, task: bars.Task) -> Text:
        return Text(self._text(), style="progress.data.speed", no_wrap=True, overflow="ellipsis")
