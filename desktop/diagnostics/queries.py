"""Queries to Prometheus, Loki and Elasticsearch, over HTTP."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from urllib.parse import quote, urlencode

from desktop.core.errors import PairwatchError
from desktop.core.fixing.diagnostic import DiagnosticKind
from desktop.core.schedule.series import MOST_POINTS
from desktop.diagnostics.asking import Asking, server_of
from desktop.diagnostics.logins import origin_of
from desktop.diagnostics.web import Fetched, NoAnswer, fetch
from desktop.formats.check import payloads, query
from desktop.formats.check.address import base_address, names_its_host, web_address
from desktop.formats.check.fields import CannotCheck, duration, field_of, number
from desktop.formats.check.verdict import Judged, judge_lines, judge_series

USUAL_SPAN = timedelta(hours=1)
USUAL_LIMIT = 100
MOST_LINES = 2_000
_COLUMNS = 240
"""Points of a graph, when the check does not say how far they are apart."""


async def prometheus_query(asking: Asking) -> Judged:
    """A graph when the check says `span`, else the value now. Raises CannotCheck."""
    asked = query.promql(asking.diagnostic.field("query"), asking.values)
    span_text = field_of(asking.diagnostic, "span", asking.values)
    if span_text:
        span = duration(span_text, "span")
        step_text = field_of(asking.diagnostic, "step", asking.values)
        step = duration(step_text, "step") if step_text else span / _COLUMNS
        step = max(step, span / MOST_POINTS, timedelta(seconds=1))
        times = {
            "start": _seconds(asking.now - span),
            "end": _seconds(asking.now),
            "step": f"{step.total_seconds():.3f}",
        }
        path = f"/api/v1/query_range?{urlencode({'query': asked, **times})}"
    else:
        path = f"/api/v1/query?{urlencode({'query': asked, 'time': _seconds(asking.now)})}"
    found = await _ask(asking, path)
    series = payloads.prometheus(found.body)
    for one in series:
        newest_at, newest = one.points[-1]
        asking.output.write(f"{one.name or 'value'}: {newest:g} at {newest_at:%H:%M:%S} UTC\n".encode())
    return judge_series(series)


async def loki_query(asking: Asking) -> Judged:
    """The newest lines. Raises CannotCheck."""
    limit = _limit(asking)
    asked = {
        "query": query.promql(asking.diagnostic.field("query"), asking.values),
        "start": _nanoseconds(asking.now - _span(asking)),
        "end": _nanoseconds(asking.now),
        "limit": str(limit),
        "direction": "backward",
    }
    found = payloads.loki((await _ask(asking, f"/loki/api/v1/query_range?{urlencode(asked)}")).body)
    if isinstance(found, tuple):
        return judge_series(found)
    return _lines(asking, found, limit)


async def elasticsearch_query(asking: Asking) -> Judged:
    """The newest hits. Raises CannotCheck."""
    template, limit = asking.diagnostic.field("query").strip(), _limit(asking)
    if template.startswith("{"):
        asked = query.query_dsl(template, asking.values)
        asked = asked.get("query", asked)  # the whole body, or only its query
    else:
        asked = {"query_string": {"query": query.lucene(template, asking.values)}}
    since = int(_span(asking).total_seconds())
    body = {
        "size": limit,
        "sort": [{"@timestamp": {"order": "desc", "unmapped_type": "date"}}],
        "query": {
            "bool": {
                "must": [asked],
                "filter": [{"range": {"@timestamp": {"gte": f"now-{since}s"}}}],
            }
        },
    }
    index = field_of(asking.diagnostic, "index", asking.values)
    path = f"/{quote(index, safe=',*-')}/_search" if index else "/_search"
    found = await _ask(asking, path, json.dumps(body).encode())
    return _lines(asking, payloads.elasticsearch(found.body), limit)


async def _ask(asking: Asking, path: str, body: bytes = b"") -> Fetched:
    """The answer of the server, which must be a whole one. A server that does not answer is no fault of what
    was asked about."""
    written = asking.diagnostic.field("url")
    address = base_address(web_address(written, asking.values) if written else server_of(asking))
    is_ours = not written or names_its_host(written)
    kind = asking.diagnostic.kind
    try:
        found = await fetch(asking, f"{address}{path}", "POST" if body else "GET", body, is_ours=is_ours)
    except NoAnswer as error:
        raise CannotCheck(
            f"{_NAMES[kind]} does not answer: {error}.", "Look whether url is right."
        ) from error
    if found.status in (401, 403) or (found.status >= 400 and not found.body.lstrip().startswith(b"{")):
        raise _said_no(kind, found, address)
    if found.is_cut:
        raise CannotCheck("The answer is longer than 1 MB.", "Ask for less: a shorter span, or a sum.")
    return found


def _said_no(kind: DiagnosticKind, found: Fetched, address: str) -> PairwatchError:
    words = payloads.said(found.body)
    remedy = "Look at query and url."
    if found.status in (401, 403):
        remedy = f"Give checks a login for it: pairwatch login {origin_of(address)}"
    return CannotCheck(f"{_NAMES[kind]} says {found.status}: {words}".rstrip(": ") + ".", remedy)


def _lines(asking: Asking, found: payloads.LogLines, limit: int) -> Judged:
    asking.output.write("".join(f"{line}\n" for line in found.lines).encode())
    return judge_lines(len(found.lines), is_cut=len(found.lines) >= limit)


def _limit(asking: Asking) -> int:
    return number(
        field_of(asking.diagnostic, "limit", asking.values, str(USUAL_LIMIT)), "limit", 1, MOST_LINES
    )


def _span(asking: Asking) -> timedelta:
    text = field_of(asking.diagnostic, "span", asking.values)
    return duration(text, "span") if text else USUAL_SPAN


def _seconds(at: datetime) -> str:
    return f"{at.timestamp():.3f}"


def _nanoseconds(at: datetime) -> str:
    return f"{int(at.timestamp() * 1000)}000000"


_NAMES = {
    DiagnosticKind.PROMETHEUS: "Prometheus",
    DiagnosticKind.LOKI: "Loki",
    DiagnosticKind.ELASTICSEARCH: "Elasticsearch",
}
