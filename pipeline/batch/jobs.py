"""What is to be converted: files, folders and patterns -> jobs with names of their own."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from glob import glob, has_magic
from pathlib import Path

from pipeline.batch.types import Job, Outcome, failed
from pipeline.emit import plan_name, plan_path
from pipeline.errors import FileMissing, KehoachError, NothingToConvert, OutputConflict
from pipeline.files import fitting
from pipeline.read.readers import suffixes

# Between the parts of the name of a plan from a subfolder: one flat folder is what others read.
JOINT = "--"


@dataclass(frozen=True, slots=True)
class Found:
    """The jobs, what cannot become one, and how many files of other kinds were let be."""

    jobs: tuple[Job, ...]
    failures: tuple[Outcome, ...]
    others: int


def find_jobs(paths: Iterable[Path], output: Path, *, recursive: bool = False) -> Found:
    """The files that are named, and those of known kinds in folders that are named.

    A plan is named after its file, within subfolders after them too. Of two files that differ in their
    suffix alone the second keeps it; of two that do not differ the second is a failure. The output folder
    is never searched. Raises NothingToConvert or FileMissing where there is nothing at all to convert.
    """
    jobs: dict[str, Job] = {}
    failures: list[Outcome] = []
    others = 0
    first_error: KehoachError | None = None
    for path in paths:
        try:
            found, left = _files(path, output.resolve(), recursive)
        except KehoachError as error:
            first_error = first_error or error
            failures.append(failed(Job(path, path.stem), error))
            continue
        others += left
        for job in found:
            if (same := jobs.get(job.name.casefold())) and same.source.suffix != job.source.suffix:
                job = with_suffix(job)
            known = jobs.setdefault(job.name.casefold(), job)
            if known.source != job.source:
                failures.append(failed(job, OutputConflict(plan_path(output, job.name), str(known.source))))
    if first_error and not jobs:
        raise first_error
    return Found(tuple(jobs.values()), tuple(failures), others)


def with_suffix(job: Job) -> Job:
    """The job of a file whose name without its suffix is taken: `plan.pdf` beside `plan` of plan.docx."""
    return replace(job, name=fitting(job.name + job.source.suffix.lower()))


def _files(path: Path, output: Path, recursive: bool) -> tuple[list[Job], int]:
    if path.is_dir():
        files = sorted(_walk(path, output, recursive))
        known = [file for file in files if file.suffix.lower() in suffixes()]
        if not known:
            has_folders = not recursive and any(one.is_dir() for one in path.iterdir())
            raise NothingToConvert(path, ", ".join(suffixes()), has_folders=has_folders)
        return [Job(file, _name(file.relative_to(path))) for file in known], len(files) - len(known)
    if not path.exists() and has_magic(str(path)):
        root = _root(path)
        files = sorted(file for one in glob(str(path), recursive=True) if (file := Path(one)).is_file())
        if not files:
            raise FileMissing(path)
        return [Job(file, _name(file.relative_to(root))) for file in files], 0
    if not path.exists():
        raise FileMissing(path)
    return [Job(path, _name(Path(path.name)))], 0


def _walk(folder: Path, output: Path, recursive: bool) -> Iterator[Path]:
    for place, folders, files in os.walk(folder):
        folders[:] = [one for one in folders if recursive and not _is_hidden(one)]
        if Path(place).resolve() == output:
            folders.clear()
            continue
        yield from (Path(place, one) for one in files if not _is_hidden(one))


def _is_hidden(name: str) -> bool:
    """Hidden files, and those that Word lays beside a document that is open."""
    return name.startswith((".", "~$"))


def _root(pattern: Path) -> Path:
    """The folder that a pattern begins with, up to the first wildcard."""
    plain: Sequence[str] = ()
    for part in pattern.parts[:-1]:
        if has_magic(part):
            break
        plain = (*plain, part)
    return Path(*plain)


def _name(file: Path) -> str:
    # macOS gives names with their marks apart.
    return fitting(unicodedata.normalize("NFC", JOINT.join((*file.parent.parts, plan_name(file.name)))))
