"""What the hub tells the process that looks for rules of urgency, line by line, and what it answers. Without
the store: the process knows no database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import msgspec

from desktop.core.incident.page import Page
from desktop.core.schedule.schedule import Schedule
from desktop.core.team.team import Team
from desktop.core.urgency.past_incident import PastIncident
from desktop.core.urgency.proposal import Proposal, proposals
from desktop.core.urgency.proposal_effect import Past, SentPages


class _Told(msgspec.Struct, frozen=True, kw_only=True):
    """A line about the past, as the hub makes it: nothing is decoded there."""

    incidents: tuple[msgspec.Raw, ...]
    pages: tuple[dict[str, Any], ...]


class _Heard(msgspec.Struct, frozen=True, kw_only=True):
    """The same line, as the process understands it."""

    incidents: tuple[PastIncident, ...]
    pages: tuple[Page, ...]


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """The first line of the answer; so many lines follow, each a proposal."""

    looked_at: int
    proposals: int


_team = msgspec.json.Decoder(Team)
_heard = msgspec.json.Decoder(_Heard)


def question(team: Team) -> bytes:
    """The first line: what of the team counts."""
    counts = Team(roster=team.roster, urgency=team.urgency, schedule=Schedule(zone=team.schedule.zone))
    return msgspec.json.encode(counts) + b"\n"


def told(bodies: Iterable[str], pages: Iterable[dict[str, Any]]) -> bytes:
    """One more line: incidents as JSON, and their pages."""
    line = _Told(incidents=tuple(map(msgspec.Raw, bodies)), pages=tuple(pages))
    return msgspec.json.encode(line) + b"\n"


def searched(lines: Iterator[bytes]) -> tuple[int, list[Proposal]]:
    """How many incidents the lines told of, and the rules that they speak for."""
    team = _team.decode(next(lines))
    sent, past = SentPages(team), list[PastIncident]()
    for line in lines:
        heard = _heard.decode(line)
        sent.add(heard.pages)
        past += map(_without_words, heard.incidents)
    return len(past), proposals(Past(team.urgency, past, sent))


def _without_words(past: PastIncident) -> PastIncident:
    """Without what no rule asks for: monitors send much."""
    return replace(past, alerts=tuple(replace(one, summary="", details="", links=()) for one in past.alerts))
