"""Alertmanager's webhook: one group, one report."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.incident.alert import AlertAction, Link, Report
from desktop.formats import alertmanager
from tests.unit.formats.test_pagerduty import json_values

MESSAGE: dict[str, Any] = {
    "version": "4",
    "groupKey": '{}:{alertname="HighLatency", service="payments"}',
    "truncatedAlerts": 0,
    "status": "firing",
    "receiver": "pairwatch",
    "groupLabels": {"alertname": "HighLatency", "service": "payments"},
    "commonLabels": {
        "alertname": "HighLatency",
        "service": "payments",
        "severity": "critical",
        "env": "prod",
    },
    "commonAnnotations": {
        "summary": "Payments answer slowly",
        "runbook_url": "https://wiki.example.com/latency",
    },
    "externalURL": "http://alertmanager.example.com:9093",
    "alerts": [
        {
            "status": "firing",
            "labels": {"alertname": "HighLatency", "service": "payments", "instance": "pay-1"},
            "annotations": {"summary": "Payments answer slowly", "description": "p99 is 3 s"},
            "startsAt": "2026-01-05T03:12:00Z",
            "endsAt": "0001-01-01T00:00:00Z",
            "generatorURL": "http://prometheus.example.com/graph?g0.expr=x",
            "fingerprint": "c0ffee",
        },
        {
            "status": "resolved",
            "labels": {"alertname": "HighLatency", "service": "payments", "instance": "pay-2"},
            "annotations": {"summary": "Payments answer slowly"},
            "startsAt": "2026-01-05T03:10:00Z",
            "endsAt": "2026-01-05T03:11:00Z",
            "generatorURL": "http://prometheus.example.com/graph?g0.expr=x",
        },
    ],
}


def read(message: object) -> Report:
    body = message if isinstance(message, bytes) else json.dumps(message).encode()
    return alertmanager.read(body, "Prod")


def test_a_group_is_one_report():
    assert read(MESSAGE) == Report(
        action=AlertAction.TRIGGER,
        dedup_key='{}:{alertname="HighLatency", service="payments"}',
        summary="Payments answer slowly",
        source="Alertmanager",
        service="payments",
        severity="critical",
        details=(
            "firing since 2026-01-05T03:12:00Z\n"
            "  summary: Payments answer slowly\n  description: p99 is 3 s\n"
            "  alertname=HighLatency service=payments instance=pay-1\n\n"
            "resolved since 2026-01-05T03:10:00Z\n"
            "  summary: Payments answer slowly\n"
            "  alertname=HighLatency service=payments instance=pay-2"
        ),
        labels=(
            ("alertname", "HighLatency"),
            ("service", "payments"),
            ("severity", "critical"),
            ("env", "prod"),
        ),
        links=(
            Link(href="https://wiki.example.com/latency", text="Run-book"),
            Link(href="http://prometheus.example.com/graph?g0.expr=x", text="Expression"),
            Link(href="http://alertmanager.example.com:9093", text="Alertmanager"),
        ),
    )


def test_resolved_has_the_key_of_its_trigger():
    report = read({**MESSAGE, "status": "resolved"})
    assert report.action is AlertAction.RESOLVE
    assert report.dedup_key == read(MESSAGE).dedup_key


def test_alerts_that_say_different_things_are_counted():
    other = {**MESSAGE["alerts"][0], "annotations": {"summary": "Checkout fails"}}
    message = {
        **MESSAGE,
        "commonAnnotations": {},
        "alerts": [other, MESSAGE["alerts"][0]],
        "truncatedAlerts": 3,
    }
    report = read(message)
    assert report.summary == "Checkout fails and 4 more"
    assert report.details.endswith("3 more alerts of the group, left out by Alertmanager.")


def test_without_any_annotation_the_labels_say_it():
    alerts = [{**MESSAGE["alerts"][0], "annotations": {}}]
    report = read({**MESSAGE, "commonAnnotations": {}, "alerts": alerts})
    assert report.summary == "HighLatency (service=payments, env=prod)"


def test_the_worst_severity_of_those_that_fire():
    alerts = [
        {"status": "resolved", "labels": {"severity": "critical"}},
        {"status": "firing", "labels": {"severity": "info"}},
        {"status": "firing", "labels": {"severity": "Warning"}},
    ]
    assert read({**MESSAGE, "commonLabels": {}, "alerts": alerts}).severity == "warning"


@pytest.mark.parametrize(
    "message",
    [b"", b"not json", b"[1]", {"status": "firing"}, {**MESSAGE, "status": "smouldering"}, {"a": 1}],
)
def test_what_is_not_understood_is_kept_whole_and_pages(message):
    report = read(message)
    assert report.action is AlertAction.TRIGGER
    assert not report.parsed
    assert report.summary
    assert report.dedup_key
    assert (
        report.details == (message if isinstance(message, bytes) else json.dumps(message).encode()).decode()
    )


likely = st.fixed_dictionaries(
    {
        "status": st.sampled_from(["firing", "resolved"]) | json_values,
        "groupKey": st.text(min_size=1) | json_values,
    },
    optional={
        "alerts": st.lists(
            json_values
            | st.fixed_dictionaries(
                {"status": st.sampled_from(["firing", "resolved"]) | json_values},
                optional={"labels": json_values, "annotations": json_values, "startsAt": json_values},
            ),
            max_size=3,
        )
        | json_values,
        "commonLabels": json_values,
        "groupLabels": json_values,
        "commonAnnotations": json_values,
        "externalURL": json_values,
        "truncatedAlerts": json_values,
    },
)


@given(likely.map(lambda message: json.dumps(message).encode()) | st.binary(max_size=200))
def test_any_body_gives_a_report(body):
    report = read(body)
    assert 0 < len(report.dedup_key) <= 255
    assert 0 < len(report.summary) <= 1024
    assert "\x00" not in report.summary + report.details + report.dedup_key + report.service
