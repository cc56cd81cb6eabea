"""Queries with variables: a value stays within the quotes that it stands in.

PromQL and LogQL have strings in double and single quotes with the escapes of Go, and raw ones in backticks
(Prometheus, Querying basics, "String literals").
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from desktop.core.fixing.variables import PLACE, filled
from desktop.formats.check.fields import CannotCheck, lacks

_BARE = re.compile(r"[A-Za-z0-9_:.]+")
# query_string: https://www.elastic.co/guide/en/elasticsearch/reference/8.17/query-dsl-query-string-query.html
_LUCENE = re.compile(r'([+\-=&|!(){}\[\]^"~*?:\\/])|([<>])')


def promql(template: str, values: Mapping[str, str]) -> str:
    """A PromQL or LogQL query. Raises CannotCheck."""
    text, at, quote = [], 0, ""
    while at < len(template):
        place = PLACE.match(template, at)
        letter = template[at]
        if place is not None:
            if place[1] not in values:
                raise lacks(place[1])
            text.append(_within(quote, values[place[1]], place[1]))
            at = place.end()
            continue
        if letter == "\\" and quote in ('"', "'"):
            text.append(template[at : at + 2])
            at += 2
            continue
        if letter in "\"'`" and quote in ("", letter):
            quote = "" if quote else letter
        text.append(letter)
        at += 1
    return "".join(text).strip()


def lucene(template: str, values: Mapping[str, str]) -> str:
    """A query of Elasticsearch's query_string. Raises CannotCheck."""
    text, missing = filled(template, values, _escaped_for_lucene)
    if missing:
        raise lacks(missing[0])
    return text.strip()


def query_dsl(template: str, values: Mapping[str, str]) -> dict[str, Any]:
    """A query in Elasticsearch's JSON; variables stand in its strings. Raises CannotCheck."""
    try:
        found = json.loads(template)
    except ValueError:
        raise CannotCheck("The query begins like JSON and is none.", "Correct query.") from None
    if not isinstance(found, dict):
        raise CannotCheck("The query is no object.", "Correct query.")
    return {key: _filled(value, values) for key, value in found.items()}


def _filled(value: Any, values: Mapping[str, str]) -> Any:
    match value:
        case str():
            text, missing = filled(value, values)
            if missing:
                raise lacks(missing[0])
            return text
        case list():
            return [_filled(one, values) for one in value]
        case dict():
            return {key: _filled(one, values) for key, one in value.items()}
        case _:
            return value


def _within(quote: str, value: str, name: str) -> str:
    if quote == "`" and "`" not in value:
        return value
    if quote in ('"', "'"):
        return value.replace("\\", "\\\\").replace(quote, f"\\{quote}").replace("\n", "\\n")
    if not quote and _BARE.fullmatch(value):
        return value
    raise CannotCheck(f"The value of {name} would change the query.", 'Write it in quotes: {a="{{ b }}"}.')


def _escaped_for_lucene(value: str) -> str:
    # < and > cannot be escaped, says the manual: they are left out.
    return _LUCENE.sub(lambda match: f"\\{match[1]}" if match[1] else " ", value)
