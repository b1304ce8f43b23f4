"""The door for programs: plans as JSON, and where it is allowed, a file in and its plan out."""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from pipeline import __version__
from pipeline.batch.types import Job, Limits, Outcome
from pipeline.batch.workers import Workers
from pipeline.corrections.apply import applied
from pipeline.corrections.journal import load
from pipeline.emit import plan_path, to_json
from pipeline.plan import Plan
from pipeline.review.bodies import read_body
from pipeline.review.folder import Folder
from pipeline.review.openapi import document
from pipeline.settings import Settings

LIMITS, SETTINGS = Limits(seconds=300, megabytes=2048), Settings()


@dataclass(frozen=True, slots=True)
class Converting:
    """What POST /convert may take: bytes of a file, seconds and megabytes for it, files at a time."""

    size: int = 50_000_000
    limits: Limits = LIMITS
    at_once: int = 1
    settings: Settings = SETTINGS


class Door:
    """The routes for other systems; without `converting` no file is taken."""

    def __init__(self, folder: Folder, converting: Converting | None = None) -> None:
        self._folder, self._converting = folder, converting
        self._free = BoundedSemaphore(converting.at_once if converting else 1)
        self._workers = Workers()

    def routes(self) -> list[Route]:
        found = [
            Route("/health", self.health),
            Route("/plans", self.plans),
            Route("/plans/{name}", self.plan),
            Route("/schema", self.schema),
            Route("/openapi.json", self.openapi),
        ]
        return [*found, Route("/convert", self.convert, methods=["POST"])] if self._converting else found

    def close(self) -> None:
        self._workers.close()

    def health(self, request: Request) -> Response:
        return JSONResponse({"status": "ok", "version": __version__})

    def plans(self, request: Request) -> Response:
        return JSONResponse(self._folder.summaries())

    def plan(self, request: Request) -> Response:
        name = request.path_params["name"]
        if self._folder.plan(name) is None:
            raise HTTPException(404, "no such plan")
        return Response(plan_path(self._folder.output, name).read_bytes(), media_type="application/json")

    def schema(self, request: Request) -> Response:
        return JSONResponse(Plan.model_json_schema())

    def openapi(self, request: Request) -> Response:
        return JSONResponse(document(takes_files=self._converting is not None))

    async def convert(self, request: Request) -> Response:
        assert self._converting
        name = _file_name(request.query_params.get("name", ""))
        content = await read_body(request, self._converting.size)
        if not content:
            raise HTTPException(422, "there is no file in the request")
        if not self._free.acquire(blocking=False):
            raise HTTPException(503, "busy with other files: try again")
        try:
            outcome = await run_in_threadpool(self._outcome, name, content)
        finally:
            self._free.release()
        if outcome.status == "failed":
            raise HTTPException(422, outcome.reason)
        plan = Plan.model_validate_json(outcome.plan)
        known = load(self._folder.output).of(hashlib.sha256(content).hexdigest())
        return Response(to_json(applied(plan, known).plan), media_type="application/json")

    def _outcome(self, name: str, content: bytes) -> Outcome:
        """The file is nowhere but in a folder of its own, for as long as this takes."""
        assert self._converting
        with tempfile.TemporaryDirectory(prefix="kehoach-") as folder:
            path = Path(folder, name)
            path.write_bytes(content)
            outcome = self._workers.convert(
                Job(path, path.stem), self._converting.settings, self._converting.limits
            )
        shown = outcome.reason.replace(f"{path.parent}/", "")
        return (
            outcome
            if shown == outcome.reason
            else Outcome(outcome.job, outcome.status, code=outcome.code, reason=shown)
        )


def _file_name(said: str) -> str:
    """The last part of a name, without what no file can be called; its ending stays."""
    kept = "".join(letter for letter in Path(said.replace("\0", "")).name if letter.isprintable())
    return kept.encode(errors="replace")[-100:].decode(errors="ignore").strip(". ") or "file"
