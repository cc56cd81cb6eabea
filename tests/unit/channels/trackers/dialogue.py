"""A talk with a tracker, played with recorded answers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from desktop.channels.result import Result
from desktop.channels.trackers.account import Account, TrackerKind
from desktop.channels.trackers.errand import Opened
from desktop.channels.trackers.exchange import Answer, Refused, Request, Talk
from desktop.core.closing.ticket import Label

PAYLOADS = Path(__file__).parent / "payloads"
MARKER = "8f0b7c1e5d0e4d2a9a570d6f3c0c4a11"
SINCE = datetime(2026, 11, 24, 2, 26, 52, tzinfo=UTC)
CHECKOUT = Label(key="service", value="checkout")
PAYMENTS = Label(key="impact", value="a third of payments")
TOKEN = "SecretTokenOfTheTracker"


def account(kind: TrackerKind, url: str, project: str, user: str = "") -> Account:
    return Account(kind=kind, name=kind.vendor, url=url, project=project, user=user, token=TOKEN)


GITHUB = account(TrackerKind.GITHUB, "https://github.com", "acme/shop")
GITLAB = account(TrackerKind.GITLAB, "https://gitlab.com", "acme/shop")
JIRA = account(TrackerKind.JIRA, "https://acme.atlassian.net", "OPS", "bot@example.com")
OWN_JIRA = account(TrackerKind.JIRA, "https://jira.example.com", "OPS")


def payload(name: str) -> bytes:
    return (PAYLOADS / f"{name}.json").read_bytes()


def said(status: int, name: str = "", **headers: str) -> Answer:
    """A recorded answer; the headers' names with _ for -."""
    known = {key.replace("_", "-"): value for key, value in headers.items()}
    return Answer(status=status, headers=known, body=payload(name) if name else b"")


@dataclass(frozen=True)
class Played:
    """What was asked, and how it ended: a ticket, nothing, or a refusal."""

    requests: list[Request]
    ticket: Opened | None = None
    refusal: Result | None = None

    @property
    def asked(self) -> list[str]:
        return [f"{request.method} {request.path}" for request in self.requests]

    @property
    def last(self) -> Any:
        """The body of the last request, as it goes over the wire."""
        return json.loads(json.dumps(self.requests[-1].body))


def play(talk: Talk, *answers: Answer) -> Played:
    """All answers must be used."""
    requests = [next(talk)]
    try:
        for answer in answers:
            requests.append(talk.send(answer))
    except StopIteration as end:
        played = Played(requests, ticket=end.value)
    except Refused as refused:
        played = Played(requests, refusal=refused.result)
    else:
        raise AssertionError(f"unanswered: {requests[-1]}")
    assert len(requests) == len(answers)
    return played
