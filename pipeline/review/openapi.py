"""The OpenAPI document of the door."""

from __future__ import annotations

from typing import Any

from pipeline import __version__
from pipeline.plan import Plan

_REF = "#/components/schemas/{model}"
_ERROR = {"type": "object", "required": ["error"], "properties": {"error": {"type": "string"}}}


def document(*, takes_files: bool) -> dict[str, Any]:
    """OpenAPI 3.1; `takes_files` says whether POST /convert is there."""
    schema = Plan.model_json_schema(ref_template=_REF)
    models = schema.pop("$defs", {})
    plan = {"$ref": _REF.format(model="Plan")}
    summary = {"type": "object", "required": ["plan"], "additionalProperties": {"type": "string"}}
    paths: dict[str, Any] = {
        "/health": _get("Whether the server works", {"type": "object", "required": ["status", "version"]}),
        "/plans": _get("All plans: header, counts", {"type": "array", "items": summary}),
        "/plans/{name}": _get("A plan with its corrections", plan, "name"),
        "/schema": _get("The JSON Schema of a plan", {"type": "object"}),
        "/openapi.json": _get("This document", {"type": "object"}),
    }
    if takes_files:
        paths["/convert"] = _convert(plan)
    return {
        "openapi": "3.1.0",
        "info": {"title": "kehoach", "version": __version__, "license": {"name": "Apache-2.0"}},
        "paths": paths,
        "components": {"schemas": {**models, "Plan": schema, "Error": _ERROR}},
    }


def _get(summary: str, schema: dict[str, Any], *path: str) -> dict[str, Any]:
    parameters = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in path
    ]
    answers = {"200": _answer("as asked", schema), **({"404": _failure("no such plan")} if path else {})}
    return {"get": {"summary": summary, "parameters": parameters, "responses": answers}}


def _convert(plan: dict[str, Any]) -> dict[str, Any]:
    name = {
        "name": "name",
        "in": "query",
        "schema": {"type": "string"},
        "description": "what the file is called",
    }
    body = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
    return {
        "post": {
            "summary": "A file (the body as it is) into its plan; nothing is kept",
            "parameters": [name],
            "requestBody": {"required": True, "content": body},
            "responses": {
                "200": _answer("the plan", plan),
                "413": _failure("the file is too large"),
                "422": _failure("the file cannot be read; the error says what to do"),
                "503": _failure("busy with other files"),
            },
        }
    }


def _answer(description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": description, "content": {"application/json": {"schema": schema}}}


def _failure(description: str) -> dict[str, Any]:
    return _answer(description, {"$ref": _REF.format(model="Error")})
