"""Incidents: what people work on. One value holds all that decides what happens next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from desktop.core.closing.closing import ClosedStep, GivenVerdict
from desktop.core.closing.outcome import Outcome
from desktop.core.closing.ticket import Label, Ticket
from desktop.core.fixing.call_in import CallIn
from desktop.core.fixing.check_result import CheckResult
from desktop.core.fixing.finding import Finding
from desktop.core.fixing.work import RunBookWork
from desktop.core.incident.alert import Alert
from desktop.core.incident.page import Page, PageOutcome, PageReason
from desktop.core.incident.seat_offer import SeatOffer
from desktop.core.team.seat import Seat, SeatState
from desktop.core.telling.communication import CommunicationClock
from desktop.core.telling.question import Question
from desktop.core.telling.update import Update
from desktop.core.urgency.urgency import Decider, Urgency


class Status(StrEnum):
    """open → answered (both seats are held) → resolved."""

    OPEN = "open"
    ANSWERED = "answered"
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """The aggregate. `pages` holds the newest page of each responder for each seat, oldest first; all
    pages ever sent are in the page log. `number` is the hub's short number that people say (#123).
    `urgency_decided_by` is None while nobody decided: then it is `NOW`. `quiet_until`: it can wait, and
    until then nobody is paged. `active_at`: when a person last did something."""

    id: UUID
    number: int
    title: str
    service: str = ""
    opened_at: datetime
    urgency: Urgency = Urgency.NOW
    urgency_decided_by: Decider | None = None
    quiet_until: datetime | None = None
    manager: SeatState
    engineer: SeatState
    alerts: tuple[Alert, ...] = ()
    pages: tuple[Page, ...] = ()
    communication: CommunicationClock | None = None
    updates: tuple[Update, ...] = ()
    question: Question | None = None
    labels: tuple[Label, ...] = ()
    ticket: Ticket | None = None
    work: tuple[RunBookWork, ...] = ()
    findings: tuple[Finding, ...] = ()
    checks: tuple[CheckResult, ...] = ()
    call_ins: tuple[CallIn, ...] = ()
    offers: tuple[SeatOffer, ...] = ()
    active_at: datetime | None = None
    closing: tuple[ClosedStep, ...] = ()
    verdicts: tuple[GivenVerdict, ...] = ()
    outcome: Outcome | None = None
    resolved_at: datetime | None = None
    resolved_by: str | None = None

    @property
    def seats(self) -> tuple[SeatState, SeatState]:
        """Both seats, the Manager's first."""
        return (self.manager, self.engineer)

    @property
    def status(self) -> Status:
        """Open, answered or resolved."""
        if self.resolved_at is not None:
            return Status.RESOLVED
        return Status.OPEN if self.empty_seats else Status.ANSWERED

    @property
    def empty_seats(self) -> tuple[Seat, ...]:
        """The seats that nobody holds."""
        return tuple(state.seat for state in self.seats if state.holder is None)

    def seat(self, seat: Seat) -> SeatState:
        """The state of one seat."""
        return self.manager if seat is Seat.MANAGER else self.engineer

    def held_by(self, responder: str) -> tuple[Seat, ...]:
        """The seats that this responder holds."""
        return tuple(state.seat for state in self.seats if state.holder == responder)

    def pages_for(self, seat: Seat) -> tuple[Page, ...]:
        """The newest page of each responder for this empty seat, open or ended; no stand-ins."""
        return tuple(page for page in self.pages if page.seat is seat and page.reason is PageReason.SEAT)

    @property
    def stand_in_pages(self) -> tuple[Page, ...]:
        """The open pages that ask somebody to communicate instead of the Manager."""
        return tuple(page for page in self.pages if page.reason is PageReason.STAND_IN and page.is_open)

    @property
    def call_in_pages(self) -> tuple[Page, ...]:
        """The open pages that ask somebody to help."""
        return tuple(page for page in self.pages if page.reason is PageReason.CALL_IN and page.is_open)

    @property
    def offer_pages(self) -> tuple[Page, ...]:
        """The open pages that offer somebody a seat."""
        return tuple(page for page in self.pages if page.reason is PageReason.OFFER and page.is_open)

    @property
    def still_pages(self) -> tuple[Page, ...]:
        """The open pages that ask holders whether they are still on it."""
        return tuple(page for page in self.pages if page.reason is PageReason.STILL_ON_IT and page.is_open)

    def open_pages_of(self, responder: str) -> tuple[Page, ...]:
        """What this responder's devices ring for."""
        return tuple(page for page in self.pages if page.responder == responder and page.is_open)

    def with_seat(self, state: SeatState) -> Incident:
        """The incident with one seat replaced."""
        if state.seat is Seat.MANAGER:
            return replace(self, manager=state)
        return replace(self, engineer=state)

    def with_alert(self, alert: Alert) -> Incident:
        """The incident with `alert` added, or put in the place of the one with the same key."""
        others = tuple(known for known in self.alerts if known.key != alert.key)
        if len(others) == len(self.alerts):
            return replace(self, alerts=(*self.alerts, alert))
        return replace(
            self, alerts=tuple(alert if known.key == alert.key else known for known in self.alerts)
        )

    def with_page(self, page: Page) -> Incident:
        """The incident with `page` as the newest of its responder for its seat."""
        others = tuple(known for known in self.pages if _for_whom(known) != _for_whom(page))
        return replace(self, pages=(*others, page))

    def with_page_changed(self, changed: Page) -> Incident:
        """The incident with the page of the same id replaced, in its place."""
        return replace(self, pages=tuple(changed if page.id == changed.id else page for page in self.pages))


def _for_whom(page: Page) -> tuple[str, Seat, PageReason]:
    return (page.responder, page.seat, page.reason)


def ended(page: Page, outcome: PageOutcome, at: datetime) -> Page:
    """The page after it ended."""
    return replace(page, ended_at=at, outcome=outcome)


def opened(
    incident_id: UUID, number: int, first: Alert, at: datetime, clock: CommunicationClock | None
) -> Incident:
    """A new incident about `first`, both seats empty, nobody paged yet. `clock` None: it can wait."""
    return Incident(
        id=incident_id,
        number=number,
        title=first.summary,
        service=first.service,
        opened_at=at,
        manager=SeatState(seat=Seat.MANAGER, empty_since=at, level_since=at),
        engineer=SeatState(seat=Seat.ENGINEER, empty_since=at, level_since=at),
        alerts=(first,),
        communication=clock,
    )
