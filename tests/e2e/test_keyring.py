"""Secrets in a real GNOME keyring: open, locked, and absent."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.virtual_desktop.desktop import VirtualDesktop
from tests.virtual_desktop.desktop import virtual_desktop as start_virtual_desktop

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
PROGRAM = """
import asyncio, json, sys, time
from datetime import timedelta
from desktop.oslayer.secrets import Secrets

async def main():
    secrets, said = Secrets("test", patience=timedelta(seconds=float(sys.argv[1]))), []
    for word in sys.argv[2:]:
        match word.split("="):
            case ["set", value]:
                kept = await secrets.set("token", value)
                said.append([kept.place.value, kept.sentence])
            case ["get"]:
                found = await secrets.get("token")
                said.append([found.value, found.place.value, found.sentence])
            case ["delete"]:
                said.append([(await secrets.delete("token")).place.value])
    print(json.dumps(said), flush=True)

asyncio.run(main())
"""


def secrets(desktop: VirtualDesktop, *words: str, patience: float = 20, **environment: str):
    """What Secrets says to `words`, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(patience), *words],
        cwd=ROOT, env={**desktop.environment, **environment}, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_token_is_kept_from_one_start_to_the_next(virtual_desktop):
    assert secrets(virtual_desktop, "get") == [[None, "keyring", ""]]
    assert secrets(virtual_desktop, "set=s3cret") == [["keyring", ""]]
    assert secrets(virtual_desktop, "get") == [["s3cret", "keyring", ""]]
    kept = virtual_desktop.run("secret-tool", "lookup", "service", "pairwatch-test", "username", "token")
    assert kept == "s3cret"
    assert secrets(virtual_desktop, "delete", "get") == [["keyring"], [None, "keyring", ""]]


def test_a_locked_keyring_holds_up_neither_the_answer_nor_the_exit(virtual_desktop):
    secrets(virtual_desktop, "set=s3cret")
    virtual_desktop.run(
        *("gdbus", "call", "--session", "-d", "org.freedesktop.secrets", "-o", "/org/freedesktop/secrets"),
        *("-m", "org.freedesktop.Secret.Service.Lock", "['/org/freedesktop/secrets/collection/login']"),
    )
    (found, kept, again) = secrets(virtual_desktop, "get", "set=newer", "get", patience=1)
    assert found[:2] == [None, "memory"]
    assert "locked" in found[2]
    assert kept[0] == "memory"
    assert again[:2] == ["newer", "memory"]


def test_without_d_bus_memory_serves_and_that_is_said():
    with start_virtual_desktop(AUDIO="0", NOTIFY="none", KEYRING="0", TRAY="none", WM="none") as desktop:
        (kept, found) = secrets(
            desktop, "set=s3cret", "get", DBUS_SESSION_BUS_ADDRESS=f"unix:path={desktop.folder}/no-bus"
        )
    assert kept[0] == "memory"
    assert "no keyring" in kept[1]
    assert found[:2] == ["s3cret", "memory"]
