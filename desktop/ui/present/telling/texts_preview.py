"""What a text makes of an incident: of one that runs, or of a sample where everything is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from desktop.client.drafts import Values, draft, known_values
from desktop.client.state import State
from desktop.core.incident.incident import Incident, Status
from desktop.core.team.team import Team
from desktop.core.telling.communication import next_update
from desktop.core.telling.inside_names import internal_names
from desktop.core.telling.public_text import text_warnings
from desktop.core.telling.template import Template
from desktop.core.telling.text_warning import overlaps
from desktop.core.telling.update import Stage
from desktop.core.zones import told_time
from desktop.ui.present.words import tr

SAMPLE = ""
"""The key of the sample incident in the list of incidents."""
_SAMPLE_NUMBER = "142"


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """`notes`: what is still empty, and what to think about again; sentences."""

    subject: str
    text: str
    notes: tuple[str, ...]


def preview_choices(state: State) -> list[tuple[str, str]]:
    """What a text can be tried on, key and words: the incidents that run, the newest first; then the
    sample."""
    running = sorted(_running(state), key=lambda incident: incident.opened_at, reverse=True)
    return [
        *((str(incident.id), f"#{incident.number} {incident.title}") for incident in running),
        (SAMPLE, tr("Sample incident, everything known")),
    ]


def preview(template: Template, state: State, team: Team, chosen: str, now: datetime) -> Preview:
    """The template filled in. `chosen`: a key of `preview_choices`. Raises BrokenTemplate."""
    incident = next((known for known in _running(state) if str(known.id) == chosen), None)
    if incident is None:
        values = sample_values(team, now, template.stage)
        names: tuple[str, ...] = tuple(known.name for known in team.roster.responders)
    else:
        values = known_values(incident, team, now, next_update_at=_next(incident, team, now, template.stage))
        names = internal_names(incident, team)
    made = draft(template, values)
    gaps = [(gap.start, gap.end) for gap in made.gaps]
    warnings = text_warnings(
        made.text,
        stage=template.stage,
        readers=template.readers,
        internal=names,
        channels=[channel for channel in state.channels if channel.readers is template.readers],
    )
    notes = [known.sentence for known in warnings if not overlaps(known.start, known.end, gaps)]
    empty = dict.fromkeys(gap.name for gap in (*made.subject_gaps, *made.gaps))
    if empty:
        notes.insert(0, tr("Still empty: {names}.").format(names=", ".join(empty)))
    return Preview(subject=made.subject, text=made.text, notes=_once(notes))


def sample_values(team: Team, now: datetime, stage: Stage) -> Values:
    """An incident of which all is known, told with the team's own names and zone."""
    zone = ZoneInfo(team.schedule.zone)
    names = [person.name for person in team.roster.responders] or [tr("Somebody")]
    last = stage is Stage.RESOLVED
    return {
        "title": tr("Checkout fails for 31 % of customers"),
        "service": tr("Checkout"),
        "product": tr("Checkout"),
        "number": _SAMPLE_NUMBER,
        "started": told_time(now - timedelta(minutes=12), zone, now),
        "impact": tr("about a third of card payments fail, orders already placed are safe"),
        "condition": tr("The new release opens more connections than the database takes."),
        "action": tr("The release is being taken back."),
        "needs": tr("Nobody else for now."),
        "cause": tr("The new release leaks connections to the database."),
        "findings": tr("The new release leaks connections to the database."),
        "next_update": "" if last else told_time(now + timedelta(minutes=20), zone, now),
        "manager": names[0],
        "engineer": names[min(1, len(names) - 1)],
        "labels": ("service: checkout", "impact: card payments", "cause: release"),
    }


def _running(state: State) -> list[Incident]:
    return [known for known in state.incidents.values() if known.status is not Status.RESOLVED]


def _next(incident: Incident, team: Team, now: datetime, stage: Stage) -> datetime | None:
    """When the next update would be promised for, as the composer does; None for the last one."""
    clock = incident.communication
    if clock is None or stage is Stage.RESOLVED:
        return None
    return next_update(clock, incident.opened_at, now, team.policy.communication)


def _once(sentences: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(sentences))
