"""Prometheus, Loki and Elasticsearch, answering as they document."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit

from desktop.core.fixing.check_result import CheckVerdict
from desktop.core.fixing.diagnostic import DiagnosticKind
from desktop.diagnostics.asking import Access
from tests.integration.diagnostics.conftest import Running, check
from tests.integration.diagnostics.servers import Web, web

MATRIX = {
    "status": "success",
    "data": {
        "resultType": "matrix",
        "result": [
            {
                "metric": {"__name__": "up", "job": "node"},
                "values": [[1435781430.781, "1"], [1435781445.781, "NaN"], [1435781460.781, "3"]],
            },
        ],
    },
}
VECTOR = {
    "status": "success",
    "data": {
        "resultType": "vector",
        "result": [{"metric": {"job": "node"}, "value": [1435781451.781, "0.42"]}],
    },
}
STREAMS = {
    "status": "success",
    "data": {
        "resultType": "streams",
        "result": [
            {
                "stream": {"app": "shop"},
                "values": [["1569266497240578000", "later"], ["1569266492548155000", "earlier"]],
            }
        ],
    },
}
HITS = {
    "took": 5,
    "hits": {
        "total": {"value": 2, "relation": "eq"},
        "hits": [
            {"_source": {"@timestamp": "2026-11-24T02:41:01Z", "message": "later"}},
            {"_source": {"@timestamp": "2026-11-24T02:41:00Z", "level": "error"}},
        ],
    },
}


def asked(server: Web, number: int = 0) -> dict[str, str]:
    return {name: found[0] for name, found in parse_qs(urlsplit(server.asked[number][1]).query).items()}


async def test_a_graph(run_check: Running) -> None:
    with web() as server:
        server.says("/api/v1/query_range", json.dumps(MATRIX))
        one = check(
            DiagnosticKind.PROMETHEUS, query='up{instance="{{ instance }}"}', span="1h", url=server.url
        )
        finished = await run_check(one, instance='a"} or vector(1) or {b="\\')
        assert finished.result.verdict is CheckVerdict.TOLD
        assert finished.result.summary == "now 3, from 1 to 3"
        assert [value for _, value in finished.series[0].points] == [1, 3]
        assert finished.series[0].name == "up job=node"
        query = asked(server)
        assert query["query"] == 'up{instance="a\\"} or vector(1) or {b=\\"\\\\"}'
        assert float(query["end"]) - float(query["start"]) == 3600
        assert float(query["step"]) == 15


async def test_a_value_now(run_check: Running) -> None:
    with web() as server:
        server.says("/prom/api/v1/query", json.dumps(VECTOR))
        access = Access(servers={DiagnosticKind.PROMETHEUS: f"{server.url}/prom/"})
        finished = await run_check(check(DiagnosticKind.PROMETHEUS, query="x"), access)
        assert finished.result.summary == "now 0.42"


async def test_what_prometheus_says_against_it(run_check: Running) -> None:
    said = {"status": "error", "errorType": "bad_data", "error": 'parse error: unexpected "}"'}
    with web() as server:
        server.says("/api/v1/query", json.dumps(said), status=400)
        finished = await run_check(check(DiagnosticKind.PROMETHEUS, query="}", url=server.url))
        assert finished.result.verdict is CheckVerdict.NOT_RUN
        assert "Prometheus says: parse error" in finished.result.summary
        server.says("/api/v1/query", "<html>Log in</html>")
        finished = await run_check(check(DiagnosticKind.PROMETHEUS, query="x", url=server.url))
        assert "What answers is not Prometheus" in finished.result.summary
        server.says("/api/v1/query", "no", status=401)
        finished = await run_check(check(DiagnosticKind.PROMETHEUS, query="x", url=server.url))
        assert "Prometheus says 401: no." in finished.result.summary
        assert f"pairwatch login {server.url}" in finished.result.summary
    finished = await run_check(check(DiagnosticKind.PROMETHEUS, query="x", url=server.url))
    assert finished.result.verdict is CheckVerdict.NOT_RUN
    assert "Prometheus does not answer" in finished.result.summary


async def test_where_to_ask_must_be_known(run_check: Running) -> None:
    finished = await run_check(check(DiagnosticKind.LOKI, query="x"))
    assert "PAIRWATCH_LOKI_URL" in finished.result.summary


async def test_log_lines_of_loki(run_check: Running) -> None:
    with web() as server:
        server.says("/loki/api/v1/query_range", json.dumps(STREAMS))
        one = check(DiagnosticKind.LOKI, query='{app="{{ service }}"} |= "error"', url=server.url, limit="2")
        finished = await run_check(one, service="shop")
        assert finished.result.summary == "the newest 2 lines"
        assert [line[-7:].strip() for line in finished.result.excerpt.splitlines()] == ["earlier", "later"]
        assert asked(server)["query"] == '{app="shop"} |= "error"'
        assert asked(server)["direction"] == "backward"


async def test_log_lines_of_elasticsearch(run_check: Running) -> None:
    with web() as server:
        server.says("/logs-*/_search", json.dumps(HITS))
        one = check(
            DiagnosticKind.ELASTICSEARCH,
            query='service:"{{ service }}" AND level:error',
            index="logs-*",
            url=server.url,
        )
        finished = await run_check(one, service='a" OR *:*')
        assert finished.result.summary == "2 lines"
        assert finished.result.excerpt.splitlines()[-1] == "2026-11-24T02:41:01Z  later"
        body = json.loads(server.asked[0][3])
        assert body["query"]["bool"]["must"][0]["query_string"]["query"] == (
            'service:"a\\" OR \\*\\:\\*" AND level:error'
        )
        assert server.asked[0][2]["Content-Type"] == "application/json"


async def test_a_query_of_json_is_filled_within_its_strings(run_check: Running) -> None:
    with web() as server:
        server.says("/_search", json.dumps({"error": {"reason": "no such field"}}), status=400)
        one = check(
            DiagnosticKind.ELASTICSEARCH, query='{"term": {"service": "{{ service }}"}}', url=server.url
        )
        finished = await run_check(one, service='"}}, "x": {')
        assert finished.result.verdict is CheckVerdict.NOT_RUN
        assert "Elasticsearch says: no such field" in finished.result.summary
        body = json.loads(server.asked[0][3])
        assert body["query"]["bool"]["must"][0] == {"term": {"service": '"}}, "x": {'}}


async def test_nonsense_is_never_more_than_a_sentence(run_check: Running) -> None:
    for body in (
        "[]",
        "null",
        '{"status":"success"}',
        '{"status":"success","data":{"result":[1,[2],{}]}}',
        "[" * 90_000,
    ):
        with web() as server:
            for path in ("/api/v1/query", "/loki/api/v1/query_range", "/_search"):
                server.says(path, body)
            for kind in (DiagnosticKind.PROMETHEUS, DiagnosticKind.LOKI, DiagnosticKind.ELASTICSEARCH):
                finished = await run_check(check(kind, query="x", url=server.url))
                assert finished.result.verdict in (CheckVerdict.NOT_RUN, CheckVerdict.TOLD)
