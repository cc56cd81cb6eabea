"""The alarm in words: what rings. How it ended is in `alarm_end`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from desktop.client.attention import Ringing
from desktop.client.state import State
from desktop.core.incident.escalation import Wake
from desktop.core.incident.incident import Incident
from desktop.core.incident.page import BY_NAME, MILD, PageReason
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team
from desktop.ui.present.fixing.called import call_line
from desktop.ui.present.incident.asked import offer_line, still_line
from desktop.ui.present.incident.incident_list import title
from desktop.ui.present.incident.seats import own_seat_view, partner_view, seat_view
from desktop.ui.present.incident.shadowed import shadow_line
from desktop.ui.present.incident.wakes import ForecastView, forecast_view
from desktop.ui.present.people import seat_name, seat_title
from desktop.ui.present.rows import SeatView
from desktop.ui.present.schedule.duty_words import beside_line
from desktop.ui.present.telling.update_clock import update_clock
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmView:
    """All that the alarm shows. `second` is the button for the other seat, empty when paged for one only.
    `call`: who asks for help and why, who offers a seat, why a holder is asked, or why somebody who is not on
    duty is paged with who is; empty for none of it;
    `decline` is the button that says "I can't". `update` is the communication clock, for whoever is paged as
    Manager. `mild`: nothing but a missed update rings, or it rings for a shadow."""

    lead: str
    count: str
    headline: str
    source: str
    seats: tuple[SeatView, ...]
    forecast: ForecastView | None
    button: str
    second: str
    announcement: str
    suggested: Seat
    call: str = ""
    called: bool = False
    """Nothing but `call` rings: then it is what matters most."""
    decline: str = ""
    update: str = ""
    update_tone: Tone = Tone.MUTED
    mild: bool = False
    keys: str = ""
    """What the keys do."""


def source_line(incident: Incident, viewer: Viewer, now: datetime) -> str:
    """ "checkout-api · Prometheus · critical · first seen 03:41:52"."""
    first = incident.alerts[0] if incident.alerts else None
    source = (first.source or first.integration) if first else ""
    severity = first.severity if first else ""
    seen = first.first_seen_at if first else incident.opened_at
    clock = viewer.second(seen) if viewer.days_between(seen, now) == 0 else viewer.moment(seen, now)
    parts = [incident.service, source, severity, tr("first seen {time}").format(time=clock)]
    if first and not first.parsed:
        parts.append(tr("could not be read, shown as it came"))
    if len(incident.alerts) > 1:
        parts.append(tr("{n} alerts").format(n=len(incident.alerts)))
    return " · ".join(part for part in parts if part)


def lead(rings: Ringing) -> str:
    """What the alarm is about, in one line."""
    return {
        PageReason.SEAT: tr("You are being paged"),
        PageReason.STAND_IN: tr("An update is late: you are asked to tell it"),
        PageReason.CALL_IN: tr("You are called in to help"),
        PageReason.OFFER: tr("You are offered a seat"),
        PageReason.STILL_ON_IT: tr("Are you still on it?"),
        PageReason.SHADOW: tr("You shadow: nothing is asked of you"),
    }[rings.reason]


def answer_words(rings: Ringing) -> str:
    """What the big button is called where there is little room."""
    return {
        PageReason.SEAT: tr("Acknowledge"),
        PageReason.STAND_IN: tr("Take the Manager's seat"),
        PageReason.CALL_IN: tr("I'm coming"),
        PageReason.OFFER: tr("Take the seat"),
        PageReason.STILL_ON_IT: tr("I'm on it"),
        PageReason.SHADOW: tr("Seen"),
    }[rings.reason]


def alarm_view(
    rings: Ringing,
    number: int,
    of: int,
    state: State,
    team: Team,
    viewer: Viewer,
    now: datetime,
    wakes: Sequence[Wake],
) -> AlarmView:
    """The alarm of `rings`, which is `number` of `of` that ring; `now` by the hub's clock."""
    incident = rings.incident
    both = len(rings.seats) == 2
    still = rings.reason is PageReason.STILL_ON_IT
    shadows = rings.reason is PageReason.SHADOW
    called = rings.reason is PageReason.CALL_IN or still or shadows
    if called:
        seats = tuple(seat_view(incident, seat, team, viewer, now) for seat in Seat)
    elif both:
        seats = tuple(own_seat_view(seat, _since(rings, seat), now) for seat in Seat)
    else:
        own = rings.suggested
        seats = (
            own_seat_view(own, _since(rings, own), now),
            partner_view(incident, own.other, team, viewer, now),
        )
    suggested = seat_name(rings.suggested)
    button = tr("Acknowledge as {seat}").format(seat=suggested) if both else tr("Acknowledge")
    second = (
        tr("Take the {seat}'s seat instead").format(seat=seat_name(rings.suggested.other)) if both else ""
    )
    mine = rings.seats
    stands_in = rings.reason is PageReason.STAND_IN
    clock = update_clock(incident, team, viewer, now) if Seat.MANAGER in mine else None
    announcement = tr("You are being paged as {seat}. {title}. Press Space to acknowledge.")
    if stands_in:
        holder = team.roster.name(incident.manager.holder or "")
        now_theirs = tr("now {name}'s seat").format(name=holder).upper()
        seats = (replace(seats[0], caption=now_theirs), *seats[1:])
        button = tr("Take the Manager's seat and tell it")
        announcement = tr(
            "An update is late and you are asked to tell it. {title}. Press Space to take the seat."
        )
    call = call_line(rings, team, viewer) or still_line(rings, team, viewer, now)
    call = call or shadow_line(rings) or beside_line(rings, team, viewer)
    if rings.reason is PageReason.OFFER:
        holder = team.roster.name(incident.seat(rings.suggested).holder or "")
        seats = (replace(seats[0], caption=tr("now {name}'s seat").format(name=holder).upper()), *seats[1:])
        call = offer_line(rings, team, viewer, now)
        button = tr("Take the {seat}'s seat").format(seat=suggested)
        announcement = tr("{call} {title}. Press Space to take it.")
    elif shadows:
        button = tr("Seen")
        announcement = tr("You shadow. {title}. {call} Press Space to say that you have seen it.")
    elif still:
        button = tr("I'm still on it")
        announcement = tr("Are you still on it? {call} {title}. Press Space to say that you are.")
    elif called:
        button = tr("I'm coming")
        announcement = tr("{call}. {title}. Press Space to say that you are coming.")
    return AlarmView(
        lead=lead(rings),
        count=tr("{n} of {all}").format(n=number, all=of) if of > 1 else "",
        headline=title(incident),
        source=source_line(incident, viewer, now),
        seats=seats,
        forecast=forecast_view(incident, wakes, team, viewer, now, state.woken_before(incident.id), mine),
        button=button,
        second=second,
        suggested=rings.suggested,
        announcement=announcement.format(seat=seat_title(rings.suggested), title=title(incident), call=call),
        call=call,
        called=called,
        decline=tr("I can't") if rings.reason in BY_NAME or shadows else tr("I can't, page the next"),
        update=clock.sentence if clock is not None else "",
        update_tone=clock.tone if clock is not None else Tone.MUTED,
        mild=rings.reason in MILD,
        keys={
            PageReason.SEAT: tr("Space to acknowledge · O to open"),
            PageReason.STAND_IN: tr("Space to take the seat · O to open"),
            PageReason.CALL_IN: tr("Space to say that you are coming · O to open"),
            PageReason.OFFER: tr("Space to take the seat · O to open"),
            PageReason.STILL_ON_IT: tr("Space to say that you are on it · O to open"),
            PageReason.SHADOW: tr("Space when you have seen it · O to open"),
        }[rings.reason],
    )


def _since(rings: Ringing, seat: Seat) -> datetime:
    """When I was first paged for `seat`; a call-in is for none."""
    paged = (p.attempted_at for p in rings.pages if p.seat is seat and p.reason is not PageReason.CALL_IN)
    return min(paged, default=rings.since)
