"""The pages and what they ask for, without a browser."""

from __future__ import annotations

import csv
import io
import json
import re
import time
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from starlette.testclient import TestClient

from pipeline.corrections.journal import load
from pipeline.emit import load_plan, plan_path
from pipeline.plan import CellEvidence, Header, LegalBasis, PlanWarning
from pipeline.review.app import make_app
from pipeline.review.folder import Folder
from pipeline.review.guard import Guard
from pipeline.vietnamese.dictionaries import words_of
from tests.corrections.plans import indicator, plan, task
from tests.review.folders import make_folder

KEY = {"x-kehoach": "key"}


def _client(output: Path, root: Path, guard: Guard | None = None) -> TestClient:
    app = make_app(Folder(output, [root]), guard or Guard(page_key="key"), "An")
    return TestClient(app, raise_server_exceptions=False)


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return make_folder(tmp_path)


@pytest.fixture
def client(output: Path, tmp_path: Path) -> TestClient:
    return _client(output, tmp_path)


def _decide(client: TestClient, *changes: dict[str, Any], name: str = "kh-0") -> Any:
    return client.post(f"/api/{name}/decide", json={"who": "An", "changes": list(changes)}, headers=KEY)


def _value(output: Path, name: str = "kh-0") -> float | None:
    return load_plan(plan_path(output, name)).indicators[0].values[0].value


NUMBER = {
    "action": "set",
    "row": "a2-1",
    "field": "result_2024",
    "seen": "0,44",
    "new": "9.44",
    "code": "number-doubtful",
}


def test_doubts_are_asked_gravest_first(client: TestClient) -> None:
    first, second = client.get("/api/kh-0/doubts").json()["doubts"]
    assert (first["code"], first["field_shown"], first["value"]) == (
        "number-doubtful",
        "Kết quả 2024",
        "0,44",
    )
    assert first["proposals"] == ["9,44"]
    assert first["reason"].startswith("Con số đọc không chắc chắn")
    assert (second["code"], second["field_shown"], second["value"]) == ("lead-empty", "Cơ quan chủ trì", "")


