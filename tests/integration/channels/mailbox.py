"""A mail server on this computer that keeps what it is given, and refuses what it is told to."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult


@dataclass
class Mailbox:
    """`says` gives the answer to a command ("MAIL", "RCPT", "DATA") instead of "250 OK"; `refuses` are
    recipients."""

    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)
    says: dict[str, str] = field(default_factory=dict)
    refuses: set[str] = field(default_factory=set)
    breaks_off: bool = False

    @property
    def address(self) -> str:
        return f"mailto://localhost:{self.port}?from=status@example.com&to=list@example.com"

    async def handle_MAIL(self, _server: Any, _session: Any, envelope: Any, address: str, _opts: Any) -> str:
        if "MAIL" in self.says:
            return self.says["MAIL"]
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _opts: Any) -> str:
        if address in self.refuses or "RCPT" in self.says:
            return self.says.get("RCPT", "550 no such user here")
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        self.recipients.append(list(envelope.rcpt_tos))
        if self.breaks_off:
            server.transport.abort()
        return self.says.get("DATA", "250 OK")


def _log_in(_server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
    return AuthResult(success=data.password == b"s3cret", handled=False)


@contextmanager
def receiving() -> Iterator[Mailbox]:
    """The mail server, until the end of the block."""
    mailbox = Mailbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        mailbox.port = free.getsockname()[1]
    controller = Controller(
        mailbox, hostname="127.0.0.1", port=mailbox.port, authenticator=_log_in, auth_require_tls=False
    )
    controller.start()
    try:
        yield mailbox
    finally:
        controller.stop()
