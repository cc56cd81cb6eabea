"""Links with the time span of the incident, and nothing that a hostile name could reach."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.incident.alert import Link
from desktop.core.incident.incident import Incident
from desktop.core.incident.incident_links import LinkOrigin, filled, incident_links, is_web_address, span_of
from desktop.core.team.service import Service
from tests.sample import MINUTE, NIGHT, fresh

DASHBOARD = Link(
    href="https://grafana.example.com/d/shop?from={from_ms}&to={to_ms}&var-app={service}", text="Dashboard"
)
LATER = NIGHT + 40 * MINUTE


def href(link: Link, service: str = "checkout-api", now: datetime = LATER) -> str:
    made = filled(link, fresh(), service, now)
    assert made is not None
    return made.href


def test_the_span_begins_before_the_incident_and_ends_now_or_with_it() -> None:
    incident = fresh()
    assert span_of(incident, LATER) == (incident.opened_at - 30 * MINUTE, LATER)
    over = replace(incident, resolved_at=NIGHT + 5 * MINUTE)
    assert span_of(over, LATER)[1] == NIGHT + 5 * MINUTE


def test_all_places_are_filled() -> None:
    link = Link(href="https://logs.example.com/{service}?a={from}&b={to}&c={from_ms}&d={to_ms}&e={else}")
    parts = urlsplit(href(link))
    assert parts.path == "/checkout-api"
    asked = parse_qs(parts.query)
    begin, end = span_of(fresh(), LATER)
    assert datetime.fromisoformat(asked["a"][0]) == begin.replace(microsecond=0)
    assert datetime.fromisoformat(asked["b"][0]) == end.replace(microsecond=0)
    assert int(asked["c"][0]) == int(begin.timestamp() * 1000)
    assert int(asked["d"][0]) == int(end.timestamp() * 1000)
    assert asked["e"] == ["{else}"], "what nobody knows stays as it is"


@pytest.mark.parametrize(
    "service",
    [
        "../../admin?x=1#y",
        "a&to=0&from=0",
        "x y\r\nHost: evil.example",
        "@evil.example/",
        "{from}{to_ms}",
        "%2e%2e/%00",
        "\u202eipa-tuokcehc",
        "https://evil.example",
        "a\\b",
    ],
)
def test_a_hostile_service_stays_where_it_stands(service: str) -> None:
    link = Link(href="https://grafana.example.com/d/{service}/view?from={from_ms}&app={service}")
    parts = urlsplit(href(link, service))
    assert (parts.scheme, parts.netloc) == ("https", "grafana.example.com")
    assert parts.path.count("/") == 3
    assert parse_qs(parts.query)["app"] == [service]
    assert parts.fragment == ""


@given(st.text(min_size=1).filter(lambda text: text.strip(". ")))
def test_whatever_it_is_called_it_comes_back_whole(service: str) -> None:
    try:
        service.encode()
    except UnicodeEncodeError:
        return
    parts = urlsplit(href(DASHBOARD, service))
    assert parts.netloc == "grafana.example.com"
    assert parse_qs(parts.query, keep_blank_values=True)["var-app"] == [service]


@pytest.mark.parametrize("service", ["..", ".", "", " "])
def test_dots_do_not_climb_out_of_their_path(service: str) -> None:
    assert filled(Link(href="https://example.com/d/{service}/x"), fresh(), service, LATER) is None
    assert filled(Link(href="https://example.com/d/x"), fresh(), service, LATER) is not None


@pytest.mark.parametrize(
    "template",
    [
        "https://{service}.example.com/",
        "https://{service}/x",
        "{service}://example.com/",
        "https://example.com:{to_ms}/",
        "https://u{service}@example.com/",
    ],
)
def test_nothing_is_filled_into_a_host(template: str) -> None:
    assert filled(Link(href=template), fresh(), "evil", LATER) is None


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https:///x",
        "https://good.example\\@evil.example/",
        "https://good.example@evil.example/",
        "https://example.com/a b",
        "https://example.com/a\u202eb",
        "https://example.com:port/",
        "https://[::1/",
        "//example.com/",
        "",
    ],
)
def test_what_is_no_plain_web_address(address: str) -> None:
    assert not is_web_address(address)


def test_the_services_come_first_then_the_alerts_then_the_run_books_each_once() -> None:
    incident = _with_links(
        Link(href="https://prometheus.example.com/graph?x={from}", text="Query"),
        Link(href="javascript:alert(1)", text="Bad"),
    )
    services = [
        Service(name="other", links=(Link(href="https://example.com/other"),)),
        Service(name="CHECKOUT-*", links=(DASHBOARD,)),
    ]
    books = [("Too many connections", (Link(href="https://wiki.example.com/pool", text="Wiki"), DASHBOARD))]
    found = incident_links(incident, services, books, LATER)
    assert [(one.origin, one.origin_name, one.link.text) for one in found] == [
        (LinkOrigin.SERVICE, "checkout-api", "Dashboard"),
        (LinkOrigin.ALERT, incident.alerts[0].source or incident.alerts[0].integration, "Query"),
        (LinkOrigin.RUN_BOOK, "Too many connections", "Wiki"),
    ]
    assert found[1].link.href == "https://prometheus.example.com/graph?x={from}", "a monitor's is as it is"


def test_a_clock_that_was_set_back_makes_no_span_that_ends_before_it_begins() -> None:
    begin, end = span_of(fresh(), NIGHT - timedelta(days=1))
    assert begin < end


def _with_links(*links: Link) -> Incident:
    incident = fresh()
    return replace(incident, alerts=(replace(incident.alerts[0], links=links),))
