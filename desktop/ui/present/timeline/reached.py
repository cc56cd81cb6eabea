"""The rows of a page that was tried on a responder's own channels: what was tried, why, and how it went."""

from __future__ import annotations

from datetime import datetime

from desktop.core.incident.events import Event
from desktop.core.incident.page import TriedWhy
from desktop.core.incident.reach_events import OwnChannelTried, PageTriedElsewhere
from desktop.core.team.team import Team
from desktop.ui.present.people import listed, person, seat_name
from desktop.ui.present.rows import RowKind, TimelineRow
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone


def reached_row(event: Event, team: Team, viewer: Viewer, now: datetime) -> TimelineRow | None:
    """The row of such an event; None for another one."""
    match event:
        case PageTriedElsewhere(responder=responder, channels=channels, why=why):
            icon, tone = "mdi6.cellphone-message", Tone.WARN
            words = tr("Tried to reach {who} by {channels}, too")
            title = words.format(who=person(team, responder, viewer.me), channels=listed(channels))
            detail = {
                TriedWhy.NOT_RINGING: tr("no desktop rings for the {seat}'s page"),
                TriedWhy.NOT_ANSWERED: tr("nobody answers the {seat}'s page"),
                TriedWhy.AGAIN: tr("everybody is paged again"),
            }[why].format(seat=seat_name(event.seat))
        case OwnChannelTried(responder=responder, channel=channel, sent=sent):
            icon = "mdi6.cellphone-check" if sent else "mdi6.cellphone-off"
            tone = Tone.MUTED if sent else Tone.ALARM
            words = tr("{channel} took the page for {who}") if sent else tr("{channel} did not reach {who}")
            title = words.format(who=person(team, responder, viewer.me), channel=channel)
            detail = event.detail
        case _:
            return None
    moment = viewer.moment(event.at, now)
    return TimelineRow(moment, icon, tone, title, detail, at=event.at, kind=RowKind.PAGE)
