"""An incident's history as rows, newest first. What belongs together is one row, what repeats is counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID

from desktop.core.events import (
    AlertAcknowledged,
    AlertReceived,
    AlertRepeated,
    AlertResolved,
    ClaimCameLate,
    Event,
    IncidentOpened,
    IncidentResolved,
    NoteAdded,
    PageEnded,
    PageRinging,
    PageSent,
    Resolution,
    SeatClaimed,
    SeatEscalated,
    SeatPagedAgain,
    SeatReturned,
)
from desktop.core.page import Page, PageOutcome
from desktop.core.seat import Seat
from desktop.core.team import Team
from desktop.ui.present.people import audience_name, listed, people_count, person, seat_name, starts
from desktop.ui.present.rows import TimelineRow
from desktop.ui.present.times import Viewer, span
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone

_OFFLINE = timedelta(seconds=5)
"""An acknowledgement that took longer to arrive was pressed offline; both times are told."""


@dataclass(slots=True)
class _Sent:
    """Pages of one moment, gathered into one row."""

    at: datetime
    level: int
    again: bool
    position: int
    pages: list[Page] = field(default_factory=list)
    seats: list[Seat] = field(default_factory=list)
    ringing: dict[UUID, timedelta] = field(default_factory=dict)
    people_known: bool = False


def timeline_rows(
    events: Iterable[Event], team: Team, viewer: Viewer, now: datetime
) -> tuple[TimelineRow, ...]:
    """`events` oldest first; the rows newest first."""
    return _Telling(team, viewer, now).tell(events)


class _Telling:
    def __init__(self, team: Team, viewer: Viewer, now: datetime) -> None:
        self._team, self._viewer, self._now = team, viewer, now
        self._rows: list[TimelineRow | None] = []
        self._sent: list[_Sent] = []
        self._alert_rows: dict[tuple[str, str], int] = {}
        self._source: dict[tuple[str, str], str] = {}
        self._last_page: dict[tuple[str, Seat], datetime] = {}

    def tell(self, events: Iterable[Event]) -> tuple[TimelineRow, ...]:
        for event in events:
            self._take(event)
        for sent in self._sent:
            self._rows[sent.position] = self._paged_row(sent)
        return tuple(row for row in reversed(self._rows) if row is not None)

    def _add(self, at: datetime, icon: str, tone: Tone, title: str, detail: str = "") -> None:
        self._rows.append(TimelineRow(self._viewer.moment(at, self._now), icon, tone, title, detail))

    def _take(self, event: Event) -> None:
        match event:
            case AlertReceived() | AlertRepeated() | AlertAcknowledged() | AlertResolved():
                self._alert(event)
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
            case PageEnded(outcome=PageOutcome.DECLINED):
                title = tr("{name} cannot take the {seat}'s seat")
                who = starts(self._team, event.responder, self._viewer.me)
                self._add(
                    event.at,
                    "mdi6.account-cancel-outline",
                    Tone.WARN,
                    title.format(name=who, seat=seat_name(event.seat)),
                )
            case SeatClaimed() | SeatReturned() | ClaimCameLate():
                self._seat(event)
            case NoteAdded(at=at, by=by, text=text):
                self._add(
                    at, "mdi6.note-text-outline", Tone.MUTED, text, starts(self._team, by, self._viewer.me)
                )
            case IncidentResolved(at=at):
                self._resolved(event)
            case IncidentOpened() | PageEnded():
                pass  # told by the alert that opened it, by the claim or the end that ended it
            case _:
                self._add(event.at, "mdi6.circle-small", Tone.MUTED, type(event).__name__)

    def _alert(self, event: AlertReceived | AlertRepeated | AlertAcknowledged | AlertResolved) -> None:
        key = (event.integration, event.dedup_key)
        match event:
            case AlertReceived(summary=summary, source=source, parsed=parsed):
                self._source[key] = source or event.integration
                title = tr("Alert from {source}: {summary}").format(source=self._source[key], summary=summary)
                detail = "" if parsed else tr("not understood; kept whole, and paged all the same")
                self._alert_rows[key] = len(self._rows)
                self._add(event.at, "mdi6.alert-circle", Tone.ALARM, title, detail)
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
                    self._add(event.at, "mdi6.alert-circle", Tone.ALARM, title, seen)
            case AlertAcknowledged():
                who = self._source.get(key, event.integration)
                title = tr("{source} acknowledged the alert").format(source=who)
                self._add(event.at, "mdi6.robot-outline", Tone.MUTED, title, tr("this takes no seat"))
            case AlertResolved():
                self._alert_rows.pop(key, None)  # when it comes back, that is news
                title = tr("{source}: the alert is over").format(
                    source=self._source.get(key, event.integration)
                )
                self._add(event.at, "mdi6.check", Tone.OK, title)

    def _group(self, at: datetime, level: int, *, again: bool = False) -> _Sent:
        """Both seats' pages of one moment are one row; those of "everybody again" keep their own levels."""
        for sent in reversed(self._sent):
            if sent.at == at and (sent.again or sent.level == level):
                return sent
        made = _Sent(at, level, again, len(self._rows))
        self._sent.append(made)
        self._rows.append(None)
        return made

    def _paged_row(self, sent: _Sent) -> TimelineRow | None:
        if not sent.pages:
            return None
        people = list(dict.fromkeys(page.responder for page in sent.pages))
        names = [person(self._team, p, self._viewer.me) for p in people]
        by_seat = {seat: [page.responder for page in sent.pages if page.seat is seat] for seat in Seat}
        if sent.again:
            title = tr("Paged everybody again: {n}").format(n=people_count(len(people)))
            detail = listed(names)
        elif sent.level <= 1 or len(people) == 1:
            told = [
                f"{listed([person(self._team, p, self._viewer.me) for p in who])} ({seat_name(seat)})"
                for seat, who in by_seat.items()
                if who
            ]
            title, detail = tr("Paged {who}").format(who=listed(told)), ""
        else:
            seats = [seat for seat in by_seat if by_seat[seat]]
            whose = (
                tr("Both seats")
                if len(seats) == 2
                else tr("The {seat}'s seat").format(seat=seat_name(seats[0]))
            )
            audience = self._team.policy.levels[min(sent.level, len(self._team.policy.levels)) - 1].audience
            title = tr("{whose} moved up: paged {audience}").format(
                whose=whose, audience=audience_name(audience)
            )
            detail = listed(names)
        rings = self._ringing_words(sent, len(people))
        tone = Tone.WARN if sent.level > 1 and not sent.again else Tone.ALARM
        return TimelineRow(
            self._viewer.moment(sent.at, self._now),
            "mdi6.bell-ring-outline" if sent.level <= 1 else "mdi6.stairs-up",
            tone,
            title,
            " · ".join(part for part in (detail, rings) if part),
        )

    def _ringing_words(self, sent: _Sent, people: int) -> str:
        reached = {page.responder: sent.ringing[page.id] for page in sent.pages if page.id in sent.ringing}
        if not reached:
            return ""
        slowest = tr("after {span}").format(span=span(max(reached.values())))
        if max(reached.values()) < timedelta(milliseconds=50):
            slowest = tr("at once")
        if len(reached) < people:
            return tr("ringing for {n} of {all}").format(n=len(reached), all=people)
        if people == 1:
            return tr("ringing {soon}").format(soon=slowest)
        if people == 2:
            return tr("ringing on both desktops {soon}").format(soon=slowest)
        return tr("ringing for all {n} {soon}").format(n=people, soon=slowest)

    def _rings(self, event: PageRinging) -> None:
        for sent in reversed(self._sent):
            for page in sent.pages:
                if page.id == event.page_id:
                    sent.ringing.setdefault(page.id, event.at - page.attempted_at)
                    return

    def _nobody(self, at: datetime, seat: Seat) -> None:
        title = tr("Nobody is left to page for the {seat}'s seat").format(seat=seat_name(seat))
        self._add(
            at, "mdi6.account-off-outline", Tone.ALARM, title, tr("Call somebody yourself, or take it.")
        )

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
                )
            case SeatReturned():
                title = tr("{name} gave the {seat}'s seat back").format(name=who, seat=seat)
                self._add(event.at, "mdi6.account-arrow-right-outline", Tone.WARN, title)
            case ClaimCameLate(holder=holder, pressed_at=pressed_at):
                title = tr("{name} acknowledged too: {holder} has the {seat}'s seat").format(
                    name=who, holder=person(self._team, holder, self._viewer.me), seat=seat
                )
                detail = tr("pressed {time}").format(time=self._viewer.second(pressed_at))
                self._add(event.at, "mdi6.account-clock-outline", Tone.MUTED, title, detail)

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
        self._add(event.at, "mdi6.flag-checkered", Tone.OK, title)


def widest_time(rows: Sequence[TimelineRow]) -> str:
    """The longest time of all, by which the first column is made wide enough."""
    return max((row.time for row in rows), key=len, default="00:00")
