"""The hub as a process: embedded in a desktop, standing by, ending, and joined over the network."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from desktop.wire.invitation import read_invitation

pytestmark = pytest.mark.slow

HEAVY = (
    *("alembic", "structlog", "pydantic", "faker", "typer", "rich", "httpx"),
    *("PySide6", "pyqtgraph", "numpy"),
)
"""What a hub on an existing database must not import: each costs a tenth of a second and megabytes."""


class Home:
    """A home folder of its own, with what is started in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {**os.environ, "PAIRWATCH_HOME": str(folder), "NO_PROXY": "*"}
        self._started: list[subprocess.Popen[str]] = []

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "desktop", *arguments]
        process = subprocess.Popen(
            command, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        self._started.append(process)
        return process

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "desktop", *arguments]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)

    def hub(self, *arguments: str) -> tuple[subprocess.Popen[str], str]:
        """A started hub and its address."""
        process = self.start("hub", *arguments)
        return process, self.ready(process)

    @staticmethod
    def ready(process: subprocess.Popen[str]) -> str:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith("ready "):
                return line.split()[1]
        assert process.stderr is not None
        raise AssertionError(f"the hub did not start: {process.stderr.read()}")

    def hub_json(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.folder / "run" / "hub.json").read_text())
        return found

    def get(self, path: str) -> Any:
        hub = self.hub_json()
        request = urllib.request.Request(
            hub["address"] + path, headers={"Authorization": f"Bearer {hub['token']}"}
        )
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request) as response:
            return json.load(response)

    def close(self) -> None:
        for process in self._started:
            process.kill()
            process.communicate()


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    found = Home(tmp_path)
    yield found
    found.close()


def end(process: subprocess.Popen[str]) -> str:
    """Ask it to end as a supervisor does; what it said on standard error."""
    process.send_signal(signal.SIGTERM)
    _, errors = process.communicate()
    assert process.returncode == 0, errors
    return errors


def test_embedded_it_tells_the_desktop_how_to_reach_it_and_stays_the_same(home: Home):
    process, address = home.hub("--embedded")
    first = home.hub_json()
    assert first["address"] == address
    assert first["pid"] == process.pid
    assert (home.folder / "run" / "hub.json").stat().st_mode & 0o777 == 0o600
    assert home.get("/v1/snapshot")["me"] == first["responder"]
    assert home.run("send", "Disk full", "--service", "db", "--dedup-key", "d").stdout == "Incident #1.\n"
    assert end(process) == "", "a quiet start and end logs nothing"
    assert not (home.folder / "run" / "hub.json").exists()
    process, address = home.hub("--embedded")
    second = home.hub_json()
    for name in ("address", "token", "responder", "integration_key", "epoch"):
        assert second[name] == first[name]
    assert [incident["title"] for incident in home.get("/v1/snapshot")["incidents"]] == ["Disk full"]
    end(process)


def test_a_standby_takes_over_when_the_hub_is_killed(home: Home):
    first, address = home.hub("--embedded")
    standby = home.start("hub", "--embedded")
    assert home.run("send", "Disk full").returncode == 0
    assert standby.poll() is None
    assert home.hub_json()["pid"] == first.pid
    modules = Path(f"/proc/{standby.pid}/maps").read_text()
    assert "msgspec" not in modules, "a standby imports nothing heavy"
    first.kill()
    assert home.ready(standby) == address
    assert home.hub_json()["pid"] == standby.pid
    assert [incident["number"] for incident in home.get("/v1/snapshot")["incidents"]] == [1]
    end(standby)


def test_when_its_port_is_taken_it_pages_from_another_and_says_so(home: Home):
    process, address = home.hub("--embedded")
    end(process)
    port = urlsplit(address).port
    with socket.create_server(("127.0.0.1", port or 0)):
        process, other = home.hub("--embedded")
        assert other != address
        assert home.hub_json()["wanted_port"] == port
        assert f"port {port} is taken" in end(process)
    process, again = home.hub("--embedded")
    assert again == address
    assert home.hub_json()["wanted_port"] == 0
    end(process)


def test_a_second_hub_on_the_same_file_is_refused_with_a_sentence(home: Home):
    home.hub("--listen", "127.0.0.1:0")
    second = home.run("hub", "--listen", "127.0.0.1:0")
    assert second.returncode == 1
    assert "Another hub already uses the database" in second.stderr
    assert "Traceback" not in second.stderr


def test_on_the_network_it_encrypts_and_invites_with_its_fingerprint(home: Home):
    process, address = home.hub("--listen", "0.0.0.0:0", "--address", "")
    port = urlsplit(address).port
    assert address.startswith("https://")
    key = home.folder / "data" / "hub-key.pem"
    assert key.stat().st_mode & 0o777 == 0o600
    invited = home.run("invite", "Ben Sato")
    assert invited.returncode == 0, invited.stderr
    invitation = read_invitation(invited.stdout)
    assert invitation.address == address
    trust = ssl.create_default_context(cafile=str(home.folder / "data" / "hub-cert.pem"))
    with (
        socket.create_connection(("127.0.0.1", port or 0)) as plain,
        trust.wrap_socket(plain, server_hostname="localhost") as seen,
    ):
        certificate = seen.getpeercert(binary_form=True)
        assert hashlib.sha256(certificate or b"").hexdigest() == invitation.fingerprint
    opener = urllib.request.build_opener(
        urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=trust)
    )
    request = urllib.request.Request(
        f"https://localhost:{port}/v1/join",
        json.dumps({"code": invitation.code}).encode(),
        {"Content-Type": "application/json"},
    )
    with opener.open(request) as response:
        joined = json.load(response)
    assert joined["name"] == "Ben Sato"
    headers = {"Authorization": f"Bearer {joined['token']}"}
    with opener.open(
        urllib.request.Request(f"https://localhost:{port}/v1/snapshot", headers=headers)
    ) as response:
        assert json.load(response)["me"] == joined["responder"]
    end(process)
    process, _again = home.hub("--listen", f"0.0.0.0:{port}")
    later = read_invitation(home.run("invite", "Ben Sato").stdout)
    assert later.fingerprint == invitation.fingerprint, "a new certificate would lock every desktop out"
    end(process)


