"""The story of the demo: one night, one incident, as the monitor tells it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from desktop.core.schedule.hand_over import HandOverPolicy
from desktop.core.schedule.schedule import Schedule
from desktop.core.team.team import Policy, Team

NIGHT = datetime(2026, 11, 24, 2, 41, 52, tzinfo=UTC)
"""When the headless story happens: 03:41:52 in Berlin."""
WAIT = timedelta(minutes=1)
"""How long a seat stays empty in the demo before it moves up; nobody wants to watch five minutes."""
MANAGER, ENGINEER = "ana", "ben"
DEDUP_KEY = "checkout-5xx"
SERVICE = "checkout-api"


def alert(key: str) -> dict[str, Any]:
    """What the monitor sends, as a PagerDuty Events API v2 trigger."""
    return {
        "routing_key": key,
        "event_action": "trigger",
        "dedup_key": DEDUP_KEY,
        "client": "Prometheus",
        "links": [{"href": "https://grafana.example/d/checkout", "text": "Checkout dashboard"}],
        "payload": {
            "summary": "Checkout fails for 31 % of customers",
            "source": "Prometheus",
            "severity": "critical",
            "component": SERVICE,
            "group": "shop",
            "class": "5xx ratio",
            "custom_details": {"5xx ratio over 5 min": "0.31", "threshold": "0.05", "region": "eu-west"},
        },
    }


def second_alert(key: str) -> dict[str, Any]:
    """Something else breaks."""
    return {
        "routing_key": key,
        "event_action": "trigger",
        "dedup_key": "search-lag",
        "client": "Prometheus",
        "payload": {
            "summary": "The search index lags 9 minutes behind",
            "source": "Prometheus",
            "severity": "error",
            "component": "search",
        },
    }


def all_clear(key: str) -> dict[str, Any]:
    """The checkout works again, says the monitor."""
    return {"routing_key": key, "event_action": "resolve", "dedup_key": DEDUP_KEY}


def on_stage(team: Team, now: datetime, wait: timedelta = WAIT) -> Team:
    """`team` with the demo's pair on duty at `now`, and short waits."""
    turns = team.schedule.turns
    first = next(n for n, turn in enumerate(turns) if (turn.manager, turn.engineer) == (MANAGER, ENGINEER))
    levels = tuple(type(level)(audience=level.audience, wait=wait) for level in team.policy.levels)
    today = Schedule(zone=team.schedule.zone, turns=turns).shift_at(now)
    assert today is not None
    return Team(
        name=team.name,
        roster=team.roster,
        schedule=Schedule(
            zone=team.schedule.zone,
            hand_over=team.schedule.hand_over,
            starts_on=team.roster.responders[0].local(today.starts_at).date(),
            turns=turns[first:] + turns[:first],
        ),
        # Whenever the demo is started, it is told the same: without those who were on duty before.
        policy=Policy(levels=levels, hand_over=HandOverPolicy(at_most=timedelta(0))),
    )
