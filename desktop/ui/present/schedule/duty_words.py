"""That a duty comes, that somebody on duty is unproven, and who is paged with them: notices and banners."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from desktop.client.attention import Ringing
from desktop.client.duty_notices import DutyComes, DutyNotice, duty_notices
from desktop.client.state import State
from desktop.core.incident.page import PageReason
from desktop.core.schedule.hand_over import JUST_BEGUN, StillPaged, Unproven, still_paged, unproven
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team
from desktop.ui.present.people import listed, person, seat_title, starts
from desktop.ui.present.schedule.duty import BannerView, my_seats, shift_of
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr

SOUND_CHECK, HAND_OVER, RELIEVE = "sound_check", "hand_over", "relieve"
"""What the buttons of banners and notices do."""


def notice_words(notice: DutyNotice, team: Team, viewer: Viewer, now: datetime) -> tuple[str, str]:
    """Title and body of the notice that my duty comes."""
    begins, ends = viewer.moment(notice.shift.starts_at, now), viewer.moment(notice.shift.ends_at, now)
    title = tr("You are on duty from {time}").format(time=begins)
    partners = [notice.shift.turn.of(seat) for seat in Seat if seat not in notice.seats]
    seats = listed([seat_title(seat) for seat in notice.seats])
    body = tr("As {seat} until {time}.").format(seat=seats, time=ends)
    if partners:
        body = tr("As {seat} with {partner}, until {time}.").format(
            seat=seats, partner=team.roster.name(partners[0]), time=ends
        )
    if notice.proven:
        return title, body
    if notice.comes is DutyComes.HOUR:
        asked = tr("Do the sound check now, so that the outgoing pair can be relieved.")
        return title, f"{body}\n{asked}"
    return title, body


def duty_banners(state: State, viewer: Viewer, local_now: datetime) -> tuple[BannerView, ...]:
    """What those whom a hand-over concerns are warned of, the worst first; nothing for everybody else."""
    team, me, now = state.team, state.me, state.hub_now(local_now)
    if team is None or me is None:
        return ()
    found: list[BannerView] = []
    on_duty = bool(my_seats(shift_of(team, now), me))
    told: set[str] = set()
    for one in unproven(team.schedule, team.hand_overs, team.policy.hand_over, now):
        if one.responder in told:
            continue
        banner = None
        if one.responder == me:
            banner = _mine(one, team, viewer, now)
        elif any(paged.responder == me for paged in one.still_paged):
            banner = _outgoing(one, team, viewer, now)
        elif on_duty and now - one.since < JUST_BEGUN:
            banner = _partner(one, team, viewer, now)
        if banner is not None:
            told.add(one.responder)
            found.append(banner)
    for notice in duty_notices(state, local_now):
        if notice.comes is DutyComes.HOUR and not notice.proven:
            found.append(_coming(notice, viewer, now))
    return tuple(found)


def all_banners(general: Sequence[BannerView], duty: Sequence[BannerView]) -> tuple[BannerView, ...]:
    """Both, without being asked twice for the sound check."""
    asked = any(banner.do == SOUND_CHECK for banner in duty)
    return (*(b for b in general if not (asked and b.do == SOUND_CHECK)), *duty)


def still_paged_words(
    found: Sequence[StillPaged], team: Team, viewer: Viewer, now: datetime, *, start: bool = True
) -> str:
    """ "Ana Okafor is still paged with Mei Lindqvist until 11:00." Empty when nobody is."""
    if not found:
        return ""
    names = [starts(team, found[0].responder, viewer.me)]
    names += [person(team, one.responder, viewer.me) for one in found[1:]]
    are = len(names) > 1 or found[0].responder == viewer.me
    until = viewer.moment(max(one.until for one in found), now)
    words = tr("{names} are still paged with {incoming} until {time}.")
    if not are:
        words = tr("{names} is still paged with {incoming} until {time}.")
    incoming = person(team, found[0].incoming, viewer.me)
    return words.format(names=listed(names), incoming=incoming, time=until)


def beside_line(rings: Ringing, team: Team, viewer: Viewer) -> str:
    """Why I am paged though somebody else is on duty: they are unproven. Empty when that is not why."""
    for page in rings.pages:
        if page.reason is not PageReason.SEAT or page.level != 1:
            continue
        for one in still_paged(
            team.schedule, team.hand_overs, team.policy.hand_over, page.seat, page.attempted_at
        ):
            if one.responder == viewer.me:
                return tr("{name} is on duty but has not done the sound check, so you are paged too").format(
                    name=team.roster.name(one.incoming)
                )
    return ""


def _mine(one: Unproven, team: Team, viewer: Viewer, now: datetime) -> BannerView:
    paged = still_paged_words(one.still_paged, team, viewer, now)
    remedy = tr("It rings for a moment and asks whether you heard it.")
    return BannerView(
        title=tr("You are on duty: do the sound check"),
        remedy=f"{paged} {remedy}" if paged else remedy,
        action=tr("Sound check"),
        do=SOUND_CHECK,
        icon="mdi6.volume-medium",
        second=tr("Hand-over"),
        second_do=HAND_OVER,
    )


def _outgoing(one: Unproven, team: Team, viewer: Viewer, now: datetime) -> BannerView:
    return BannerView(
        title=tr("Unproven: {name} has not done the sound check").format(
            name=team.roster.name(one.responder)
        ),
        remedy=still_paged_words(one.still_paged, team, viewer, now),
        action=tr("Relieve me"),
        do=RELIEVE,
        icon="mdi6.account-alert-outline",
        second=tr("Hand-over"),
        second_do=HAND_OVER,
    )


def _partner(one: Unproven, team: Team, viewer: Viewer, now: datetime) -> BannerView:
    return BannerView(
        title=tr("Unproven: {name} has not done the sound check").format(
            name=team.roster.name(one.responder)
        ),
        remedy=still_paged_words(one.still_paged, team, viewer, now)
        or tr("Nobody is paged with your partner. Ask whether alarms are heard."),
        action=tr("Hand-over"),
        do=HAND_OVER,
        icon="mdi6.account-alert-outline",
    )


def _coming(notice: DutyNotice, viewer: Viewer, now: datetime) -> BannerView:
    return BannerView(
        title=tr("You are on duty from {time}: do the sound check").format(
            time=viewer.moment(notice.shift.starts_at, now)
        ),
        remedy=tr("Until you have heard the alarm, who is on duty before you stays paged with you."),
        action=tr("Sound check"),
        do=SOUND_CHECK,
        icon="mdi6.volume-medium",
        second=tr("Hand-over"),
        second_do=HAND_OVER,
    )
