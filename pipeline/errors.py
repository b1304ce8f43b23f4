"""What can go wrong with an input: a class and an exit code each, a message that names the next step."""

from __future__ import annotations

import shlex
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar


class KehoachError(Exception):
    """Base of all errors that a user can act on."""

    exit_code: ClassVar[int] = 1


class FileMissing(KehoachError):
    exit_code = 3

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: there is no such file. Check the name and the folder.")


class NoPlans(FileMissing):
    """The folder of a dataset that is not there, or in which nothing was converted yet."""

    def __init__(self, output: Path) -> None:
        what = "there are no plans in it" if output.is_dir() else "there is no such folder"
        step = f"Check its name, or make a dataset first: kehoach convert FILES -o {shlex.quote(str(output))}"
        KehoachError.__init__(self, f"{output}: {what}. {step}")


class UnknownFormat(KehoachError):
    exit_code = 4

    def __init__(self, path: Path, what: str, next_step: str) -> None:
        super().__init__(f"{path}: this is {what}, which is not read. {next_step}")


class BadEncoding(KehoachError):
    exit_code = 5

    def __init__(self, path: Path, place: int) -> None:
        super().__init__(
            f"{path}: not UTF-8 (byte {place}). Save it as UTF-8 and try again, "
            f"for instance: iconv -f WINDOWS-1258 -t UTF-8 '{path}' > new.txt"
        )


class EmptyFile(KehoachError):
    exit_code = 6

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path}: there is no text in it. If it comes from a scan, run OCR on the scan again."
        )


class NotVietnamese(KehoachError):
    exit_code = 7

    def __init__(self, path: Path, share: float) -> None:
        super().__init__(
            f"{path}: this does not look like Vietnamese, not even misread "
            f"({share:.0%} of its words could be). Check that it is the right file."
        )


class OutputConflict(KehoachError):
    exit_code = 8

    def __init__(self, path: Path, other: str) -> None:
        super().__init__(
            f"{path} already holds another source, {other}. "
            "Rename one of the two, or give another output folder."
        )


class BrokenPlan(KehoachError):
    exit_code = 9

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"{path} is not a plan that kehoach wrote ({why}). Convert its source again, or remove it."
        )


class BadExplanation(KehoachError):
    exit_code = 10

    def __init__(self, line: int) -> None:
        super().__init__(
            f"The explanation does not fit the text at line {line}. "
            "Replay it on the very file that it was made from: kehoach restore --explain FILE."
        )


class BadLexicon(KehoachError):
    exit_code = 11

    def __init__(
        self,
        path: Path,
        why: str,
        form: str = "A lexicon is a UTF-8 text file with a word or a phrase on each line",
    ) -> None:
        super().__init__(f"{path}: {why}. {form}.")


class EngineMissing(KehoachError):
    exit_code = 12

    def __init__(self) -> None:
        super().__init__(
            "A scanned page needs the OCR program Tesseract, which is not installed. On Debian or Ubuntu: "
            "sudo apt-get install tesseract-ocr tesseract-ocr-vie (macOS: brew install tesseract "
            "tesseract-lang). Or give --ocr never to read text layers only."
        )


class LanguageMissing(KehoachError):
    exit_code = 13

    def __init__(self, language: str) -> None:
        super().__init__(
            f"Tesseract has no model {language!r}. On Debian or Ubuntu: "
            f"sudo apt-get install tesseract-ocr-{language} (macOS: brew install tesseract-lang)."
        )


class EngineFailed(KehoachError):
    """The OCR engine crashed, hung or was killed on one page; the other pages are read all the same."""

    exit_code = 14


class Encrypted(KehoachError):
    exit_code = 15

    def __init__(self, path: Path, *, is_wrong: bool) -> None:
        why = "the password is not the right one" if is_wrong else "it is locked with a password"
        super().__init__(f"{path}: {why}. Give it with --password, or save the file without one.")


class Unreadable(KehoachError):
    exit_code = 16

    def __init__(self, path: Path, what: str, why: str) -> None:
        super().__init__(
            f"{path}: this {what} cannot be opened ({why.rstrip('.')}). It may have been cut off on its way: "
            "get it again, or open it in another program and save it anew."
        )


class NoPages(KehoachError):
    exit_code = 17

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: there is no page in it. Get it again from where it came from.")


class NothingToConvert(KehoachError):
    exit_code = 18

    def __init__(self, path: Path, kinds: str, *, below: str) -> None:
        hint = f"--recursive converts {below}." if below else "Check the name of the folder."
        super().__init__(f"{path}: there is nothing to convert in it ({kinds}). {hint}")


