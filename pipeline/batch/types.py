"""What goes to a worker and what comes back."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pipeline.errors import KehoachError
from pipeline.files import plain_lines

if TYPE_CHECKING:
    from pipeline.searchable import Searchable

Status = Literal["converted", "partly", "failed"]


@dataclass(frozen=True, slots=True)
class Job:
    """A source file and the name that its plan gets in the output folder."""

    source: Path
    name: str


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take: seconds, and megabytes of memory with the OCR that it calls."""

    seconds: float = 1800
    megabytes: int = 4096


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job. `plan` is the plan as JSON and `text` its restored text, both empty where it
    failed; `code` and `reason` are the exit code and the message of the failure. `warnings` are counts by
    code, `maker` says which program and dictionaries made it (`pipeline.batch.state.fingerprint`);
    `searchable` is the copy that was asked for, None where there is none.
    """

    job: Job
    status: Status
    plan: str = ""
    text: str = ""
    sha256: str = ""
    code: int = 0
    reason: str = ""
    pages: int = 0
    tasks: int = 0
    indicators: int = 0
    warnings: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    maker: str = ""
    searchable: Searchable | None = None


def failed(job: Job, error: KehoachError, seconds: float = 0.0) -> Outcome:
    return Outcome(job, "failed", code=error.exit_code, reason=plain_lines(str(error)), seconds=seconds)
