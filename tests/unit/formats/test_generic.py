"""Generic JSON, and what is no JSON at all."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.incident.alert import AlertAction, Link, Report
from desktop.formats import generic
from tests.unit.formats.test_pagerduty import json_values


def read(message: object) -> Report:
    body = message if isinstance(message, bytes) else json.dumps(message).encode()
    return generic.read(body, "Cron", "made")


def test_every_field():
    report = read(
        {
            "summary": "Backup failed",
            "service": "backup",
            "severity": "critical",
            "dedup_key": "backup/nightly",
            "action": "trigger",
            "source": "db1",
            "details": "exit code 2\nno space left",
            "labels": {"zone": "a", "tries": 3},
            "links": ["https://logs.example.com/1", {"href": "https://logs.example.com/2", "text": "Log"}],
        }
    )
    assert report == Report(
        action=AlertAction.TRIGGER,
        dedup_key="backup/nightly",
        summary="Backup failed",
        source="db1",
        service="backup",
        severity="critical",
        details="exit code 2\nno space left",
        labels=(("zone", "a"), ("tries", "3")),
        links=(Link(href="https://logs.example.com/1"), Link(href="https://logs.example.com/2", text="Log")),
    )


def test_a_summary_is_enough():
    report = read({"summary": "Backup failed"})
    assert (report.action, report.dedup_key, report.source) == (AlertAction.TRIGGER, "made", "Cron")


@pytest.mark.parametrize(
    ("word", "action"),
    [("resolved", AlertAction.RESOLVE), ("OK", AlertAction.RESOLVE), ("ack", AlertAction.ACKNOWLEDGE)],
)
def test_other_words_for_the_actions(word, action):
    assert read({"status": word, "id": 17}) == Report(action=action, dedup_key="17")


def test_a_plain_text_pages_with_its_first_words():
    report = read(b"disk full on db1")
    assert report.summary == "Unparsed alert from Cron: disk full on db1"
    assert report.details == "disk full on db1"
    assert not report.parsed


@pytest.mark.parametrize(
    "message", [b"", b"\xff\x00\xfe", {"resolve": True}, {"action": "resolve"}, {"action": "dance"}]
)
def test_what_is_not_understood_pages(message):
    report = read(message)
    assert report.action is AlertAction.TRIGGER
    assert report.summary == "Unparsed alert from Cron"
    assert not report.parsed


names = st.sampled_from(
    ["summary", "action", "status", "dedup_key", "labels", "links", "details", "service", "url", "severity"]
)


@given(st.dictionaries(names, json_values).map(lambda m: json.dumps(m).encode()) | st.binary(max_size=200))
def test_any_body_gives_a_report(body):
    report = read(body)
    assert 0 < len(report.dedup_key) <= 255
    assert "\x00" not in report.summary + report.details + report.dedup_key + report.service
    if report.action is AlertAction.TRIGGER:
        assert 0 < len(report.summary) <= 1024
