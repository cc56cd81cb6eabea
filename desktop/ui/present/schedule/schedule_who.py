"""Who is on: at a moment, until when, and who comes next; each with their own clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from desktop.core.schedule.hand_over import unproven
from desktop.core.schedule.schedule import Duty
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team
from desktop.core.zones import zone
from desktop.ui.present.people import starts
from desktop.ui.present.schedule.schedule_words import KIND_ICON, city, duration, kind_name, told
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr

_LONG = timedelta(days=365)
"""Who has a seat for longer has it all the time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhoSeat:
    """One seat: who has it, since and until when, where that person is. `kind`: how it came to be, when not
    by the plan, with its icon. `unproven`: on duty now without a sound check."""

    seat: Seat
    name: str
    until: str
    local: str
    asleep: bool
    mine: bool
    kind: str = ""
    kind_icon: str = ""
    following: str = ""
    unproven: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhoView:
    """`seats` is empty when nobody is on duty; `title` says so. `beside`: who shadows."""

    title: str
    seats: tuple[WhoSeat, ...] = ()
    beside: str = ""
    is_now: bool = True


def who_view(team: Team, viewer: Viewer, at: datetime, now: datetime) -> WhoView:
    """The resolver's answer for `at`."""
    schedule, is_now = team.schedule, at == now
    title = (
        tr("On duty now") if is_now else tr("On duty on {moment}").format(moment=told(at, viewer.zone, now))
    )
    shift = schedule.shift_at(at)
    if shift is None:
        return WhoView(title=tr("Nobody is on duty: nothing is planned."), is_now=is_now)
    seats = tuple(_seat(team, viewer, seat, at, now) for seat in Seat)
    shadows = [starts(team, who, viewer.me) for who in schedule.shadows_at(at)]
    beside = tr("Shadowing: {names}").format(names=", ".join(shadows)) if shadows else ""
    return WhoView(title=title, seats=seats, beside=beside, is_now=is_now)


def _seat(team: Team, viewer: Viewer, seat: Seat, at: datetime, now: datetime) -> WhoSeat:
    duty = team.schedule.on_duty(seat, at)
    assert duty is not None, "the shift was there"
    known = team.roster.find(duty.responder)
    local, asleep = "", False
    if known is not None:
        asleep = known.probably_asleep(at)
        local = tr("{hour} in {place}").format(hour=f"{known.local(at):%H:%M}", place=city(known.zone))
    made = duty.exception
    return WhoSeat(
        seat=seat,
        name=starts(team, duty.responder, viewer.me),
        until=tr("until {moment}").format(moment=told(duty.ends_at, viewer.zone, now))
        if duty.ends_at - at < _LONG
        else "",
        local=local,
        asleep=asleep,
        mine=duty.responder == viewer.me,
        kind=kind_name(made.kind) if made is not None else "",
        kind_icon=KIND_ICON[made.kind] if made is not None else "",
        following=_following(team, viewer, seat, duty),
        unproven=_unproven(team, seat, now) if at == now else "",
    )


def _unproven(team: Team, seat: Seat, now: datetime) -> str:
    found = unproven(team.schedule, team.hand_overs, team.policy.hand_over, now)
    return tr("unproven: no sound check yet") if any(one.seat is seat for one in found) else ""


def _following(team: Team, viewer: Viewer, seat: Seat, duty: Duty) -> str:
    after = team.schedule.shift_at(duty.ends_at)
    if after is None:
        return tr("then nobody")
    who = after.turn.of(seat)
    if who == duty.responder:
        return tr("all the time")
    known = team.roster.find(who)
    name = tr("you") if who == viewer.me else team.roster.name(who)
    if known is None:
        return tr("then {name}").format(name=name)
    hour = f"{known.local(duty.ends_at):%H:%M}"
    if known.probably_asleep(duty.ends_at):
        words = tr("then {name}, at {hour} in {place}: probably asleep")
    else:
        words = tr("then {name}, at {hour} in {place}")
    return words.format(name=name, hour=hour, place=city(known.zone))


def duty_zone_words(team: Team, viewer: Viewer, at: datetime, now: datetime) -> str:
    """The same moment by the schedule's clocks; empty where they are the viewer's."""
    there = zone(team.schedule.zone)
    words = told(at, there, now)
    if words == told(at, viewer.zone, now):
        return ""
    return tr("{moment} in {place}").format(moment=words, place=city(team.schedule.zone))


def my_line(team: Team, viewer: Viewer, now: datetime) -> str:
    """When the viewer is on duty next, or until when; empty for one who never is."""
    if viewer.me is None:
        return ""
    following = team.schedule.next_shift_of(viewer.me, now)
    if following is None:
        return tr("You are not in the rotation.")
    seat, shift = following
    duty = team.schedule.on_duty(seat, now)
    if duty is not None and duty.responder == viewer.me and duty.ends_at - now >= _LONG:
        return tr("You are on duty all the time.")
    if shift.starts_at <= now:
        left = duration(_whole(shift.ends_at - now))
        return tr("You are on duty for {left} more.").format(left=left)
    return tr("You are on duty next from {moment}, in {span}.").format(
        moment=told(shift.starts_at, viewer.zone, now), span=duration(_whole(shift.starts_at - now))
    )


def _whole(span: timedelta) -> timedelta:
    """In hours from a day on; in minutes else: nobody plans by less."""
    step = timedelta(hours=1) if span >= timedelta(days=1) else timedelta(minutes=1)
    return max(step, step * round(span / step))
