"""People at work, as real processes: a hub, and for each person a computer of their own with Pairwatch."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.virtual_desktop.desktop import VirtualDesktop, Window, end, virtual_desktop
from tests.virtual_desktop.waiting import PATIENCE, wait_until

PAIRWATCH = [sys.executable, "-P", "-m", "desktop"]
ALARM = "You are being paged"
KEY = "EndToEndIntegrationKey0000000001"
TEAM = """
name = "End to end"

[[responders]]
id = "ana"
name = "Ana Okafor"
zone = "Europe/Berlin"
role = "admin"

[[responders]]
id = "ben"
name = "Ben Sato"
zone = "Asia/Tokyo"

[[responders]]
id = "mei"
name = "Mei Lindqvist"
zone = "Europe/Stockholm"

[[responders]]
id = "ruth"
name = "Ruth Castellanos"
tier = "vp"
zone = "America/Los_Angeles"

[schedule]
zone = "Europe/Berlin"
starts_on = 2026-01-05
hand_over = "09:00"
# The first turn lasts longer than this test will be run; the second says who stands in for the Manager.
weeks = 4000
turns = [{{ manager = "ana", engineer = "ben" }}, {{ manager = "mei", engineer = "ben" }}]

[policy]
wait = "{wait}"
levels = [{{ audience = "pair" }}, {{ audience = "staff" }}, {{ audience = "executives" }}]
communication = {{ first = "{first}", grace = "{first}", remind = "1s", stand_in = "4s" }}

[[integrations]]
name = "Prometheus"
key = "{key}"
"""


@dataclass
class HubOnServer:
    """`pairwatch hub` as a team runs it: encrypted, on a port that stays."""

    folder: Path
    port: int
    tls: bool = True
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http{'s' if self.tls else ''}://127.0.0.1:{self.port}"

    @property
    def database(self) -> str:
        return f"sqlite:///{self.folder / 'hub.sqlite3'}"

    def start(self, wait: str, first_update: str = "5m") -> None:
        """Start it with a policy that waits for `wait` on each level, and so long for the first update."""
        team = self.folder / "team.toml"
        team.write_text(TEAM.format(wait=wait, key=KEY, first=first_update))
        host = "0.0.0.0" if self.tls else "127.0.0.1"
        listen = ["--listen", f"{host}:{self.port}", "--address", self.address]
        log = (self.folder / "hub.log").open("ab")
        self.process = subprocess.Popen(
            [*PAIRWATCH, "hub", "--database", self.database, "--team", str(team), *listen],
            env=self._environment(), stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
        log.close()
        wait_until(self._answers, "the hub answers")

    def stop(self) -> None:
        if self.process is not None:
            end(self.process)
            self.process = None

    def verb(self, *words: str) -> str:
        """Run a verb on the server; what it printed."""
        done = subprocess.run(
            [*PAIRWATCH, *words],
            env=self._environment(), stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    def invite(self, who: str) -> str:
        return self.verb("invite", who, "--database", self.database).strip()

    def send(self, summary: str, *more: str) -> None:
        """A monitor on the server reports."""
        self.verb("send", summary, "--hub", self.address, "--key", KEY, "--source", "Prometheus", *more)

    def _environment(self) -> dict[str, str]:
        certificate = next(self.folder.rglob("*.crt"), None) or next(self.folder.rglob("*cert*.pem"), None)
        more = {"SSL_CERT_FILE": str(certificate)} if certificate else {}
        return {**os.environ, "PAIRWATCH_HOME": str(self.folder / "home"), **more}

    def _answers(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, (self.folder / "hub.log").read_text()
        try:
            socket.create_connection(("127.0.0.1", self.port), 1).close()
        except OSError:
            return False
        return True


@dataclass
class Person:
    """Somebody at their own computer."""

    name: str
    desk: VirtualDesktop
    folder: Path
    seen: int = 0
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def join(self, invitation: str) -> None:
        self.desk.run(*PAIRWATCH, "join", invitation)

    def start(self, *options: str) -> None:
        """Start Pairwatch, and wait until it follows the hub."""
        self.process = self.desk.spawn(
            [*PAIRWATCH, *options], log=self.folder / f"{self.name}.log", PAIRWATCH_TRACE=str(self.trace)
        )
        self.marked("ready")

    @property
    def trace(self) -> Path:
        return self.folder / f"{self.name}.trace"

    def marks(self) -> list[dict[str, Any]]:
        """What happened here so far, oldest first."""
        lines = self.trace.read_text().splitlines() if self.trace.exists() else []
        return [json.loads(line) for line in lines]

    def forget(self) -> None:
        """From now on `marked` looks at what is new."""
        self.seen = len(self.marks())

    def marked(self, name: str, within: timedelta = PATIENCE, **details: str) -> dict[str, Any]:
        """Wait for a mark with words that contain those given."""

        def look() -> dict[str, Any] | None:
            fitting = (
                mark
                for mark in self.marks()[self.seen :]
                if mark["mark"] == name and all(part in str(mark.get(key)) for key, part in details.items())
            )
            return next(fitting, None)

        return wait_until(look, f"{name} {details} on {self.name}'s desktop", within)

    def alarm(self) -> Window:
        """Wait for the alarm's window, over the whole screen."""
        window = self.desk.window(ALARM)
        assert (window.width, window.height) == (1280, 800)
        return window

    @property
    def is_alarmed(self) -> bool:
        return any(ALARM in window.title for window in self.desk.windows())

    def unalarmed(self) -> None:
        """Wait until the alarm's window has gone."""
        wait_until(lambda: not self.is_alarmed, f"no alarm on {self.name}'s desktop")

    @property
    def sounds(self) -> bool:
        return any(not stream.corked for stream in self.desk.streams())

    def acknowledge(self, *keys: str) -> None:
        """Press keys until it is silent: an alarm that has just appeared does not listen to keys yet."""
        pressed_at = 0.0

        def press() -> bool:
            nonlocal pressed_at
            if time.monotonic() - pressed_at > 1.5:
                pressed_at = time.monotonic()
                self.desk.key(*keys)
            return not self.sounds

        wait_until(press, f"silence on {self.name}'s desktop by {keys}")

    def silent(self) -> None:
        """Wait until nothing sounds here."""
        wait_until(lambda: not self.sounds, f"silence on {self.name}'s desktop")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def team(
    folder: Path, names: tuple[str, ...], wait: str = "5m", *, tls: bool = True
) -> Iterator[tuple[HubOnServer, list[Person]]]:
    """A hub, and a person for each name, who has joined it and whose desktop runs."""
    with ExitStack() as stack:
        server = folder / "server"
        server.mkdir()
        hub = HubOnServer(server, free_port(), tls)
        stack.callback(hub.stop)
        hub.start(wait)
        people = []
        for name in names:
            person = Person(name, stack.enter_context(virtual_desktop()), folder)
            person.join(hub.invite(name))
            person.start()
            people.append(person)
        yield hub, people
