"""What a run says while it works: lines for people, JSON lines for programs."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from typing import Any

from rich.console import Console

from pipeline.files import plain_lines, shown

LOGGER = logging.getLogger("kehoach")


def start_log(verbosity: int, *, as_json: bool) -> Console:
    """Send the log to standard error, whose console is returned; `verbosity`: -1 errors only, 0, 1 all."""
    console = Console(stderr=True)
    handler = _ConsoleHandler(console)
    handler.setFormatter(_JsonFormatter() if as_json else logging.Formatter("%(message)s"))
    LOGGER.handlers = [handler]
    LOGGER.propagate = False
    LOGGER.setLevel({-1: logging.ERROR, 0: logging.INFO}.get(verbosity, logging.DEBUG))
    return console


def say(level: int, message: str, **fields: Any) -> None:
    """Log a line for people, with its parts for programs."""
    LOGGER.log(level, message, extra={"fields": fields})


class _ConsoleHandler(logging.Handler):
    """Through the console of the bar, which keeps the bar below the lines."""

    def __init__(self, console: Console) -> None:
        super().__init__()
        self._console = console

    def emit(self, record: logging.LogRecord) -> None:
        self._console.print(plain_lines(self.format(record)), markup=False, highlight=False, soft_wrap=True)


class _JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        parts = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "message": plain_lines(record.getMessage()),
            **getattr(record, "fields", {}),
        }
        return json.dumps(parts, ensure_ascii=False, default=lambda one: shown(str(one)))
