"""Joining a real hub with a self-signed certificate, and following it."""

from __future__ import annotations

import hashlib
import ssl
from collections.abc import AsyncIterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from desktop.client.errors import CannotJoin
from desktop.client.hub_access import HubAccess
from desktop.client.join import join
from desktop.clock import SystemClock
from desktop.hub.app.hub import HubOptions
from desktop.hub.app.listen import Listen
from desktop.hub.app.tls import Certificate, self_signed
from desktop.hub.usecases.access.invitations import invite
from desktop.wire.invitation import BadInvitation, Invitation, write_invitation
from tests.doubles.scripted_hub import ScriptedHub, answer
from tests.integration.client.desktops import Desktops
from tests.integration.hub.running import RunningHub, running


def certificate(folder: Path) -> Certificate:
    return self_signed(folder, ("somewhere.example",), SystemClock().now())


@pytest.fixture
async def tls_hub(sqlite_url: str, tmp_path: Path) -> AsyncIterator[RunningHub]:
    folder = tmp_path / "hub"
    folder.mkdir()
    options = HubOptions(database=sqlite_url, listen=Listen(port=0), tls=certificate(folder))
    async with running(options) as found:
        yield found


async def invitation(hub: RunningHub, name: str = "Ben Sato") -> Invitation:
    invited = await hub.hub.store.write(partial(invite, name=name))
    tls = hub.hub.certificate
    return Invitation(address=hub.address, code=invited.code, fingerprint=tls.fingerprint if tls else "")


async def test_an_invitation_is_all_that_is_needed(tls_hub: RunningHub, tmp_path: Path) -> None:
    given = await invitation(tls_hub)
    joined = await join(write_invitation(given))
    assert (joined.responder, joined.name) == ("ben", "Ben Sato")
    assert joined.access.fingerprint == given.fingerprint
    assert joined.access.token not in repr(joined)
    desktops = Desktops(tls_hub, tmp_path)
    ben = desktops.open_with(lambda: joined.access, "ben").start()
    await ben.until(lambda d: d.state.connection == "connected")
    assert ben.state.me == "ben"
    await desktops.close()


async def test_a_code_is_good_once(tls_hub: RunningHub) -> None:
    text = write_invitation(await invitation(tls_hub))
    await join(text)
    with pytest.raises(CannotJoin, match="used already") as failed:
        await join(text)
    assert failed.value.remedy


async def test_another_certificate_than_invited_to_is_not_spoken_to(tls_hub: RunningHub) -> None:
    given = replace(await invitation(tls_hub), fingerprint=hashlib.sha256(b"other").hexdigest())
    with pytest.raises(CannotJoin, match="another certificate"):
        await join(write_invitation(given))
    await join(write_invitation(await invitation(tls_hub)))


async def test_a_hub_whose_certificate_changed_is_lost_with_a_sentence(
    tls_hub: RunningHub, tmp_path: Path
) -> None:
    joined = await join(write_invitation(await invitation(tls_hub)))
    other = certificate(tmp_path)
    access = replace(joined.access, certificate=other.cert_file.read_text())
    desktops = Desktops(tls_hub, tmp_path)
    ben = desktops.open_with(lambda: access, "ben").start()
    await ben.until(lambda d: d.state.problem)
    assert "another certificate" in ben.state.problem
    await desktops.close()


async def test_nobody_there_is_told_with_what_to_check() -> None:
    async with ScriptedHub(lambda _: None).serve() as hub:
        address = hub.address
    for scheme, mark in (("http", ""), ("https", "0" * 64)):
        text = Invitation(address=address.replace("http", scheme), code="c", fingerprint=mark)
        with pytest.raises(CannotJoin, match="No hub can be reached") as failed:
            await join(write_invitation(text))
        assert "same network" in failed.value.remedy


@pytest.mark.parametrize("body", ["<h1>A router</h1>", "{}"])
async def test_something_else_than_a_hub_is_told(body: str) -> None:
    for status in (200, 404):
        async with ScriptedHub(lambda _, s=status: answer(s, "text/html", body)).serve() as hub:  # type: ignore[misc]
            with pytest.raises(CannotJoin, match="not a Pairwatch hub"):
                await join(write_invitation(Invitation(address=hub.address, code="c")))


@pytest.mark.parametrize("text", ["", "hello", write_invitation(Invitation(address="mailto:ana", code="c"))])
async def test_other_text_is_no_invitation(text: str) -> None:
    with pytest.raises(BadInvitation):
        await join(text)


async def test_plain_http_needs_no_certificate(sqlite_url: str) -> None:
    async with running(HubOptions(database=sqlite_url, listen=Listen(port=0))) as hub:
        joined = await join(write_invitation(await invitation(hub)))
        assert joined.access == HubAccess(address=hub.address, token=joined.access.token)


def test_the_pinned_certificate_is_the_only_one_trusted(tmp_path: Path) -> None:
    from desktop.client.hub_access import ssl_context

    pem = certificate(tmp_path).cert_file.read_text()
    context = ssl_context(HubAccess(address="https://hub.example", token="t", certificate=pem))
    assert isinstance(context, ssl.SSLContext)
    assert len(context.get_ca_certs()) <= 1
    assert context.verify_mode is ssl.CERT_REQUIRED
