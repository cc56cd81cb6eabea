"""An incident's history as rows, newest first. What belongs together is one row, what repeats is counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from desktop.core.closing.ticket import Ticket
from desktop.core.incident.events import (
    AlertAcknowledged,
    AlertReceived,
    AlertRepeated,
    AlertResolved,
    ClaimCameLate,
    DeliveryChanged,
    Event,
    IncidentOpened,
    IncidentResolved,
    OfferEnded,
    PageEnded,
    PageRinging,
    PageSent,
    Resolution,
    SeatClaimed,
    SeatEscalated,
    SeatLost,
    SeatOffered,
    SeatPagedAgain,
    SeatReturned,
    TicketChanged,
    UpdateSent,
)
from desktop.core.incident.page import Page, PageOutcome, PageReason
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team
from desktop.core.telling.update import Delivery, Update
from desktop.ui.present.incident.asked import asked_row, on_it_row, still_row
from desktop.ui.present.incident.paged import Sent, paged_row
from desktop.ui.present.incident.shadowed import shadow_rows
from desktop.ui.present.people import person, seat_name, starts
from desktop.ui.present.rows import RowKind, TimelineRow
from desktop.ui.present.rules.urgency import urgency_row
from desktop.ui.present.timeline.fixed import fixed_row
from desktop.ui.present.timeline.reached import reached_row
from desktop.ui.present.timeline.told import ticket_row, told_row, update_row
from desktop.ui.present.times import Viewer, span
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone

_OFFLINE = timedelta(seconds=5)
"""An acknowledgement that took longer to arrive was pressed offline; both times are told."""


def timeline_rows(
    events: Iterable[Event], team: Team, viewer: Viewer, now: datetime
) -> tuple[TimelineRow, ...]:
    """`events` oldest first; the rows newest first."""
    return _Telling(team, viewer, now).tell(events)


class _Telling:
    def __init__(self, team: Team, viewer: Viewer, now: datetime) -> None:
        self._team, self._viewer, self._now = team, viewer, now
        self._rows: list[TimelineRow | None] = []
        self._sent: list[Sent] = []
        self._alert_rows: dict[tuple[str, str], int] = {}
        self._source: dict[tuple[str, str], str] = {}
        self._last_page: dict[tuple[str, Seat], datetime] = {}
        self._stand_ins: set[UUID] = set()
        self._called: set[UUID] = set()
        self._offered: set[UUID] = set()
        self._shadows: dict[UUID, Page] = {}
        self._still: dict[datetime, tuple[int, list[Page]]] = {}
        self._silent: dict[str, tuple[int, int]] = {}
        self._updates: dict[UUID, tuple[int, Update]] = {}
        self._ticket: Ticket | None = None

    def tell(self, events: Iterable[Event]) -> tuple[TimelineRow, ...]:
        for event in events:
            self._take(event)
        for sent in self._sent:
            self._rows[sent.position] = paged_row(sent, self._team, self._viewer, self._now)
        return tuple(row for row in reversed(self._rows) if row is not None)

    def _add(
        self, at: datetime, icon: str, tone: Tone, title: str, detail: str = "", kind: RowKind = RowKind.OTHER
    ) -> None:
        time = self._viewer.moment(at, self._now)
        self._rows.append(TimelineRow(time, icon, tone, title, detail, at=at, kind=kind))

    def _take(self, event: Event) -> None:
        match event:
            case AlertReceived() | AlertRepeated() | AlertAcknowledged() | AlertResolved():
                self._alert(event)
            case PageSent(at=at, page=page) if page.reason is PageReason.STAND_IN:
                self._stand_ins.add(page.id)
                self._sent.append(Sent(at, 0, False, len(self._rows), [page]))
                self._rows.append(None)
                self._last_page[page.responder, page.seat] = at
            case PageSent(page=page) if page.reason is PageReason.CALL_IN:
                self._called.add(page.id)  # told by the call itself
            case PageSent(page=page) if page.reason is PageReason.OFFER:
                self._offered.add(page.id)  # told by the offer itself
            case PageSent(at=at, page=page) if page.reason is PageReason.STILL_ON_IT:
                self._asked_still(at, page)
            case PageSent(page=page) if page.reason is PageReason.SHADOW:
                told = tuple(self._shadows.values())
                self._rows += shadow_rows(page, told, self._team, self._viewer, self._now)
                self._shadows[page.id] = page
            case PageEnded(page_id=page_id) | PageRinging(page_id=page_id) if page_id in self._shadows:
                pass  # nobody waits for them
            case PageEnded(page_id=page_id) if page_id in self._offered:
                pass  # told by the end of the offer
            case SeatLost() | SeatOffered() | OfferEnded():
                self._rows.append(asked_row(event, self._team, self._viewer, self._now))
            case PageSent(at=at, page=page):
                self._group(at, page.level).pages.append(page)
                self._last_page[page.responder, page.seat] = at
            case SeatEscalated(at=at, seat=seat, level=level, people=people):
                if people:
                    self._group(at, level).seats.append(seat)
                else:
                    self._nobody(at, seat)
            case SeatPagedAgain(at=at, seat=seat, people=people):
                if people:
                    self._group(at, 0, again=True).seats.append(seat)
                else:
                    self._nobody(at, seat)
            case PageRinging():
                self._rings(event)
            case PageEnded():
                self._page_ended(event)
            case SeatClaimed() | SeatReturned() | ClaimCameLate():
                self._seat(event)
            case UpdateSent(update=update):
                self._updates[update.id] = (len(self._rows), update)
                self._rows.append(update_row(update, self._team, self._viewer, self._now))
            case DeliveryChanged(update_id=update_id, delivery=delivery):
                self._delivered(update_id, delivery)
            case TicketChanged(ticket=ticket):
                self._rows.append(ticket_row(event, self._ticket, self._viewer, self._now))
                self._ticket = ticket
            case IncidentResolved():
                self._resolved(event)
            case IncidentOpened():
                pass  # told by the alert that opened it
            case _:
                about = (event, self._team, self._viewer, self._now)
                row = told_row(*about) or fixed_row(*about) or urgency_row(*about) or reached_row(*about)
                if row is None:
                    self._add(event.at, "mdi6.circle-small", Tone.MUTED, type(event).__name__)
                else:
                    self._rows.append(row)

    def _delivered(self, update_id: UUID, delivery: Delivery) -> None:
        """A result is shown with its update."""
        if update_id not in self._updates:
            return
        position, update = self._updates[update_id]
        update = update.with_delivery(delivery)
        self._updates[update_id] = (position, update)
        self._rows[position] = update_row(update, self._team, self._viewer, self._now)

    def _page_ended(self, event: PageEnded) -> None:
        """Other ends are told by the claim, the update or the end of the incident that ended the page."""
        if any(page.id == event.page_id for _, pages in self._still.values() for page in pages):
            if event.outcome is PageOutcome.ACKNOWLEDGED:
                about = (self._team, self._viewer, self._now)
                self._rows.append(on_it_row(event.at, event.responder, *about))
            return
        who = starts(self._team, event.responder, self._viewer.me)
        stands_in = event.page_id in self._stand_ins
        icon, tone = "mdi6.account-cancel-outline", Tone.WARN
        called = event.page_id in self._called
        if called and event.outcome is not PageOutcome.REPEATED:
            self._silent.pop(event.responder, None)
        match event.outcome:
            case PageOutcome.ACKNOWLEDGED if called:
                title = tr("{name} is coming to help").format(name=who)
                icon, tone = "mdi6.account-check-outline", Tone.OK
            case PageOutcome.DECLINED if called:
                title = tr("{name} cannot come").format(name=who)
            case PageOutcome.REPEATED if called:
                self._paged_in_vain(event.at, event.responder, who)
                return
            case PageOutcome.DECLINED if stands_in:
                title = tr("{name} cannot stand in").format(name=who)
            case PageOutcome.DECLINED:
                title = tr("{name} cannot take the {seat}'s seat").format(
                    name=who, seat=seat_name(event.seat)
                )
            case PageOutcome.REPEATED if stands_in:
                title = tr("{name} did not answer").format(name=who)
                icon = "mdi6.account-off-outline"
            case PageOutcome.NOT_NEEDED if not called:
                title = tr("{name} need not stand in any more").format(name=who)
                icon, tone = "mdi6.account-check-outline", Tone.MUTED
            case _:
                return
        self._add(event.at, icon, tone, title, kind=RowKind.PAGE)

    def _asked_still(self, at: datetime, page: Page) -> None:
        """Those who are asked at one moment are one row."""
        if at not in self._still:
            self._still[at] = (len(self._rows), [])
            self._rows.append(None)
        position, pages = self._still[at]
        pages.append(page)
        self._rows[position] = still_row(at, pages, self._team, self._viewer, self._now)

    def _paged_in_vain(self, at: datetime, responder: str, who: str) -> None:
        """A call-in that nobody answers is one row, however often it is repeated."""
        title = tr("{name} has not answered and is paged again").format(name=who)
        position, before = self._silent.get(responder, (len(self._rows), 0))
        row = self._rows[position] if before else None
        if row is None:
            self._add(at, "mdi6.account-off-outline", Tone.WARN, title, kind=RowKind.PAGE)
        else:
            last = self._viewer.moment(at, self._now)
            detail = tr("{n} times, last {time}").format(n=before + 1, time=last)
            self._rows[position] = replace(row, detail=detail)
        self._silent[responder] = (position, before + 1)

    def _alert(self, event: AlertReceived | AlertRepeated | AlertAcknowledged | AlertResolved) -> None:
        key = (event.integration, event.dedup_key)
        match event:
            case AlertReceived(summary=summary, source=source, parsed=parsed):
                self._source[key] = source or event.integration
                title = tr("Alert from {source}: {summary}").format(source=self._source[key], summary=summary)
                detail = "" if parsed else tr("not understood; kept whole, and paged all the same")
                self._alert_rows[key] = len(self._rows)
                self._add(event.at, "mdi6.alert-circle", Tone.ALARM, title, detail, RowKind.ALERT)
            case AlertRepeated(summary=summary, count=count):
                seen = tr("seen {n} times, last {time}").format(
                    n=count, time=self._viewer.moment(event.at, self._now)
                )
                position = self._alert_rows.get(key)
                row = self._rows[position] if position is not None else None
                if position is not None and row is not None:
                    self._rows[position] = replace(row, detail=seen)
                else:
                    self._alert_rows[key] = len(self._rows)
                    title = tr("Alert again: {summary}").format(summary=summary)
                    self._add(event.at, "mdi6.alert-circle", Tone.ALARM, title, seen, RowKind.ALERT)
            case AlertAcknowledged():
                who = self._source.get(key, event.integration)
                title = tr("{source} acknowledged the alert").format(source=who)
                detail = tr("this takes no seat")
                self._add(event.at, "mdi6.robot-outline", Tone.MUTED, title, detail, RowKind.ALERT)
            case AlertResolved():
                self._alert_rows.pop(key, None)  # when it comes back, that is news
                title = tr("{source}: the alert is over").format(
                    source=self._source.get(key, event.integration)
                )
                self._add(event.at, "mdi6.check", Tone.OK, title, kind=RowKind.ALERT)

    def _group(self, at: datetime, level: int, *, again: bool = False) -> Sent:
        """Both seats' pages of one moment are one row; those of "everybody again" keep their own levels."""
        for sent in reversed(self._sent):
            if sent.at == at and (sent.again or sent.level == level) and not sent.stands_in:
                return sent
        made = Sent(at, level, again, len(self._rows))
        self._sent.append(made)
        self._rows.append(None)
        return made

    def _rings(self, event: PageRinging) -> None:
        for sent in reversed(self._sent):
            for page in sent.pages:
                if page.id == event.page_id:
                    sent.ringing.setdefault(page.id, event.at - page.attempted_at)
                    return

    def _nobody(self, at: datetime, seat: Seat) -> None:
        title = tr("Nobody is left to page for the {seat}'s seat").format(seat=seat_name(seat))
        detail = tr("Call somebody yourself, or take it.")
        self._add(at, "mdi6.account-off-outline", Tone.ALARM, title, detail, RowKind.PAGE)

    def _seat(self, event: SeatClaimed | SeatReturned | ClaimCameLate) -> None:
        who = starts(self._team, event.by, self._viewer.me)
        seat = seat_name(event.seat)
        match event:
            case SeatClaimed(pressed_at=pressed_at, taken_from=taken_from):
                title = tr("{name} took the {seat}'s seat").format(name=who, seat=seat)
                if taken_from is not None:
                    before = person(self._team, taken_from, self._viewer.me)
                    title = tr("{name} took the {seat}'s seat over from {before}").format(
                        name=who, seat=seat, before=before
                    )
                self._add(
                    event.at,
                    "mdi6.check-circle-outline",
                    Tone.OK,
                    title,
                    self._claim_detail(event, pressed_at),
                    RowKind.SEAT,
                )
            case SeatReturned():
                title = tr("{name} gave the {seat}'s seat back").format(name=who, seat=seat)
                self._add(event.at, "mdi6.account-arrow-right-outline", Tone.WARN, title, kind=RowKind.SEAT)
            case ClaimCameLate(holder=holder, pressed_at=pressed_at):
                title = tr("{name} acknowledged too: {holder} has the {seat}'s seat").format(
                    name=who, holder=person(self._team, holder, self._viewer.me), seat=seat
                )
                detail = tr("pressed {time}").format(time=self._viewer.second(pressed_at))
                self._add(event.at, "mdi6.account-clock-outline", Tone.MUTED, title, detail, RowKind.SEAT)

    def _claim_detail(self, event: SeatClaimed, pressed_at: datetime) -> str:
        parts = []
        paged = self._last_page.get((event.by, event.seat))
        if paged is not None:
            parts.append(tr("{span} after the page").format(span=span(pressed_at - paged)))
        if event.at - pressed_at > _OFFLINE:
            parts.append(
                tr("pressed {pressed} offline, received {received}").format(
                    pressed=self._viewer.second(pressed_at), received=self._viewer.second(event.at)
                )
            )
        return " · ".join(parts)

    def _resolved(self, event: IncidentResolved) -> None:
        if event.resolution is Resolution.BY_MONITOR or event.by is None:
            title = tr("Over by itself: the monitor says so")
        else:
            title = tr("{name} resolved the incident").format(
                name=starts(self._team, event.by, self._viewer.me)
            )
        self._add(event.at, "mdi6.flag-checkered", Tone.OK, title, kind=RowKind.END)


def widest_time(rows: Sequence[TimelineRow]) -> str:
    """The longest time of all, by which the first column is made wide enough."""
    return max((row.time for row in rows), key=len, default="00:00")
