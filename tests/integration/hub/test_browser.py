"""The public pages in a real browser: what is read, that nothing of it runs, dark, light, wide, narrow."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from desktop.clock import SystemClock
from desktop.core.closing.ticket import Label
from desktop.core.incident.commands import AddLabel, SendUpdate
from desktop.core.team.seat import Seat
from desktop.core.telling.notice import Notice, NoticeSeverity
from desktop.core.telling.update import Readers, Stage
from desktop.hub.api.incident import pages
from tests.integration.hub import browser
from tests.integration.hub.browser import Browser, corner
from tests.integration.hub.running import RunningHub
from tests.integration.hub.test_responders import claim_of
from tests.sample import NIGHT

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(browser.found() is None, reason="Chromium is not installed (Debian: chromium)"),
]

GROUND = {"dark": "#0E1318", "light": "#F4F6F8"}
HOSTILE = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\"><b>bold</b>"
LONG = "Anendlesswordwithoutanyplacetobreak" * 6
OUTAGE = Notice(
    id=UUID(int=1), service="Checkout", severity=NoticeSeverity.OUTAGE, on=True, changed_at=NIGHT,
    text="Payments by card fail at the moment. Invoices and gift cards work.\n\nWe are sorry for that.",
)  # fmt: skip


@pytest.fixture
def chromium(tmp_path: Path) -> Browser:
    folder = tmp_path / "browser"
    folder.mkdir()
    program = browser.found()
    assert program is not None
    return Browser(program, folder)


async def save(hub: RunningHub, notice: Notice) -> None:
    assert (await hub.put(f"/v1/notices/{notice.id}", notice)).status_code == 200


async def notices(hub: RunningHub) -> None:
    """Three of each kind, one of them hostile."""
    await save(hub, OUTAGE)
    await save(hub, replace(OUTAGE, id=uuid4(), service="Search", severity=NoticeSeverity.WARNING,
                            text="Results may be some minutes old."))  # fmt: skip
    later = SystemClock().now().replace(year=2099)
    await save(hub, replace(OUTAGE, id=uuid4(), service=LONG[:99], severity=NoticeSeverity.INFO,
                            planned=True, text=f"We move the archive. {LONG}", until_at=later))  # fmt: skip


async def incident_link(hub: RunningHub, title: str, update: str) -> str:
    """A link to an incident with both seats held, an impact and an update."""
    await hub.alert(summary=title, service="checkout-api")
    incident = await hub.incident()
    now = hub.hub.store.now()
    await hub.command(await claim_of(hub, "ana", Seat.MANAGER))
    await hub.command(await claim_of(hub, "ben"))
    impact = AddLabel(
        incident_id=incident.id, by="ana", pressed_at=now,
        label=Label(key="impact", value="card payments in Europe"),
    )  # fmt: skip
    await hub.command(impact)
    told = SendUpdate(
        incident_id=incident.id, by="ana", pressed_at=now, update_id=uuid4(), stage=Stage.IDENTIFIED,
        readers=Readers.EXECUTIVES, text=update,
    )  # fmt: skip
    await hub.command(told)
    url: str = (await hub.post(f"/v1/incidents/{incident.id}/public-link")).json()["url"]
    return url


async def test_notices_are_read_and_hostile_ones_are_text(hub: RunningHub, chromium: Browser):
    await save(hub, replace(OUTAGE, service=HOSTILE, text=HOSTILE))
    dom = await chromium.dom(f"{hub.address}/public/")
    assert "<title>Notices</title>" in dom
    assert not re.search("<(script|img|b)[ >]", dom)
    assert dom.count("&lt;b&gt;bold&lt;/b&gt;") == 2


async def test_the_policy_alone_would_stop_what_got_through(
    hub: RunningHub, chromium: Browser, monkeypatch: pytest.MonkeyPatch
):
    """The second wall, with the first one taken away."""
    environment = pages._environment()
    monkeypatch.setattr(environment, "autoescape", False)
    environment.cache.clear()  # type: ignore[union-attr]  # templates that were compiled with escaping
    try:
        await save(hub, replace(OUTAGE, text=HOSTILE))
        dom = await chromium.dom(f"{hub.address}/public/")
    finally:
        environment.cache.clear()  # type: ignore[union-attr]
    assert "<script>" in dom, "the first wall is really away"
    assert "<title>Notices</title>" in dom


async def test_an_incident_is_read_and_a_hostile_one_is_text(hub: RunningHub, chromium: Browser):
    dom = await chromium.dom(await incident_link(hub, HOSTILE, f"Cards fail.\n\n{HOSTILE}"))
    for words in ("Ana Okafor", "Ben Sato", "card payments in Europe", "Cause found", "Cards fail."):
        assert words in dom, words
    assert not re.search("<(script|img|b)[ >]", dom)
    assert "<title>#1 &lt;script&gt;" in dom


@pytest.mark.parametrize("scheme", ["dark", "light"])
@pytest.mark.parametrize(("width", "height"), [(390, 844), (1280, 800)])
async def test_both_pages_follow_the_system_and_fit(
    hub: RunningHub, chromium: Browser, tmp_path: Path, scheme, width, height
):
    await notices(hub)
    incident = await incident_link(hub, "Checkout fails", f"A certificate has expired. {LONG}")
    for name, url in (("notices", f"{hub.address}/public/"), ("incident", incident)):
        image = await chromium.picture(url, width, height, scheme, tmp_path / f"{name}-{scheme}-{width}.png")
        assert corner(image) == GROUND[scheme]
        # Beyond the page's margin there is only ground: nothing sticks out.
        right = {image.pixelColor(image.width() - 4, y).name().upper() for y in range(image.height())}
        assert right == {GROUND[scheme]}


async def test_a_product_of_another_origin_shows_what_is_on(hub: RunningHub, chromium: Browser):
    await save(hub, OUTAGE)
    script = (
        f"fetch('{hub.address}/public/notices.json', {{headers: {{'If-None-Match': '\"old\"'}}}})"
        ".then(answer => answer.json().then(body => { document.body.textContent ="
        " body.notices[0].text + ' ' + answer.headers.get('ETag'); }))"
        ".catch(error => { document.body.textContent = 'failed: ' + error; })"
    )
    async with product(f"<!doctype html><body>…</body><script>{script}</script>") as address:
        dom = await chromium.dom(address)
    shown = (await hub.http.get(f"{hub.address}/public/notices.json")).headers["etag"]
    body = dom.partition("<body>")[2]
    assert "Payments by card fail at the moment." in body
    assert shown in body, "the script may read the tag"


@asynccontextmanager
async def product(page: str) -> AsyncIterator[str]:
    """A product's own web server; gives its address."""
    answer = (
        f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\n"
        f"Content-Length: {len(page.encode())}\r\n\r\n{page}"
    ).encode()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # A browser also connects without asking anything.
        if await reader.read(65536):
            writer.write(answer)
            await writer.drain()
        writer.close()
        await writer.wait_closed()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    finally:
        server.close()
        await server.wait_closed()
