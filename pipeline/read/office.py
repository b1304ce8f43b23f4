"""Reading old Word and Excel files, OpenDocument and RTF: LibreOffice makes a DOCX or XLSX of them first."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from subprocess import PIPE, STDOUT, Popen, TimeoutExpired
from tempfile import TemporaryDirectory

from pipeline.document import Document
from pipeline.errors import UnknownFormat, Unreadable
from pipeline.messages import tr
from pipeline.read.formats import UNREAD, format_of

# What is made of each.
MADE = {"doc": "docx", "odt": "docx", "rtf": "docx", "xls": "xlsx", "ods": "xlsx"}
FORMATS = tuple(MADE)
_PROGRAMS = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")


@dataclass(frozen=True, slots=True)
class Limits:
    """What a conversion may take."""

    seconds: float = 120.0
    """At most; set by hand: a plan takes 2 to 5, the first one on a slow machine 20."""


LIMITS = Limits()


def read_office(path: Path, limits: Limits = LIMITS) -> Document:
    """The lines and tables of a document or workbook that LibreOffice opens.

    Raises UnknownFormat where LibreOffice is not installed, Unreadable where it makes nothing of the file.
    """
    # Most runs read no such file.
    from pipeline.read.docx import read_docx
    from pipeline.read.xlsx import read_xlsx

    form = format_of(path, FORMATS)
    what = UNREAD[form]
    program = office_program()
    if program is None:
        raise UnknownFormat(path, tr(what.name), tr(what.next_step, path=path))
    with TemporaryDirectory(prefix="kehoach-") as folder:
        # The file's own name may look like an option, or say that it is something else.
        source = Path(folder) / f"source.{form}"
        shutil.copyfile(path, source)
        said = _convert(program, source, MADE[form], limits.seconds)
        made = source.with_suffix(f".{MADE[form]}")
        if not made.exists():
            raise Unreadable(path, tr("document"), tr("LibreOffice made nothing of it: {said}", said=said))
        document = (read_docx if MADE[form] == "docx" else read_xlsx)(made)
    notes = (
        replace(note, reason=tr("{what}, by way of LibreOffice", what=tr(what.name)))
        for note in document.notes
    )
    return replace(document, notes=tuple(notes))


@cache
def office_program() -> str | None:
    """Where LibreOffice is; None where it is not installed."""
    return next((found for name in _PROGRAMS if (found := shutil.which(name))), None)


def _convert(program: str, source: Path, form: str, seconds: float) -> str:
    """Has LibreOffice write a file of another form beside one; what it said last."""
    # A profile of its own: two conversions do not meet, and no settings or macros of the user's run.
    profile = (source.parent / "profile").as_uri()
    options = [f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", form]
    command = [program, *options, "--outdir", str(source.parent), str(source)]
    try:
        with Popen(command, stdout=PIPE, stderr=STDOUT, text=True, errors="replace") as process:
            try:
                said, _ = process.communicate(timeout=seconds)
            except TimeoutExpired:
                _end(process)
                return tr("stopped after {seconds:g} seconds", seconds=seconds)
    except OSError as error:
        return error.strerror or str(error)
    return said.strip().rpartition("\n")[2] or tr("exit code {returncode}", returncode=process.returncode)


def _end(process: Popen[str]) -> None:
    """Ends a program and those that it started: what does the work is a child of what was called."""
    import psutil

    for child in psutil.Process(process.pid).children(recursive=True):
        child.kill()
    process.kill()
