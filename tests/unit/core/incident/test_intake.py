"""Alerts and how they become, join and end an incident."""

from __future__ import annotations

import pytest

from desktop.core.incident.alert import Alert, AlertAction, Report
from desktop.core.incident.decide import decide
from desktop.core.incident.events import (
    AlertAcknowledged,
    AlertRepeated,
    AlertResolved,
    IncidentOpened,
    IncidentResolved,
    Resolution,
)
from desktop.core.incident.incident import Status
from desktop.core.incident.intake import open_incident, receive
from desktop.core.team.seat import Seat
from tests.sample import INCIDENT_ID, MINUTE, NIGHT, TEAM, claim, fresh, report

OTHER = Alert(integration="grafana", dedup_key="x", summary="x", first_seen_at=NIGHT, last_seen_at=NIGHT)


def test_a_trigger_opens_an_incident_named_after_the_alert() -> None:
    incident, events = open_incident(report(), "prometheus", INCIDENT_ID, 7, TEAM, NIGHT)
    assert (incident.number, incident.title, incident.service) == (7, "Checkout fails", "checkout-api")
    assert events[0] == IncidentOpened(at=NIGHT, title="Checkout fails", service="checkout-api")


def test_a_repeat_counts_up_and_pages_nobody_again() -> None:
    incident, events = receive(
        fresh(), report(summary="Checkout fails more"), "prometheus", TEAM, NIGHT + MINUTE
    )
    assert events == [
        AlertRepeated(
            at=NIGHT + MINUTE,
            integration="prometheus",
            dedup_key="checkout",
            summary="Checkout fails more",
            count=2,
        )
    ]
    (alert,) = incident.alerts
    assert (alert.count, alert.first_seen_at, alert.last_seen_at) == (2, NIGHT, NIGHT + MINUTE)
    assert incident.pages == fresh().pages


def test_a_repeat_without_text_keeps_what_was_known() -> None:
    bare = Report(action=AlertAction.TRIGGER, dedup_key="checkout")
    incident, _ = receive(fresh(), bare, "prometheus", TEAM, NIGHT)
    assert incident.alerts[0].summary == "Checkout fails"


def test_a_monitors_acknowledgement_is_written_down_and_claims_nothing() -> None:
    incident, events = receive(fresh(), report(action=AlertAction.ACKNOWLEDGE), "prometheus", TEAM, NIGHT)
    assert events == [AlertAcknowledged(at=NIGHT, integration="prometheus", dedup_key="checkout")]
    assert incident.empty_seats == (Seat.MANAGER, Seat.ENGINEER)
    assert all(page.is_open for page in incident.pages)


def test_when_the_last_alert_resolves_so_does_the_incident() -> None:
    incident = decide(fresh(), claim("ana", Seat.MANAGER, NIGHT), TEAM, NIGHT).incident
    incident, events = receive(
        incident, report(action=AlertAction.RESOLVE), "prometheus", TEAM, NIGHT + MINUTE
    )
    assert incident.status is Status.RESOLVED
    assert not any(page.is_open for page in incident.pages)
    assert isinstance(events[0], AlertResolved)
    assert IncidentResolved(at=NIGHT + MINUTE, resolution=Resolution.BY_MONITOR, by=None) in events
    assert incident.manager.holder == "ana", "holders are led through closing"


def test_one_of_two_alerts_resolving_does_not_end_the_incident() -> None:
    incident = fresh()
    other = incident.alerts[0]
    incident = incident.with_alert(
        type(other)(
            integration="grafana", dedup_key="x", summary="x", first_seen_at=NIGHT, last_seen_at=NIGHT
        )
    )
    incident, _ = receive(incident, report(action=AlertAction.RESOLVE), "prometheus", TEAM, NIGHT)
    assert incident.status is Status.OPEN
    again, events = receive(incident, report(action=AlertAction.RESOLVE), "prometheus", TEAM, NIGHT)
    assert (again, events) == (incident, [])
    incident, _ = receive(incident, report("x", AlertAction.RESOLVE), "grafana", TEAM, NIGHT)
    assert incident.status is Status.RESOLVED


def test_an_alert_that_comes_back_before_the_incident_ends_is_open_again() -> None:
    incident = fresh().with_alert(OTHER)
    incident, _ = receive(incident, report(action=AlertAction.RESOLVE), "prometheus", TEAM, NIGHT)
    incident, _ = receive(incident, report(), "prometheus", TEAM, NIGHT)
    incident, _ = receive(incident, report("x", AlertAction.RESOLVE), "grafana", TEAM, NIGHT)
    assert incident.status is Status.OPEN


def test_what_cannot_be_is_a_defect_of_the_caller() -> None:
    resolve = report(action=AlertAction.RESOLVE)
    with pytest.raises(ValueError, match="only a trigger"):
        open_incident(resolve, "prometheus", INCIDENT_ID, 1, TEAM, NIGHT)
    with pytest.raises(ValueError, match="has no alert"):
        receive(fresh(), report("unknown"), "prometheus", TEAM, NIGHT)
    done, _ = receive(fresh(), resolve, "prometheus", TEAM, NIGHT)
    with pytest.raises(ValueError, match="receives nothing more"):
        receive(done, report(), "prometheus", TEAM, NIGHT)
