"""A virtual desktop as tests use it: start programs on it, look, listen, press keys."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.virtual_desktop.notifications import Notification, Notifications
from tests.virtual_desktop.recording import CHANNELS, RATE, Recording
from tests.virtual_desktop.waiting import PATIENCE, wait_until

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Window:
    """A window as the window manager lists it; pixels of the screen."""

    id: str
    pid: int
    x: int
    y: int
    width: int
    height: int
    title: str


@dataclass(frozen=True)
class Stream:
    """A program that plays: `pid` of the process, `sink` by number."""

    index: int
    pid: int
    sink: int
    corked: bool


class VirtualDesktop:
    """A running desktop; made by `virtual_desktop`."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.environment = dict(environment)
        self.folder = Path(environment["PAIRWATCH_SESSION"])
        self._children: list[subprocess.Popen[Any]] = []
        self._notifications = Notifications()

    # --- programs ---

    def environment_of(self, home: Path) -> dict[str, str]:
        """The environment for another person at the same screen: with a home of their own."""
        home.mkdir(parents=True, exist_ok=True)
        return {**self.environment, "HOME": str(home)}

    def spawn(
        self, command: Sequence[str | Path], *, home: Path | None = None, log: Path | None = None, **more: str
    ) -> subprocess.Popen[bytes]:
        """Start a program on the desktop; it is ended with the desktop. `more` adds to its environment."""
        environment = {**(self.environment if home is None else self.environment_of(home)), **more}
        with (log or Path(os.devnull)).open("ab") as out:
            child = subprocess.Popen(
                command,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )
        self._children.append(child)
        return child

    def run(self, *command: str | Path, check: bool = True) -> str:
        """Run a program on the desktop to its end and give what it printed."""
        done = subprocess.run(
            command,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
        )
        if check and done.returncode != 0:
            raise RuntimeError(f"{command[0]} ended with {done.returncode}: {done.stderr.strip()}")
        return done.stdout

    # --- looking ---

    def screenshot(self, path: Path) -> Path:
        """Save what is on the screen as PNG."""
        self.run("scrot", "--overwrite", path)
        return path

    def windows(self) -> list[Window]:
        """The windows that the window manager knows, oldest first."""
        found = []
        for line in self.run("wmctrl", "-lpG", check=False).splitlines():
            id_, _desktop, pid, x, y, width, height, _host, *title = line.split(maxsplit=8)
            found.append(
                Window(id_, int(pid), int(x), int(y), int(width), int(height), title[0] if title else "")
            )
        return found

    def window(self, title: str, *, pid: int | None = None, within: timedelta = PATIENCE) -> Window:
        """Wait for a window whose title matches the pattern (of process `pid`), and give it."""

        def look() -> Window | None:
            fitting = (w for w in self.windows() if re.search(title, w.title) and pid in (None, w.pid))
            return next(fitting, None)

        return wait_until(look, f"window {title!r}", within)

    def active_window(self) -> int | None:
        """The X id of the window that has the keyboard; None when none has."""
        printed = self.run("xdotool", "getactivewindow", check=False).strip()
        return int(printed) if printed else None

    def notifications(self) -> list[Notification]:
        """All that were shown since the start, replaced ones in their last form, oldest first."""
        return self._notifications.all()

    def notification(self, summary: str, within: timedelta = PATIENCE) -> Notification:
        """Wait for an open notification whose summary matches the pattern, and give it."""

        def look() -> Notification | None:
            fitting = (n for n in self.notifications() if re.search(summary, n.summary) and not n.closed)
            return next(fitting, None)

        return wait_until(look, f"notification {summary!r}", within)

    def press_notification(self, position: int = 0) -> None:
        """Invoke the default (or only) action of a displayed notification, counted from the top."""
        self.run("dunstctl", "action", str(position))

    # --- keyboard and mouse ---

    def activate(self, window: Window) -> None:
        """Give a window the keyboard, and wait until it has it."""
        self.run("wmctrl", "-ia", window.id)
        wait_until(lambda: self.active_window() == int(window.id, 16), f"{window.title!r} active")

    def key(self, *keys: str) -> None:
        """Press keys one after the other, named as xdotool does: `Return`, `ctrl+q`."""
        self.run("xdotool", "key", "--clearmodifiers", *keys)

    def type(self, text: str) -> None:
        """Type a text."""
        self.run("xdotool", "type", "--clearmodifiers", text)

    def click(self, x: int, y: int, button: int = 1) -> None:
        """Click at a place of the screen."""
        self.run("xdotool", "mousemove", "--sync", str(x), str(y), "click", str(button))

    # --- sound ---

    def record(self, length: timedelta, sink: str = "alarm") -> Recording:
        """Listen to a sink for so long. Raises RuntimeError when there is no sound server."""
        wanted = int(length.total_seconds() * RATE) * 2 * CHANNELS
        command = ["parec", f"--device={sink}.monitor", f"--rate={RATE}", f"--channels={CHANNELS}"]
        with subprocess.Popen(
            [*command, "--format=s16le", "--raw", "--latency-msec=50"],
            env=self.environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        ) as parec:  # fmt: skip
            assert parec.stdout is not None
            assert parec.stderr is not None
            raw = parec.stdout.read(wanted)
            ended = parec.poll() if len(raw) == wanted else parec.wait(10)
            parec.kill()
            if ended is not None:
                raise RuntimeError(f"recording failed: {parec.stderr.read().decode().strip()}")
        return Recording.of_raw(raw)

    def streams(self) -> list[Stream]:
        """The programs that play at the moment."""
        listed = json.loads(self.run("pactl", "--format=json", "list", "sink-inputs"))
        return [
            Stream(
                index=entry["index"],
                pid=int(entry["properties"].get("application.process.id", 0)),
                sink=entry["sink"],
                corked=entry["corked"],
            )
            for entry in listed
        ]

    def kill_sound(self) -> None:
        """The sound server dies, as it does in real life."""
        os.kill(int((self.folder / "sound.pid").read_text()), signal.SIGKILL)
        wait_until(lambda: not self._has_sound(), "the sound server gone")

    def start_sound(self) -> None:
        """Start the sound server again."""
        self.spawn([HERE / "sound"], log=self.folder / "log" / "sound")
        wait_until(self._has_sound, "the sound server back")
        self.run("pactl", "set-default-sink", "alarm")

    def _has_sound(self) -> bool:
        done = subprocess.run(
            ["pactl", "get-sink-volume", "headset"], env=self.environment, capture_output=True, timeout=30
        )
        return done.returncode == 0

    # --- beginning and end ---

    def listen(self) -> None:
        """Begin to note what notifications are shown."""
        self._children.append(self._notifications.listen(self.environment))

    def end_children(self) -> None:
        """End what was started here, the younger first."""
        for child in reversed(self._children):
            end(child)
        self._children.clear()


