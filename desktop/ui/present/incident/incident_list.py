"""The incidents as rows, by what needs the viewer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from desktop.client.attention import Groups
from desktop.core.closing.closing import ClosingStep
from desktop.core.incident.incident import Incident, Status
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team
from desktop.ui.present.closing.closing_words import count_left
from desktop.ui.present.incident.ladder import moves_up_at
from desktop.ui.present.people import seat_name, short
from desktop.ui.present.rows import IncidentRow, Section
from desktop.ui.present.rules.urgency import MOON, waiting_heading
from desktop.ui.present.telling.update_clock import ClockState, update_clock
from desktop.ui.present.times import Viewer, elapsed, left
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone

_CLOSING = timedelta(days=1)
"""So long the list says what is left of closing; later the retro does."""


def title(incident: Incident) -> str:
    """Never empty: a monitor may have sent nothing that can be read."""
    return incident.title or tr("Alert that could not be read (#{n})").format(n=incident.number)


def list_rows(groups: Groups, team: Team, viewer: Viewer, now: datetime) -> tuple[IncidentRow | Section, ...]:
    """Headings and rows from top to bottom; an empty group has no heading."""
    rows: list[IncidentRow | Section] = []
    for heading, incidents, needs in (
        (tr("Needs you"), groups.needs_me, True),
        (tr("Running"), groups.running, False),
        (waiting_heading(groups.waiting, viewer, now), groups.waiting, False),
        (tr("Resolved lately"), groups.resolved, False),
    ):
        if incidents:
            rows.append(Section(heading))
            rows += [
                incident_row(
                    incident, team, viewer, now, needs=needs, left_to_do=groups.left.get(incident.id, ())
                )
                for incident in incidents
            ]
    return tuple(rows)


def incident_row(
    incident: Incident,
    team: Team,
    viewer: Viewer,
    now: datetime,
    *,
    needs: bool = False,
    left_to_do: Sequence[ClosingStep] = (),
) -> IncidentRow:
    """One incident. The clock is the next escalation while a seat is empty, else how long it is open; below
    it is that of the next update, which gives way to an escalation unless the viewer has to tell it."""
    key = str(incident.id)
    if incident.status is Status.RESOLVED:
        lately = incident.resolved_at is not None and now - incident.resolved_at < _CLOSING
        closing = count_left(left_to_do) if lately else ""
        return IncidentRow(
            key,
            title(incident),
            _joined(incident.service, closing, _over(incident, team, viewer, now)),
            "mdi6.clipboard-list-outline" if closing else "mdi6.check-circle-outline",
            Tone.MUTED,
            quiet=True,
        )
    if incident.quiet_until is not None and not needs:
        held = tr("answered, both seats") if incident.status is Status.ANSWERED else ""
        detail = _joined(incident.service, held or tr("nobody is paged"))
        clock = left(incident.quiet_until, now)
        return IncidentRow(key, title(incident), detail, MOON, Tone.MUTED, clock)
    update, update_tone = _update(incident, team, viewer, now)
    if incident.status is Status.ANSWERED:
        return IncidentRow(
            key,
            title(incident),
            _joined(incident.service, tr("answered, both seats")),
            "mdi6.progress-wrench",
            Tone.OK,
            elapsed(incident.opened_at, now),
            second=update,
            second_tone=update_tone,
        )
    found = moves_up_at(incident, team)
    clock = left(found[0], now) if found else ""
    opened = tr("opened {time}").format(time=viewer.moment(incident.opened_at, now))
    detail = opened if needs else _missing(incident.empty_seats)
    return IncidentRow(
        key,
        title(incident),
        _joined(incident.service, detail),
        "mdi6.alert-octagon" if needs else "mdi6.account-alert-outline",
        Tone.ALARM if needs else Tone.WARN,
        clock,
        Tone.WARN,
        second=update if incident.manager.holder == viewer.me else "",
        second_tone=update_tone,
    )


def _update(incident: Incident, team: Team, viewer: Viewer, now: datetime) -> tuple[str, Tone]:
    """ "update 2:12", while somebody has the Manager's seat; else nothing, for it pages nobody."""
    clock = update_clock(incident, team, viewer, now)
    if clock is None or clock.state is ClockState.WAITING:
        return "", Tone.MUTED
    if incident.manager.holder == viewer.me:
        return clock.short, clock.tone
    # Nobody else is to be disturbed by it.
    return clock.short, Tone.WARN if clock.state is ClockState.OVERDUE else Tone.MUTED


def _missing(seats: Sequence[Seat]) -> str:
    if len(seats) == 2:
        return tr("both seats are empty")
    return tr("{seat}'s seat is empty").format(seat=seat_name(seats[0]))


def _over(incident: Incident, team: Team, viewer: Viewer, now: datetime) -> str:
    at = viewer.moment(incident.resolved_at or incident.opened_at, now)
    if incident.resolved_by is None:
        return tr("over by itself {time}").format(time=at)
    if incident.resolved_by == viewer.me:
        return tr("resolved by you {time}").format(time=at)
    return tr("resolved by {name} {time}").format(name=short(team, incident.resolved_by), time=at)


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
