"""Change events: what somebody or something changed, as deployment tools, scripts and git hooks tell it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desktop.core.incident.alert import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeReport:
    """One message about a change, as `formats` understood it. `at`: when it was made; None: the sender does
    not say. `key` makes two messages the same; empty: the sender gives none. `kind` is the sender's word,
    such as "deploy"."""

    summary: str
    at: datetime | None = None
    service: str = ""
    source: str = ""
    author: str = ""
    kind: str = ""
    details: str = ""
    links: tuple[Link, ...] = ()
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeEvent:
    """A change, as the hub keeps it. `id` is made of the integration and the message's key."""

    id: str
    integration: str
    summary: str
    at: datetime
    service: str = ""
    source: str = ""
    author: str = ""
    kind: str = ""
    details: str = ""
    links: tuple[Link, ...] = ()
