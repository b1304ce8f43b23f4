"""Pages of a Word file: they end where it says so, and where Word last saw them end."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Pages:
    """The page that is being read, counted from 1; `is_empty` while nothing is printed on it.

    Where a row of a table runs over a page's end, each of its cells begins again on the page of the first.
    """

    number: int = 1
    is_empty: bool = True
    _row_start: int | None = None
    _row_end: int = 0

    def print(self) -> None:
        self.is_empty = False
        self._row_start = None

    def asked(self) -> None:
        """The author ends the page."""
        self.number += 1
        self.is_empty = True

    def rendered(self) -> None:
        """Word saw another page than before: behind a break of the author's too, and at a cell's start."""
        if self._row_start is not None and self._row_start < self.number:
            self.number = self._row_start
        elif not self.is_empty:
            self.asked()

    def begin_cell(self, row_start: int | None) -> None:
        """A cell begins. `row_start` is the page that its row began on; None for the first cell of a row."""
        self._row_end = self.number if row_start is None else max(self._row_end, self.number)
        self._row_start = row_start

    def end_row(self) -> None:
        """The next row is on the last page that a cell of this one came to."""
        self._row_start = None
        if self.number < self._row_end:
            self.number = self._row_end
            self.is_empty = True
