"""Rules of urgency: which alerts may wait."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from desktop.core.errors import InvalidTeam
from desktop.core.incident.alert import Alert, alert_from
from desktop.core.urgency.urgency import Decider, Urgency, UrgencyPolicy, UrgencyRule
from tests.sample import NIGHT, report

NOW, WAIT = Urgency.NOW, Urgency.OFFICE_HOURS


def alert(**fields: Any) -> Alert:
    known = {"severity": "warning", "labels": (("env", "staging"), ("team", "shop"))}
    return alert_from(replace(report(), **{**known, **fields}), "prometheus", NIGHT)


def rule(name: str = "Rule", urgency: Urgency = WAIT, **fields: Any) -> UrgencyRule:
    return UrgencyRule(id=name.lower(), name=name, urgency=urgency, **fields)


@pytest.mark.parametrize(
    ("fields", "fits"),
    [
        ({}, True),
        ({"severity": ("warning",)}, True),
        ({"severity": ("WARN*",)}, True),
        ({"severity": ("info", "warning")}, True),
        ({"severity": ("warn",)}, False),
        ({"service": ("checkout-*",)}, True),
        ({"service": ("*-api",), "severity": ("critical",)}, False),
        ({"source": ("Prometheus",)}, True),
        ({"source": ("grafana",)}, False),
        ({"labels": (("env", "stag*"),)}, True),
        ({"labels": (("env", "staging"), ("team", "search"))}, False),
        ({"labels": (("zone", "*"),)}, False),
        ({"service": ("check.ut-api",)}, False),
    ],
)
def test_what_a_rule_names_must_fit(fields: dict[str, Any], fits: bool) -> None:
    assert rule(**fields).matches(alert()) is fits


def test_the_source_may_be_the_integration_too() -> None:
    assert rule(source=("prom*",)).matches(alert(source="10.0.0.7:9090"))


def test_what_could_not_be_read_fits_no_rule() -> None:
    assert not rule().matches(alert(parsed=False))


def test_the_first_match_wins_and_no_match_is_now_and_undecided() -> None:
    policy = UrgencyPolicy(
        rules=(rule("Money", NOW, service=("checkout-*",)), rule("Staging", labels=(("env", "staging"),)))
    )
    assert policy.decide((alert(),)) == (NOW, Decider(rule="money", name="Money"))
    assert policy.decide((alert(service="search"),)) == (WAIT, Decider(rule="staging", name="Staging"))
    assert policy.decide((alert(service="search", labels=()),)) == (NOW, None)


def test_of_several_alerts_the_most_urgent_counts() -> None:
    policy = UrgencyPolicy(
        rules=(rule("Money", NOW, service=("checkout-*",)), rule("Wait", service=("dev-*",)))
    )
    waits = alert(service="dev-1")
    assert policy.decide((waits, waits))[0] is WAIT
    assert policy.decide((waits, alert())) == (NOW, Decider(rule="money", name="Money"))
    assert policy.decide((waits, alert(service="unknown"))) == (NOW, None)


def test_rules_have_names_and_ids_of_their_own() -> None:
    with pytest.raises(InvalidTeam, match="id of another"):
        UrgencyPolicy(rules=(rule(), rule()))
    with pytest.raises(InvalidTeam, match="no name"):
        UrgencyPolicy(rules=(rule(" "),))
