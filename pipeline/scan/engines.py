"""The OCR engines by name: our own, and those that other packages add."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from pipeline import plugins
from pipeline.errors import UnknownEngine
from pipeline.scan.engine import Engine
from pipeline.settings import Settings


def _tesseract(seconds: float) -> Engine:
    from pipeline.scan.engine import Tesseract

    return Tesseract(seconds)


# How each engine is made, given the seconds that a page may take; a package adds one, which has limits of its
# own, under the entry point kehoach.engines.
ENGINES: dict[str, Callable[[float], Engine]] = {"tesseract": _tesseract}


def engine_names() -> tuple[str, ...]:
    """The names that an engine can be chosen by."""
    return (*ENGINES, *(name for name in plugins.names(plugins.ENGINES) if name not in ENGINES))


@cache
def engine_named(name: str, seconds: float = Settings().page_seconds) -> Engine:
    """The engine of a name that may take so many seconds over a page, made once a process.

    Raises UnknownEngine where there is none, PluginBroken, EngineMissing or LanguageMissing where it
    cannot be made.
    """
    if name not in engine_names():
        raise UnknownEngine(name, engine_names())
    made: Engine = ENGINES[name](seconds) if name in ENGINES else plugins.load(plugins.ENGINES, name)()
    return made
