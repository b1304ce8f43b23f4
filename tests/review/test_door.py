"""The door for programs."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
from starlette.testclient import TestClient

from pipeline.batch.types import Limits
from pipeline.plan import Plan
from pipeline.review.app import make_app
from pipeline.review.door import Converting, Door
from pipeline.review.folder import Folder
from pipeline.review.guard import Guard
from tests.conftest import CLEAN
from tests.review.folders import make_folder


def _client(root: Path, converting: Converting | None = None) -> TestClient:
    folder = Folder(make_folder(root), [root])
    return TestClient(make_app(folder, Guard(), door=Door(folder, converting)), raise_server_exceptions=False)


def test_plans_are_given_as_they_are(tmp_path: Path) -> None:
    client = _client(tmp_path)
    assert client.get("/health").json()["status"] == "ok"
    assert [one["plan"] for one in client.get("/plans").json()] == ["kh-0"]
    assert client.get("/schema").json() == Plan.model_json_schema()
    jsonschema.validate(client.get("/plans/kh-0").json(), Plan.model_json_schema())
    assert client.get("/plans/other").status_code == 404
    # Nobody asked for it to take files.
    assert client.post("/convert", content=b"x").status_code == 404


def test_its_document_says_what_it_does(tmp_path: Path) -> None:
    document = _client(tmp_path, Converting()).get("/openapi.json").json()
    assert set(document["paths"]) == {
        "/health",
        "/plans",
        "/plans/{name}",
        "/schema",
        "/openapi.json",
        "/convert",
    }
    references = {part.split('"')[0] for part in json.dumps(document).split("#/components/schemas/")[1:]}
    assert references <= set(document["components"]["schemas"])
    jsonschema.Draft202012Validator.check_schema(document["components"]["schemas"]["Plan"])


def test_a_file_goes_in_and_its_plan_comes_out(tmp_path: Path) -> None:
    with _client(tmp_path, Converting(size=100_000)) as client:
        answer = client.post("/convert?name=../../clean.txt", content=CLEAN.read_bytes())
        assert answer.status_code == 200
        assert answer.json()["source"]["file"] == "clean.txt"
        assert len(answer.json()["tasks"]) == 6
        assert client.post("/convert", content=b"x" * 100_001).status_code == 413
        assert client.post("/convert", content=b"").status_code == 422
        broken = client.post("/convert?name=a.pdf", content=b"%PDF-1.4")
        assert broken.status_code == 422
        assert "cannot be opened" in broken.json()["error"]
        assert "/tmp" not in broken.json()["error"]
        elsewhere = {"origin": "http://evil.example"}
        assert client.post("/convert", content=CLEAN.read_bytes(), headers=elsewhere).status_code == 403
    assert sorted(path.name for path in (tmp_path / "output" / "plans").iterdir()) == ["kh-0.json"]


def test_any_name_of_a_file_will_do(tmp_path: Path) -> None:
    with _client(tmp_path, Converting()) as client:
        for name in ("", ".", "..", "a\0b", "/", "x" * 500, "é\n", "ệ" * 90):
            answer = client.post("/convert", params={"name": name}, content=b"\0\1\2\3")
            assert answer.status_code == 422, name
            assert "fault of kehoach" not in answer.json()["error"]


def test_what_takes_too_long_is_stopped(tmp_path: Path) -> None:
    with _client(tmp_path, Converting(limits=Limits(seconds=0.01))) as client:
        answer = client.post("/convert?name=a.txt", content=CLEAN.read_bytes())
        assert answer.status_code == 422
        assert "seconds" in answer.json()["error"]
