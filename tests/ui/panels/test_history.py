"""What was changed and what was like it before, as the Engineer reads it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from desktop.core.closing.outcome import Outcome, ResolvedHow
from desktop.core.errors import PairwatchError
from desktop.core.fixing.change_event import ChangeEvent
from desktop.core.fixing.finding import Finding, FindingState
from desktop.core.fixing.work import RunBookWork
from desktop.core.incident.alert import AlertAction, Link, Report
from desktop.core.incident.incident import Incident
from desktop.core.incident.intake import open_incident
from desktop.core.team.seat import Seat
from desktop.ui.panels.history.changed_card import ChangedCard, ChangeView
from desktop.ui.panels.history.history_presenter import HistoryPresenter
from desktop.ui.panels.history.seen_before_card import SeenBeforeCard, SeenBeforeView
from desktop.ui.theme.theme import Theme
from tests.ui.conftest import drive
from tests.ui.panels.conftest import Stand
from tests.ui.story import NIGHT, TEAM, Story

MINUTE = timedelta(minutes=1)
Past = Callable[..., tuple[Stand, SeenBeforeCard, ChangedCard]]


def change(number: int, summary: str, before: timedelta = 4 * MINUTE, **fields: Any) -> ChangeEvent:
    return ChangeEvent(id=str(number), integration="CI", summary=summary, at=NIGHT - before, **fields)


def earlier(
    number: int, *, key: str = "k142", days: int = 12, documented: bool | None = False, **fields: Any
) -> Incident:
    """Checkout failed before; Priya restarted it, and nobody wrote anything down."""
    report = Report(
        action=AlertAction.TRIGGER,
        dedup_key=key,
        summary="Checkout fails for 20 % of customers",
        service="checkout-api",
    )
    at = NIGHT - timedelta(days=days)
    made = open_incident(report, "prometheus", UUID(int=number), number, TEAM, at)[0]
    outcome = Outcome(
        how=ResolvedHow.RESTART,
        words="of the pool",
        documented=documented,
        automated=False,
        by="priya",
        at=at,
    )
    made = replace(made, resolved_at=at + 24 * MINUTE, outcome=outcome, **fields)
    return made.with_seat(made.seat(Seat.ENGINEER).claimed("priya", at))


@pytest.fixture
def past(stand: Callable[..., Stand], theme: Theme) -> Past:
    kept: list[Stand] = []

    def make(
        changes: tuple[ChangeEvent, ...] = (), before: tuple[Incident, ...] = ()
    ) -> tuple[Stand, SeenBeforeCard, ChangedCard]:
        story = Story()
        story.session.history.told += changes
        story.session.history.earlier += before
        seen, changed = SeenBeforeCard(theme), ChangedCard(theme)
        stood = stand(story, seen, lambda bridge: HistoryPresenter(seen, changed, bridge, drive))
        layout = stood.window.layout()
        assert layout is not None
        layout.addWidget(changed)
        stood.show()
        kept.append(stood)
        return stood, seen, changed

    return make


def change_views(card: ChangedCard) -> list[ChangeView]:
    return [row for row in card.rows if isinstance(row, ChangeView)]


def seen_views(card: SeenBeforeCard) -> list[SeenBeforeView]:
    return [row for row in card.rows if isinstance(row, SeenBeforeView)]


def test_changes_say_what_when_by_whom_and_why(past: Past, browser: list[str]) -> None:
    _, _, card = past(
        (
            change(1, "Tidy the wiki", 200 * MINUTE),
            change(
                2,
                "Deploy checkout 2026.11.23-4",
                service="checkout-api",
                author="Mei Lindqvist",
                source="shop",
                details="commit: 4f2a",
                links=(
                    Link(href="https://ci.example.com/4", text="Diff"),
                    Link(href="javascript:alert(1)", text="Bad"),
                ),
            ),
            change(3, "Rollback of search", -6 * MINUTE, service="search"),
        )
    )
    first, *_ = views = change_views(card)
    assert (first.view.what, first.view.when, first.view.why) == (
        "Deploy checkout 2026.11.23-4",
        "4 min before · 03:37 · Mei Lindqvist · shop",
        "this service, checkout-api · a deployment",
    )
    assert views[1].view.when == "6 min after the start · 03:47 · CI"
    assert [link.text() for link in first.links] == ["Diff · ci.example.com"]
    first.links[0].click()
    assert browser == ["https://ci.example.com/4"]
    assert first.details.isHidden()
    first.unfold.click()
    assert first.details.isVisible()


def test_nothing_says_so(past: Past) -> None:
    _, seen, changed = past()
    assert seen.said == "Nothing like it was here before."
    assert changed.said == "Nobody told of a change in the six hours before."
    assert seen.warning == ""


def test_what_was_like_it_says_what_ended_it_and_who_knows(past: Past) -> None:
    work = RunBookWork(
        run_book_id="pool", title="Pool exhausted", version="1", begun_by="ben", begun_at=NIGHT, helped=True
    )
    leak = Finding(id=UUID(int=1), words="A leak", state=FindingState.CONFIRMED, by="mei", at=NIGHT)
    stood, seen, _ = past(before=(earlier(41, documented=True, work=(work,), findings=(leak,)),))
    chosen: list[object] = []
    presenter = stood.presenter
    assert isinstance(presenter, HistoryPresenter)
    presenter.run_book_chosen.connect(chosen.append)
    (row,) = seen_views(seen)
    assert row.view.title == "#41 Checkout fails for 20 % of customers"
    assert row.view.when == "12 Nov 03:41, 12 days ago · over after 24 min"
    assert row.view.ended == "Restart · of the pool · documented, not automated"
    assert row.view.cause == "Cause: A leak."
    assert row.view.knows == "Priya Raman and Mei Lindqvist know about it"
    assert row.view.why == "the same alert · “checkout customers” · checkout-api"
    assert seen.warning == "", "it is documented"
    row.books[0].click()
    assert chosen == ["pool"]
    assert row.open.isHidden(), "this desktop does not hold it any more"


def test_the_same_trouble_left_open_is_told_above_all(past: Past) -> None:
    _, seen, _ = past(before=(earlier(41), earlier(52, days=3, documented=True)))
    assert seen.warning == (
        "The same trouble is here the third time. After #41 it was neither documented nor automated."
    )
    assert {row.view.title[:3]: (row.view.left_open, row.view.ended) for row in seen_views(seen)} == {
        "#41": (True, "Restart · of the pool · neither documented nor automated"),
        "#52": (False, "Restart · of the pool · documented, not automated"),
    }


def test_one_that_the_desktop_holds_can_be_opened(past: Past) -> None:
    stood, seen, _ = past()
    story = stood.story
    story.resolves(story.checkout, "ben")
    again = story.alert("Checkout fails for 31 % of customers", "checkout-api")
    presenter = stood.presenter
    assert isinstance(presenter, HistoryPresenter)
    chosen: list[object] = []
    presenter.incident_chosen.connect(chosen.append)
    stood.show(again)
    (row,) = seen_views(seen)
    row.open.click()
    assert chosen == [story.checkout]


def test_the_hub_is_asked_once_then_for_changes_each_minute_while_they_matter(past: Past) -> None:
    stood, _, card = past()
    history, clock = stood.story.session.history, stood.story.clock
    assert history.asked == 2
    stood.show()
    assert history.asked == 2
    history.told.append(change(1, "Deploy", service="checkout-api"))
    clock.advance(MINUTE)
    stood.show()
    assert history.asked == 3
    assert len(card.rows) == 1
    assert card.said == ""
    clock.advance(35 * MINUTE)
    stood.show()
    asked = history.asked
    clock.advance(10 * MINUTE)
    stood.show()
    assert history.asked == asked, "later changes have no part in it"


def test_without_the_hub_it_says_so_keeps_what_there_is_and_asks_again(past: Past) -> None:
    stood, seen, card = past((change(1, "Deploy", service="checkout-api"),))
    stood.story.session.history.refusal = PairwatchError("The hub is busy.", "Wait a moment.")
    stood.story.clock.advance(MINUTE)
    stood.show()
    assert card.said == "The hub is busy. Wait a moment."
    assert len(card.rows) == 1
    stood.story.session.history.refusal = None
    stood.story.clock.advance(timedelta(seconds=10))
    stood.show()
    assert card.said != ""
    stood.story.clock.advance(timedelta(seconds=10))
    stood.show()
    assert card.said == ""
    assert seen.said == "Nothing like it was here before."


def test_another_incident_has_another_past(past: Past) -> None:
    stood, seen, card = past((change(1, "Deploy", service="checkout-api"),), (earlier(41),))
    assert card.rows
    assert seen.rows
    other = stood.story.alert("Disk is full on db-7", "storage")
    stood.story.session.history.told.clear()
    stood.show(other)
    assert (seen.rows, card.rows) == ([], [])
    assert seen.warning == ""


def test_rows_stand_still_and_many_are_folded(past: Past) -> None:
    stood, _, card = past(tuple(change(n, f"Deploy {n}", n * MINUTE) for n in range(1, 9)))
    rows = list(card.rows)
    assert [row.isVisible() for row in rows] == [True] * 3 + [False] * 5
    stood.story.session.history.told.append(change(20, "Migration", service="checkout-api"))
    stood.story.clock.advance(MINUTE)
    stood.show()
    assert card.rows[1:] == rows, "only the new one was made"
    assert card.more.text() == "6 more"
    card.more.click()
    assert all(row.isVisible() for row in card.rows)
