"""Several pictures of one document."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from pipeline.batch.jobs import Found, find_jobs
from pipeline.batch.join import joined, series
from pipeline.batch.types import Job
from pipeline.commands.convert import _name_series
from pipeline.errors import FileMissing, NothingToConvert, Unreadable
from pipeline.files import sha256
from pipeline.read.image import read_image
from pipeline.settings import Settings
from tests.read.test_other_files import canned


def pictures(folder: Path, *names: str) -> list[Path]:
    """Pictures that are told by how wide they are: 100 dots more each, in the order of the names."""
    folder.mkdir(exist_ok=True)
    for number, name in enumerate(names, 1):
        Image.new("L", (500 + 100 * number, 1000), 255).save(folder / name)
    return [folder / name for name in names]


def widths(path: Path) -> list[int]:
    with Image.open(path) as file:
        return [size for n in range(file.n_frames) for size in [(file.seek(n), file.width)[1]]]


@pytest.mark.parametrize(
    ("names", "name", "order"),
    [
        (("scan-10.jpg", "scan-2.jpg", "scan-1.jpg"), "scan", [800, 700, 600]),
        (("1.png", "2.png", "11.png"), "1", [600, 700, 800]),
        (("kế hoạch (2).webp", "kế hoạch (1).tif"), "kế hoạch", [700, 600]),
        (("kh-61-2023_1.png", "kh-61-2023_02.png"), "kh-61-2023", [600, 700]),
        (("một.png",), "một", [600]),
    ],
)
def test_pictures_that_are_named_are_one_document(
    tmp_path: Path, names: tuple[str, ...], name: str, order: list[int]
) -> None:
    (file,) = joined(pictures(tmp_path, *names), tmp_path / "out")
    assert file == tmp_path / "out" / "joined" / f"{name}.tiff"
    assert widths(file) == order
    (job,) = find_jobs([file], tmp_path / "out").jobs
    assert job.name == name


def test_a_folder_of_pictures_is_one_document(tmp_path: Path) -> None:
    pictures(tmp_path / "Kế hoạch 12", "trang 1.jpg", "trang 2.png")
    (tmp_path / "Kế hoạch 12" / "ghi chú.txt").write_text("x")
    (file,) = joined([tmp_path / "Kế hoạch 12"], tmp_path / "out")
    assert (file.name, widths(file)) == ("Kế hoạch 12.tiff", [600, 700])
    assert read_image(file, Settings(), canned).pages == 2


def test_the_same_pictures_are_the_same_file(tmp_path: Path) -> None:
    files = pictures(tmp_path, "a1.jpg", "a2.jpg")
    (first,) = joined(files, tmp_path / "one")
    (second,) = joined(files, tmp_path / "two")
    assert sha256(first) == sha256(second)


def test_pictures_lie_as_their_camera_says(tmp_path: Path) -> None:
    turned = Image.new("L", (600, 1000), 255)
    exif = turned.getexif()
    exif[0x0112] = 6
    turned.save(tmp_path / "p1.jpg", exif=exif)
    (file,) = joined([tmp_path / "p1.jpg"], tmp_path)
    assert widths(file) == [1000]


def test_what_cannot_be_joined_is_said_and_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "text.jpg").write_text("x")
    with pytest.raises(NothingToConvert):
        joined([tmp_path / "empty"], tmp_path)
    with pytest.raises(FileMissing):
        joined([tmp_path / "none.jpg"], tmp_path)
    with pytest.raises(Unreadable):
        joined([tmp_path / "text.jpg"], tmp_path)
    assert list((tmp_path / "joined").iterdir()) == []


@pytest.mark.parametrize(
    ("names", "more", "found"),
    [
        ("scan-1.png scan-2.png scan-10.png", "", False),
        ("scan-9.jpg scan-10.jpg scan-11.jpg", "", True),
        ("IMG_0041.jpg IMG_0042.JPG", "note.txt", True),
        # Only some of the folder's pictures were asked for.
        ("p1.png p2.png", "p3.png", False),
        ("plan-33-2024.png plan-33-2025.png", "", True),
        ("plan-33-2024.png plan-34-2025.png", "", False),
        ("a.png b.png", "", False),
        ("p1.png", "", False),
    ],
)
def test_pictures_numbered_in_a_row_may_be_one_document(
    tmp_path: Path, names: str, more: str, found: bool
) -> None:
    files = [tmp_path / name for name in names.split()]
    for file in (*files, *(tmp_path / name for name in more.split())):
        file.touch()
    assert list(series(reversed(files))) == ([files] if found else [])


def test_the_command_that_joins_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = pictures(tmp_path / "my scans", "p1.png", "p2.png")
    _name_series(Found(tuple(Job(file, file.stem) for file in files), ()), Path("out"))
    told = capsys.readouterr().out
    assert told == (
        "If p1.png to p2.png are pages of one document: "
        f"kehoach convert --join '{tmp_path / 'my scans'}' -o out\n"
    )
