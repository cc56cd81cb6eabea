"""Programs that are run for a check: a process group of their own, nothing to read, their output kept.

A thread looks after each one, because reading 50 MB must not be the window's business; it ends with the
program, and the program ends with it: whoever cancels, runs out of time or quits leaves nothing behind.
"""

from __future__ import annotations

import asyncio
import os
import select
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from desktop.diagnostics.output import Output
from desktop.formats.check.fields import CannotCheck

GRACE = 1.0
"""Seconds between being asked to end and being ended."""

# What commands of run-books need to reach what the person can reach, and nothing that holds a secret itself.
# Secrets in the environment (AWS_SECRET_ACCESS_KEY, tokens) are not passed on.
PASSED_ON = frozenset(
    {
        *("PATH", "HOME", "USER", "LOGNAME", "LANG", "TZ", "TMPDIR", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME"),
        *("SSH_AUTH_SOCK", "KRB5CCNAME", "KUBECONFIG", "DOCKER_HOST", "DOCKER_CONTEXT", "DOCKER_CONFIG"),
        *("AWS_PROFILE", "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_CONFIG_FILE"),
        *("AWS_SHARED_CREDENTIALS_FILE", "CLOUDSDK_CONFIG", "CLOUDSDK_ACTIVE_CONFIG_NAME"),
        *("GOOGLE_APPLICATION_CREDENTIALS", "AZURE_CONFIG_DIR", "VAULT_ADDR", "NOMAD_ADDR"),
        *("CONSUL_HTTP_ADDR", "PGSERVICE", "PGSERVICEFILE", "PGPASSFILE", "PGSSLMODE"),
    }
)
_PIECE = 65_536
_LOOK = 100
"""Milliseconds between two looks whether the program has ended."""


@dataclass(frozen=True, slots=True)
class Ended:
    """`status` below 0: by that signal. `was_too_long`: it was ended because nobody wants so much output."""

    status: int
    was_too_long: bool = False


def reduced(environment: Mapping[str, str], own: Mapping[str, str]) -> dict[str, str]:
    """The environment of a command: what is passed on of ours, and its variables."""
    kept = {name: value for name, value in environment.items() if name in PASSED_ON or name.startswith("LC_")}
    kept.setdefault("PATH", "/usr/local/bin:/usr/bin:/bin")
    return {**kept, "TERM": "dumb", **own}


async def run_program(
    argv: Sequence[str], environment: Mapping[str, str], output: Output, folder: Path | None = None
) -> Ended:
    """Run it to its end. Cancelling ends the program and all that it started in its group, and waits for
    that. Raises CannotCheck when it cannot be started."""
    if os.name != "posix":
        raise CannotCheck("Commands run on Linux and macOS only.", "Copy it into a terminal.")
    watch = _Watch(argv, environment, output, folder or Path.home())
    loop = asyncio.get_running_loop()
    done: asyncio.Future[Ended] = loop.create_future()
    thread = threading.Thread(target=watch.run, args=(_teller(loop, done),), name="diagnostic", daemon=True)
    thread.start()
    try:
        return await asyncio.shield(done)
    except asyncio.CancelledError:
        watch.stop()
        # It ends within the grace; a second cancellation does not shorten it.
        await asyncio.wait([done], timeout=GRACE + 1)
        raise


def _teller(
    loop: asyncio.AbstractEventLoop, done: asyncio.Future[Ended]
) -> Callable[[Ended | BaseException], None]:
    def set_result(result: Ended | BaseException) -> None:
        if done.done():
            return
        if isinstance(result, BaseException):
            done.set_exception(result)
            done.exception()  # nobody may be left to fetch it
        else:
            done.set_result(result)

    def tell(result: Ended | BaseException) -> None:
        with suppress(RuntimeError):  # the loop is closed: nobody waits
            loop.call_soon_threadsafe(set_result, result)

    return tell


class _Watch:
    """One program, from its start to its end; all but `stop` is for its thread."""

    def __init__(
        self, argv: Sequence[str], environment: Mapping[str, str], output: Output, folder: Path
    ) -> None:
        self._argv, self._environment, self._output, self._folder = argv, environment, output, folder
        self._woken, self._wake = os.pipe()
        self._is_over = False
        self._lock = threading.Lock()

    def stop(self) -> None:
        """End it; from any thread, before it runs or after."""
        with self._lock:
            if not self._is_over:
                os.write(self._wake, b"x")

    def run(self, tell: Callable[[Ended | BaseException], None]) -> None:
        try:
            process = self._start()
            try:
                was_too_long = self._watch(process)
            finally:
                _end(process)
            tell(Ended(process.returncode, was_too_long))
        except BaseException as error:  # noqa: BLE001 - it belongs to whoever waits
            tell(error)
        finally:
            with self._lock:
                self._is_over = True
                os.close(self._woken)
                os.close(self._wake)

    def _start(self) -> subprocess.Popen[bytes]:
        try:
            return subprocess.Popen(
                list(self._argv),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                env=dict(self._environment),
                cwd=self._folder,
                start_new_session=True,
                bufsize=0,
            )
        except (OSError, ValueError) as error:
            words = getattr(error, "strerror", None) or "it cannot be started"
            raise CannotCheck(f"{self._argv[0]}: {words}.", "Install it, or run it elsewhere.") from error

    def _watch(self, process: subprocess.Popen[bytes]) -> bool:
        """Until it has ended or is to end; whether it said too much."""
        assert process.stdout is not None
        source = process.stdout.fileno()
        poll = select.poll()
        poll.register(source, select.POLLIN)
        poll.register(self._woken, select.POLLIN)
        is_open = True
        while True:
            ready = [descriptor for descriptor, _ in poll.poll(_LOOK)]
            if self._woken in ready:
                return False
            if source in ready and is_open:
                data = os.read(source, _PIECE)
                if not data:
                    is_open = False
                    poll.unregister(source)
                elif not self._output.write(data):
                    return True
            # What it left running in the background does not keep it: all is said that the pipe holds.
            if not ready and _has_ended(process):
                return False
            if not is_open:
                if _has_ended(process):
                    return False
                time.sleep(0.005)


def _has_ended(process: subprocess.Popen[bytes]) -> bool:
    """Whether it has; its id stays its own until it is waited for, so that its group can be ended."""
    return os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the group, if anything of it is left."""
    if not _has_ended(process):
        _signal(process, signal.SIGTERM)
        give_up = time.monotonic() + GRACE
        while not _has_ended(process) and time.monotonic() < give_up:
            time.sleep(0.01)
    _signal(process, signal.SIGKILL)
    process.wait()
    assert process.stdout is not None
    process.stdout.close()


def _signal(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)
