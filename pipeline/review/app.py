"""The web application: pages, what they ask for, and the door for programs."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from pipeline.corrections.fields import BadValue
from pipeline.errors import KehoachError
from pipeline.plan import Plan
from pipeline.review import doubts
from pipeline.review.alike import Reading, alike
from pipeline.review.bodies import read_model
from pipeline.review.decide import Decision, Overtaken, decide
from pipeline.review.door import Door
from pipeline.review.folder import Folder
from pipeline.review.guard import Guard
from pipeline.review.pictures import Pictures, size
from pipeline.review.ready import ready
from pipeline.review.renewing import Renewing
from pipeline.review.sums import checks
from pipeline.review.terms import Term, learn

STATIC = Path(__file__).parent / "static"


def make_app(folder: Folder, guard: Guard, who: str = "", door: Door | None = None) -> Starlette:
    """The application for an output folder; `who` is proposed as the name of the person."""
    site = Site(folder, guard, who, Renewing(folder.output))
    door = door or Door(folder)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        ready()
        yield
        door.close()
        await run_in_threadpool(site.renewing.close)

    return Starlette(
        routes=[*site.routes(), *door.routes(), Mount("/static", StaticFiles(directory=STATIC))],
        middleware=[Middleware(BaseHTTPMiddleware, dispatch=guard)],
        exception_handlers={
            HTTPException: _error,
            KehoachError: _bad,
            BadValue: _bad,
            KeyError: _missing,
            Overtaken: _overtaken,
        },
        lifespan=lifespan,
    )


class Site:
    """The pages and what they ask for."""

    def __init__(self, folder: Folder, guard: Guard, who: str, renewing: Renewing) -> None:
        self._folder, self._guard, self._who = folder, guard, who
        self._pictures = Pictures()
        self.renewing = renewing
        self._templates = Environment(
            loader=PackageLoader("pipeline.review"), autoescape=True, trim_blocks=True
        )

    def routes(self) -> list[Route]:
        return [
            Route("/", self.index),
            Route("/review/{name}", self.review),
            Route("/api/{name}/doubts", self.doubts),
            Route("/api/{name}/sample", self.sample),
            Route("/api/{name}/question", self.question),
            Route("/api/{name}/grid", self.grid),
            Route("/api/{name}/cells/{page:int}", self.cells),
            Route("/api/{name}/checks", self.checks),
            Route("/api/{name}/alike", self.alike),
            Route("/api/{name}/decide", self.decide, methods=["POST"]),
            Route("/api/lexicon", self.lexicon, methods=["POST"]),
            Route("/picture/{name}/{page:int}", self.picture),
        ]

    def index(self, request: Request) -> Response:
        return self._page("index.html", plans=self._folder.summaries())

    def review(self, request: Request) -> Response:
        name, plan = self._plan(request)
        names = self._folder.names()
        place = names.index(name)
        following = names[place + 1] if place + 1 < len(names) else ""
        source = self._folder.source(name)
        return self._page("review.html", name=name, plan=plan, following=following, has_source=bool(source))

    def doubts(self, request: Request) -> Response:
        _, plan = self._plan(request)
        return JSONResponse({"doubts": doubts.doubts(plan), "settled": len(plan.settled)})

    def sample(self, request: Request) -> Response:
        count = request.query_params.get("count", "20")
        if not count.isascii() or not count.isdigit() or not 1 <= int(count[:6]) <= 500:
            raise HTTPException(422, "count: 1 to 500")
        return JSONResponse({"doubts": doubts.sample(self._plan(request)[1], int(count))})

    def question(self, request: Request) -> Response:
        return JSONResponse(doubts.question(self._plan(request)[1], *_asked(request, "row", "field")))

    def grid(self, request: Request) -> Response:
        return JSONResponse(doubts.grid(self._plan(request)[1]))

    def cells(self, request: Request) -> Response:
        name, plan = self._plan(request)
        page = request.path_params["page"]
        source = self._folder.source(name)
        shown = self._pictures.page(source, page) if source else None
        width, height = size(shown) if shown else (0, 0)
        return JSONResponse({"width": width, "height": height, "cells": doubts.cells_of_page(plan, page)})

    def checks(self, request: Request) -> Response:
        return JSONResponse(checks(self._plan(request)[1], *_asked(request, "row", "field", "new")))

    def alike(self, request: Request) -> Response:
        self._plan(request)
        found = alike(self._folder, Reading(*_asked(request, "field", "value", "raw")))
        return JSONResponse([{"plan": plan, "row": row} for plan, row in found])

    async def decide(self, request: Request) -> Response:
        name, _ = self._plan(request)
        decision = await read_model(request, Decision)
        made = await run_in_threadpool(decide, self._folder, name, decision)
        self.renewing.soon()
        return JSONResponse({"made": made})

    async def lexicon(self, request: Request) -> Response:
        term = await read_model(request, Term)
        return JSONResponse({"file": str(await run_in_threadpool(learn, self._folder.output, term.term))})

    def picture(self, request: Request) -> Response:
        name, _ = self._plan(request)
        source = self._folder.source(name)
        box = _box(request.query_params.get("box", ""))
        found = self._pictures.png(source, request.path_params["page"], box) if source else None
        if found is None:
            raise HTTPException(404, "no picture of this page")
        return Response(found, media_type="image/png")

    def _plan(self, request: Request) -> tuple[str, Plan]:
        name = request.path_params["name"]
        plan = self._folder.plan(name)
        if plan is None:
            raise HTTPException(404, "no such plan")
        return name, plan

    def _page(self, template: str, **values: Any) -> Response:
        shared = {"key": self._guard.page_key, "who": self._who}
        return HTMLResponse(self._templates.get_template(template).render(**shared, **values))


def _asked(request: Request, *names: str) -> list[str]:
    missing = [name for name in names if name not in request.query_params]
    if missing:
        raise HTTPException(422, f"missing: {', '.join(missing)}")
    return [request.query_params[name] for name in names]


def _box(text: str) -> tuple[float, float, float, float] | None:
    if not text:
        return None
    try:
        x0, y0, x1, y1 = map(float, text.split(","))
    except ValueError:
        raise HTTPException(422, "box: four numbers") from None
    if not 0 <= x0 <= x1 <= 20_000 or not 0 <= y0 <= y1 <= 20_000:
        raise HTTPException(422, "box: on the page")
    return x0, y0, x1, y1


async def _error(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return JSONResponse({"error": error.detail}, error.status_code)


async def _bad(_: Request, error: Exception) -> Response:
    return JSONResponse({"error": str(error)}, 422)


async def _missing(_: Request, error: Exception) -> Response:
    return JSONResponse({"error": f"not there: {error.args[0]}"}, 404)


async def _overtaken(_: Request, error: Exception) -> Response:
    return JSONResponse({"error": "overtaken", "value": str(error)}, 409)
