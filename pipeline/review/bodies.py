"""Bodies of requests, read up to a size."""

from __future__ import annotations

from typing import TypeVar

from pydantic import BaseModel, ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

Body = TypeVar("Body", bound=BaseModel)
# Of a decision; files have a limit of their own.
MOST = 1_000_000


async def read_body(request: Request, most: int) -> bytes:
    """The body; answers 413 where it is larger than `most` bytes, without reading on."""
    parts, total = [], 0
    try:
        async for part in request.stream():
            total += len(part)
            if total > most:
                raise HTTPException(413, f"larger than {most} bytes")
            parts.append(part)
    except ClientDisconnect:
        raise HTTPException(400, "broken off") from None
    return b"".join(parts)


async def read_model(request: Request, model: type[Body]) -> Body:
    """The body as a model; answers 415 where it is no JSON, 422 where it does not fit."""
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise HTTPException(415, "application/json is wanted")
    try:
        return model.model_validate_json(await read_body(request, MOST))
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        raise HTTPException(422, f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from None
