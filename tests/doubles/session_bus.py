"""A D-Bus of its own, and login1 on it as far as sleep goes."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from dbus_fast.aio import MessageBus
from dbus_fast.annotations import DBusBool, DBusStr, DBusUnixFd
from dbus_fast.service import ServiceInterface, dbus_method, dbus_signal


@contextmanager
def private_bus() -> Iterator[str]:
    """Start a bus and give its address."""
    with subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    ) as daemon:  # fmt: skip
        assert daemon.stdout is not None
        try:
            yield daemon.stdout.readline().strip()
        finally:
            daemon.kill()


class Login1(ServiceInterface):
    """org.freedesktop.login1.Manager. An inhibitor is a pipe: that its other end is closed can be seen."""

    def __init__(self) -> None:
        super().__init__("org.freedesktop.login1.Manager")
        self.asked: list[tuple[str, str, str, str]] = []
        self._ours: list[int] = []
        self._theirs: list[int] = []

    @dbus_method()
    def Inhibit(self, what: DBusStr, who: DBusStr, why: DBusStr, mode: DBusStr) -> DBusUnixFd:
        self.asked.append((what, who, why, mode))
        ours, theirs = os.pipe()
        os.set_blocking(ours, False)
        self._ours.append(ours)
        self._theirs.append(theirs)
        return theirs

    @dbus_signal()
    def PrepareForSleep(self, start: bool) -> DBusBool:
        return start

    def held(self) -> int:
        """How many inhibitors are held."""
        while self._theirs:  # what was sent is theirs alone now
            os.close(self._theirs.pop())
        return sum(not _closed(end) for end in self._ours)

    def close(self) -> None:
        self.held()
        for end in self._ours:
            os.close(end)


def _closed(end: int) -> bool:
    try:
        return os.read(end, 1) == b""
    except BlockingIOError:
        return False


async def serve_login1(address: str) -> tuple[MessageBus, Login1]:
    """Put a login1 on the bus; the connection is the caller's to close."""
    bus = await MessageBus(address, negotiate_unix_fd=True).connect()
    service = Login1()
    bus.export("/org/freedesktop/login1", service)
    await bus.request_name("org.freedesktop.login1")
    return bus, service
