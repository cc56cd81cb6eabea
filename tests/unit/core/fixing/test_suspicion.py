"""Which changes are looked at first."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desktop.core.fixing.change_event import ChangeEvent
from desktop.core.fixing.suspicion import Suspect, SuspicionKind, kind_of, suspects
from tests.sample import MINUTE, fresh

INCIDENT = fresh()


def change(name: str, before: timedelta = 10 * MINUTE, service: str = "", kind: str = "") -> ChangeEvent:
    return ChangeEvent(
        id=name,
        integration="ci",
        summary=name,
        at=INCIDENT.opened_at - before,
        service=service,
        kind=kind,
    )


def ranked(*changes: ChangeEvent) -> list[str]:
    return [suspect.change.summary for suspect in suspects(INCIDENT, changes)]


def only(made: ChangeEvent) -> Suspect:
    (found,) = suspects(INCIDENT, [made])
    return found


def test_the_same_service_comes_before_another() -> None:
    assert ranked(
        change("other", service="search"), change("same", 60 * MINUTE, service="Checkout-API"), change("none")
    ) == ["same", "none", "other"]


def test_what_was_made_just_before_comes_first_and_what_came_after_last() -> None:
    found = ranked(
        change("long before", 300 * MINUTE),
        change("just before", 2 * MINUTE),
        change("after", -2 * MINUTE),
        change("long after", -25 * MINUTE),
    )
    assert found[0] == "just before"
    assert found.index("after") < found.index("long after")
    reasons = only(change("after", -2 * MINUTE)).reasons
    assert [(reason.kind, reason.gap) for reason in reasons] == [(SuspicionKind.AFTER, 2 * MINUTE)]


def test_only_what_was_made_around_the_start_counts() -> None:
    assert ranked(change("too early", timedelta(hours=6, seconds=1)), change("too late", -31 * MINUTE)) == []
    assert len(ranked(change("first", timedelta(hours=6)), change("last", -30 * MINUTE))) == 2


def test_words_in_common_tell_too() -> None:
    reasons = only(change("Raise the limits of checkout")).reasons
    assert (SuspicionKind.NAMED, "checkout") in [(reason.kind, reason.detail) for reason in reasons]
    assert ranked(change("Tidy the wiki"), change("Tidy the checkout")) == [
        "Tidy the checkout",
        "Tidy the wiki",
    ]


def test_a_migration_weighs_more_than_a_deployment_and_a_rollback_nothing() -> None:
    assert ranked(
        change("Rollback of 4"), change("Deploy 4"), change("Run the migration 0042"), change("Say hello")
    )[:2] == ["Run the migration 0042", "Deploy 4"]
    assert only(change("Rollback of release 4")).score == only(change("Say hello")).score


@pytest.mark.parametrize(
    ("made", "kind"),
    [
        (change("Deploy 4"), "deploy"),
        (change("Ship it", kind="config"), "configuration"),
        (change("Feature flag new-cart on"), "configuration"),
        (change("Revert the deploy"), "rollback"),
        (change("Hello"), ""),
    ],
)
def test_kinds(made: ChangeEvent, kind: str) -> None:
    assert kind_of(made) == kind
