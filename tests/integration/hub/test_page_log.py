"""The page log over the API."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from tests.integration.hub.running import RunningHub

LOG = "/v1/page-log"


async def test_rows_pieces_and_sums(hub: RunningHub):
    await hub.alert()
    whole = (await hub.get(LOG, "olga")).json()
    assert (len(whole["rows"]), whole["total"], whole["after"]) == (2, 2, "")
    assert {row["name"] for row in whole["rows"]} == {"Ana Okafor", "Ben Sato"}
    first = (await hub.get(f"{LOG}?limit=1")).json()
    second = (await hub.get(f"{LOG}?limit=1&after={quote(first['after'])}")).json()
    assert first["rows"] + second["rows"] == whole["rows"]
    sums = (await hub.get(f"{LOG}/sums")).json()
    assert sums["pages"] == sum(week["pages"] for week in sums["weeks"]) == 2
    assert (await hub.get(f"{LOG}?from=2020-01-01T00:00:00Z&to=2020-02-01T00:00:00Z")).json() == {
        "rows": [],
        "after": "",
        "total": 0,
    }


async def test_a_cell_is_written_and_desktops_are_told(hub: RunningHub):
    await hub.alert()
    row = (await hub.get(LOG)).json()["rows"][0]
    path = f"{LOG}/{row['page_id']}"
    async with hub.feed(after=hub.hub.store.cursor) as feed:
        written = await hub.put(path, {"cell": "note", "value": " Woke me "}, "ben")
        assert (written.status_code, written.json()["note"]) == (200, "Woke me")
        assert (await feed.change()).data["incident"] is None
    conflict = await hub.put(path, {"cell": "note", "value": "Other"}, "mei")
    assert conflict.status_code == 409
    assert "Ben Sato" in conflict.json()["title"]
    again = await hub.put(path, {"cell": "note", "value": "Other", "based_on": 1}, "mei")
    assert again.json()["edits"][0] | {"at": ""} == {
        "cell": "note", "value": "Other", "version": 2, "by": "mei", "at": "",
    }  # fmt: skip


async def test_who_may_not_is_told(hub: RunningHub):
    await hub.alert()
    row = (await hub.get(LOG)).json()["rows"][0]
    path = f"{LOG}/{row['page_id']}"
    assert (await hub.put(path, {"cell": "note", "value": "x"}, "olga")).status_code == 403
    for method, where in (("GET", LOG), ("GET", f"{LOG}/sums"), ("PUT", path)):
        assert (await hub.http.request(method, hub.address + where, content=b"{}")).status_code == 401


@pytest.mark.parametrize(
    "query", ["?from=yesterday", "?from=2026-11-24T00:00:00", "?after=x", "?limit=many", "?incident=7"]
)
async def test_what_cannot_be_asked_is_a_problem(hub: RunningHub, query: str):
    answer = await hub.get(LOG + query)
    assert answer.status_code == 400, answer.text
    assert answer.json()["remedy"]
