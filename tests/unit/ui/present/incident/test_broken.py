from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.core.incident.alert import AlertAction, Link, Report, alert_from
from desktop.core.incident.intake import receive
from desktop.ui.present.incident.broken import broken_view, web_host
from desktop.ui.present.times import viewer_of
from desktop.ui.theme.tokens import Tone
from tests.ui.story import S, Story


def view(story, incident=None):
    incident = incident or story.incident(story.checkout)
    return broken_view(incident, viewer_of(story.team, "ben"), story.clock.now())


def test_one_alert_is_told_in_a_line_and_its_title_only_once():
    story = Story()
    shown = view(story)
    assert shown.summary == "critical · Prometheus · seen once, 03:41"
    assert shown.alerts[0].heading == ""
    story.clock.advance(60 * S)
    story.repeats(story.checkout, 13)
    assert view(story).summary == "critical · Prometheus · seen 14 times, 03:41 to 03:42"


def test_open_alerts_come_first_and_each_has_its_heading():
    story = Story()
    other = Report(action=AlertAction.TRIGGER, dedup_key="other", summary="Payments time out")
    incident = story.incident(story.checkout)
    incident = incident.with_alert(alert_from(other, "blackbox", story.clock.now()))
    over = Report(action=AlertAction.RESOLVE, dedup_key=incident.alerts[0].dedup_key)
    story.clock.advance(60 * S)
    incident, _ = receive(incident, over, "prometheus", story.team, story.clock.now())
    shown = view(story, incident)
    assert shown.summary == "2 alerts · 1 of them over · last seen 03:41"
    assert [alert.heading for alert in shown.alerts] == [
        "Payments time out",
        "Checkout fails for 31 % of customers",
    ]
    assert [alert.tone for alert in shown.alerts] == [Tone.ALARM, Tone.MUTED]
    assert shown.alerts[1].facts.endswith("over since 03:42")


def test_what_nobody_understood_is_raw_and_says_so():
    story = Story()
    incident = story.incident(story.checkout)
    alert = replace(incident.alerts[0], parsed=False, details='{"a": 1')
    shown = view(story, replace(incident, alerts=(alert,)))
    assert shown.unread
    assert (shown.alerts[0].raw, shown.alerts[0].words) == (True, '{"a": 1')
    assert "could not be read" in shown.summary


def test_links_say_where_they_lead():
    story = Story()
    incident = story.incident(story.checkout)
    links = (
        Link(href="https://grafana.example.com/d/checkout", text="Dashboard"),
        Link(href="http://prometheus.example.com:9090/graph"),
        Link(href="file:///etc/passwd", text="Log"),
    )
    shown = view(story, replace(incident, alerts=(replace(incident.alerts[0], links=links),)))
    assert [(link.text, link.host) for link in shown.alerts[0].links] == [
        ("Dashboard", "grafana.example.com"),
        ("prometheus.example.com:9090", "prometheus.example.com:9090"),
        ("Log", ""),
    ]


@pytest.mark.parametrize(
    ("href", "host"),
    [
        ("https://bank.example@evil.example/", "evil.example"),
        ("https://bank.example\\@evil.example/", ""),
        ("https://bank.example/ x", ""),
        ("javascript:alert(1)", ""),
        ("https:///nowhere", ""),
        ("https://[broken/", ""),
        ("https://example.com:99999/", ""),
        ("https://ехample.com/", "xn--ample-ywe6i.com"),  # its first two letters are Cyrillic
    ],
)
def test_only_what_every_program_reads_alike_is_a_web_address(href, host):
    assert web_host(href) == host
