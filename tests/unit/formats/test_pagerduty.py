"""PagerDuty Events v2: the vendor's examples, what real monitors send, and what nobody should."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.incident.alert import AlertAction, Link, Report
from desktop.formats import pagerduty

KEY = "e93facc04764012d7bfb002500d5d1a6"
EXAMPLE = {
    "payload": {
        "summary": "DISK at 99% on machine prod-datapipe03.example.com",
        "timestamp": "2015-07-17T08:42:58.315+0000",
        "severity": "critical",
        "source": "prod-datapipe03.example.com",
        "component": "mysql",
        "group": "prod-datapipe",
        "class": "disk",
        "custom_details": {"free space": "1%", "ping time": "1500ms", "load avg": 0.75},
    },
    "routing_key": KEY,
    "dedup_key": "srv01/mysql",
    "event_action": "trigger",
    "client": "Sample Monitoring Service",
    "client_url": "https://monitoring.service.com",
    "links": [{"href": "http://pagerduty.example.com", "text": "An example link."}],
    "images": [{"src": "https://chart.example.com/c.png", "href": "https://example.com", "alt": "A chart"}],
}


def read(event: object, made_key: str = "made") -> Report:
    body = event if isinstance(event, bytes) else json.dumps(event).encode()
    return pagerduty.read(pagerduty.open_envelope(body), "Prod", made_key)


def test_the_vendors_example_is_understood_whole():
    report = read(EXAMPLE)
    assert report == Report(
        action=AlertAction.TRIGGER,
        dedup_key="srv01/mysql",
        summary="DISK at 99% on machine prod-datapipe03.example.com",
        source="prod-datapipe03.example.com",
        service="mysql",
        severity="critical",
        details="free space: 1%\nping time: 1500ms\nload avg: 0.75\ntimestamp: 2015-07-17T08:42:58.315+0000",
        labels=(("component", "mysql"), ("group", "prod-datapipe"), ("class", "disk")),
        links=(
            Link(href="https://monitoring.service.com", text="Sample Monitoring Service"),
            Link(href="http://pagerduty.example.com", text="An example link."),
            Link(href="https://chart.example.com/c.png", text="A chart"),
            Link(href="https://example.com", text="A chart"),
        ),
    )


@pytest.mark.parametrize("action", ["acknowledge", "resolve"])
def test_acknowledge_and_resolve_need_only_the_dedup_key(action):
    report = read({"routing_key": KEY, "event_action": action, "dedup_key": "srv01/mysql"})
    assert (report.action, report.dedup_key) == (AlertAction(action), "srv01/mysql")


def test_a_trigger_without_dedup_key_gets_the_one_that_was_made():
    assert read({**EXAMPLE, "dedup_key": None}, made_key="fresh").dedup_key == "fresh"


def test_a_summary_that_is_too_long_is_cut_and_kept_whole_in_the_details():
    payload = {"summary": "x" * 5000, "source": "here", "severity": "info"}
    report = read({"routing_key": KEY, "event_action": "trigger", "payload": payload})
    assert report.summary == "x" * 1024
    assert report.details == "x" * 5000
    assert report.parsed


def test_dedup_keys_that_are_too_long_stay_different():
    first, second = (read({**EXAMPLE, "dedup_key": "k" * 300 + end}).dedup_key for end in "ab")
    assert first != second
    assert len(first) == len(second) == 255
    assert first == read({**EXAMPLE, "dedup_key": "k" * 300 + "a", "event_action": "resolve"}).dedup_key


def test_alertmanagers_notifier_tells_the_service_in_a_text_of_labels():
    firing = "Labels:\n - alertname = HighLatency\n - job = payments-api\n - service = payments\nSource: http://p/\n"
    details = {"firing": firing, "num_firing": "1", "num_resolved": "0", "resolved": ""}
    payload = {"summary": "[FIRING:1] HighLatency", "severity": "error", "custom_details": details}
    report = read(
        {"routing_key": KEY, "event_action": "trigger", "payload": payload, "client": "Alertmanager"}
    )
    assert report.service == "payments"
    assert report.source == "Alertmanager"
    assert "  - job = payments-api".strip() in report.details


@pytest.mark.parametrize(
    "event",
    [
        {**EXAMPLE, "event_action": "explode"},
        {**EXAMPLE, "event_action": None},
        {"routing_key": KEY, "event_action": "trigger", "payload": "the disk is full"},
        {
            "routing_key": KEY,
            "event_action": "trigger",
            "payload": {"custom_details": {"why": "the disk is full"}},
        },
        b'{"routing_key": "%s", "event_action": "trigger", "payload": {"summary": "the disk is'
        % KEY.encode(),
        b'{"routing_key": "%s", "x": %s}' % (KEY.encode(), b"[" * 500 + b"]" * 500),
    ],
)
def test_what_is_not_understood_is_kept_whole_and_pages(event):
    report = read(event)
    assert report.action is AlertAction.TRIGGER
    assert not report.parsed
    assert report.summary
    assert KEY in report.details
    assert read(event) == report, "sent again it is a repeat"


@pytest.mark.parametrize(
    "event",
    [
        b"",
        b"disk full",
        b"[]",
        {"event_action": "trigger", "payload": {"summary": "x"}},
        {"routing_key": "  ", "payload": {"summary": "x"}},
        {"routing_key": KEY, "event_action": "trigger"},
        {"routing_key": KEY, "event_action": "trigger", "payload": {"summary": " ", "severity": "critical"}},
        {"routing_key": KEY, "event_action": "resolve"},
    ],
)
def test_what_could_page_nobody_is_refused_with_reasons(event):
    with pytest.raises(pagerduty.InvalidEvent) as refused:
        read(event)
    assert all(refused.value.errors)


def test_links_that_are_no_web_addresses_are_not_for_one_click():
    report = read(
        {**EXAMPLE, "client_url": "file:///etc/passwd", "images": [], "links": [{"href": "javascript:1"}]}
    )
    assert report.links == ()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
likely = st.fixed_dictionaries(
    {"routing_key": st.just(KEY)},
    optional={
        "event_action": st.sampled_from(["trigger", "acknowledge", "resolve"]) | json_values,
        "dedup_key": json_values,
        "client": json_values,
        "client_url": json_values,
        "links": json_values,
        "images": json_values,
        "payload": json_values
        | st.fixed_dictionaries(
            {"summary": json_values},
            optional={"custom_details": json_values, "source": json_values, "component": json_values},
        ),
    },
)


@given(likely)
def test_any_object_gives_a_report_or_a_refusal(event):
    try:
        report = read(event)
    except pagerduty.InvalidEvent:
        return
    _storable(report)


@given(
    st.binary(max_size=200) | st.binary(max_size=60).map(lambda b: b'{"routing_key": "k", "payload": ' + b)
)
def test_any_body_gives_a_report_or_a_refusal(body):
    try:
        report = read(body)
    except pagerduty.InvalidEvent:
        return
    _storable(report)


def _storable(report: Report) -> None:
    assert 0 < len(report.dedup_key) <= 255
    assert len(report.summary) <= 1024
    assert "\x00" not in repr(report).replace("\\x00", "\x00")
    if report.action is AlertAction.TRIGGER:
        assert report.summary


@pytest.mark.skipif(
    "PAIRWATCH_SPECS" not in os.environ, reason="PAIRWATCH_SPECS names no folder of vendors' descriptions"
)
def test_every_example_of_the_vendors_description():
    spec = json.loads(Path(os.environ["PAIRWATCH_SPECS"], "pagerduty-events-v2-openapi.json").read_text())
    content = spec["paths"]["/enqueue"]["post"]["requestBody"]["content"]["application/json"]
    for example in content["examples"].values():
        report = read(example["value"])
        assert report.parsed
        assert report.summary == example["value"]["payload"]["summary"]
        assert report.dedup_key == example["value"]["dedup_key"]
    assert set(content["schema"]["properties"]["event_action"]["enum"]) == set(AlertAction)
