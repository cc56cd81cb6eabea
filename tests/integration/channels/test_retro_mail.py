"""The retro by mail: from the request to a mail server, once."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from desktop import tasks
from tests.integration.channels.mailbox import Mailbox
from tests.integration.channels.test_hub import ask, options
from tests.integration.hub.running import RunningHub, running

MONDAY = "2026-11-16"
LETTER = {
    "starts_on": MONDAY,
    "channels": ["Team"],
    "subject": "Retro: Week 47 of 2026",
    "text": "# Retro",
    "html": "<h1>Retro</h1>",
    "page": "<h1>Retro</h1><svg></svg>",
}


@pytest.fixture
async def hub(sqlite_url, tmp_path, mailbox):
    async with running(options(sqlite_url, tmp_path)) as found:
        team = {"readers": "colleagues", "address": mailbox.address}
        assert (await ask(found, "PUT", "/v1/channels/Team", json=team)).status_code == 200
        yield found
        # The courier tells how a mail ended before it ends itself.
        if sending := [one for one in tasks.running() if one.get_name().startswith("retro: mail")]:
            await asyncio.wait(sending)


async def ended(hub: RunningHub) -> list[dict[str, Any]]:
    """How the mails stand once none is on its way."""
    while True:
        answer = await ask(hub, "GET", f"/v1/retro/mails?starts_on={MONDAY}", "ben")
        told: list[dict[str, Any]] = answer.json()
        if all(one["state"] != "sending" for one in told):
            return told
        await asyncio.sleep(0.05)


@pytest.mark.slow
async def test_it_arrives_once_with_text_page_and_file(hub: RunningHub, mailbox: Mailbox):
    first = await ask(hub, "POST", "/v1/retro/mails", json=LETTER)
    assert first.status_code == 200
    twice = await ask(hub, "POST", "/v1/retro/mails", "ben", json=LETTER)
    assert [one["by"] for one in twice.json()] == ["ana"]
    (told,) = await ended(hub)
    assert (told["channel"], told["state"], told["detail"]) == ("Team", "sent", "")
    await ask(hub, "POST", "/v1/retro/mails", json=LETTER)
    assert len(await ended(hub)) == 1
    (mail,) = mailbox.mails
    assert mail["Subject"] == "Retro: Week 47 of 2026"
    html = mail.get_body(("html",))
    assert html is not None
    assert html.get_content().strip() == "<h1>Retro</h1>"
    (file,) = mail.iter_attachments()
    assert file.get_filename() == f"retro-{MONDAY}.html"
    again = await ask(hub, "POST", "/v1/retro/mails", json=LETTER | {"again": True})
    assert again.status_code == 200
    await ended(hub)
    assert len(mailbox.mails) == 2


@pytest.mark.slow
async def test_what_is_refused_is_told_and_may_be_tried_again(hub: RunningHub, mailbox: Mailbox):
    mailbox.says["RCPT"] = "550 no such user here"
    await ask(hub, "POST", "/v1/retro/mails", json=LETTER)
    (told,) = await ended(hub)
    assert told["state"] == "failed"
    assert "Check the channel's address" in told["detail"]
    mailbox.says.clear()
    await ask(hub, "POST", "/v1/retro/mails", json=LETTER)
    assert [one["state"] for one in await ended(hub)] == ["sent"]


async def test_who_only_watches_mails_nothing(hub: RunningHub, mailbox: Mailbox):
    assert (await ask(hub, "POST", "/v1/retro/mails", "olga", json=LETTER)).status_code == 403
    wrong = await ask(hub, "POST", "/v1/retro/mails", json=LETTER | {"channels": ["Nobody"]})
    assert wrong.status_code == 404
    assert await ended(hub) == []
    assert mailbox.mails == []
