"""A Dask cluster in this process: the same results and rules as without."""

from __future__ import annotations

from pathlib import Path

import dask
import distributed
import pytest

from benchmarks.batch import contents
from pipeline.cli import main
from pipeline.errors import ClusterMissing, EmptyFile
from tests.conftest import CLEAN


def _run(*arguments: str) -> object:
    with pytest.raises(SystemExit) as stopped:
        main(["convert", *arguments])
    return stopped.value.code


def test_a_cluster_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CLEAN.parent)
    empty = tmp_path / "empty.txt"
    empty.touch()
    with distributed.LocalCluster(n_workers=1, processes=False, dashboard_address=None) as cluster:
        address = cluster.scheduler_address
        assert _run(CLEAN.name, str(empty), "-o", str(tmp_path / "there"), "--cluster", address) == 20
        assert _run(CLEAN.name, "-o", str(tmp_path / "there"), "--cluster", address) == 0
    assert _run(CLEAN.name, str(empty), "-o", str(tmp_path / "here")) == 20
    there = contents(tmp_path / "there")
    assert there == contents(tmp_path / "here")
    assert f",{EmptyFile.exit_code}," in (tmp_path / "there" / "failures.csv").read_text(encoding="utf-8")


def test_no_cluster_says_how_to_start_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.batch.engines.WAIT", 1)
    address = "tcp://127.0.0.1:1"
    assert _run(str(CLEAN), "-o", str(tmp_path), "--cluster", address) == ClusterMissing.exit_code
    assert f"dask worker {address}" in capsys.readouterr().err


def test_a_cluster_with_certificates_asks_for_ours(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = (str(CLEAN), "-o", str(tmp_path), "--cluster", "tls://127.0.0.1:1")
    assert _run(*arguments) == ClusterMissing.exit_code
    assert "docs/scale.md" in capsys.readouterr().err
    files = dict.fromkeys(("ca-file", "client.cert", "client.key"), str(tmp_path / "missing.pem"))
    with dask.config.set({f"distributed.comm.tls.{name}": file for name, file in files.items()}):
        assert _run(*arguments) == ClusterMissing.exit_code
    assert "a certificate cannot be read" in capsys.readouterr().err
