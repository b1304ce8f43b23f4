"""Confusions are counted letter by letter, whole syllables beside them."""

from __future__ import annotations

from pathlib import Path

from pipeline.learn.confusions import learn, read_pairs


def test_pairs_are_cores_of_syllables(tmp_path: Path) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_text("xã,\txa.\nxã\txa\nkế hoạch\tkehoach\n2024\t2O24\n", encoding="utf-8")
    assert read_pairs(path) == {("xã", "xa"): 2}


def test_letters_and_syllables_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_text("xã\txa\n" * 3 + "xã\txã\n" + "lập\t1ap\n" * 2, encoding="utf-8")
    parts, whole = learn(read_pairs(path))
    assert (parts["ã", "a"], parts["ã", "ã"], parts["x", "x"]) == (3, 0, 4)
    assert whole["xã", "xa"] == 3
    assert ("xã", "xã") not in whole
