"""The OpenAPI description at /schema, with the thin routes, which Litestar does not describe by itself."""

from __future__ import annotations

from typing import Any

from litestar import Request
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Components, SecurityScheme

from desktop.wire.feed import PROTOCOL

_PROBLEM = {"description": "A problem (RFC 9457): `title` is a sentence for people, `remedy` what to do."}
_JSON_BODY = {"required": True, "content": {"application/json": {"schema": {"type": "object"}}}}


def _ingest(
    summary: str, *parameters: str, refusal: str, answer: str = "`dedup_key` names the alert."
) -> dict[str, Any]:
    return {
        "post": {
            "summary": summary,
            "parameters": [
                {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
                for name in parameters
            ],
            "requestBody": _JSON_BODY,
            "responses": {
                "202": {"description": f"On disk. {answer}".strip()},
                refusal: {"description": "The key is unknown, or the body says nothing."},
                "503": {"description": "Could not be written; send it again."},
            },
        }
    }


def _query(name: str, text: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": text, "schema": {"type": "integer"}}


def _public(summary: str, description: str, *parameters: str) -> dict[str, Any]:
    return {
        "get": {
            "summary": summary,
            "description": description,
            "parameters": [
                {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
                for name in parameters
            ],
            "responses": {"200": {"description": "What is shown now."}},
        }
    }


_THIN_ROUTES: dict[str, Any] = {
    "/public/": _public("The notices that are shown now, as a page", "Plain HTML, with an ETag."),
    "/public/notices.json": _public(
        "The notices that are shown now, for products",
        "`{notices: [{id, service, text, severity, planned, from_at, until_at}]}`, the worst first; from any"
        " origin, with an ETag. `Cache-Control` never lasts beyond the moment at which a notice appears or"
        " goes.",
    ),
    "/public/incidents/{token}": _public(
        "One incident for people without the app", "Plain HTML that renews itself; 404 once revoked.", "token"
    ),
    "/public/calendar/{token}.ics": _public(
        "A calendar feed of shifts", "iCalendar, times in UTC; 404 once revoked.", "token"
    ),
    "/v2/enqueue": _ingest("PagerDuty Events v2", refusal="400"),
    "/ingest/alertmanager/{key}": _ingest("Alertmanager webhook, version 4", "key", refusal="403"),
    "/ingest/generic/{key}": _ingest("Generic JSON", "key", refusal="403"),
    "/v2/change/enqueue": _ingest("PagerDuty change events", refusal="400", answer=""),
    "/ingest/change/{key}": _ingest(
        "A change, as JSON: summary, service, at, source, author, kind, details, links, key",
        "key",
        refusal="400",
        answer="`known`: it was there already.",
    ),
    "/v1/changes": {
        "get": {
            "summary": "What changed since a cursor: server-sent events, or JSON once",
            "description": (
                "With `Accept: text/event-stream` events `change` (its id is the cursor), `heartbeat` and"
                " `snapshot` (take a new one); Last-Event-ID wins over `after`. Otherwise JSON at once."
            ),
            "parameters": [_query("after", "The cursor: `seq` of the last change seen")],
            "security": [{"token": []}],
            "responses": {"200": {"description": "The changes, oldest first."}, "401": _PROBLEM},
        }
    },
}


class _Description(JsonRenderPlugin):
    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        paths = {**openapi_schema.get("paths", {}), **_THIN_ROUTES}
        return super().render(request, {**openapi_schema, "paths": paths})


def description() -> OpenAPIConfig:
    """What is served at /schema and /schema/openapi.json."""
    return OpenAPIConfig(
        title="Pairwatch hub",
        version=str(PROTOCOL),
        path="/schema",
        render_plugins=[_Description(path="/openapi.json")],
        components=Components(
            security_schemes={
                "token": SecurityScheme(type="http", scheme="bearer", description="A responder's token")
            }
        ),
        use_handler_docstrings=True,
    )
