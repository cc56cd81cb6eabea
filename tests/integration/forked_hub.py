"""Starts hub processes quickly: everything is imported once, and each hub is a fork of that.

python -m tests.integration.forked_hub: reads lines of JSON (the arguments of `pairwatch hub`) and prints the
process id of each hub it starts. A fork runs the same code as `python -m desktop hub`, without a second of
imports.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import IO

from desktop.__main__ import main as desktop

ROOT = Path(__file__).parents[2]


class HubStarter:
    """Starts hubs and kills them. `log` gets what they write."""

    def __init__(self, log: Path, environment: dict[str, str]) -> None:
        self._environment = {**os.environ, **environment}
        self._log: IO[bytes] = log.open("ab")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.integration.forked_hub"],
            cwd=ROOT, env=self._environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._log,
        )  # fmt: skip
        self._running: set[int] = set()
        self._whole: dict[int, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> HubStarter:
        return self

    def __exit__(self, *_: object) -> None:
        for pid in tuple(self._running):
            self.kill(pid)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(20)
        self._process.stdout.close()
        self._log.close()

    def fork(self, *arguments: str) -> int:
        """The process id of a new hub, forked."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps(arguments), file=self._process.stdin, flush=True)
        pid = int(self._process.stdout.readline())
        self._running.add(pid)
        return pid

    def start(self, *arguments: str) -> int:
        """The process id of a new hub, started as a person does."""
        process = subprocess.Popen(
            [sys.executable, "-m", "desktop", "hub", *arguments],
            cwd=ROOT, env=self._environment, stdout=self._log, stderr=self._log,
        )  # fmt: skip
        self._whole[process.pid] = process
        self._running.add(process.pid)
        return process.pid

    def kill(self, pid: int) -> None:
        """SIGKILL, at once; back when nothing of it is left."""
        self._running.discard(pid)
        whole = self._whole.pop(pid, None)
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
            if whole is not None:
                whole.wait()
            while True:  # until it is really gone, and its lock with it
                os.kill(pid, 0)
                time.sleep(0.001)


def main() -> None:
    """Serve until standard input ends."""
    for module in (
        "desktop.app.server.hub_process",
        "desktop.hub.store.sqlite",
        "desktop.hub.store.postgresql",
    ):
        importlib.import_module(module)  # and by them all that a hub imports

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the dead leave at once
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.dup2(2, 1)
            sys.argv[1:] = ["hub", *json.loads(line)]
            os._exit(desktop())
        print(pid, flush=True)


if __name__ == "__main__":
    main()
