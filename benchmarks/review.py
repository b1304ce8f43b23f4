"""How long the review takes to answer: `python -m benchmarks.review PLAN.json [--plans 1000]`.

A folder of so many copies of a plan is opened, and one of its plans reviewed: every call that the page makes,
and 50 decisions. Prints the slowest of each kind and the memory.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlencode

from starlette.testclient import TestClient

from pipeline.emit import load_plan, rebuild_tables, to_json, write_plan
from pipeline.plan import Plan
from pipeline.review.app import make_app
from pipeline.review.folder import Folder
from pipeline.review.guard import HEADER, Guard

ADDRESS = "http://127.0.0.1:8765"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("plan", type=Path)
    parser.add_argument("--plans", type=int, default=1000)
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        output = Path(folder)
        made(load_plan(options.plan), output, options.plans)
        guard = Guard()
        with TestClient(make_app(Folder(output), guard), base_url=ADDRESS) as client:
            times = measured(client, guard.page_key)
            print("| call | times | slowest, ms | usual, ms |\n|---|---|---|---|")
            for name, found in times.items():
                usual = sorted(found)[len(found) // 2]
                print(f"| {name} | {len(found)} | {1000 * max(found):.0f} | {1000 * usual:.0f} |")
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"\n{options.plans} plans; at most {memory:.0f} MB")


def made(plan: Plan, output: Path, count: int) -> None:
    """A folder of plans that differ in their sources."""
    text = to_json(plan)
    for number in range(count):
        one = text.replace(plan.source.sha256, f"{number:064x}").replace(plan.source.file, f"{number}.pdf")
        write_plan(f"plan-{number:04}", one, "", output)
    rebuild_tables(output)


def measured(client: TestClient, key: str) -> dict[str, list[float]]:
    """The seconds of each call, by its kind."""
    times: dict[str, list[float]] = {}

    def timed(name: str, call: Callable[[], Any]) -> Any:
        began = time.perf_counter()
        answer = call()
        times.setdefault(name, []).append(time.perf_counter() - began)
        answer.raise_for_status()
        return answer

    timed("folder", lambda: client.get("/"))
    timed("folder, again", lambda: client.get("/"))
    name = "plan-0007"
    at = f"/api/{name}"
    timed("page of a plan", lambda: client.get(f"/review/{name}"))
    found = timed("doubts", lambda: client.get(f"{at}/doubts")).json()["doubts"]
    timed("table", lambda: client.get(f"{at}/grid"))
    timed("cells of a page", lambda: client.get(f"{at}/cells/1"))
    timed("sample", lambda: client.get(f"{at}/sample"))
    for doubt in [one for one in found if one["row"] and one["field"]][:50]:
        asked = {"row": doubt["row"], "field": doubt["field"]}
        alike = {"field": doubt["field"], "value": doubt["value"], "raw": doubt.get("raw") or ""}
        change = {"action": "set", **asked, "new": doubt["value"], "code": doubt["code"]}
        decision = {"who": "", "changes": [change]}
        for what, call in (
            ("sums", partial(client.get, f"{at}/checks?{urlencode({**asked, 'new': doubt['value']})}")),
            ("the same elsewhere", partial(client.get, f"{at}/alike?{urlencode(alike)}")),
            ("decision", partial(client.post, f"{at}/decide", json=decision, headers={HEADER: key})),
        ):
            timed(what, call)
    return times


if __name__ == "__main__":
    main()
