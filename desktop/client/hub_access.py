"""How a desktop gets at its hub."""

from __future__ import annotations

import hashlib
import ipaddress
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True, kw_only=True)
class HubAccess:
    """`address` is the hub's base URL. `token` is a secret. `certificate` is the PEM of a self-signed
    certificate, which then is the only one trusted; empty: the system's authorities decide, or it is plain
    HTTP."""

    address: str
    token: str = field(repr=False)
    certificate: str = field(default="", repr=False)

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the pinned certificate, hex; empty when none is pinned."""
        return fingerprint(ssl.PEM_cert_to_DER_cert(self.certificate)) if self.certificate else ""

    @property
    def is_loopback(self) -> bool:
        """Whether the hub is on this computer, where no proxy has any business."""
        host = urlsplit(self.address).hostname or ""
        try:
            return ipaddress.ip_address(host).is_loopback
        except ValueError:
            return host == "localhost"


AccessSource: TypeAlias = Callable[[], HubAccess | None]
"""Asked before everything that goes to the hub, because an embedded one may come back at another port with
another token. None: not known yet."""


def fingerprint(certificate: bytes) -> str:
    """The SHA-256 of a certificate in DER, hex."""
    return hashlib.sha256(certificate).hexdigest()


def ssl_context(access: HubAccess) -> ssl.SSLContext | bool:
    """What to check the hub's certificate with; False for plain HTTP, which has none."""
    if urlsplit(access.address).scheme != "https":
        return False
    if not access.certificate:
        return ssl.create_default_context()
    context = ssl.create_default_context(cadata=access.certificate)
    # The certificate itself was compared with the invitation's fingerprint; the name on it does not matter,
    # and the partner's computer may have got another address since.
    context.check_hostname = False
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    return context