def test_a_team_file_a_key_and_who_is_on_call(home: Home):
    team = home.folder / "team.toml"
    team.write_text(
        '[[responders]]\nid = "ana"\nname = "Ana Okafor"\nrole = "admin"\n'
        '[[responders]]\nid = "ben"\nname = "Ben Sato"\n'
        '[schedule]\nzone = "Europe/Berlin"\nstarts_on = 2026-01-05\n'
        '[[schedule.turns]]\nmanager = "ana"\nengineer = "ben"\n'
    )
    process, _ = home.hub("--embedded", "--team", str(team), "--me", "ben")
    assert home.get("/v1/snapshot")["me"] == "ben"
    on_call = home.run("oncall").stdout
    assert "Incident Manager   Ana Okafor" in on_call
    assert "Incident Engineer  Ben Sato" in on_call
    assert "(Europe/Berlin)" in on_call
    later = json.loads(home.run("oncall", "--at", "2027-01-04T09:00", "--json").stdout)
    assert [seat["responder"] for seat in later["seats"]] == ["ana", "ben"]
    assert later["local_at"] == "2027-01-04T09:00:00+01:00"
    wrong = home.run("oncall", "--at", "tomorrow")
    assert (wrong.returncode, "no time" in wrong.stderr) == (1, True)
    end(process)
    team.write_text("[[responders]]\nid = 1\n")
    refused = home.run("hub", "--embedded", "--team", str(team))
    assert refused.returncode == 1
    assert "team.toml" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_run_books_beside_the_team_file_are_followed_until_it_names_them_no_more(home: Home):
    (home.folder / "books").mkdir()
    (home.folder / "books" / "disk.md").write_text("# Disk full\n")
    team = home.folder / "team.toml"
    plain = (
        '[[responders]]\nid = "ana"\nname = "Ana"\nrole = "admin"\n'
        '[schedule]\nturns = [{ manager = "ana", engineer = "ana" }]\n'
    )
    team.write_text(f'{plain}[run_books]\nfolder = "books"\nevery = "1s"\n')
    started = ["hub", "--embedded", "--listen", "127.0.0.1:0", "--team", str(team)]
    process = home.start(*started)
    home.ready(process)
    give_up = time.monotonic() + 30
    while not (found := home.get("/v1/run-books")):
        assert time.monotonic() < give_up
        time.sleep(0.05)
    assert [(one["id"], one["title"], one["source"]) for one in found] == [("disk", "Disk full", "folder")]
    assert home.get("/v1/run-books-followed")["where"] == str(home.folder / "books")
    end(process)
    team.write_text(plain)
    process = home.start(*started)
    home.ready(process)
    assert home.get("/v1/run-books") == []
    end(process)


def test_a_hub_that_starts_again_imports_only_what_it_needs(home: Home):
    process, _ = home.hub("--embedded")
    end(process)
    program = (
        "import os, runpy, signal, sys, threading, time\n"
        "def end():\n"
        "    while not os.path.exists(os.environ['PAIRWATCH_HOME'] + '/run/hub.json'):\n"
        "        time.sleep(0.05)\n"
        "    os.kill(os.getpid(), signal.SIGTERM)\n"
        "threading.Thread(target=end).start()\n"
        "sys.argv = ['pairwatch', 'hub', '--embedded']\n"
        "try:\n    runpy.run_module('desktop', run_name='__main__')\n"
        "except SystemExit:\n    pass\n"
        "print('loaded', *sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], env=home.environment, capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.splitlines()[-1].split())
    assert "litestar" in loaded
    assert loaded.isdisjoint(HEAVY)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["hub", "--listen", "a:b:c"], "is no address to listen on"),
        (["hub", "--database", "mysql://nowhere"], ""),
        (["send", "x"], "No hub runs on this computer."),
        (["send", "x", "--resolve"], "Without --dedup-key"),
        (["send", "x", "--hub", "http://127.0.0.1:9"], "integration key"),
        (["invite", "Ben Sato"], "No hub was started on this database yet."),
        (["dance"], "No such command"),
    ],
)
def test_mistakes_are_answered_with_a_sentence(home: Home, arguments, sentence):
    done = home.run(*arguments)
    assert done.returncode in (1, 2)
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_send_tries_until_the_hub_is_there(home: Home):
    process, address = home.hub("--embedded")
    key = home.hub_json()["integration_key"]
    process.kill()
    process.wait()
    sender = home.start("send", "Disk full", "--hub", address, "--key", key)
    time.sleep(0.3)
    home.hub("--embedded")
    output, errors = sender.communicate()
    assert (sender.returncode, output) == (0, "Incident #1.\n"), errors
