"""The figures as Prometheus reads them."""

from __future__ import annotations

import re

from desktop.hub.api.health import exposition
from desktop.hub.api.traffic import Traffic
from desktop.hub.usecases.incident.figures import Figures

LINE = re.compile(r'^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z_]+="[^"\n]*"(,[a-z_]+="[^"\n]*")*\})? \d+)$')


def test_every_line_is_of_the_text_format_and_every_family_is_described_once():
    traffic = Traffic()
    for outcome in ("accepted", "accepted", "failed"):
        traffic.count("pagerduty", outcome)
    found = Figures(open=1, answered=2, resolved=3, pages=4, open_pages=5, overdue=6, cursor=7)
    text = exposition(found, traffic, subscribers=8)
    assert text.endswith("\n")
    lines = text.splitlines()
    assert all(LINE.match(line) for line in lines), lines
    described = [line.split()[2] for line in lines if line.startswith("# TYPE")]
    assert len(described) == len(set(described))
    assert {re.split(r"[ {]", line)[0] for line in lines if not line.startswith("#")} == set(described)
    assert 'pairwatch_reports_total{format="pagerduty",outcome="accepted"} 2' in lines
    assert 'pairwatch_incidents{status="answered"} 2' in lines
    assert "pairwatch_overdue_incidents 6" in lines
    assert "pairwatch_feed_subscribers 8" in lines
