"""What can go wrong with an input: a class and an exit code each, a message that names the next step."""

from __future__ import annotations

import shlex
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from pipeline.messages import tr


class KehoachError(Exception):
    """Base of all errors that a user can act on."""

    exit_code: ClassVar[int] = 1


class FileMissing(KehoachError):
    exit_code = 3

    def __init__(self, path: Path) -> None:
        super().__init__(tr("{path}: there is no such file. Check the name and the folder.", path=path))


class NoPlans(FileMissing):
    """The folder of a dataset that is not there, or in which nothing was converted yet."""

    def __init__(self, output: Path) -> None:
        what = tr("there are no plans in it") if output.is_dir() else tr("there is no such folder")
        step = tr(
            "Check its name, or make a dataset first: kehoach convert FILES -o {output}",
            output=shlex.quote(str(output)),
        )
        KehoachError.__init__(self, f"{output}: {what}. {step}")


class UnknownFormat(KehoachError):
    exit_code = 4

    def __init__(self, path: Path, what: str, next_step: str) -> None:
        super().__init__(
            tr(
                "{path}: this is {what}, which is not read. {next_step}",
                path=path,
                what=what,
                next_step=next_step,
            )
        )


class BadEncoding(KehoachError):
    exit_code = 5

    def __init__(self, path: Path, place: int) -> None:
        super().__init__(
            tr(
                "{path}: not UTF-8 (byte {place}). Save it as UTF-8 and try again, for "
                "instance: iconv -f WINDOWS-1258 -t UTF-8 '{path}' > new.txt",
                path=path,
                place=place,
            )
        )


class EmptyFile(KehoachError):
    exit_code = 6

    def __init__(self, path: Path) -> None:
        super().__init__(
            tr(
                "{path}: there is no text in it. If it comes from a scan, run OCR on the scan again.",
                path=path,
            )
        )


class NotVietnamese(KehoachError):
    exit_code = 7

    def __init__(self, path: Path, share: float) -> None:
        super().__init__(
            tr(
                "{path}: this does not look like Vietnamese, not even misread ({share:.0%} of "
                "its words could be). Check that it is the right file.",
                path=path,
                share=share,
            )
        )


class OutputConflict(KehoachError):
    exit_code = 8

    def __init__(self, path: Path, other: str) -> None:
        super().__init__(
            tr(
                "{path} already holds another source, {other}. Rename one of the two, or give "
                "another output folder.",
                path=path,
                other=other,
            )
        )


class BrokenPlan(KehoachError):
    exit_code = 9

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            tr(
                "{path} is not a plan that kehoach wrote ({why}). Convert its source again, or remove it.",
                path=path,
                why=why,
            )
        )


class BadExplanation(KehoachError):
    exit_code = 10

    def __init__(self, line: int) -> None:
        super().__init__(
            tr(
                "The explanation does not fit the text at line {line}. Replay it on the very "
                "file that it was made from: kehoach restore --explain FILE.",
                line=line,
            )
        )


class BadLexicon(KehoachError):
    exit_code = 11

    def __init__(
        self,
        path: Path,
        why: str,
        form: str = "",
    ) -> None:
        form = form or tr("A lexicon is a UTF-8 text file with a word or a phrase on each line")
        super().__init__(f"{path}: {why}. {form}.")


class EngineMissing(KehoachError):
    exit_code = 12

    def __init__(self) -> None:
        super().__init__(
            tr(
                "A scanned page needs the OCR program Tesseract, which is not installed. On Debian or "
                "Ubuntu: sudo apt-get install tesseract-ocr tesseract-ocr-vie (macOS: brew install tesseract "
                "tesseract-lang). Or give --ocr never to read text layers only."
            )
        )


class LanguageMissing(KehoachError):
    exit_code = 13

    def __init__(self, language: str) -> None:
        super().__init__(
            tr(
                "Tesseract has no model {language!r}. On Debian or Ubuntu: sudo apt-get install "
                "tesseract-ocr-{language} (macOS: brew install tesseract-lang).",
                language=language,
            )
        )


class EngineFailed(KehoachError):
    """The OCR engine crashed, hung or was killed on one page; the other pages are read all the same."""

    exit_code = 14


class Encrypted(KehoachError):
    exit_code = 15

    def __init__(self, path: Path, *, is_wrong: bool) -> None:
        why = tr("the password is not the right one") if is_wrong else tr("it is locked with a password")
        super().__init__(
            tr("{path}: {why}. Give it with --password, or save the file without one.", path=path, why=why)
        )


class Unreadable(KehoachError):
    exit_code = 16

    def __init__(self, path: Path, what: str, why: str) -> None:
        super().__init__(
            tr(
                "{path}: this {what} cannot be opened ({why}). It may have been cut off on its "
                "way: get it again, or open it in another program and save it anew.",
                path=path,
                what=what,
                why=why.rstrip("."),
            )
        )


class NoPages(KehoachError):
    exit_code = 17

    def __init__(self, path: Path) -> None:
        super().__init__(
            tr("{path}: there is no page in it. Get it again from where it came from.", path=path)
        )


class NothingToConvert(KehoachError):
    exit_code = 18

    def __init__(self, path: Path, kinds: str, *, below: str) -> None:
        hint = (
            tr("--recursive converts {below}.", below=below) if below else tr("Check the name of the folder.")
        )
        super().__init__(
            tr(
                "{path}: there is nothing to convert in it ({kinds}). {hint}",
                path=path,
                kinds=kinds,
                hint=hint,
            )
        )


