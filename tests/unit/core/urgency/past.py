"""Past incidents, for rules that are proposed from them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from desktop.core.closing.closing import GivenVerdict, Verdict
from desktop.core.incident.alert import Alert, alert_from
from desktop.core.incident.page import Page, PageReason, page_id
from desktop.core.team.seat import Seat
from desktop.core.urgency.past_incident import PastIncident
from desktop.core.urgency.proposal_effect import Past, SentPages
from desktop.core.urgency.urgency import Urgency, UrgencyPolicy, UrgencyRule
from tests.sample import NIGHT, TEAM, report

NOW, WAIT = Urgency.NOW, Urgency.OFFICE_HOURS
ACT, WAITED = Verdict.ACT_NOW, Verdict.COULD_HAVE_WAITED
DAY = timedelta(days=1)


def alert(service: str = "search", severity: str = "warning", key: str = "k", **fields: Any) -> Alert:
    said = replace(report(key), service=service, severity=severity, source="", **fields)
    return alert_from(said, "prometheus", NIGHT)


def past(
    number: int, *verdicts: Verdict, alerts: Sequence[Alert] | None = None, **fields: Any
) -> PastIncident:
    """One that opened `number` days before NIGHT."""
    known = tuple(alerts) if alerts is not None else (alert(**fields),)
    at = NIGHT - number * DAY
    given = zip(("ana", "ben"), verdicts, strict=False)
    return PastIncident(
        id=UUID(int=number),
        number=number,
        title=f"Incident {number}",
        service=known[0].service if known else "",
        opened_at=at,
        alerts=known,
        verdicts=tuple(GivenVerdict(by=by, verdict=verdict, at=at) for by, verdict in given),
    )


def page(
    number: int,
    to: str,
    at: datetime | None = None,
    *,
    level: int = 1,
    reason: PageReason = PageReason.SEAT,
) -> Page:
    """A page for the incident of this number, when it opened unless something else is said."""
    incident = UUID(int=number)
    return Page(
        id=page_id(incident, reason, Seat.MANAGER, level, 1, to),
        incident_id=incident,
        responder=to,
        seat=Seat.MANAGER,
        reason=reason,
        level=level,
        round=1,
        attempted_at=at or NIGHT - number * DAY,
    )


def rule(name: str, urgency: Urgency = WAIT, **fields: Any) -> UrgencyRule:
    return UrgencyRule(id=name.lower(), name=name, urgency=urgency, **fields)


def looked_at(incidents: Iterable[PastIncident], pages: Iterable[Page] = (), *rules: UrgencyRule) -> Past:
    policy = UrgencyPolicy(rules=rules)
    sent = SentPages(replace(TEAM, urgency=policy))
    sent.add(pages)
    return Past(policy, incidents, sent)
