"""What can go wrong with an input: a class and an exit code each, a message that names the next step."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar


class KehoachError(Exception):
    """Base of all errors that a user can act on."""

    exit_code: ClassVar[int] = 1


class FileMissing(KehoachError):
    exit_code = 3

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: there is no such file. Check the name and the folder.")


class UnknownFormat(KehoachError):
    exit_code = 4

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(
            f"{path}: this is {what}. Give a PDF, a picture (PNG, JPEG, TIFF), a Word file (DOCX) "
            "or a text file (UTF-8)."
        )


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

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"{path}: {why}. A lexicon is a UTF-8 text file with a word or a phrase on each line."
        )


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
            f"{path}: this {what} cannot be opened ({why}). It may have been cut off on its way: "
            "get it again, or open it in another program and save it anew."
        )


class NoPages(KehoachError):
    exit_code = 17

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: there is no page in it. Get it again from where it came from.")
