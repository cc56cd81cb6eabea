"""The hub's HTTP API. Importing this costs a quarter of a second (httpx): only `runner` and `join` do, when
needed."""

from __future__ import annotations

import ssl
from collections.abc import AsyncGenerator, Iterator
from contextlib import contextmanager
from datetime import datetime
from http import HTTPStatus
from typing import TypeVar
from uuid import UUID

import msgspec

from desktop.client.errors import HubFailure, Trouble, Undeliverable
from desktop.client.hub_access import HubAccess, ssl_context
from desktop.client.lean_httpx import httpx, httpx_sse
from desktop.client.state import PendingCommand
from desktop.core.errors import PairwatchError
from desktop.core.incident.incident import Incident
from desktop.core.telling.notice import Notice
from desktop.core.telling.template import Template
from desktop.core.telling.update import Readers, Stage
from desktop.wire.command import COMMANDS, Answer
from desktop.wire.feed import (
    Change,
    Heartbeat,
    Snapshot,
    TimelineEntry,
    decode_change,
    decode_timeline,
)
from desktop.wire.problem import Problem
from desktop.wire.tagged import UnknownType

T = TypeVar("T")

SILENCE = 20.0
"""Seconds. A little over the heartbeat (15 s): after that the connection is half open."""
_REQUEST = httpx.Timeout(5)
_FEED = httpx.Timeout(connect=5, read=SILENCE, write=5, pool=5)
_LIMITS = httpx.Limits(max_connections=8, max_keepalive_connections=4, keepalive_expiry=None)

_RETRIED = {
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.REQUEST_TIMEOUT,
    HTTPStatus.TOO_EARLY,
    HTTPStatus.TOO_MANY_REQUESTS,
}
_GO_ON = "Pairwatch goes on trying."


class SnapshotNeeded:
    """The feed cannot be followed from here; a new snapshot can."""


class HubApi:
    """One hub, asked with one token. All methods raise HubFailure when it cannot be used just now."""

    def __init__(self, access: HubAccess) -> None:
        self._client = httpx.AsyncClient(
            base_url=access.address,
            headers={"Authorization": f"Bearer {access.token}", "Accept": "application/json"},
            timeout=_REQUEST,
            limits=_LIMITS,
            verify=ssl_context(access),
            trust_env=not access.is_loopback,
        )

    async def close(self) -> None:
        """Close every connection."""
        await self._client.aclose()

    async def snapshot(self) -> Snapshot:
        """All there is to begin with."""
        with _failures():
            return _decode(_checked(await self._client.get("/v1/snapshot")), Snapshot)

    async def feed(self, after: int) -> AsyncGenerator[Heartbeat | Change | SnapshotNeeded, None]:
        """What happens after the change `after`; ends only by failing."""
        with _failures():
            async with httpx_sse.aconnect_sse(
                self._client, "GET", "/v1/changes", params={"after": after}, timeout=_FEED
            ) as source:
                if source.response.is_error:
                    await source.response.aread()
                _checked(source.response)
                async for event in source.aiter_sse():
                    if event.event == "change":
                        try:
                            yield decode_change(event.data)
                        except (UnknownType, msgspec.ValidationError):
                            yield SnapshotNeeded()
                    elif event.event == "heartbeat":
                        yield msgspec.json.decode(event.data, type=Heartbeat)
                    elif event.event == "snapshot":
                        yield SnapshotNeeded()
        raise HubFailure(Trouble.UNREACHABLE, "The hub closed the connection.", _GO_ON)

    async def post(self, pending: PendingCommand) -> Answer:
        """What the hub says to the command. Raises Undeliverable when it will never take it."""
        with _failures():
            response = await self._client.post(
                "/v1/commands",
                content=COMMANDS.encode(pending.command),
                headers={"Idempotency-Key": str(pending.key), "Content-Type": "application/json"},
            )
            problem = _problem(response)
            if problem is not None and response.is_client_error and response.status_code not in _RETRIED:
                raise Undeliverable(
                    f"What you pressed could not be delivered. {problem.title}", problem.remedy
                )
            return _decode(_checked(response), Answer)

    async def timeline(self, incident_id: UUID) -> list[TimelineEntry]:
        """All that happened to the incident, oldest first. Raises PairwatchError for one that the hub does
        not know."""
        with _failures():
            response = await self._client.get(f"/v1/incidents/{incident_id}/timeline")
            problem = _problem(response)
            if problem is not None and response.status_code == HTTPStatus.NOT_FOUND:
                raise PairwatchError(problem.title, problem.remedy)
            try:
                return decode_timeline(_checked(response).content)
            except UnknownType as error:
                raise PairwatchError(
                    "This timeline holds something that only a newer Pairwatch knows.",
                    "Update Pairwatch here.",
                ) from error

    async def resolved(self, before: datetime | None = None, limit: int = 50) -> list[Incident]:
        """Resolved incidents, the latest first, those before `before`."""
        asked = {"limit": str(limit)} | ({"before": before.isoformat()} if before else {})
        with _failures():
            return _decode(_checked(await self._client.get("/v1/incidents", params=asked)), list[Incident])

    async def save_notice(self, notice: Notice) -> Notice:
        """Make or change a notice. This and what follows raises PairwatchError when the hub says no."""
        return await self.asked("PUT", f"/v1/notices/{notice.id}", Notice, notice)

    async def switch_notice(self, notice_id: UUID, *, on: bool, incident_id: UUID | None) -> Notice:
        """Show a notice to users, or no longer."""
        body = {"on": on, "incident_id": incident_id}
        return await self.asked("POST", f"/v1/notices/{notice_id}/switch", Notice, body)

    async def delete_notice(self, notice_id: UUID) -> None:
        """Forget a notice that is off."""
        await self._agreed("DELETE", f"/v1/notices/{notice_id}")

    async def template_versions(self) -> list[Template]:
        """All versions of all templates."""
        return await self.asked("GET", "/v1/templates", list[Template])

    async def save_template(
        self, stage: Stage, readers: Readers, subject: str, text: str, *, based_on: int | None = None
    ) -> Template:
        """Write a new version of a template."""
        body: dict[str, str | int] = {"subject": subject, "text": text}
        if based_on is not None:
            body["based_on"] = based_on
        return await self.asked("PUT", f"/v1/templates/{stage}/{readers}", Template, body)

    async def restore_template(self, stage: Stage, readers: Readers, version: int) -> Template:
        """Make an old version the newest."""
        body = {"version": version}
        return await self.asked("POST", f"/v1/templates/{stage}/{readers}/restore", Template, body)

    async def public_link(self, incident_id: UUID) -> str:
        """A new address of the incident's public page."""
        link = await self.asked("POST", f"/v1/incidents/{incident_id}/public-link", _Link)
        return link.url

    async def revoke_public_links(self, incident_id: UUID) -> int:
        """Let no link to the incident show it any more; how many did."""
        return (await self.asked("DELETE", f"/v1/incidents/{incident_id}/public-link", _Revoked)).links

    async def asked(self, method: str, path: str, kind: type[T], body: object = None) -> T:
        """One request whose answer is JSON of `kind`; for the modules that keep to one resource."""
        response = await self._agreed(method, path, body)
        with _failures():
            return _decode(response, kind)

    async def told(self, method: str, path: str, body: object = None) -> None:
        """The same for a request that is answered with nothing."""
        await self._agreed(method, path, body)

    async def _agreed(self, method: str, path: str, body: object = None) -> httpx.Response:
        """The answer to a request that the hub does not say no to."""
        content = msgspec.json.encode(body) if body is not None else None
        headers = {"Content-Type": "application/json"} if content is not None else {}
        with _failures():
            response = await self._client.request(method, path, content=content, headers=headers)
            problem = _problem(response)
            if problem is not None and response.is_client_error and response.status_code not in _RETRIED:
                raise PairwatchError(problem.title, problem.remedy)
            return _checked(response)

    async def keep_warm(self) -> None:
        """Leave an open connection behind for whoever posts next."""
        with _failures():
            await self._client.get("/healthz")


