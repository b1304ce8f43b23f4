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
from pipeline.messages import tr
from pipeline.read.readers import suffixes

# Between the parts of the name of a plan from a subfolder: one flat folder is what others read.
JOINT = "--"
# Folders that a message names.
NAMED = 5


@dataclass(frozen=True, slots=True)
class Found:
    """The jobs, what cannot become one, how many files of other kinds were let be, and the files of known
    kinds in subfolders that were not asked for.
    """

    jobs: tuple[Job, ...]
    failures: tuple[Outcome, ...]
    others: int = 0
    below: tuple[Path, ...] = ()


def find_jobs(paths: Iterable[Path], output: Path, *, recursive: bool = False) -> Found:
    """The files that are named, and those of known kinds in folders that are named.

    A plan is named after its file, within subfolders after them too. Of two files that differ in their
    suffix alone the second keeps it; of two that do not differ the second is a failure. The output folder
    is never searched. Raises NothingToConvert or FileMissing where there is nothing at all to convert.
    """
    jobs: dict[str, Job] = {}
    failures: list[Outcome] = []
    others = 0
    below: list[Path] = []
    first_error: KehoachError | None = None
    for path in paths:
        try:
            found = _files(path, output.resolve(), recursive)
        except KehoachError as error:
            first_error = first_error or error
            failures.append(failed(Job(path, path.stem), error))
            continue
        others += found.others
        below += found.below
        for job in found.jobs:
            if (same := jobs.get(job.name.casefold())) and same.source.suffix != job.source.suffix:
                job = with_suffix(job)
            known = jobs.setdefault(job.name.casefold(), job)
            if known.source != job.source:
                failures.append(failed(job, OutputConflict(plan_path(output, job.name), str(known.source))))
    if first_error and not jobs:
        raise first_error
    taken = {job.source for job in jobs.values()}
    left_below = tuple(file for file in dict.fromkeys(below) if file not in taken)
    return Found(tuple(jobs.values()), tuple(failures), others, left_below)


def places(files: Sequence[Path]) -> str:
    """How many files there are in which folders, the first few by name: `5 files in a, b and 3 more`."""
    folders = list(dict.fromkeys(str(file.parent) for file in files))
    named, more = ", ".join(folders[:NAMED]), len(folders) - NAMED
    if more > 0:
        return tr(
            "{count} files in {named} and {more} more folders", count=len(files), named=named, more=more
        )
    if len(files) == 1:
        return tr("1 file in {named}", named=named)
    return tr("{count} files in {named}", count=len(files), named=named)


def with_suffix(job: Job) -> Job:
    """The job of a file whose name without its suffix is taken: `plan.pdf` beside `plan` of plan.docx."""
    return replace(job, name=fitting(job.name + job.source.suffix.lower()))


def _files(path: Path, output: Path, recursive: bool) -> Found:
    if path.is_dir():
        return _folder(path, output, recursive)
    if not path.exists() and has_magic(str(path)):
        root = _root(path)
        files = sorted(file for one in glob(str(path), recursive=True) if (file := Path(one)).is_file())
        if not files:
            raise FileMissing(path)
        return Found(tuple(Job(file, _name(file.relative_to(root))) for file in files), ())
    if not path.exists():
        raise FileMissing(path)
    return Found((Job(path, _name(Path(path.name))),), ())


def _folder(path: Path, output: Path, recursive: bool) -> Found:
    files = sorted(_walk(path, output))
    here = files if recursive else [file for file in files if file.parent == path]
    known = [file for file in here if _is_known(file)]
    below = () if recursive else tuple(one for one in files if one.parent != path and _is_known(one))
    if not known:
        raise NothingToConvert(path, ", ".join(suffixes()), below=places(below) if below else "")
    jobs = tuple(Job(file, _name(file.relative_to(path))) for file in known)
    return Found(jobs, (), len(here) - len(known), below)


def _walk(folder: Path, output: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(folder):
        folders[:] = [one for one in folders if not _is_hidden(one)]
        if Path(place).resolve() == output:
            folders.clear()
            continue
        yield from (Path(place, one) for one in files if not _is_hidden(one))


def _is_known(file: Path) -> bool:
    return file.suffix.lower() in suffixes()


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
