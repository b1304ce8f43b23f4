"""Comparing: two plans, or two folders of them -> what changed, and how sure that is."""

from pipeline.compare.difference import Difference, compare

__all__ = ["Difference", "compare"]