def test_a_decision_is_in_the_plan_at_once_and_in_the_tables_soon(output: Path, tmp_path: Path) -> None:
    with _client(output, tmp_path) as client:
        assert _decide(client, NUMBER).status_code == 200
        assert _value(output) == 9.44
        answer = client.get("/api/kh-0/doubts").json()
        assert ([one["code"] for one in answer["doubts"]], answer["settled"]) == (["lead-empty"], 1)
    # The server has ended.
    with (output / "indicator_values.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.DictReader(file))["value"] == "9.44"


def test_a_decision_is_taken_back(client: TestClient, output: Path) -> None:
    (made,) = _decide(client, NUMBER).json()["made"]
    assert _decide(client, {"action": "undo", "new": made}).status_code == 200
    assert _value(output) == 0.44
    assert len(client.get("/api/kh-0/doubts").json()["doubts"]) == 2


def test_two_people_do_not_write_over_each_other_unseen(client: TestClient, output: Path) -> None:
    assert _decide(client, NUMBER).status_code == 200
    answer = _decide(client, NUMBER | {"new": "8"})
    assert (answer.status_code, answer.json()["value"]) == (409, "9,44")
    assert _decide(client, NUMBER | {"seen": "9,44", "new": "8"}).status_code == 200
    assert [one.new for one in load(output).corrections] == ["9,44", "8"]


def test_rows_are_split_and_joined(client: TestClient, output: Path) -> None:
    text = {"action": "set", "row": "a1-2", "field": "task"}
    split = _decide(
        client, text | {"new": "Tự kiểm tra"}, {"action": "add", "row": "a1-2", "new": "Xử lý văn bản"}
    )
    assert split.status_code == 200
    rows = load_plan(plan_path(output, "kh-0")).tasks
    assert [row.task for row in rows][1:3] == ["Tự kiểm tra", "Xử lý văn bản"]
    join = _decide(
        client, text | {"new": "Tự kiểm tra, xử lý văn bản"}, {"action": "remove", "row": rows[2].id}
    )
    assert join.status_code == 200
    assert len(load_plan(plan_path(output, "kh-0")).tasks) == 3
    assert load_plan(plan_path(output, "kh-0")).left_over[0].text.startswith("Xử lý")


def test_legal_bases_are_put_right(tmp_path: Path) -> None:
    bases = (LegalBasis(doc_type="Nghị quyết", number="76/NO-CP"),)
    doubt = PlanWarning(
        code="basis-doubtful", message="?", field="legal_basis", raw="76/NO-CP", proposals=("76/NQ-CP",)
    )
    output = make_folder(tmp_path, made=plan(legal_basis=bases, warnings=(doubt,)))
    client = _client(output, tmp_path)
    (asked,) = client.get("/api/kh-0/doubts").json()["doubts"]
    assert (asked["row"], asked["field"], asked["value"]) == ("basis-1", "number", "76/NO-CP")
    assert asked["proposals"] == ["76/NQ-CP"]
    number = {"action": "set", "row": "basis-1", "field": "number", "seen": "76/NO-CP", "new": "76/NQ-CP"}
    assert _decide(client, number).status_code == 200
    assert client.get("/api/kh-0/doubts").json() == {"doubts": [], "settled": 1}
    added = {"action": "add", "row": "basis-0", "new": "Luật Thi đua, khen thưởng"}
    assert _decide(client, added).status_code == 200
    first, second = client.get("/api/kh-0/grid").json()["bases"]
    assert (first["row"], first["cells"]["title"]["value"]) == ("basis-1", "Luật Thi đua, khen thưởng")
    assert (second["cells"]["number"]["value"], second["cells"]["number"]["is_checked"]) == ("76/NQ-CP", True)
    assert _decide(client, {"action": "remove", "row": "basis-0"}).status_code == 404
    assert _decide(client, {"action": "remove", "row": "basis-9"}).status_code == 404


def test_sums_are_added_up_as_one_types(tmp_path: Path) -> None:
    parts = [indicator(n, f"Tiêu chí {n}", 2.0, 1.0) for n in (2, 3)]
    parts = [row.model_copy(update={"code": f"1.{n}", "parent": "1"}) for n, row in enumerate(parts, 1)]
    output = make_folder(tmp_path, made=plan(indicators=(indicator(1, "Tổng", 5.0, 2.0), *parts)))
    client = _client(output, tmp_path)
    asked = {"row": "a2-3", "field": "result_2024"}
    (one,) = client.get("/api/kh-0/checks", params=asked | {"new": "2"}).json()
    assert (one["printed"], one["expected"], one["fits"]) == ("5.0", "4.0", False)
    assert client.get("/api/kh-0/checks", params=asked | {"new": "3"}).json()[0]["fits"]
    assert "1234" in client.get("/api/kh-0/checks", params=asked | {"new": "1.234"}).json()["error"]
    numbers = client.get("/api/kh-0/checks", params={"row": "a1-3", "field": "no", "new": "4"}).json()
    assert (numbers[0]["expected"], numbers[0]["fits"]) == ("3", False)


def test_the_same_misreading_elsewhere_is_offered(tmp_path: Path) -> None:
    rows = (*(task(n, f"Việc thứ {n}", lead="Phong Noi vu") for n in (1, 2)), task(3, "Việc khác"))
    output = make_folder(tmp_path, count=2, made=plan(tasks=rows))
    client = _client(output, tmp_path)
    lead = {"action": "set", "row": "a1-1", "field": "lead", "new": "Phòng Nội vụ"}
    assert _decide(client, lead).status_code == 200
    asked = {"field": "lead", "value": "Phong Noi vu", "raw": "Phong Noi vu"}
    # Of the other plan, which is of the same scan, only its own row was corrected as well when it is renewed.
    found = client.get("/api/kh-0/alike", params=asked).json()
    assert {"plan": "kh-0", "row": "a1-2"} in found
    assert {"plan": "kh-0", "row": "a1-3"} not in found
    number = {"field": "result_2024", "value": "0,44", "raw": "0.44"}
    assert client.get("/api/kh-0/alike", params=number).json() == []


def test_an_office_that_was_misread_is_offered_in_its_other_plans(tmp_path: Path) -> None:
    proof = {"issuer": CellEvidence(raw="UBND XA TAN LAP", page=1, confidence=0.6)}
    head = Header(number="1/KH-UBND", issuer="UBND XA TÂN LẬP", evidence=proof)
    output = make_folder(tmp_path, count=3, made=plan(header=head))
    client = _client(output, tmp_path)
    asked = {"field": "issuer", "value": "UBND XA TÂN LẬP", "raw": "UBND XA TAN LAP"}
    found = client.get("/api/kh-0/alike", params=asked).json()
    assert found == [{"plan": f"kh-{number}", "row": "header"} for number in range(3)]
    right = {"action": "set", "row": "header", "field": "issuer", "new": "UBND XÃ TÂN LẬP"}
    assert _decide(client, right, name="kh-1").status_code == 200
    assert load_plan(plan_path(output, "kh-1")).header.issuer == "UBND XÃ TÂN LẬP"


def test_sure_cells_are_asked_at_random(client: TestClient) -> None:
    assert client.get("/api/kh-0/sample").json()["doubts"] == []
    _decide(client, NUMBER)
    for text in ("0", "x", "501", "²"):
        assert client.get("/api/kh-0/sample", params={"count": text}).status_code == 422
    sure = [cell for row in client.get("/api/kh-0/grid").json()["tasks"] for cell in row["cells"].values()]
    assert all(cell["confidence"] in (None, 0.9) for cell in sure)


def test_the_crop_holds_its_cell_and_the_rows_around(client: TestClient) -> None:
    box = plan().indicators[0].evidence["result_2024"].box
    assert box
    answer = client.get("/picture/kh-0/3", params={"box": ",".join(map(str, box))})
    picture = Image.open(io.BytesIO(answer.content)).convert("L")
    points = 150 / 72
    dark = sum(picture.histogram()[:60]) / points**2
    one = (box[2] - box[0]) * (box[3] - box[1])
    # Its own block, two beside it, three of the row below.
    assert dark > 3 * one
    assert picture.width >= 300 * points * 0.9
    assert Image.open(io.BytesIO(client.get("/picture/kh-0/3").content)).width == 1240
    cells = client.get("/api/kh-0/cells/3").json()
    assert (round(cells["width"]), round(cells["height"]), len(cells["cells"])) == (595, 842, 6)


def test_text_of_documents_is_text(tmp_path: Path) -> None:
    evil = "<script>alert(1)</script>\"'"
    made = plan(header=Header(number=evil, title=evil, issuer=evil), tasks=(task(1, evil),))
    output = make_folder(tmp_path, made=made)
    client = _client(output, tmp_path)
    for page in ("/", "/review/kh-0"):
        answer = client.get(page)
        assert "alert(1)" in answer.text
        assert "<script>alert" not in answer.text
        assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert client.get("/api/kh-0/grid").json()["tasks"][0]["cells"]["task"]["value"] == evil
    # The modules put text into the page as text alone.
    for module in (Path(__file__).parents[2] / "pipeline" / "review" / "static").glob("*.js"):
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(|https?:", module.read_text()
        )


AWAY = [
    "/plans/..%2f..%2fsecret", "/plans/%2e%2e", "/plans/%2e%2e%2fsecret", "/review/..%2fsecret",
    "/picture/..%2f..%2fsecret/1", "/api/..%2fsecret/doubts", "/static/../app.py", "/static/%2e%2e/app.py",
    "/static/..%2fapp.py", "/plans/secret%00", "/plans/%2fetc%2fpasswd", "/plans/" + "a" * 300, "/plans/..%5csecret",
]  # fmt: skip


@pytest.mark.parametrize("path", AWAY)
def test_no_way_leads_out_of_the_folder(client: TestClient, output: Path, tmp_path: Path, path: str) -> None:
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    (output / "secret.json").write_text('{"secret": 1}', encoding="utf-8")
    answer = client.get(path)
    assert answer.status_code == 404
    assert "secret" not in answer.text.replace("no such plan", "")


FORGED = [
    {},
    {"x-kehoach": "other"},
    KEY | {"origin": "http://evil.example"},
    KEY | {"origin": "null"},
    KEY | {"sec-fetch-site": "cross-site"},
]


@pytest.mark.parametrize("headers", FORGED)
def test_only_the_page_itself_changes_anything(
    client: TestClient, output: Path, headers: dict[str, str]
) -> None:
    answer = client.post("/api/kh-0/decide", json={"changes": [NUMBER]}, headers=headers)
    assert answer.status_code == 403
    assert load(output).corrections == ()


def test_only_the_address_that_was_told_is_served(output: Path, tmp_path: Path) -> None:
    client = _client(output, tmp_path, Guard(("127.0.0.1:8765",)))
    assert client.get("/health", headers={"host": "evil.example:8765"}).status_code == 421
    assert client.get("/health", headers={"host": "127.0.0.1:8765"}).status_code == 200


def test_others_need_the_token(output: Path, tmp_path: Path) -> None:
    client = _client(output, tmp_path, Guard(token="known", page_key="key"))
    assert client.get("/plans").status_code == 401
    assert client.get("/plans?token=guessed").status_code == 401
    assert client.get("/plans", headers={"authorization": "Bearer known"}).status_code == 200
    assert _decide(client, NUMBER).status_code == 401
    answer = client.get("/review/kh-0?token=known&a=1", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/review/kh-0?a=1")
    assert "httponly" in answer.headers["set-cookie"].lower()
    assert client.get("/plans").status_code == 200
    assert _decide(client, NUMBER).status_code == 200


BAD: list[tuple[Any, int]] = [
    (NUMBER | {"row": "a9-9"}, 404),
    (NUMBER | {"field": "nothing"}, 404),
    (NUMBER | {"new": "1.234"}, 422),
    (NUMBER | {"action": "explode"}, 422),
    (NUMBER | {"more": 1}, 422),
    ({"action": "remove", "row": "header"}, 404),
    ("nothing", 422),
]


@pytest.mark.parametrize(("change", "status"), BAD)
def test_what_cannot_be_done_is_said_and_nothing_written(
    client: TestClient, output: Path, change: Any, status: int
) -> None:
    assert _decide(client, change).status_code == status
    assert load(output).corrections == ()


def test_bodies_have_a_size_and_a_kind(client: TestClient) -> None:
    headers = KEY | {"content-type": "application/json"}
    assert client.post("/api/kh-0/decide", content=b" " * 1_000_001, headers=headers).status_code == 413
    assert client.post("/api/kh-0/decide", content=b"\xff", headers=headers).status_code == 422
    assert (
        client.post(
            "/api/kh-0/decide", content=b"{}", headers=KEY | {"content-type": "text/plain"}
        ).status_code
        == 415
    )
    deep = json.dumps([]).encode() and b"[" * 100_000
    assert client.post("/api/kh-0/decide", content=deep, headers=headers).status_code == 422


def test_fifty_decisions_are_quick(client: TestClient) -> None:
    start = time.monotonic()
    for number in range(50):
        assert _decide(client, NUMBER | {"seen": None, "new": f"{number},5"}).status_code == 200
    assert time.monotonic() - start < 20


def test_a_name_is_kept_for_the_lexicon(client: TestClient, output: Path) -> None:
    for _ in range(2):
        answer = client.post("/api/lexicon", json={"term": " Phòng Nội vụ "}, headers=KEY)
        assert answer.json()["file"] == str(output / "lexicon.txt")
    assert words_of(output / "lexicon.txt") == ("Phòng Nội vụ",)
    for term in ("", "a\nb", "# no", "x" * 201):
        assert client.post("/api/lexicon", json={"term": term}, headers=KEY).status_code == 422
    assert client.post("/api/lexicon", json={"term": "x"}).status_code == 403


def test_odd_questions_have_an_answer(tmp_path: Path) -> None:
    odd = indicator(1, "Chỉ đạo điều hành", 0.44, 9.5).model_copy(update={"extra": {"no": "1", "": "x"}})
    output = make_folder(tmp_path, made=plan(indicators=(odd,)))
    client = _client(output, tmp_path)
    for field in ("no", "", "name", "max"):
        asked = {"row": "a2-1", "field": field, "new": "2"}
        assert client.get("/api/kh-0/checks", params=asked).status_code == 200
    assert client.get("/api/kh-0/question", params={"row": "a2-1", "field": "none"}).status_code == 404
    for path in (
        "/picture/kh-0/0",
        "/picture/kh-0/99999999999999999999",
        "/picture/kh-0/-1",
        "/api/kh-0/cells/x",
    ):
        assert client.get(path).status_code == 404
    for box in ("1,2,3", "a,b,c,d", "nan,0,1,1", "5,5,1,1", "0,0,1e9,1"):
        assert client.get("/picture/kh-0/1", params={"box": box}).status_code == 422
    assert client.get("/picture/kh-0/1", params={"box": "19000,19000,20000,20000"}).status_code == 200
    plan_path(output, "kh-0").write_text("{}", encoding="utf-8")
    assert client.get("/api/kh-0/doubts").status_code == 422
