"""The embedded hub lets other computers in, encrypted, beside what this computer's monitors use."""

from __future__ import annotations

import json
import socket
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from desktop.app.desk.hub_child import HubChild
from desktop.app.local_hub import RunningHub, running_hub
from desktop.client.join import join
from desktop.hub.app.listen import DOOR_PORTS
from desktop.wire.invitation import read_invitation
from tests.integration.hub.test_process import Home, end, home

__all__ = ["home"]

pytestmark = pytest.mark.slow

PATIENCE = 30.0


def post(address: str, path: str, body: object, token: str = "") -> tuple[int, Any]:
    headers = {"Content-Type": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    request = urllib.request.Request(address + path, json.dumps(body).encode(), headers)
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request) as response:
            return response.status, json.load(response)
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, json.load(refused)


async def test_others_come_in_by_invitation_and_monitors_here_notice_nothing(home: Home):
    process, _ = home.hub("--embedded")
    shut = home.hub_json()
    assert shut["door_port"] == 0
    status, refused = post(shut["address"], "/v1/invitations", {"name": "Ben Sato"}, shut["token"])
    assert (status, refused["title"]) == (422, "Other computers cannot reach this hub.")
    end(process)

    process, outside = home.hub("--embedded", "--door")
    opened = home.hub_json()
    assert opened["door_port"] in DOOR_PORTS, "no port that another program may have by the next start"
    assert opened["address"] == shut["address"], "what monitors of this computer use stays, and stays plain"
    assert urlsplit(outside).scheme == "https"
    assert urlsplit(outside).port == opened["door_port"]
    reached = f"https://127.0.0.1:{opened['door_port']}"
    status, invited = post(
        opened["address"], "/v1/invitations", {"name": "Ben Sato", "address": reached}, opened["token"]
    )
    assert status == 422, "an address of this computer alone would be of no use to anybody"
    status, invited = post(opened["address"], "/v1/invitations", {"name": "Ben Sato"}, opened["token"])
    assert status == 200, invited
    assert invited["name"] == "Ben Sato"
    assert read_invitation(invited["line"]).address == outside
    line = home.run("invite", "Ben Sato", "--address", reached).stdout
    joined = await join(line)
    assert joined.name == "Ben Sato"
    status, refused = post(opened["address"], "/v1/invitations", {"name": "Mei"}, joined.access.token)
    assert (status, "admin" in refused["title"]) == (403, True), "who was invited invites nobody"
    assert home.run("send", "Disk full").returncode == 0
    end(process)
    process, _ = home.hub("--embedded", "--door")
    assert home.hub_json()["door_port"] == opened["door_port"], "who joined knows this port"
    end(process)


def test_a_door_that_is_taken_is_told_and_keeps_nobody_from_paging(home: Home):
    process, _ = home.hub("--embedded", "--door")
    port = home.hub_json()["door_port"]
    end(process)
    with socket.create_server(("0.0.0.0", port)):
        process, _ = home.hub("--embedded", "--door")
        found = home.hub_json()
        assert found["door_port"] == 0
        assert str(port) in found["door_problem"]
        assert home.run("send", "Disk full").returncode == 0
        assert "other computers are not let in" in end(process)
    process, _ = home.hub("--embedded", "--door")
    assert home.hub_json()["door_port"] == port, "it comes back to it"
    end(process)


def test_a_desktop_opens_and_shuts_it_by_starting_its_hub_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("PAIRWATCH_HOME", str(tmp_path))
    runtime = tmp_path / "run"
    ended: list[int] = []
    child = HubChild((), tmp_path / "hub.log", ended.append)
    child.start()
    try:
        first = renewed(runtime, 0)
        child.renew(("--door",), runtime)
        second = renewed(runtime, first.pid)
        assert second.door_port != 0
        assert second.address == first.address
        child.renew((), runtime)
        assert renewed(runtime, second.pid).door_port == 0
        assert ended == [], "asked for, it is no crash"
    finally:
        child.stop(runtime)


def renewed(runtime: Path, before: int) -> RunningHub:
    give_up = time.monotonic() + PATIENCE
    while True:
        found = running_hub(runtime)
        if found is not None and found.pid != before:
            return found
        assert time.monotonic() < give_up
        time.sleep(0.05)
