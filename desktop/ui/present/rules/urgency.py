"""Urgency in words: whether an incident acts now or can wait, who decided so, and what happened to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from desktop.core.incident.commands import ChangeUrgency, Command
from desktop.core.incident.events import Event, IncidentQuieted, UrgencyChanged
from desktop.core.incident.incident import Incident, Status
from desktop.core.incident.page import Page, PageOutcome
from desktop.core.team.team import Team
from desktop.core.urgency.urgency import Decider, Urgency
from desktop.core.urgency.urgency_change import may_let_wait
from desktop.ui.present.people import person, starts
from desktop.ui.present.rows import RowKind, TimelineRow
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone

MOON, BOLT = "mdi6.weather-night", "mdi6.flash"


@dataclass(frozen=True, slots=True, kw_only=True)
class UrgencyView:
    """`words` are the chip's; `why` says who decided. `change` names the button that makes it the other one
    and `hint` what then happens; empty when the viewer may not, or has just asked for it."""

    words: str
    icon: str
    tone: Tone
    why: str
    change: str = ""
    hint: str = ""
    wanted: Urgency = Urgency.NOW
    confirm: str = ""
    """The button that says of an undecided one that it is urgent indeed."""


def urgency_view(
    incident: Incident, team: Team, viewer: Viewer, now: datetime, pending: Sequence[Command] = ()
) -> UrgencyView:
    """What the incident's head shows."""
    words, icon, tone = _words(incident, viewer, now)
    why = _why(incident.urgency_decided_by, team, viewer)
    me = viewer.me
    asked = any(isinstance(command, ChangeUrgency) for command in pending)
    if asked:
        why = tr("your change is not yet sent")
    if incident.status is Status.RESOLVED or me is None or not team.roster.can_be_paged(me) or asked:
        return UrgencyView(words=words, icon=icon, tone=tone, why=why)
    if incident.urgency is Urgency.OFFICE_HOURS:
        return UrgencyView(
            words=words,
            icon=icon,
            tone=tone,
            why=why,
            change=tr("Act now"),
            hint=tr("The pair is paged at once. Why can it not wait?"),
            wanted=Urgency.NOW,
        )
    if not may_let_wait(incident, me, team, now):
        return UrgencyView(words=words, icon=icon, tone=tone, why=why)
    if team.office_is_open(now):
        hint = tr("All alarms stop; seats that stay empty are asked for again. Why can it wait?")
    else:
        opens = viewer.moment(team.office_opens_at(now), now)
        hint = tr("All alarms stop until {time}. Why can it wait?").format(time=opens)
    undecided = incident.urgency_decided_by is None
    return UrgencyView(
        words=words,
        icon=icon,
        tone=tone,
        why=why,
        change=tr("Can wait"),
        hint=hint,
        wanted=Urgency.OFFICE_HOURS,
        confirm=tr("It is urgent") if undecided else "",
    )


def was_let_wait(incident: Incident, pages: Sequence[Page]) -> bool:
    """Whether `pages` rang and then ended because the incident can wait."""
    ids = {page.id for page in pages}
    mine = [page for page in incident.pages if page.id in ids]
    return incident.urgency is Urgency.OFFICE_HOURS and any(
        page.outcome is PageOutcome.CAN_WAIT for page in mine
    )


def let_wait_words(incident: Incident, team: Team, viewer: Viewer, now: datetime) -> tuple[str, str]:
    """Heading and sentence for an alarm that ended so."""
    if incident.quiet_until is None:
        words = tr("Seats that stay empty are asked for again.")
    else:
        words = tr("Nobody is paged until {time}.").format(time=viewer.moment(incident.quiet_until, now))
    decider = incident.urgency_decided_by
    if decider is None or not decider.person:
        return tr("It can wait"), words
    name = starts(team, decider.person, viewer.me)
    return tr("{name} said: it can wait").format(name=name), words


def waits_until(incident: Incident, viewer: Viewer, now: datetime) -> str:
    """ "09:00 Berlin": when the office opens, by the viewer's clock."""
    assert incident.quiet_until is not None
    return f"{viewer.moment(incident.quiet_until, now)} {viewer.city}"


def waiting_heading(incidents: Sequence[Incident], viewer: Viewer, now: datetime) -> str:
    """Above those that wait: "Can wait until 09:00"."""
    until = {incident.quiet_until for incident in incidents}
    at = until.pop() if len(until) == 1 else None
    if at is None:
        return tr("Can wait")
    return tr("Can wait until {time}").format(time=viewer.moment(at, now))


def urgency_name(urgency: Urgency) -> str:
    """ "act now", "can wait"."""
    return tr("act now") if urgency is Urgency.NOW else tr("can wait")


def urgency_row(event: Event, team: Team, viewer: Viewer, now: datetime) -> TimelineRow | None:
    """The row of the timeline; None for an event about something else."""
    match event:
        case UrgencyChanged(urgency=urgency, decided_by=decider, because=because):
            title, tone = _changed(urgency, decider, team, viewer)
            icon, detail = (BOLT if urgency is Urgency.NOW else MOON), because
        case IncidentQuieted(until=until):
            at = viewer.moment(until, now)
            title = tr("The office is closed: nobody is paged until {time}").format(time=at)
            icon, tone, detail = MOON, Tone.MUTED, ""
        case _:
            return None
    time = viewer.moment(event.at, now)
    return TimelineRow(time, icon, tone, title, detail, at=event.at, kind=RowKind.OTHER)


def _changed(urgency: Urgency, decider: Decider | None, team: Team, viewer: Viewer) -> tuple[str, Tone]:
    tone = Tone.WARN if urgency is Urgency.NOW else Tone.MUTED
    if decider is None:
        return tr("Act now: no rule matches the alert"), tone
    if decider.person:
        name = starts(team, decider.person, viewer.me)
        words = tr("{name} said: act now") if urgency is Urgency.NOW else tr("{name} said: it can wait")
        return words.format(name=name), tone
    words = tr("Act now, by the rule “{rule}”") if urgency is Urgency.NOW else tr("Can wait, by “{rule}”")
    return words.format(rule=decider.name), tone


def _words(incident: Incident, viewer: Viewer, now: datetime) -> tuple[str, str, Tone]:
    if incident.urgency is Urgency.NOW:
        words = tr("act now") if incident.urgency_decided_by is not None else tr("act now · undecided")
        return words, BOLT, Tone.WARN
    if incident.quiet_until is not None and incident.status is not Status.RESOLVED:
        words = tr("can wait until {time}").format(time=waits_until(incident, viewer, now))
        return words, MOON, Tone.MUTED
    return tr("can wait · office hours"), MOON, Tone.MUTED


def _why(decider: Decider | None, team: Team, viewer: Viewer) -> str:
    if decider is None:
        return tr("no rule matches")
    if decider.person:
        return tr("said by {name}").format(name=person(team, decider.person, viewer.me))
    return tr("by the rule “{rule}”").format(rule=decider.name)
