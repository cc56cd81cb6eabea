"""The embedded hub as a child process: started first, watched, started again, adopted when it outlived us.

A child and not a thread: a frozen window cannot stop the hub, and a crash of the hub cannot silence
an alarm. The child holds a lock on its data folder; a second one waits for the lock as a cheap standby. So
"start one" is always right: if a hub of an earlier desktop still lives, we use that, and the standby takes
over the moment it dies.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from desktop.app.config import Config
from desktop.app.desk.options import DesktopOptions
from desktop.app.local_hub import running_hub

AGAIN_AFTER = timedelta(seconds=1)
AGAIN_AT_MOST = timedelta(seconds=30)
PATIENCE = timedelta(seconds=8)


def hub_arguments(options: DesktopOptions, config: Config) -> tuple[str, ...]:
    """What the embedded hub is started with."""
    arguments: list[str] = []
    team = str(options.team) if options.team else config.team
    if team:
        arguments += ["--team", os.path.abspath(os.path.expanduser(team))]
    if me := options.me or config.me:
        arguments += ["--me", me]
    if config.door:
        arguments += ["--door"]
    return tuple(arguments)


class HubChild:
    """Starts and watches the hub. `start` may be called before there is an event loop."""

    def __init__(self, arguments: tuple[str, ...], log: Path, on_exit: Callable[[int], None]) -> None:
        """`arguments` follow `pairwatch hub --embedded`; `on_exit(status)` is called from another thread
        whenever the hub ended without being asked to."""
        self._arguments = arguments
        self._log = log
        self._on_exit = on_exit
        self._process: subprocess.Popen[bytes] | None = None
        self._stopping = threading.Event()
        self._ready = threading.Event()
        self._on_ready: Callable[[], object] | None = None
        self._wait_next = AGAIN_AFTER
        self._renewed = threading.Event()

    def start(self) -> None:
        """Start the hub and a thread that starts it again whenever it ends. Returns at once."""
        self._spawn()
        threading.Thread(target=self._watch, name="hub-child", daemon=True).start()

    def when_ready(self, tell: Callable[[], object]) -> None:
        """Call `tell`, from another thread, whenever the hub begins to take calls; now if it does already."""
        self._on_ready = tell
        if self._ready.is_set():
            tell()

    def stop(self, runtime: Path) -> None:
        """End the hub, ours or adopted, and wait until it has (at most 8 s, then it is killed)."""
        self._stopping.set()
        process, known = self._process, running_hub(runtime)
        adopted = known is not None and (process is None or known.pid != process.pid)
        if process is not None:
            process.terminate()
        if known is not None and adopted and _is_our_hub(known.pid):
            os.kill(known.pid, signal.SIGTERM)
        if process is not None:
            try:
                process.wait(PATIENCE.total_seconds())
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def renew(self, arguments: tuple[str, ...], runtime: Path) -> None:
        """Start the hub again with other arguments: about a second in which monitors must try again. An
        adopted one ends, too, and the new one takes over."""
        self._arguments = arguments
        self._renewed.set()
        process, known = self._process, running_hub(runtime)
        if known is not None and (process is None or known.pid != process.pid) and _is_our_hub(known.pid):
            os.kill(known.pid, signal.SIGTERM)
        if process is not None:
            process.terminate()

    def leave(self) -> None:
        """Stop watching; the hub goes on without us, and the next desktop adopts it."""
        self._stopping.set()

    def _spawn(self) -> None:
        # -P: a folder called `desktop` where the program was started must not be taken for ours.
        # A session of its own: closing the terminal that started the desktop must not end the hub.
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "desktop", "hub", "--embedded", *self._arguments],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,  # one line, when it is ready; it logs to stderr
                stderr=log,
                start_new_session=True,
            )

    def _watch(self) -> None:
        while not self._stopping.is_set():
            assert self._process is not None
            started = time.monotonic()
            self._wait_for_ready(self._process)
            status = self._process.wait()
            self._ready.clear()
            if self._stopping.is_set():
                return
            if self._renewed.is_set():
                self._renewed.clear()
                self._spawn()
                continue
            if time.monotonic() - started > AGAIN_AT_MOST.total_seconds():
                self._wait_next = AGAIN_AFTER
            self._on_exit(status)
            if self._stopping.wait(self._wait_next.total_seconds()):
                return
            self._wait_next = min(self._wait_next * 2, AGAIN_AT_MOST)
            self._spawn()

    def _wait_for_ready(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout is not None
        with process.stdout as lines:
            for line in lines:
                if line.startswith(b"ready "):
                    self._ready.set()
                    if self._on_ready is not None:
                        self._on_ready()
                    return


def _is_our_hub(pid: int) -> bool:
    """Whether the process `pid` is a hub: the number may belong to something else after a crash."""
    try:
        return b"--embedded" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False
