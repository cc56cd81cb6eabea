"""What Prometheus, Loki and Elasticsearch answer.

https://prometheus.io/docs/prometheus/latest/querying/api/
https://grafana.com/docs/loki/latest/reference/loki-http-api/
https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-search
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from desktop.core.schedule.series import MOST_POINTS, MOST_SERIES, Series
from desktop.formats.check.fields import CannotCheck

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLines:
    """`lines` with their times in front, the newest last."""

    lines: tuple[str, ...]


def prometheus(body: bytes) -> tuple[Series, ...]:
    """The series of a query, instant or over a range. Raises CannotCheck with what the server says."""
    data = _data(body, "Prometheus")
    return _series(data.get("resultType"), data.get("result"))


def loki(body: bytes) -> LogLines | tuple[Series, ...]:
    """Lines, or series when the query counts. Raises CannotCheck."""
    data = _data(body, "Loki")
    result = data.get("result")
    if data.get("resultType") != "streams":
        return _series(data.get("resultType"), result)
    found: list[tuple[int, str]] = []
    for stream in _objects(result):
        for entry in _list(stream.get("values")):
            if isinstance(entry, list) and len(entry) >= 2 and str(entry[0]).isdigit():
                found.append((int(entry[0]), str(entry[1])))
    found.sort(key=lambda one: one[0])
    return LogLines(lines=tuple(f"{_time(at / 1e9)}  {line}" for at, line in found))


def elasticsearch(body: bytes) -> LogLines:
    """The hits, each with its time and message, or its whole source. Raises CannotCheck."""
    answer = _json(body, "Elasticsearch")
    error = answer.get("error")
    if error:
        reason = error.get("reason") if isinstance(error, dict) else error
        raise CannotCheck(f"Elasticsearch says: {str(reason)[:300]}", "Correct query.")
    hits = answer.get("hits")
    found = _objects(hits.get("hits") if isinstance(hits, dict) else None)
    return LogLines(lines=tuple(_hit(one) for one in reversed(found)))


def said(body: bytes) -> str:
    """What a server that refused says, in one line."""
    return " ".join(body[:2000].decode("utf-8", "replace").split())[:300]


def _data(body: bytes, name: str) -> dict[str, Any]:
    answer = _json(body, name)
    if answer.get("status") != "success":
        raise CannotCheck(f"{name} says: {str(answer.get('error', 'no success'))[:300]}", "Correct query.")
    data = answer.get("data")
    if not isinstance(data, dict):
        raise CannotCheck(f"{name} gives no data.", "Look whether url is right.")
    return data


def _json(body: bytes, name: str) -> dict[str, Any]:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        answer = None
    if not isinstance(answer, dict):
        raise CannotCheck(f"What answers is not {name}: {said(body)[:120]}", "Look whether url is right.")
    return answer


def _series(kind: object, result: object) -> tuple[Series, ...]:
    if kind in ("scalar", "string"):
        points = _points([result])
        return (Series(name="", points=points),) if points else ()
    found = []
    for one in _objects(result)[:MOST_SERIES]:
        pairs = one.get("values") if kind == "matrix" else [one.get("value")]
        points = _points(pairs)
        if points:
            found.append(Series(name=_name(one.get("metric")), points=points))
    return tuple(found)


def _points(pairs: object) -> tuple[tuple[datetime, float], ...]:
    found = []
    for pair in pairs if isinstance(pairs, list) else []:
        try:
            at, value = float(pair[0]), float(pair[1])
            moment = _EPOCH + timedelta(seconds=at)
        except (TypeError, ValueError, IndexError, KeyError, OverflowError):
            continue
        if math.isfinite(value):
            found.append((moment, value))
    return tuple(found[-MOST_POINTS:])


def _name(metric: object) -> str:
    if not isinstance(metric, dict):
        return ""
    labels = {str(key): str(value) for key, value in metric.items()}
    name = labels.pop("__name__", "")
    inner = ", ".join(f"{key}={value}" for key, value in labels.items())
    return (f"{name} {inner}" if name and inner else name or inner)[:200]


def _hit(hit: dict[str, Any]) -> str:
    source = hit.get("_source")
    if not isinstance(source, dict):
        return ""
    at = str(source.get("@timestamp", ""))
    message = source.get("message")
    text = message if isinstance(message, str) else json.dumps(source, ensure_ascii=False)
    return f"{at}  {text}".strip()


def _list(found: object) -> Sequence[Any]:
    return found if isinstance(found, list) else []


def _objects(found: object) -> Sequence[dict[str, Any]]:
    return [one for one in _list(found) if isinstance(one, dict)]


def _time(seconds: float) -> str:
    try:
        return (_EPOCH + timedelta(seconds=seconds)).isoformat(sep=" ", timespec="milliseconds")[:23]
    except OverflowError:
        return "?"
