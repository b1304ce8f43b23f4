"""A process that holds the library Tesseract: what is asked on its input is answered on its output.

It is started as a file of its own, so that it imports nothing that it does not need. First it says its
version. A question is a line "language mode dpi height width" and the dots of a picture in grey; an answer is
a line with the length of what follows, the table of words as the program writes it, or -1 for none.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterator
from typing import BinaryIO

# The names of the library: Linux, macOS, Windows.
LIBRARIES = ("libtesseract.so.5", "libtesseract.5.dylib", "libtesseract-5.dll")
_TEXT, _NUMBER, _HANDLE = ctypes.c_char_p, ctypes.c_int, ctypes.c_void_p
# What is called of it: what it gives back, and what it takes.
_CALLS: dict[str, tuple[type | None, list[type]]] = {
    "TessVersion": (_TEXT, []),
    "TessBaseAPICreate": (_HANDLE, []),
    "TessBaseAPIInit3": (_NUMBER, [_HANDLE, _TEXT, _TEXT]),
    "TessBaseAPISetVariable": (_NUMBER, [_HANDLE, _TEXT, _TEXT]),
    "TessBaseAPISetPageSegMode": (None, [_HANDLE, _NUMBER]),
    "TessBaseAPISetImage": (None, [_HANDLE, _TEXT, _NUMBER, _NUMBER, _NUMBER, _NUMBER]),
    "TessBaseAPIRecognize": (_NUMBER, [_HANDLE, _HANDLE]),
    "TessBaseAPIGetTsvText": (_HANDLE, [_HANDLE, _NUMBER]),
    "TessBaseAPIClear": (None, [_HANDLE]),
    "TessDeleteText": (None, [_HANDLE]),
}


def loaded() -> ctypes.CDLL:
    """The library. Raises OSError or AttributeError where there is none, or one that is too old."""
    library = next(_libraries(), None)
    if library is None:
        raise OSError("no library")
    for name, (gives, takes) in _CALLS.items():
        call = getattr(library, name)
        call.restype, call.argtypes = gives, takes
    return library


def _libraries() -> Iterator[ctypes.CDLL]:
    for name in LIBRARIES:
        try:
            yield ctypes.CDLL(name)
        except OSError:
            continue


def serve(library: ctypes.CDLL, asked: BinaryIO, answers: BinaryIO) -> None:
    """Answers until there are no more questions; a model is loaded when it is first asked for."""
    answers.write(library.TessVersion() + b"\n")
    answers.flush()
    models: dict[bytes, int | None] = {}
    while line := asked.readline():
        language, *numbers = line.split()
        mode, dpi, height, width = map(int, numbers)
        pixels = asked.read(height * width)
        if language not in models:
            models[language] = _model(library, language)
        model = models[language]
        found = None if model is None else _table(library, model, pixels, (height, width), mode, dpi)
        answers.write(b"-1\n" if found is None else b"%d\n%b" % (len(found), found))
        answers.flush()


def _model(library: ctypes.CDLL, language: bytes) -> int | None:
    handle: int = library.TessBaseAPICreate()
    return None if library.TessBaseAPIInit3(handle, None, language) else handle


def _table(
    library: ctypes.CDLL, model: int, pixels: bytes, size: tuple[int, int], mode: int, dpi: int
) -> bytes | None:
    height, width = size
    library.TessBaseAPISetVariable(model, b"user_defined_dpi", b"%d" % dpi)
    library.TessBaseAPISetPageSegMode(model, mode)
    library.TessBaseAPISetImage(model, pixels, width, height, 1, width)
    if library.TessBaseAPIRecognize(model, None):
        return None
    text = library.TessBaseAPIGetTsvText(model, 0)
    found = ctypes.string_at(text) if text else None
    library.TessDeleteText(text)
    library.TessBaseAPIClear(model)
    return found


if __name__ == "__main__":
    serve(loaded(), sys.stdin.buffer, sys.stdout.buffer)