class OutputBusy(KehoachError):
    exit_code = 19

    def __init__(self, output: Path) -> None:
        super().__init__(
            f"{output}: another run is writing into it. Wait until that one ends, or give another "
            "output folder with -o."
        )


class OutputExists(KehoachError):
    exit_code = 22

    def __init__(self, path: Path, count: int) -> None:
        super().__init__(
            f"{path} is there already, as {count} in all are of what would be converted. Give --existing "
            "skip to convert only what is new or changed, or --existing overwrite to convert all again."
        )


class TimedOut(KehoachError):
    exit_code = 23

    def __init__(self, path: Path, seconds: float) -> None:
        super().__init__(
            f"{path}: not done after {seconds:g} seconds, so it was stopped. Give it more time with "
            "--timeout, or cut the file into parts."
        )


class TooMuchMemory(KehoachError):
    exit_code = 24

    def __init__(self, path: Path, megabytes: int) -> None:
        super().__init__(
            f"{path}: it took more than {megabytes} MB of memory, so it was stopped. It may be damaged or "
            "made to do harm; if it is good, give it more with --memory-limit."
        )


class WorkerDied(KehoachError):
    exit_code = 25

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"{path}: the program that converted it died every time ({why}). Open the file in another "
            "program and save it anew; if it is good, please report it."
        )


class Unforeseen(KehoachError):
    exit_code = 26

    def __init__(self, what: Path | str, error: Exception) -> None:
        frames = traceback.extract_tb(error.__traceback__)
        place = f", {Path(frames[-1].filename).name} line {frames[-1].lineno}" if frames else ""
        why = f"{type(error).__name__}: {error}{place}"
        super().__init__(f"{what}: a fault of kehoach, not of yours ({why}). Please report it with the file.")


class ClusterMissing(KehoachError):
    exit_code = 27

    def __init__(self, address: str, why: str) -> None:
        super().__init__(
            f"{address}: no cluster to work on ({why}). Start one with `dask scheduler` and, on each "
            f"machine, `dask worker {address}`."
        )


class OtherVersion(KehoachError):
    exit_code = 28

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path}: the worker that converted it has another version of kehoach or of its dictionaries, so "
            "its result was not taken. Install the same one on all machines."
        )


class ExtraMissing(KehoachError):
    exit_code = 29

    def __init__(self, extra: str) -> None:
        super().__init__(f"This needs more libraries. Install them with: pip install 'kehoach[{extra}]'")


class DiskError(KehoachError):
    exit_code = 31

    def __init__(self, error: OSError) -> None:
        super().__init__(
            f"{error.filename or 'a file'}: {error.strerror or error}. Check its permissions and the space "
            "on the disk; what is done is kept, and the same command goes on from there."
        )


class PartlyRead(KehoachError):
    """No exception: what is said of a document of which some pages could not be read."""

    exit_code = 36

    def __init__(self, path: Path, pages: Sequence[int]) -> None:
        which = ", ".join(map(str, pages))
        super().__init__(
            f"{path}: pages {which} could not be read; all others were. --retry converts it again; "
            "if they fail again, scan them anew."
        )


class PluginBroken(KehoachError):
    exit_code = 33

    def __init__(self, package: str, name: str, why: str) -> None:
        super().__init__(
            f"The package {package} adds {name!r} to kehoach, which cannot be loaded ({why}). "
            f"Install it anew, or remove it: pip uninstall {package}."
        )


class UnknownEngine(KehoachError):
    exit_code = 34

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(
            f"There is no OCR engine {name!r}. Choose one with --engine: {', '.join(known)}. "
            "A package that adds one has to be installed beside kehoach."
        )


class BadSheet(KehoachError):
    exit_code = 35

    def __init__(self, path: Path, line: int, why: str) -> None:
        super().__init__(
            f"{path}, line {line}: {why}. Nothing was taken from it: put the line right, or empty its `new`."
        )


class OutputGone(KehoachError):
    exit_code = 37

    def __init__(self, output: Path) -> None:
        super().__init__(
            f"{output}: the output folder was removed or moved while it was written into, so the run was "
            "stopped. Put it back or not; the same command makes what is missing."
        )


class SourceChanged(KehoachError):
    exit_code = 38

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path}: it changed every time that it was read. Wait until the program that writes it is done, "
            "and give the same command again."
        )


class TooLarge(KehoachError):
    exit_code = 30

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(f"{path}: {what}. Give another form, for instance --to parquet or --to sqlite.")
