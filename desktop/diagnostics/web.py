"""One question to a web server: no cookies, no proxy, few redirects, an end to what is read, and no
credentials but a login that was given for this very server.

Names are resolved first and the address that was looked at is the one that is asked: a name cannot lead to
one thing when it is looked at and to another when it is used. Addresses of the link (169.254.0.0/16, fe80::)
are never asked, because clouds give their machines' credentials there.
"""

from __future__ import annotations

import asyncio
import ipaddress
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from desktop.diagnostics.asking import Asking
from desktop.diagnostics.logins import origin_of
from desktop.diagnostics.names import addresses, in_thread, is_numeric
from desktop.formats.check.address import checked
from desktop.formats.check.fields import CannotCheck

if TYPE_CHECKING:
    import httpx

LONGEST_BODY = 1_000_000
MOST_REDIRECTS = 3
_HEADERS = {
    "User-Agent": "pairwatch-check",
    "Accept": "*/*",
    # Nothing to unpack: a small answer may be a large one, unpacked.
    "Accept-Encoding": "identity",
}


class NoAnswer(Exception):
    """The server did not answer: a sentence. The check is bad, it is not that it could not be run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """`took` is until the first byte of the last answer's body, from the first question on."""

    status: int
    body: bytes
    is_cut: bool
    took: timedelta
    redirects: tuple[str, ...]
    certificate_ends_at: datetime | None


async def fetch(
    asking: Asking, address: str, method: str = "GET", body: bytes = b"", *, is_ours: bool
) -> Fetched:
    """Ask, following redirects. `is_ours`: no alert has a say in whom, so that it may get its login. Raises
    NoAnswer, CannotCheck. The caller limits the time."""
    import httpx  # 0.1 s, and only needed here

    loop = asyncio.get_running_loop()
    began = loop.time()
    context = asking.access.context
    if context is None:
        context = await in_thread(ssl.create_default_context)  # it reads some hundred certificates
    redirects: list[str] = []
    guarded = asking.access.guarded and not is_ours
    ours = origin_of(address) if is_ours else ""
    login = await asking.access.logins.header(ours) if ours else ""
    async with httpx.AsyncClient(verify=context, trust_env=False, timeout=None) as client:
        while True:
            request = await _request(client, address, method, body, guarded=guarded)
            if login and origin_of(address) == ours:
                request.headers["Authorization"] = login
            try:
                async with _sent(client, request) as answer:
                    took = timedelta(seconds=loop.time() - began)
                    target = answer.headers.get("location", "")
                    if answer.is_redirect and target and not body:
                        if len(redirects) >= MOST_REDIRECTS:
                            raise NoAnswer(f"Sent on more than {MOST_REDIRECTS} times")
                        address = checked(urljoin(address, target))
                        redirects.append(address)
                        guarded = asking.access.guarded
                        continue
                    found, is_cut = await _read(answer)
                    return Fetched(
                        status=answer.status_code,
                        body=found,
                        is_cut=is_cut,
                        took=took,
                        redirects=tuple(redirects),
                        certificate_ends_at=_ends_at(answer),
                    )
            except httpx.HTTPError as error:
                raise NoAnswer(_sentence(error)) from error


@asynccontextmanager
async def _sent(client: httpx.AsyncClient, request: httpx.Request) -> AsyncIterator[httpx.Response]:
    answer = await client.send(request, stream=True)
    try:
        yield answer
    finally:
        await answer.aclose()


async def _request(
    client: httpx.AsyncClient, address: str, method: str, body: bytes, *, guarded: bool
) -> httpx.Request:
    """To the address that the name has now, called by its name."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    found = await resolved(host, guarded=guarded)
    numeric = f"[{found}]" if ":" in found else found
    at = parts._replace(netloc=f"{numeric}:{port}").geturl()
    headers = dict(_HEADERS, Host=parts.netloc)
    if body:
        headers["Content-Type"] = "application/json"
    extensions = {"sni_hostname": host} if not is_numeric(host) else {}
    return client.build_request(method, at, headers=headers, content=body or None, extensions=extensions)


async def resolved(host: str, *, guarded: bool = False) -> str:
    """The first address of `host`, IPv4 before IPv6. Raises NoAnswer, CannotCheck."""
    found = await addresses(host)
    if not found:
        raise NoAnswer(f"The name {host} is not known")
    for one in found:
        if not_asked(one, guarded=guarded):
            raise CannotCheck(f"{host} leads to {one}, which is not asked.", "Ask by hand.")
    return found[0]


def not_asked(address: str, *, guarded: bool = False) -> bool:
    """Whether it is an address at which clouds keep secrets, or that is nobody's; `guarded`: or this
    computer's own."""
    found = ipaddress.ip_address(address.partition("%")[0])
    found = getattr(found, "ipv4_mapped", None) or found
    if guarded and (found.is_loopback or found.is_unspecified):
        return True
    return found.is_link_local or found.is_multicast or str(found) == "fd00:ec2::254"


async def _read(answer: httpx.Response) -> tuple[bytes, bool]:
    body = bytearray()
    async for chunk in answer.aiter_raw(65_536):
        body += chunk
        if len(body) > LONGEST_BODY:
            return bytes(body[:LONGEST_BODY]), True
    return bytes(body), False


def _ends_at(answer: httpx.Response) -> datetime | None:
    stream = answer.extensions.get("network_stream")
    found = stream.get_extra_info("ssl_object") if stream is not None else None
    certificate = found.getpeercert() if found is not None else None
    if not certificate or "notAfter" not in certificate:
        return None
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(str(certificate["notAfter"])), UTC)


def _sentence(error: Exception) -> str:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"The certificate is not good: {cause.verify_message}"
        if isinstance(cause, ssl.SSLError):
            return f"No encrypted connection: {cause.reason or 'it is no TLS'}"
        if isinstance(cause, ConnectionRefusedError):
            return "Nothing listens there"
        cause = cause.__cause__ or cause.__context__
    words = str(error).strip().rstrip(".")
    return f"The connection broke: {words[:200]}" if words else "The connection broke"
