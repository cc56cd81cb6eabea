"""Drafts: a template filled in with what is known of an incident, and what is still empty in it.

Jinja2 is imported with the first draft (`template_engine`), not at start-up.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import TypeAlias
from zoneinfo import ZoneInfo

from desktop.core.errors import PairwatchError
from desktop.core.fixing.finding import cause, told_findings
from desktop.core.incident.incident import Incident
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team
from desktop.core.telling.outside_name import outside_name
from desktop.core.telling.template import Template
from desktop.core.zones import told_time

Values: TypeAlias = Mapping[str, str | tuple[str, ...]]
"""What is known, by the name of the variable; empty is the same as missing. Only `labels` is a tuple."""

VARIABLES: Mapping[str, str] = MappingProxyType(
    {
        "title": "what broke, as the monitor says it",
        "service": "the service that is hit, as monitors call it",
        "product": "the service as people outside call it: “checkout” for “checkout-api”",
        "number": "the incident's number",
        "started": "since when, in the schedule's zone",
        "impact": "who and what is hit, from the labels “impact”",
        "condition": "how it stands, from the Engineer's answer",
        "action": "what is being done, from the Engineer's answer",
        "needs": "what is needed, from the Engineer's answer",
        "cause": "what is confirmed as the cause, from the Engineer's findings",
        "findings": "all that is confirmed or suspected, from the Engineer's findings",
        "next_update": "when the next update comes",
        "manager": "who has the Manager's seat",
        "engineer": "who has the Engineer's seat",
        "labels": "all labels; use a loop or join(', ')",
    }
)
"""The variables that a template may use, bare or as `incident.title`, and what each is."""

GAP = re.compile(f"‹({'|'.join(VARIABLES)})›")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Something that is not known yet: the characters `start` (included) to `end` (excluded) of the text
    stand for the variable `name`. Counted in code points, as Python does; Qt counts a few of them twice."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A text to begin with. What is empty is shown as ‹name›."""

    subject: str
    text: str

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What is still empty in the text."""
        return find_gaps(self.text)

    @property
    def subject_gaps(self) -> tuple[Gap, ...]:
        """What is still empty in the subject."""
        return find_gaps(self.subject)


class BrokenTemplate(PairwatchError):
    """A template that cannot be used. `line` counts from 1, in the part ("subject" or "text") that is
    broken. `unknown` is the name of the variable that there is not, when that is what is wrong."""

    def __init__(
        self, sentence: str, remedy: str, *, line: int, part: str = "text", unknown: str = ""
    ) -> None:
        super().__init__(sentence, remedy)
        self.line = line
        self.part = part
        self.unknown = unknown


def placeholder(name: str) -> str:
    """How an empty variable shows in a draft."""
    return f"‹{name}›"


def find_gaps(text: str) -> tuple[Gap, ...]:
    """What is still empty in a draft, also after somebody edited it."""
    return tuple(Gap(name=found[1], start=found.start(), end=found.end()) for found in GAP.finditer(text))


def known_values(
    incident: Incident, team: Team, now: datetime, *, next_update_at: datetime | None = None
) -> Values:
    """What is known of the incident at `now`. `next_update_at` is what the update will promise; None for the
    last one. Times are told in the schedule's zone, and name it: readers live anywhere."""
    answer = incident.question.answer if incident.question is not None else None
    holders = {state.seat: state.holder for state in incident.seats}
    zone = ZoneInfo(team.schedule.zone)
    return {
        "title": incident.title,
        "service": incident.service,
        "product": outside_name(incident.service),
        "number": str(incident.number),
        "started": told_time(incident.opened_at, zone, now),
        "impact": ", ".join(label.value for label in incident.labels if label.key == "impact"),
        "condition": answer.condition.strip() if answer else "",
        "action": answer.action.strip() if answer else "",
        "needs": answer.needs.strip() if answer else "",
        "cause": cause(incident.findings),
        "findings": " ".join(sentence for _, sentence in told_findings(incident.findings)),
        "next_update": told_time(next_update_at, zone, now) if next_update_at is not None else "",
        "manager": team.roster.name(holders[Seat.MANAGER] or ""),
        "engineer": team.roster.name(holders[Seat.ENGINEER] or ""),
        "labels": tuple(str(label) for label in incident.labels),
    }


def draft(template: Template, values: Values) -> Draft:
    """The template filled in. Raises BrokenTemplate."""
    from desktop.client import template_engine

    subject = template_engine.render(template.subject, values, "subject")
    return Draft(
        subject=" ".join(subject.split()), text=template_engine.render(template.text, values, "text")
    )


def problem_of(subject: str, text: str) -> BrokenTemplate | None:
    """Why a template with this source could not be used; None when it can."""
    from desktop.client import template_engine

    try:
        template_engine.check(subject, "subject")
        template_engine.check(text, "text")
    except BrokenTemplate as broken:
        return broken
    return None
