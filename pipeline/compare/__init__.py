"""Comparing: two plans, or two folders of them -> what changed, and how sure that is."""

from pipeline.compare.comparison import compare
from pipeline.compare.difference import Difference

__all__ = ["Difference", "compare"]
