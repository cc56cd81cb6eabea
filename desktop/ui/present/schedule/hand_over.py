"""The page of the incoming pair in words: who comes, what is open, what was noisy, what was written."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from desktop.core.retro.action import Action
from desktop.core.schedule.hand_over import on_duty_since, still_paged
from desktop.core.schedule.hand_over_page import HandOver, Noisy, StillOpen
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team
from desktop.ui.present.people import SEAT_ICON, SEAT_TONE, person, seat_name, seat_title, starts
from desktop.ui.present.schedule.days import told_day
from desktop.ui.present.schedule.duty_words import still_paged_words
from desktop.ui.present.times import Viewer, span
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class ComingRow:
    """One of the incoming: which seat, who, and whether their alarm was heard."""

    seat_icon: str
    seat_tone: Tone
    name: str
    seat: str
    words: str
    icon: str
    tone: Tone

    @property
    def spoken(self) -> str:
        return f"{self.seat}: {self.name}. {self.words}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainRow:
    """Something to read, with the incident that it is about, if any."""

    title: str
    detail: str
    icon: str
    tone: Tone = Tone.MUTED
    incident_id: UUID | None = None
    can_open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRow:
    """What one of the outgoing wrote."""

    who: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverPage:
    """All that the page says. `relieve` names the button that relieves the outgoing; empty: there is none.
    `my_note` is what I wrote, None when I am not one of the outgoing."""

    title: str
    line: str
    coming: tuple[ComingRow, ...]
    still: str
    open: tuple[PlainRow, ...]
    noisy: tuple[PlainRow, ...]
    notes: tuple[NoteRow, ...]
    overdue: tuple[PlainRow, ...]
    my_note: str | None = None
    asks_for_check: bool = False
    relieve: str = ""


def hand_over_words(
    page: HandOver, team: Team, viewer: Viewer, now: datetime, known: Container[UUID] = ()
) -> HandOverPage:
    """`known`: the incidents that can be opened here."""
    rows = _coming(page, team, viewer, now)
    me = viewer.me or ""
    incoming = page.incoming.turn if page.incoming is not None else None
    outgoing = page.outgoing.turn if page.outgoing is not None else None
    is_incoming = incoming is not None and me in (incoming.manager, incoming.engineer)
    is_outgoing = outgoing is not None and me in (outgoing.manager, outgoing.engineer)
    paged = [
        one
        for seat in Seat
        for one in still_paged(team.schedule, team.hand_overs, team.policy.hand_over, seat, now)
    ]
    mine = [one for one in paged if me in (one.responder, one.incoming)]
    relieve = ""
    if mine:
        relieve = tr("I have it") if any(one.incoming == me for one in mine) else tr("Relieve me")
    written = next((note.text for note in page.notes if note.responder == me), "")
    still = [
        still_paged_words([one for one in paged if one.incoming == who], team, viewer, now)
        for who in dict.fromkeys(one.incoming for one in paged)
    ]
    return HandOverPage(
        title=_title(page, viewer, now),
        line=_line(page, team, viewer),
        coming=rows,
        still=" ".join(still),
        open=tuple(_open(one, team, viewer, now, known) for one in page.open),
        noisy=tuple(_noisy(one, viewer, now, known) for one in page.noisy),
        notes=tuple(
            NoteRow(
                who=tr("{name}, {time}").format(
                    name=starts(team, note.responder, viewer.me), time=viewer.moment(note.written_at, now)
                ),
                text=note.text,
            )
            for note in page.notes
            if not (is_outgoing and note.responder == me)
        ),
        overdue=tuple(_overdue(action, team, viewer, now) for action in page.overdue),
        my_note=written if is_outgoing else None,
        asks_for_check=is_incoming and not _is_proven(page, team, me, now) and _is_near(page, now),
        relieve=relieve,
    )


def _title(page: HandOver, viewer: Viewer, now: datetime) -> str:
    return tr("Hand-over {time}").format(time=viewer.moment(page.at, now))


def _line(page: HandOver, team: Team, viewer: Viewer) -> str:
    if page.outgoing is None:
        return ""
    turn = page.outgoing.turn
    people = dict.fromkeys((turn.manager, turn.engineer))
    names = tr(" and ").join(person(team, one, viewer.me) for one in people)
    return tr("from {names}").format(names=names)


def _since(page: HandOver, team: Team, responder: str, now: datetime) -> datetime:
    """When the duty begins, or began, that the sound check is for."""
    return on_duty_since(team.schedule, responder, max(page.at, now)) or page.at


def _is_proven(page: HandOver, team: Team, responder: str, now: datetime) -> bool:
    return team.hand_overs.is_proven(responder, _since(page, team, responder, now), now)


def _is_near(page: HandOver, now: datetime) -> bool:
    return page.at - now <= timedelta(days=1)


def _coming(page: HandOver, team: Team, viewer: Viewer, now: datetime) -> tuple[ComingRow, ...]:
    if page.incoming is None:
        return ()
    rows: list[ComingRow] = []
    for seat in Seat:
        who = page.incoming.turn.of(seat)
        if _is_proven(page, team, who, now):
            heard = next(proof for proof in team.hand_overs.proofs if proof.responder == who)
            at = viewer.moment(heard.at, now)
            words, icon, tone = tr("heard the alarm {time}").format(time=at), "mdi6.ear-hearing", Tone.OK
        elif page.at > now:
            words, icon, tone = tr("sound check to be done"), "mdi6.volume-medium", Tone.MUTED
        else:
            words, icon, tone = tr("unproven: no sound check yet"), "mdi6.account-alert-outline", Tone.WARN
        rows.append(
            ComingRow(
                seat_icon=SEAT_ICON[seat],
                seat_tone=SEAT_TONE[seat],
                name=starts(team, who, viewer.me),
                seat=seat_title(seat),
                words=words,
                icon=icon,
                tone=tone,
            )
        )
    return tuple(rows)


def _open(one: StillOpen, team: Team, viewer: Viewer, now: datetime, known: Container[UUID]) -> PlainRow:
    holders = [
        f"{seat_name(seat)}: {person(team, holder, viewer.me) if holder else tr('nobody yet')}"
        for seat, holder in ((Seat.MANAGER, one.manager), (Seat.ENGINEER, one.engineer))
    ]
    age = tr("open for {span}").format(span=span(now - one.opened_at))
    parts = [one.service, age, *holders]
    if one.quiet_until is not None:
        parts = [one.service, age, tr("waits until {time}").format(time=viewer.moment(one.quiet_until, now))]
    empty = one.quiet_until is None and not (one.manager and one.engineer)
    return PlainRow(
        title=f"#{one.number} {one.title}",
        detail=" · ".join(part for part in parts if part),
        icon="mdi6.alert-circle-outline" if empty else "mdi6.progress-wrench",
        tone=Tone.WARN if empty else Tone.MUTED,
        incident_id=one.incident_id,
        can_open=one.incident_id in known,
    )


def _noisy(one: Noisy, viewer: Viewer, now: datetime, known: Container[UUID]) -> PlainRow:
    often = tr("{n} times").format(n=one.times)
    if one.incidents > 1:
        often = tr("{n} times in {m} incidents").format(n=one.times, m=one.incidents)
    last = tr("last {time}, #{number}").format(time=viewer.moment(one.last_at, now), number=one.number)
    return PlainRow(
        title=one.summary or tr("Without words"),
        detail=" · ".join(part for part in (often, one.service or one.source, last) if part),
        icon="mdi6.bell-ring-outline",
        incident_id=one.incident_id,
        can_open=one.incident_id in known,
    )


def _overdue(action: Action, team: Team, viewer: Viewer, now: datetime) -> PlainRow:
    owner = starts(team, action.owner, viewer.me) if action.owner else tr("Nobody's yet")
    today = now.astimezone(viewer.zone).date()
    due = tr("was due {day}").format(day=told_day(action.due_on, today)) if action.due_on else ""
    return PlainRow(
        title=action.text,
        detail=" · ".join(part for part in (owner, due) if part),
        icon="mdi6.calendar-alert",
        tone=Tone.WARN,
    )
