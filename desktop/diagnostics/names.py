"""Names to addresses, as the system resolves them."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from desktop.oslayer.daemon_threads import DaemonThreads

T = TypeVar("T")
# Resolving may hang for a minute: no pool, whose threads the program would wait for at its end.
_threads = DaemonThreads("diagnostics")


async def in_thread(work: Callable[[], T]) -> T:
    """What `work` gives, without stopping the loop."""
    return await asyncio.get_running_loop().run_in_executor(_threads, work)


async def addresses(host: str, family: int = socket.AF_UNSPEC) -> list[str]:
    """The addresses of `host`, IPv4 first; none when the name is not known."""
    if is_numeric(host):
        return [host]
    ask = partial(socket.getaddrinfo, host, None, family, socket.SOCK_STREAM)
    try:
        found = await in_thread(ask)
    except (OSError, UnicodeError):
        return []
    return sorted({str(one[4][0]) for one in found}, key=lambda one: (":" in one, one))


def is_numeric(host: str) -> bool:
    """Whether it is an address and no name."""
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True
