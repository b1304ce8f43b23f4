"""Who may ask: this machine's own browser by the address it was told, or whoever has the token."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

COOKIE, HEADER = "kehoach", "x-kehoach"
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
Next = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Guard:
    """`hosts` are the names by which the server may be asked, () for any; `token` what has to be known, ""
    for nothing. `page_key` is in the pages alone: only they can change anything.
    """

    hosts: tuple[str, ...] = ()
    token: str = ""
    page_key: str = field(default_factory=lambda: secrets.token_urlsafe(24))

    async def __call__(self, request: Request, go_on: Next) -> Response:
        response = self._refusal(request) or await go_on(request)
        for name, value in _HEADERS.items():
            response.headers[name] = value
        return response

    def _refusal(self, request: Request) -> Response | None:
        """The answer to a request that is not let through, None for one that is."""
        host = request.headers.get("host", "")
        if self.hosts and host not in self.hosts:
            # A page elsewhere whose name leads to this machine.
            return _no(421, "another host")
        if self.token and (answer := self._without_token(request)):
            return answer
        if request.method in ("GET", "HEAD"):
            return None
        origin = request.headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != host:
            return _no(403, "a page elsewhere")
        if request.headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
            return _no(403, "a page elsewhere")
        if request.url.path.startswith("/api/") and not _is(request.headers.get(HEADER, ""), self.page_key):
            return _no(403, "not from the page")
        return None

    def _without_token(self, request: Request) -> Response | None:
        shown = request.headers.get("authorization", "").removeprefix("Bearer ")
        if _is(request.cookies.get(COOKIE, ""), self.token) or _is(shown, self.token):
            return None
        asked = request.query_params.get("token", "")
        if request.method == "GET" and _is(asked, self.token):
            # The token leaves the address, where others may see it.
            rest = [(name, value) for name, value in request.query_params.multi_items() if name != "token"]
            answer = RedirectResponse(request.url.path + (f"?{urlencode(rest)}" if rest else ""), 303)
            answer.set_cookie(COOKIE, self.token, httponly=True, samesite="strict")
            return answer
        return _no(401, "the token is missing")


def _is(shown: str, wanted: str) -> bool:
    return secrets.compare_digest(shown.encode(), wanted.encode())


def _no(status: int, why: str) -> Response:
    return JSONResponse({"error": why}, status)
