"""By which addresses other computers may reach this one."""

from __future__ import annotations

import socket

_ELSEWHERE = ("192.0.2.1", 9)
"""An address for documentation (RFC 5737). Nothing is ever sent to it: a datagram socket that is connected
only asks the system which of its own addresses it would use."""


def own_hosts() -> tuple[str, ...]:
    """The address on the network first, if there is any, then the computer's name. Both may be worthless in
    another network."""
    name = socket.gethostname()
    address = _address()
    return (address, name) if address else (name,)


def _address() -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_ELSEWHERE)
        except OSError:
            return ""
        return str(probe.getsockname()[0])
