"""What anybody may see: headers that caches and browsers act on, times, escaping, links that end."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import msgspec
import pytest
from sqlalchemy import Connection

from desktop.clock import MovedClock
from desktop.core.incident.commands import SendUpdate
from desktop.core.team.seat import Seat
from desktop.core.telling.notice import Notice, NoticeSeverity
from desktop.core.telling.update import Readers, Stage
from desktop.hub.api.telling import public
from desktop.hub.app.hub import HubOptions
from desktop.hub.app.listen import Listen
from desktop.hub.store.errors import StoreUnavailable
from tests.integration.hub.running import RunningHub, running
from tests.integration.hub.test_responders import claim_of
from tests.sample import MINUTE, NIGHT

SECOND = timedelta(seconds=1)
FAILING = Notice(id=UUID(int=1), service="Checkout", text="Card payments fail.", on=True, changed_at=NIGHT)
HOSTILE = "<script>alert(1)</script>'\"><img src=x onerror=alert(2)>&amp;"


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock(NIGHT)


@pytest.fixture
async def moved_hub(store_url: str, clock: MovedClock) -> AsyncIterator[RunningHub]:
    """A hub on each database whose clock the test moves."""
    async with running(HubOptions(database=store_url, listen=Listen(port=0)), clock) as found:
        yield found


async def save(hub: RunningHub, notice: Notice) -> Notice:
    """As the hub has it then."""
    response = await hub.put(f"/v1/notices/{notice.id}", notice)
    assert response.status_code == 200, response.text
    return msgspec.json.decode(response.content, type=Notice)


async def shown(hub: RunningHub, **headers: str):
    return await hub.http.get(f"{hub.address}/public/notices.json", headers=headers)


async def link(hub: RunningHub) -> str:
    response = await hub.post(f"/v1/incidents/{(await hub.incident()).id}/public-link")
    url: str = response.json()["url"]
    return url


async def test_products_get_what_is_shown_and_nothing_else(hub: RunningHub):
    await hub.alert()
    incident = await hub.incident()
    await save(hub, replace(FAILING, incident_id=incident.id))
    await save(hub, replace(FAILING, id=uuid4(), on=False, text="Hidden"))
    await save(hub, replace(FAILING, id=uuid4(), service="Mail", severity=NoticeSeverity.OUTAGE))
    response = await shown(hub)
    assert response.headers["content-type"] == "application/json"
    assert response.headers["access-control-allow-origin"] == "*"
    assert response.headers["cache-control"] == "public, max-age=10"
    worst, checkout = response.json()["notices"]
    assert (worst["service"], worst["severity"]) == ("Mail", "outage")
    assert checkout == {
        "id": str(FAILING.id), "service": "Checkout", "text": "Card payments fail.", "severity": "warning",
        "planned": False, "from_at": None, "until_at": None,
    }  # fmt: skip
    assert str(incident.id) not in response.text
    assert "ana" not in response.text


async def test_what_is_known_is_not_sent_again(hub: RunningHub):
    saved = await save(hub, FAILING)
    first = await shown(hub)
    tag = first.headers["etag"]
    for known in (tag, f"W/{tag}", f'"old", {tag}', "*"):
        again = await shown(hub, **{"If-None-Match": known})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag
        assert again.headers["access-control-allow-origin"] == "*"
        assert again.headers["cache-control"] == first.headers["cache-control"]
    assert (await shown(hub, **{"If-None-Match": '"old"'})).status_code == 200
    await save(hub, replace(saved, text="Cards work again, slowly."))
    changed = await shown(hub, **{"If-None-Match": tag})
    assert changed.status_code == 200
    assert changed.headers["etag"] != tag


async def test_browsers_may_ask_beforehand_and_nobody_may_write(hub: RunningHub):
    url = f"{hub.address}/public/notices.json"
    preflight = await hub.http.options(
        url,
        headers={
            "Origin": "https://shop.example",
            "Access-Control-Request-Method": "GET",
            "Access-Control-Request-Headers": "if-none-match",
        },
    )
    assert preflight.status_code == 204
    assert preflight.headers["access-control-allow-origin"] == "*"
    assert "If-None-Match" in preflight.headers["access-control-allow-headers"]
    head = await hub.http.head(url)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["etag"] == (await shown(hub)).headers["etag"]
    for path in ("/public/notices.json", "/public/", "/public/incidents/x"):
        refused = await hub.http.post(hub.address + path, json={})
        assert refused.status_code == 405
        assert "GET" in refused.headers["allow"]


async def test_planned_notices_appear_and_go_at_their_time(moved_hub: RunningHub, clock: MovedClock):
    planned = replace(FAILING, planned=True, from_at=NIGHT + 2 * MINUTE, until_at=NIGHT + 3 * MINUTE)
    await save(moved_hub, planned)
    before = await shown(moved_hub)
    assert before.json() == {"notices": []}
    assert before.headers["cache-control"] == "public, max-age=10"
    page = await moved_hub.http.get(f"{moved_hub.address}/public/")
    clock.advance(2 * MINUTE - 4 * SECOND)
    soon = await shown(moved_hub)
    assert soon.headers["cache-control"] == "public, max-age=4", "no cache may keep it beyond its time"
    clock.advance(4 * SECOND)
    during = await shown(moved_hub, **{"If-None-Match": before.headers["etag"]})
    assert during.status_code == 200
    assert [notice["text"] for notice in during.json()["notices"]] == [FAILING.text]
    page_during = await moved_hub.http.get(
        f"{moved_hub.address}/public/", headers={"If-None-Match": page.headers["etag"]}
    )
    assert "Planned work" in page_during.text
    assert "Shown until 03:44 CET." in page_during.text
    clock.advance(MINUTE)
    after = await shown(moved_hub, **{"If-None-Match": during.headers["etag"]})
    assert after.json() == {"notices": []}
    assert after.headers["etag"] == before.headers["etag"]


async def test_a_clock_that_is_set_back_shows_what_is_shown_then(moved_hub: RunningHub, clock: MovedClock):
    await save(moved_hub, replace(FAILING, from_at=NIGHT + MINUTE))
    clock.advance(MINUTE)
    assert (await shown(moved_hub)).json()["notices"]
    clock.jump(-MINUTE)
    assert not (await shown(moved_hub)).json()["notices"]


async def test_the_page_of_notices_needs_no_script_and_loads_nothing(hub: RunningHub):
    empty = await hub.http.get(f"{hub.address}/public/")
    assert "There are no notices just now." in empty.text
    await save(hub, replace(FAILING, service=HOSTILE, text=f"One.\n\n{HOSTILE}"))
    page = await hub.http.get(f"{hub.address}/public/")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "<script" not in page.text
    assert "<img" not in page.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text
    assert "&amp;amp;" in page.text, "what was written is what is read"
    known = await hub.http.get(f"{hub.address}/public/", headers={"If-None-Match": page.headers["etag"]})
    assert known.status_code == 304


async def test_the_executive_page_tells_what_they_ask(moved_hub: RunningHub, clock: MovedClock):
    await moved_hub.alert()
    url = await link(moved_hub)
    first = await moved_hub.http.get(url)
    assert first.status_code == 200
    for words in ("#1 Checkout fails", "Not known yet", "03:41 CET (just now)", "03:46 CET",
                  "Nobody yet; people are being called", "None yet", "As of 03:41:52 CET"):  # fmt: skip
        assert words in first.text, words
    await moved_hub.command(await claim_of(moved_hub, "ana", Seat.MANAGER))
    await moved_hub.command(await claim_of(moved_hub, "ben"))
    clock.advance(4 * MINUTE)
    await tell(moved_hub, clock, "Payments by card fail in Europe.", Readers.EXECUTIVES)
    await tell(moved_hub, clock, "db-7.internal is full.", Readers.DEVOPS)
    second = (await moved_hub.http.get(url)).text
    for words in ("Ana Okafor", "Ben Sato", "Payments by card fail in Europe.", "Cause found", "03:45 CET"):
        assert words in second, words
    assert "db-7.internal" not in second, "what is for DevOps does not travel"
    clock.advance(timedelta(hours=2))
    assert "and is late" in (await moved_hub.http.get(url)).text


async def tell(hub: RunningHub, clock: MovedClock, text: str, readers: Readers) -> None:
    update = SendUpdate(
        incident_id=(await hub.incident()).id, by="ana", pressed_at=clock.now(), update_id=uuid4(),
        stage=Stage.IDENTIFIED, readers=readers, text=text,
    )  # fmt: skip
    assert (await hub.command(update)).json()["refusal"] is None
    clock.advance(SECOND)


async def test_the_executive_page_is_secret_and_its_link_can_be_revoked(hub: RunningHub):
    await hub.alert(summary=HOSTILE, service=HOSTILE)
    url = await link(hub)
    assert url.startswith(f"{hub.address}/public/incidents/")
    page = await hub.http.get(url)
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["referrer-policy"] == "no-referrer"
    assert "noindex" in page.headers["x-robots-tag"]
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "<script" not in page.text
    assert "<img" not in page.text
    assert "&lt;script&gt;" in page.text
    incident = await hub.incident()
    assert (await hub.delete(f"/v1/incidents/{incident.id}/public-link")).json() == {"links": 1}
    for gone in (url, url[:-1], f"{hub.address}/public/incidents/"):
        response = await hub.http.get(gone)
        assert response.status_code == 404
        assert "script" not in response.text
        assert response.headers["content-type"].startswith("text/html")
    assert (await hub.http.get(f"{hub.address}/public/other")).status_code == 404


async def test_a_database_that_is_away_is_told_and_the_notices_are_still_served(
    hub: RunningHub, monkeypatch: pytest.MonkeyPatch
):
    await hub.alert()
    await save(hub, FAILING)
    url = await link(hub)

    async def away(_function):
        raise StoreUnavailable("The hub cannot read its database just now.", "Look at the database.")

    monkeypatch.setattr(hub.hub.store, "read", away)
    page = await hub.http.get(url)
    assert page.status_code == 503
    assert "tries again by itself" in page.text
    assert 'http-equiv="refresh"' in page.text
    assert (await shown(hub)).json()["notices"], "from memory"
    assert "Card payments fail." in (await hub.http.get(f"{hub.address}/public/")).text


async def test_no_log_learns_a_link(
    hub: RunningHub, monkeypatch: pytest.MonkeyPatch, expected_errors: list[logging.LogRecord]
):
    await hub.alert()
    url = await link(hub)
    monkeypatch.setattr(public, "view", lambda *_: 1 / 0)
    broken = await hub.http.get(url)
    assert broken.status_code == 500
    token = urlsplit(url).path.rpartition("/")[2]
    assert "unforeseen" in expected_errors[0].getMessage()
    assert not any(token in record.getMessage() for record in expected_errors)
    assert token not in broken.text


async def test_notices_are_served_without_the_database(hub: RunningHub, monkeypatch: pytest.MonkeyPatch):
    await save(hub, FAILING)
    asked: list[str] = []
    execute = Connection.execute

    def counted(self, statement, *args, **fields):
        asked.append(str(statement))
        return execute(self, statement, *args, **fields)

    monkeypatch.setattr(Connection, "execute", counted)
    for _ in range(20):
        await shown(hub)
    # One look may still follow the change itself.
    assert len([statement for statement in asked if "notices" in statement]) <= 1
