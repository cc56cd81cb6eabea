"""Errors as problem details (RFC 9457): a sentence and a remedy for the person, the rest for the log."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any

import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException
from litestar.types import ExceptionHandlersMap

from desktop.core.errors import PairwatchError
from desktop.hub.store.errors import StoreUnavailable
from desktop.hub.usecases.errors import HubError, NotAuthenticated
from desktop.wire.problem import Problem

MEDIA_TYPE = "application/problem+json"

_log = logging.getLogger(__name__)

_SENTENCES = {
    400: ("The hub does not understand this request.", "Compare it with the description at /schema."),
    404: ("There is nothing at this address.", "Compare it with the description at /schema."),
    405: ("This address does not take that method.", "Compare it with the description at /schema."),
    413: ("The message is too long.", "Send less at once."),
}


def problem_of(error: Exception) -> Problem:
    """What the caller is told about `error`. An unforeseen one says nothing of the hub's inside."""
    match error:
        case HubError():
            return Problem(title=error.sentence, remedy=error.remedy, status=error.status)
        case StoreUnavailable():
            return Problem(title=error.sentence, remedy=error.remedy, status=503)
        case PairwatchError():
            return Problem(title=error.sentence, remedy=error.remedy, status=400)
        case HTTPException() if error.status_code < 500:
            known = _SENTENCES.get(error.status_code)
            title, remedy = known or (f"{HTTPStatus(error.status_code).phrase}.", "")
            return Problem(title=title, remedy=remedy, status=error.status_code, detail=_detail(error))
    return Problem(
        title="Something went wrong in the hub.",
        remedy="Try again; if it stays so, the hub's log says more.",
        status=500,
    )


def encode(problem: Problem) -> bytes:
    """The problem as JSON."""
    return msgspec.json.encode(problem)


def headers_of(error: Exception) -> dict[str, str]:
    """What a program reads beside the problem."""
    match error:
        case NotAuthenticated():
            return {"WWW-Authenticate": "Bearer"}
        case StoreUnavailable():
            return {"Retry-After": "1"}
        case HTTPException():
            return dict(error.headers or {})
    return {}


def without_key(path: str) -> str:
    """`path` as it may be logged: monitors carry their integration key in it (`/ingest/generic/KEY`)."""
    kind = path.split("/")[1:3]
    return "/" + "/".join([*kind, "…"]) if kind[:1] == ["ingest"] else path


def log(error: Exception, path: str) -> None:
    """Write down what the hub, not the caller, has to answer for."""
    path = without_key(path)
    if isinstance(error, StoreUnavailable):
        _log.warning("the store did not answer for %s: %s", path, error)
    elif problem_of(error).status >= 500 and not isinstance(error, HubError):
        _log.error("unforeseen at %s", path, exc_info=error)


def _answer(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    log(error, request.url.path)
    problem = problem_of(error)
    return Response(
        encode(problem), status_code=problem.status, media_type=MEDIA_TYPE, headers=headers_of(error)
    )


def _detail(error: HTTPException) -> str:
    lines = [error.detail]
    if isinstance(error.extra, list):
        lines += [f"{e.get('key', '')}: {e.get('message', '')}" for e in error.extra if isinstance(e, dict)]
    return "\n".join(line for line in lines if line)


HANDLERS: ExceptionHandlersMap = {Exception: _answer, HTTPException: _answer}