class OutputBusy(KehoachError):
    exit_code = 19

    def __init__(self, output: Path) -> None:
        super().__init__(
            tr(
                "{output}: another run is writing into it. Wait until that one ends, or give "
                "another output folder with -o.",
                output=output,
            )
        )


class OutputExists(KehoachError):
    exit_code = 22

    def __init__(self, path: Path, count: int) -> None:
        super().__init__(
            tr(
                "{path} is there already, as {count} in all are of what would be converted. "
                "Give --existing skip to convert only what is new or changed, or --existing "
                "overwrite to convert all again.",
                path=path,
                count=count,
            )
        )


class TimedOut(KehoachError):
    exit_code = 23

    def __init__(self, path: Path, seconds: float) -> None:
        super().__init__(
            tr(
                "{path}: not done after {seconds:g} seconds, so it was stopped. Give it more "
                "time with --timeout, or cut the file into parts.",
                path=path,
                seconds=seconds,
            )
        )


class TooMuchMemory(KehoachError):
    exit_code = 24

    def __init__(self, path: Path, megabytes: int) -> None:
        super().__init__(
            tr(
                "{path}: it took more than {megabytes} MB of memory, so it was stopped. It may "
                "be damaged or made to do harm; if it is good, give it more with "
                "--memory-limit.",
                path=path,
                megabytes=megabytes,
            )
        )


class WorkerDied(KehoachError):
    exit_code = 25

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            tr(
                "{path}: the program that converted it died every time ({why}). Open the file "
                "in another program and save it anew; if it is good, please report it.",
                path=path,
                why=why,
            )
        )


class Unforeseen(KehoachError):
    exit_code = 26

    def __init__(self, what: Path | str, error: Exception) -> None:
        frames = traceback.extract_tb(error.__traceback__)
        place = f", {Path(frames[-1].filename).name} line {frames[-1].lineno}" if frames else ""
        why = f"{type(error).__name__}: {error}{place}"
        super().__init__(
            tr(
                "{what}: a fault of kehoach, not of yours ({why}). Please report it with the file.",
                what=what,
                why=why,
            )
        )


class ClusterMissing(KehoachError):
    exit_code = 27

    def __init__(self, address: str, why: str) -> None:
        super().__init__(
            tr(
                "{address}: no cluster to work on ({why}). Start one with `dask scheduler` and, "
                "on each machine, `dask worker {address}`.",
                address=address,
                why=why,
            )
        )


class OtherVersion(KehoachError):
    exit_code = 28

    def __init__(self, path: Path) -> None:
        super().__init__(
            tr(
                "{path}: the worker that converted it has another version of kehoach or of its "
                "dictionaries, so its result was not taken. Install the same one on all "
                "machines.",
                path=path,
            )
        )


class ExtraMissing(KehoachError):
    exit_code = 29

    def __init__(self, extra: str) -> None:
        super().__init__(
            tr("This needs more libraries. Install them with: pip install 'kehoach[{extra}]'", extra=extra)
        )


class DiskError(KehoachError):
    exit_code = 31

    def __init__(self, error: OSError) -> None:
        super().__init__(
            tr(
                "{filename}: {error}. Check its permissions and the space on the disk; what is "
                "done is kept, and the same command goes on from there.",
                filename=error.filename or tr("a file"),
                error=error.strerror or error,
            )
        )


class PartlyRead(KehoachError):
    """No exception: what is said of a document of which some pages could not be read."""

    exit_code = 36

    def __init__(self, path: Path, pages: Sequence[int]) -> None:
        which = ", ".join(map(str, pages))
        super().__init__(
            tr(
                "{path}: pages {which} could not be read; all others were. --retry converts it "
                "again; if they fail again, scan them anew.",
                path=path,
                which=which,
            )
        )


class PluginBroken(KehoachError):
    exit_code = 33

    def __init__(self, package: str, name: str, why: str) -> None:
        super().__init__(
            tr(
                "The package {package} adds {name!r} to kehoach, which cannot be loaded "
                "({why}). Install it anew, or remove it: pip uninstall {package}.",
                package=package,
                name=name,
                why=why,
            )
        )


class UnknownEngine(KehoachError):
    exit_code = 34

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(
            tr(
                "There is no OCR engine {name!r}. Choose one with --engine: {known}. A package "
                "that adds one has to be installed beside kehoach.",
                name=name,
                known=", ".join(known),
            )
        )


class BadSheet(KehoachError):
    exit_code = 35

    def __init__(self, path: Path, line: int, why: str) -> None:
        super().__init__(
            tr(
                "{path}, line {line}: {why}. Nothing was taken from it: put the line right, or "
                "empty its `new`.",
                path=path,
                line=line,
                why=why,
            )
        )


class BadConfiguration(KehoachError):
    exit_code = 39

    def __init__(self, path: Path, why: str, next_step: str) -> None:
        super().__init__(f"{path}: {why}. {next_step}")


class OutputGone(KehoachError):
    exit_code = 37

    def __init__(self, output: Path) -> None:
        super().__init__(
            tr(
                "{output}: the output folder was removed or moved while it was written into, so "
                "the run was stopped. Put it back or not; the same command makes what is "
                "missing.",
                output=output,
            )
        )


class SourceChanged(KehoachError):
    exit_code = 38

    def __init__(self, path: Path) -> None:
        super().__init__(
            tr(
                "{path}: it changed every time that it was read. Wait until the program that "
                "writes it is done, and give the same command again.",
                path=path,
            )
        )


class TooLarge(KehoachError):
    exit_code = 30

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(
            tr(
                "{path}: {what}. Give another form, for instance --to parquet or --to sqlite.",
                path=path,
                what=what,
            )
        )
