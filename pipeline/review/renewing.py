"""The tables of the folder, renewed by a process of its own once nobody corrects anything."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from threading import Lock, Timer

from pipeline.batch.state import old_rows

# Seconds without a correction; until then the plans are ahead of the tables.
QUIET = 3.0


class Renewing:
    """Asks for new tables; `close` waits for them."""

    def __init__(self, output: Path) -> None:
        self._output = output
        self._lock = Lock()
        self._timer: Timer | None = None

    def soon(self) -> None:
        with self._lock:
            if self._timer:
                self._timer.cancel()
            self._timer = Timer(QUIET, self._renew)
            self._timer.daemon = True
            self._timer.start()

    def close(self) -> None:
        with self._lock:
            if self._timer:
                self._timer.cancel()
        self._renew()

    def _renew(self) -> None:
        if old_rows(self._output) != frozenset():
            # Many plans take their time: not in this process, which answers meanwhile.
            command = [sys.executable, "-P", "-m", "pipeline", "corrections", str(self._output)]
            subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