@contextmanager
def virtual_desktop(**switches: str) -> Iterator[VirtualDesktop]:
    """Start a desktop of its own (any number at once); `switches` as in ./start, such as AUDIO="0"."""
    complaints = tempfile.TemporaryFile()  # noqa: SIM115, closed below; a pipe could fill
    starter = subprocess.Popen(
        [HERE / "start", "--serve"],
        env={**os.environ, **switches}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=complaints,
        start_new_session=True,
    )  # fmt: skip
    assert starter.stdin is not None
    assert starter.stdout is not None
    desktop = None
    try:
        printed = b""
        while not printed.endswith(b"\0\0"):
            more = os.read(starter.stdout.fileno(), 65536)
            if not more:
                complaints.seek(0)
                raise RuntimeError(f"the virtual desktop does not start: {complaints.read().decode()}")
            printed += more
        pairs = (line.split("=", 1) for line in printed.decode().split("\0") if line)
        desktop = VirtualDesktop({key: value for key, value in pairs if key != "_"})
        if switches.get("NOTIFY") != "none":
            desktop.listen()
        yield desktop
    finally:
        if desktop is not None:
            desktop.end_children()
        starter.stdin.close()  # which tells it to end
        end(starter, gently=False)
        starter.stdout.close()
        complaints.close()


def end(
    process: subprocess.Popen[Any], *, gently: bool = True, within: timedelta = timedelta(seconds=15)
) -> None:
    """End a process and all of its group: by a word first when `gently`, else by waiting; then by force."""
    if gently and process.poll() is None:
        process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(within.total_seconds())
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
