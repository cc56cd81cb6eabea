"""The DNS check. Addresses are asked of the system, as every program does; other records, and those of a
server that the check names, of a name server."""

from __future__ import annotations

import asyncio
import secrets
import socket
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from desktop.core.fixing.check_result import CheckVerdict
from desktop.diagnostics.asking import Asking
from desktop.diagnostics.names import addresses, in_thread
from desktop.diagnostics.web import NoAnswer, resolved
from desktop.formats.check import dns
from desktop.formats.check.fields import CannotCheck, field_of, host
from desktop.formats.check.verdict import Judged, judge_dns

_AGAIN = 2.0
"""Seconds until a question that may have been lost is asked again."""


async def dns_check(asking: Asking) -> Judged:
    """Raises CannotCheck."""
    name = host(field_of(asking.diagnostic, "host", asking.values))
    kind = field_of(asking.diagnostic, "type", asking.values, "A").upper()
    if kind not in dns.TYPES:
        raise CannotCheck(f"type “{kind[:20]}” is not known.", f"Use one of: {', '.join(dns.TYPES)}.")
    expect = field_of(asking.diagnostic, "expect", asking.values)
    server = field_of(asking.diagnostic, "server", asking.values)
    loop = asyncio.get_running_loop()
    began = loop.time()
    try:
        if server or kind not in ("A", "AAAA"):
            found = await _asked(name, kind, server)
        else:
            found = await _system(name, kind)
    except NoAnswer as error:
        return Judged(verdict=CheckVerdict.BAD, summary=str(error))
    took = timedelta(seconds=loop.time() - began)
    asking.output.write("".join(f"{one}\n" for one in found).encode())
    return judge_dns(name, kind, found, expect, took)


async def _system(name: str, kind: str) -> list[str]:
    return await addresses(name, socket.AF_INET if kind == "A" else socket.AF_INET6)


async def _asked(name: str, kind: str, server: str) -> list[str]:
    where, _, port_text = server.partition(":") if server.count(":") == 1 else (server, "", "")
    port = int(port_text) if port_text.isdigit() else 53
    address = await resolved(host(where)) if where else await in_thread(_usual_server)
    number = secrets.randbelow(65_536)
    question = dns.question(number, name, kind)
    found = await _by_datagram(address, port, question, number, kind)
    if found is None:
        found = await _by_stream(address, port, question, number, kind)
    return found


class _Answers(asyncio.DatagramProtocol):
    def __init__(self) -> None:
        self.come: asyncio.Queue[bytes | Exception] = asyncio.Queue()

    def datagram_received(self, data: bytes, addr: object) -> None:
        self.come.put_nowait(data)

    def error_received(self, error: Exception) -> None:
        self.come.put_nowait(error)


async def _by_datagram(address: str, port: int, question: bytes, number: int, kind: str) -> list[str] | None:
    """None when the answer does not fit. Asked again until the check's time is over."""
    loop = asyncio.get_running_loop()
    transport, answers = await loop.create_datagram_endpoint(_Answers, remote_addr=(address, port))
    try:
        while True:
            transport.sendto(question)
            with suppress(TimeoutError):
                async with asyncio.timeout(_AGAIN):
                    while True:
                        come = await answers.come.get()
                        if isinstance(come, Exception):
                            raise NoAnswer(f"No name server listens at {address}")
                        found = dns.answer(come, number, kind)
                        if found is not None:
                            return None if found[1] else found[0]
    finally:
        transport.close()


async def _by_stream(address: str, port: int, question: bytes, number: int, kind: str) -> list[str]:
    try:
        reader, writer = await asyncio.open_connection(address, port)
    except OSError:
        raise NoAnswer(f"No name server listens at {address} for long answers") from None
    try:
        writer.write(len(question).to_bytes(2, "big") + question)
        size = int.from_bytes(await reader.readexactly(2), "big")
        found = dns.answer(await reader.readexactly(size), number, kind)
    except (OSError, asyncio.IncompleteReadError):
        raise NoAnswer("The name server broke the connection off") from None
    finally:
        writer.close()
    return found[0] if found is not None else []


def _usual_server() -> str:
    try:
        servers = dns.servers_in(Path("/etc/resolv.conf").read_text(encoding="utf-8", errors="replace"))
    except OSError:
        servers = []
    if not servers:
        raise CannotCheck(
            "This computer does not say which name server it asks.", "Add a line server: … to it."
        )
    return servers[0]
