"""A seat in a card: who has it or is being paged for it, and what is happening to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from desktop.core.incident.commands import ClaimSeat, Command
from desktop.core.incident.incident import Incident, Status
from desktop.core.incident.offering import open_offer
from desktop.core.incident.page import Page, PageOutcome
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team
from desktop.ui.present.people import SEAT_ICON, SEAT_TONE, person, seat_name, seat_title, starts
from desktop.ui.present.rows import SeatView
from desktop.ui.present.times import Viewer, ago, elapsed
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone

_FRESH = timedelta(minutes=10)
"""So long a claim is told by its age, afterwards by its hour."""


def _open_pages(incident: Incident, seat: Seat) -> tuple[Page, ...]:
    return tuple(page for page in incident.pages_for(seat) if page.is_open)


def _claim_of(pending: Sequence[Command], seat: Seat, me: str | None) -> ClaimSeat | None:
    for command in reversed(pending):
        if isinstance(command, ClaimSeat) and command.seat is seat and command.by == me:
            return command
    return None


def state_words(
    incident: Incident, seat: Seat, team: Team, viewer: Viewer, now: datetime, pending: Sequence[Command] = ()
) -> tuple[str, Tone]:
    """What is happening to a seat in few words, and their tone."""
    state = incident.seat(seat)
    claim = _claim_of(pending, seat, viewer.me)
    if claim is not None and state.holder != viewer.me:
        return tr("acknowledged, not yet sent"), Tone.WARN
    if state.holder is not None and state.held_since is not None:
        return _held_words(incident, seat, state.held_since, team, viewer, now)
    if incident.status is Status.RESOLVED:
        return tr("nobody took it"), Tone.MUTED
    if incident.quiet_until is not None:
        return tr("asked for at {time}").format(time=viewer.moment(incident.quiet_until, now)), Tone.MUTED
    pages = _open_pages(incident, seat)
    if not pages:
        return tr("nobody is being paged"), Tone.ALARM
    since = min(page.attempted_at for page in pages)
    clock = elapsed(since, now)
    if any(page.ringing_at for page in pages):
        return tr("ringing for {clock}").format(clock=clock), Tone.ALARM
    return tr("paged {clock}, not ringing yet").format(clock=clock), Tone.ALARM


def _held_words(
    incident: Incident, seat: Seat, since: datetime, team: Team, viewer: Viewer, now: datetime
) -> tuple[str, Tone]:
    asked = next((page for page in incident.still_pages if page.seat is seat), None)
    if asked is not None:
        clock = elapsed(asked.attempted_at, now)
        return tr("still on it? asked {clock} ago").format(clock=clock), Tone.WARN
    offer = open_offer(incident, seat)
    if offer is not None:
        words = tr("held, offered to {name}")
        return words.format(name=person(team, offer.to, viewer.me)), Tone.OK
    return tr("held since {time}").format(time=viewer.moment(since, now)), Tone.OK


def _who(incident: Incident, seat: Seat, team: Team, viewer: Viewer) -> str:
    state = incident.seat(seat)
    if state.holder is not None:
        name = team.roster.name(state.holder)
        return tr("You · {name}").format(name=name) if state.holder == viewer.me else name
    if incident.status is Status.RESOLVED:
        return tr("Empty")
    pages = _open_pages(incident, seat)
    if len(pages) == 1:
        return starts(team, pages[0].responder, viewer.me)
    return tr("{n} people are paged").format(n=len(pages)) if pages else tr("Empty")


def seat_view(
    incident: Incident, seat: Seat, team: Team, viewer: Viewer, now: datetime, pending: Sequence[Command] = ()
) -> SeatView:
    """The seat as the incident's own view shows it."""
    words, tone = state_words(incident, seat, team, viewer, now, pending)
    name = _who(incident, seat, team, viewer)
    return SeatView(seat_name(seat).upper(), name, words, SEAT_ICON[seat], SEAT_TONE[seat], tone)


def own_seat_view(seat: Seat, since: datetime, now: datetime) -> SeatView:
    """My empty seat in the alarm; `since` is the oldest page's time."""
    words = tr("ringing for {clock}").format(clock=elapsed(since, now))
    return SeatView(tr("YOUR SEAT"), seat_title(seat), words, SEAT_ICON[seat], SEAT_TONE[seat], Tone.ALARM)


def partner_view(incident: Incident, seat: Seat, team: Team, viewer: Viewer, now: datetime) -> SeatView:
    """The other seat in the alarm: who has it or is paged for it, as news."""
    state = incident.seat(seat)
    words, tone = state_words(incident, seat, team, viewer, now)
    caption = tr("YOUR PARTNER, {title}").format(title=seat_title(seat).upper())
    pages = _open_pages(incident, seat)
    if state.holder is not None and state.held_since is not None:
        name = team.roster.name(state.holder)
        if now - state.held_since < _FRESH:
            words = tr("acknowledged {ago}").format(ago=ago(state.held_since, now))
    elif len(pages) == 1:
        name = starts(team, pages[0].responder, viewer.me)
    else:
        name, caption = _who(incident, seat, team, viewer), seat_title(seat).upper()
    declined = [p for p in incident.pages_for(seat) if p.outcome is PageOutcome.DECLINED]
    if state.holder is None and declined and not pages:
        words = tr("{name} cannot").format(name=team.roster.name(declined[-1].responder))
    return SeatView(caption, name, words, SEAT_ICON[seat], SEAT_TONE[seat], tone)
