"""Links of an incident: where they lead is seen before they are opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.core.incident.alert import Link
from desktop.core.team.service import Service
from desktop.ui.panels.links.links_card import LinksCard
from desktop.ui.panels.links.links_presenter import LinksPresenter
from desktop.ui.theme.theme import Theme
from tests.ui.conftest import drive
from tests.ui.panels.conftest import Stand
from tests.ui.story import NIGHT, TEAM, Story

DASHBOARD = Link(
    href="https://grafana.example.com/d/shop?from={from_ms}&to={to_ms}&app={service}", text="Dashboard"
)
BOOK = """---
title: Too many connections
services: [checkout-api]
links:
  - Pool settings: https://wiki.example.com/pool?since={from}
---
1. Look.
"""
Linked = Callable[..., tuple[Stand, LinksCard]]


@pytest.fixture
def linked(stand: Callable[..., Stand], theme: Theme) -> Linked:
    kept: list[Stand] = []

    def make(*links: Link, services: tuple[Service, ...] = (), book: str = "") -> tuple[Stand, LinksCard]:
        story = Story(team=replace(TEAM, services=services), quiet=True)
        story.checkout = story.alert("Checkout fails", "checkout-api", links=links)
        if book:
            story.session.run_books.put("too-many-connections", book)
        card = LinksCard(theme)
        kept.append(stand(story, card, lambda bridge: LinksPresenter(card, bridge, drive)))
        return kept[-1], card

    return make


def test_the_dashboard_opens_with_the_time_span(linked: Linked, browser: list[str]) -> None:
    stood, card = linked(services=(Service(name="checkout-*", links=(DASHBOARD,)),))
    (row,) = card.rows
    assert (row.open.text(), row.where) == ("Dashboard", "grafana.example.com · of checkout-api")
    stood.story.clock.advance(timedelta(minutes=12))
    stood.show()
    row.open.click()
    asked = parse_qs(urlsplit(browser[0]).query)
    assert int(asked["from"][0]) == int((NIGHT - timedelta(minutes=30)).timestamp() * 1000)
    ends = (NIGHT + timedelta(minutes=12)).replace(second=0)
    assert int(asked["to"][0]) == int(ends.timestamp() * 1000)
    assert asked["app"] == ["checkout-api"]


def test_alerts_and_run_books_have_links_too(linked: Linked, browser: list[str]) -> None:
    _, card = linked(
        Link(href="https://prometheus.example.com/graph", text="Query"),
        Link(href="javascript:alert(1)", text="Bad"),
        Link(href="https://good.example\\@evil.example/", text="Worse"),
        book=BOOK,
    )
    assert [(row.open.text(), row.where) for row in card.rows] == [
        ("Query", "prometheus.example.com · from Prometheus"),
        ("Pool settings", "wiki.example.com · in “Too many connections”"),
    ]
    card.rows[1].open.click()
    assert browser == ["https://wiki.example.com/pool?since=2026-11-24T02%3A11%3A52Z"]


def test_without_the_hub_the_others_are_there_and_it_is_asked_again(linked: Linked) -> None:
    stood, card = linked(Link(href="https://prometheus.example.com/graph"), book=BOOK)
    stood.story.session.online = False
    other = stood.story.alert("Search lags", "search", links=(Link(href="https://example.com/search"),))
    stood.show(other)
    assert [row.where for row in card.rows] == ["example.com · from Prometheus"]
    stood.story.session.online = True
    stood.show(stood.story.checkout)
    assert len(card.rows) == 2


def test_the_host_is_told_as_the_network_knows_it(linked: Linked) -> None:
    _, card = linked(Link(href="https://grаfana.example.com/", text="grafana.example.com"))
    assert card.rows[0].where.startswith("xn--")
    assert "xn--" in card.rows[0].open.accessibleName()


def test_many_are_folded_and_walked_through_by_keyboard(linked: Linked) -> None:
    _, card = linked(*(Link(href=f"https://example.com/{n}", text=f"Page {n}") for n in range(9)))
    assert [row.isVisible() for row in card.rows] == [True] * 5 + [False] * 4
    assert card.more.text() == "4 more"
    card.take_focus()
    for place in (0, 1, 2, 3, 4, 4):
        assert QApplication.focusWidget() is card.rows[place].open
        QTest.keyClick(card.rows[place].open, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is card.rows[4].open
    card.more.click()
    assert card.rows[8].isVisible()
    assert card.more.text() == "Fewer"


def test_nothing_to_open_is_no_card(linked: Linked) -> None:
    _, card = linked()
    assert card.isHidden()


def test_a_browser_that_does_not_open_is_told(linked: Linked, monkeypatch: pytest.MonkeyPatch) -> None:
    from PySide6.QtGui import QDesktopServices

    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    stood, card = linked(Link(href="https://example.com/x"))
    card.rows[0].open.click()
    assert stood.refused == ["No browser opened https://example.com/x. Copy the address into one."]
