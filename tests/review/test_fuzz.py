"""Odd requests: whatever is asked has an answer below 500, and nothing but corrections is written."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from pipeline.review.app import make_app
from pipeline.review.folder import Folder
from pipeline.review.guard import Guard
from pipeline.review.openapi import document
from tests.review.folders import make_folder

FIELDS = st.sampled_from(
    ["a2-1", "a1-1", "header", "task", "result_2024", "lead", "issuer", "due", "values", ""]
)
TEXTS = st.one_of(
    FIELDS, st.text(max_size=40), st.sampled_from(["../../etc/passwd", "%00", "1.250", "nan", "-"])
)
NAMES = st.one_of(st.sampled_from(["kh-0", "kh-1", "..", "%2e%2e%2fkh-0"]), st.text(min_size=1, max_size=30))
CALLS = ("doubts", "sample", "question", "grid", "cells/1", "cells/99999999999", "checks", "alike")
ACTIONS = st.sampled_from(["set", "settle", "add", "remove", "undo", "burn"])
CHANGES = st.fixed_dictionaries(
    {"action": ACTIONS},
    optional=dict.fromkeys(("row", "field", "seen", "new", "code", "raw", "where"), TEXTS),
)
BODIES = st.one_of(
    st.fixed_dictionaries({"changes": st.lists(CHANGES, max_size=3)}, optional={"who": TEXTS}),
    st.recursive(st.none() | st.integers() | TEXTS, lambda more: st.lists(more, max_size=3), max_leaves=5),
)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> tuple[TestClient, Path]:
    root = tmp_path_factory.mktemp("fuzz")
    output = make_folder(root, 2)
    client = TestClient(
        make_app(Folder(output, [root]), Guard(page_key="key")), raise_server_exceptions=False
    )
    return client, root


def _files(root: Path) -> set[Path]:
    return {path for path in root.rglob("*") if path.is_file() and ".kehoach" not in path.parts}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    NAMES,
    st.sampled_from(CALLS),
    st.dictionaries(st.sampled_from(["row", "field", "new", "raw", "value", "count", "box"]), TEXTS),
)
def test_odd_questions_are_answered(
    served: tuple[TestClient, Path], name: str, call: str, asked: dict[str, str]
) -> None:
    client, _ = served
    name = quote(name, safe="")
    for path in (f"/api/{name}/{call}", f"/picture/{name}/1", f"/review/{name}", f"/plans/{name}"):
        assert client.get(path, params=asked).status_code < 500


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(NAMES, BODIES)
def test_odd_decisions_are_answered_and_write_no_other_file(
    served: tuple[TestClient, Path], name: str, body: Any
) -> None:
    client, root = served
    before = _files(root)
    answer = client.post(f"/api/{quote(name, safe='')}/decide", json=body, headers={"x-kehoach": "key"})
    assert answer.status_code < 500
    assert _files(root) - before <= {root / "output" / "corrections.jsonl"}


def test_every_path_of_the_description_is_there(served: tuple[TestClient, Path]) -> None:
    client, _ = served
    paths = document(takes_files=False)["paths"]
    assert paths
    assert all(client.get(path.replace("{name}", "kh-0")).status_code == 200 for path in paths)
