"""Several pictures of one document put together as one file: scan-1.jpg, scan-2.jpg -> joined/scan.tiff."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, starmap, takewhile, zip_longest
from pathlib import Path

from PIL import Image, ImageOps, TiffImagePlugin

from pipeline.errors import FileMissing, NothingToConvert, Unreadable
from pipeline.files import fitting
from pipeline.messages import tr
from pipeline.read.pixels import PICTURE_ERRORS, flattened, open_picture, resolution
from pipeline.read.readers import suffixes

# Where they are kept in the output folder: the review shows them, and the next run finds them unchanged.
FOLDER = "joined"
# Pictures that were compressed with losses are again, so little that nothing of it is seen.
LOSSY, QUALITY, EXACT = (".jpg", ".jpeg"), 95, "tiff_adobe_deflate"
_EDGES = " -_.([)]"


def joined(paths: Sequence[Path], output: Path) -> list[Path]:
    """One file of the pictures that are named, and one of those of each folder that is named.

    Pages follow each other by the numbers in their names. Raises FileMissing, NothingToConvert or Unreadable.
    """
    files = [path for path in paths if not path.is_dir()]
    documents = [(_name(files), files)] if files else []
    for folder in paths:
        if folder.is_dir():
            pictures = _pictures(folder)
            if not pictures:
                raise NothingToConvert(folder, ", ".join(suffixes("image")), below="")
            documents.append((folder.resolve().name, pictures))
    return [_join(output / FOLDER / f"{fitting(name)}.tiff", by_number(own)) for name, own in documents]


def by_number(files: Iterable[Path]) -> list[Path]:
    """Files in the order of the numbers in their names: scan-2 before scan-10.

    >>> [file.name for file in by_number([Path("scan-10.jpg"), Path("scan-2.jpg")])]
    ['scan-2.jpg', 'scan-10.jpg']
    """
    return sorted(files, key=lambda file: [(int(part or -1), text) for text, part in _parts(file)])


def series(files: Iterable[Path]) -> Iterator[list[Path]]:
    """Of files those that may be the pages of one document: all pictures of a folder, numbered in a row."""
    own = set(files)
    for folder in sorted({file.parent for file in own if file.suffix.lower() in suffixes("image")}):
        pictures = by_number(_pictures(folder))
        if len(pictures) > 1 and own.issuperset(pictures) and all(starmap(_follows, pairwise(pictures))):
            yield pictures


def _pictures(folder: Path) -> list[Path]:
    return [file for file in folder.iterdir() if file.suffix.lower() in suffixes("image")]


def _follows(before: Path, after: Path) -> bool:
    """Whether the name of a file is that of another but for one number, which is the next."""
    pairs = list(zip_longest(_parts(before), _parts(after), fillvalue=("", "")))
    other = [(one[1], two[1]) for one, two in pairs if one[0] != two[0]]
    return len(other) == 1 and all(other[0]) and int(other[0][1]) == int(other[0][0]) + 1


def _parts(file: Path) -> list[tuple[str, str]]:
    """A file's name in pieces, of each its text, and its digits if it is a number."""
    return [(text, text if text.isdecimal() else "") for text in re.split(r"(\d+)", file.stem)]


def _name(files: Sequence[Path]) -> str:
    """What all names of files begin with; that of the first where they have nothing in common."""
    first, *others = by_number(files)
    if not others:
        return first.stem
    pieces = zip(*(_parts(file) for file in files), strict=False)
    common = takewhile(lambda some: len(set(some)) == 1, pieces)
    return "".join(some[0][0] for some in common).strip(_EDGES) or first.stem


def _join(target: Path, files: Sequence[Path]) -> Path:
    """Write pictures as the frames of one file, one at a time."""
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_suffix(".part")
    try:
        with TiffImagePlugin.AppendingTiffWriter(half, new=True) as writer:
            for file in files:
                is_lossy = file.suffix.lower() in LOSSY
                how = {"compression": "jpeg", "quality": QUALITY} if is_lossy else {"compression": EXACT}
                for frame, dots in _frames(file):
                    frame.save(writer, "TIFF", dpi=(dots, dots), **how)
                    writer.newFrame()
        half.replace(target)
    finally:
        half.unlink(missing_ok=True)
    return target


def _frames(file: Path) -> Iterator[tuple[Image.Image, float]]:
    """The pages of a picture, upright as its camera says, and their dots an inch."""
    try:
        with open_picture(file) as picture:
            for number in range(getattr(picture, "n_frames", 1)):
                picture.seek(number)
                upright = ImageOps.exif_transpose(picture)
                yield Image.fromarray(flattened(upright)), resolution(upright)
    except FileNotFoundError:
        raise FileMissing(file) from None
    except PICTURE_ERRORS as error:
        raise Unreadable(file, tr("picture"), str(error)) from None
