"""Reading: a source file -> a Document of words in lines."""

from pipeline.read.text import read_text

__all__ = ["read_text"]
