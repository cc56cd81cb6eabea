"""Joining a hub: the one line of an invitation is exchanged for a token of this computer's own."""

from __future__ import annotations

import asyncio
import ssl
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec

from desktop.client.errors import CannotJoin
from desktop.client.hub_access import HubAccess, fingerprint, ssl_context
from desktop.wire.invitation import BadInvitation, Invitation, Joined, read_invitation
from desktop.wire.problem import Problem

if TYPE_CHECKING:
    import httpx

PATIENCE = 10.0
"""Seconds for each of the two steps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinedHub:
    """What to keep: `access` holds the token (a secret) and the pinned certificate; `responder` is the id of
    `name`."""

    access: HubAccess
    responder: str
    name: str


async def join(invitation_text: str) -> JoinedHub:
    """Use the invitation. Raises BadInvitation for other text, and CannotJoin; both say what to do."""
    invitation = read_invitation(invitation_text)
    address = invitation.address.rstrip("/")
    url = urlsplit(address)
    if url.scheme not in ("http", "https") or not url.hostname:
        raise BadInvitation("This invitation holds no address of a hub.", "Ask for a new one.")
    certificate = ""
    if invitation.fingerprint and url.scheme == "https":
        certificate = await _certificate(url.hostname, url.port or 443, invitation)
    access = HubAccess(address=address, token="", certificate=certificate)
    joined = await _exchange(access, invitation.code)
    return JoinedHub(
        access=HubAccess(address=address, token=joined.token, certificate=certificate),
        responder=joined.responder,
        name=joined.name,
    )


async def _certificate(host: str, port: int, invitation: Invitation) -> str:
    """The hub's certificate as PEM, after comparing it with the invitation."""
    # Anything is accepted here because nothing is said yet: only the fingerprint decides.
    anything = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    anything.check_hostname = False
    anything.verify_mode = ssl.CERT_NONE
    try:
        async with asyncio.timeout(PATIENCE):
            _, writer = await asyncio.open_connection(host, port, ssl=anything)
    except (OSError, TimeoutError) as error:
        raise _unreachable(invitation.address) from error
    try:
        found: bytes | None = writer.get_extra_info("ssl_object").getpeercert(binary_form=True)
    finally:
        writer.close()
    if found is None or fingerprint(found) != invitation.fingerprint.replace(":", "").strip().lower():
        raise CannotJoin(
            "The hub shows another certificate than the invitation names. Somebody may be listening in.",
            "Ask for a new invitation; if it happens again, do not join over this network.",
        )
    return ssl.DER_cert_to_PEM_cert(found)


async def _exchange(access: HubAccess, code: str) -> Joined:
    # Only now: this import takes a quarter of a second.
    import httpx

    try:
        async with httpx.AsyncClient(
            base_url=access.address,
            timeout=PATIENCE,
            verify=ssl_context(access),
            trust_env=not access.is_loopback,
        ) as client:
            response = await client.post("/v1/join", json={"code": code})
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise _unreachable(access.address) from error
    if response.is_success:
        try:
            return msgspec.json.decode(response.content, type=Joined)
        except msgspec.DecodeError as error:
            raise _not_a_hub(access.address) from error
    raise _refusal(response) or _not_a_hub(access.address)


def _refusal(response: httpx.Response) -> CannotJoin | None:
    """What the hub itself says (the code was used, or is too old); None when it was no hub that answered."""
    if "application/problem+json" not in response.headers.get("content-type", ""):
        return None
    try:
        problem = msgspec.json.decode(response.content, type=Problem)
    except msgspec.DecodeError:
        return None
    return CannotJoin(problem.title, problem.remedy)


def _unreachable(address: str) -> CannotJoin:
    return CannotJoin(
        f"No hub can be reached at {address}.",
        "Check that both computers are on the same network and that the hub's computer is awake, then "
        "try again.",
    )


def _not_a_hub(address: str) -> CannotJoin:
    return CannotJoin(
        f"What answers at {address} is not a Pairwatch hub.",
        "Check the address, or ask for a new invitation.",
    )
