"""Two small files of a hub that runs on this computer.

`hub.json` (runtime folder, 0600): how to reach the hub that runs now; replaced as a whole at each start.

    {"pid": 4711, "address": "http://127.0.0.1:8765", "token": "…", "responder": "ana", "epoch": "…",
     "integration_key": "…", "fingerprint": "", "certificate": "", "wanted_port": 0, "door_port": 0,
     "door_problem": ""}

`token` signs in as `responder`; `integration_key` is for alerts sent from this computer. `fingerprint` and
`certificate` (a PEM file) are those of a self-signed certificate, else empty. `wanted_port` is the hub's own
port if something else has taken it, so that monitors which know the old address do not get through; else 0.
`door_port` is where other computers are let in (0: nowhere), `door_problem` why they are not though they
should.

`local.json` (data folder, 0600): what stays the same from start to start: ports, token, integration key.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TypeVar

import msgspec

T = TypeVar("T")

HUB_FILE = "hub.json"
KEPT_FILE = "local.json"


class RunningHub(msgspec.Struct, frozen=True, kw_only=True):
    """`hub.json`; see above."""

    pid: int
    address: str
    token: str
    responder: str
    epoch: str
    integration_key: str
    fingerprint: str = ""
    certificate: str = ""
    wanted_port: int = 0
    door_port: int = 0
    door_problem: str = ""


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """`local.json`; see above. Port 0: none chosen yet."""

    port: int = 0
    token: str = ""
    integration_key: str = ""
    door_port: int = 0


def running_hub(runtime: Path) -> RunningHub | None:
    """What the hub of this computer wrote at its last start; it may have ended since. None: it never did."""
    return _read(runtime / HUB_FILE, RunningHub)


def write_running_hub(runtime: Path, hub: RunningHub) -> None:
    """Tell the desktops of this computer."""
    write_private(runtime / HUB_FILE, msgspec.json.encode(hub))


def kept(data: Path) -> Kept:
    """What an earlier start kept. A file that cannot be read is as good as none: its secrets are new then."""
    return _read(data / KEPT_FILE, Kept) or Kept()


def forget_running_hub(runtime: Path) -> None:
    """The hub of this process has ended; what another has written since stays."""
    hub = running_hub(runtime)
    if hub is not None and hub.pid == os.getpid():
        (runtime / HUB_FILE).unlink(missing_ok=True)


def keep(data: Path, values: Kept) -> None:
    """Keep it for the next start."""
    if kept(data) != values:
        write_private(data / KEPT_FILE, msgspec.json.encode(values))


def write_private(path: Path, content: bytes) -> None:
    """Put `content` in place of the file: whole or not at all, never readable by others."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    temporary.unlink(missing_ok=True)
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def _read(path: Path, kind: type[T]) -> T | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except (OSError, msgspec.DecodeError):
        return None