class _Link(msgspec.Struct):
    url: str


class _Revoked(msgspec.Struct):
    links: int


def _decode(response: httpx.Response, kind: type[T]) -> T:
    return msgspec.json.decode(response.content, type=kind)


def _problem(response: httpx.Response) -> Problem | None:
    """What the hub itself says is wrong; None when all is well, or when something else on the way
    answered."""
    if not response.is_error or "application/problem+json" not in response.headers.get("content-type", ""):
        return None
    try:
        return msgspec.json.decode(response.content, type=Problem)
    except msgspec.DecodeError:
        return None


def _checked(response: httpx.Response) -> httpx.Response:
    if response.is_success:
        return response
    if response.status_code in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        raise HubFailure(
            Trouble.TOKEN_REFUSED,
            "The hub does not know this computer any more.",
            "Ask for a new invitation and join again.",
        )
    problem = _problem(response)
    if problem is not None:
        raise HubFailure(Trouble.HUB_FAULT, problem.title, problem.remedy)
    raise _no_hub(f" (HTTP {response.status_code})")


@contextmanager
def _failures() -> Iterator[None]:
    """Make one HubFailure of the many things that can go wrong."""
    try:
        yield
    except httpx.ReadTimeout as error:
        raise HubFailure(Trouble.SILENT, "The hub does not answer.", _GO_ON) from error
    except httpx_sse.SSEError as error:
        # Before the others: httpx-sse makes it one of httpx's transport errors.
        raise _no_hub() from error
    except httpx.TransportError as error:
        if isinstance(error.__cause__, ssl.SSLCertVerificationError) or "CERTIFICATE_VERIFY" in str(error):
            raise HubFailure(
                Trouble.UNREACHABLE,
                "The hub shows another certificate than the one this computer trusts.",
                "Ask for a new invitation and join again.",
            ) from error
        raise HubFailure(Trouble.UNREACHABLE, "The hub cannot be reached.", _GO_ON) from error
    except (httpx.HTTPError, httpx.InvalidURL, msgspec.DecodeError) as error:
        raise _no_hub() from error


def _no_hub(status: str = "") -> HubFailure:
    return HubFailure(
        Trouble.HUB_FAULT,
        f"The hub's address gave an answer that is not Pairwatch's{status}.",
        "Check the address and what stands before the hub.",
    )
