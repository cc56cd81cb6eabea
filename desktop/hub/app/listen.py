"""Where a hub listens."""

from __future__ import annotations

import ipaddress
import re
import socket
from dataclasses import dataclass

from desktop.core.errors import PairwatchError

DEFAULT_PORT = 8765
DOOR_PORTS = range(8766, 8800)
"""For the door, whose port others are told once. Below those that systems hand out to whoever connects
somewhere (Linux: from 32768 on), of which another program may have got ours by the next start."""


class CannotListen(PairwatchError):
    """The hub cannot take calls at this address."""


@dataclass(frozen=True, slots=True)
class Listen:
    """A host (name or address, without brackets) and a port; port 0 means any free one."""

    host: str = "127.0.0.1"
    port: int = DEFAULT_PORT

    @property
    def is_loopback(self) -> bool:
        """Whether only this computer can reach it."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def is_any(self) -> bool:
        """Whether it listens on every network, so that its host says nothing to others."""
        return self.host in ("0.0.0.0", "::", "")

    def names(self) -> tuple[str, ...]:
        """What a certificate for this hub should name: this computer, and the host if it says anything."""
        own = (socket.gethostname(), "localhost", "127.0.0.1")
        return own if self.is_any else (self.host, *own)


def read_listen(text: str) -> Listen:
    """`HOST:PORT`, `[IPv6]:PORT`, `HOST` or `:PORT`. Raises CannotListen."""
    match = re.fullmatch(r"(?:\[([0-9A-Fa-f:.]+)\]|([^:\[\]]*))(?::(\d{1,5}))?", text.strip())
    port = int(match[3]) if match and match[3] else DEFAULT_PORT
    if match is None or port > 65535:
        raise CannotListen(
            f"“{text}” is no address to listen on.", "Write it as HOST:PORT, such as 0.0.0.0:8765."
        )
    return Listen(match[1] or match[2] or "0.0.0.0", port)


def bind(listen: Listen) -> socket.socket:
    """A socket bound there, not listening yet. Raises CannotListen."""
    try:
        found = socket.getaddrinfo(listen.host, listen.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, kind, protocol, _name, address = found[0]
        bound = socket.socket(family, kind, protocol)
    except OSError as error:
        raise CannotListen(
            f"The hub cannot listen on {listen.host}: {error}.", "Choose another host."
        ) from error
    try:
        # After a crash the old connections linger for a minute; the hub must be back at once.
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
    except OSError as error:
        bound.close()
        raise CannotListen(
            f"The hub cannot listen on {listen.host}:{listen.port}: {error.strerror or error}.",
            "Choose another port with --listen, or stop the program that has it.",
        ) from error
    return bound


def free_port(wanted: range) -> int:
    """The first of these that nobody has on any network; 0, for whichever is free, when all are taken."""
    for port in wanted:
        try:
            bind(Listen("0.0.0.0", port)).close()
        except CannotListen:
            continue
        return port
    return 0


def base_url(listen: Listen, port: int, *, tls: bool) -> str:
    """How programs on the same network reach a hub that listens there and got `port`."""
    host = socket.gethostname() if listen.is_any else listen.host
    shown = f"[{host}]" if ":" in host else host
    return f"{'https' if tls else 'http'}://{shown}:{port}"
