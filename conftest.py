"""Modules whose examples cannot be tried without an extra."""

from __future__ import annotations

from importlib.util import find_spec

# Learning alone needs it.
collect_ignore = [] if find_spec("jax") else ["pipeline/learn/cell_tagger.py"]
