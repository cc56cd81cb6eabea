"""Which run-books fit an incident, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.closing.ticket import Label
from desktop.core.fixing.run_book import RunBookCard
from desktop.core.fixing.run_book_fit import EarlierUse, Fit, FitKind, fingerprint, fitting, matches, uses_of
from desktop.core.fixing.work import RunBookWork
from desktop.core.incident.alert import AlertAction, Report
from desktop.core.incident.incident import Incident
from desktop.core.incident.intake import open_incident
from tests.sample import INCIDENT_ID, NIGHT, TEAM

DAY = timedelta(days=1)


def incident(**changes: object) -> Incident:
    """Checkout answers with errors after a deployment, says Prometheus."""
    report = Report(
        action=AlertAction.TRIGGER,
        dedup_key="9f3c",
        summary="Checkout: HTTP 5xx above 2 %",
        service="checkout-api",
        labels=(("alertname", "HighErrorRate"), ("tier", "Web"), ("region", "eu-north-1")),
    )
    found = open_incident(report, "prometheus", INCIDENT_ID, 42, TEAM, NIGHT)[0]
    return replace(found, **changes)  # type: ignore[arg-type]


def card(name: str, **fields: object) -> RunBookCard:
    return RunBookCard(**{"id": name, "title": name, "changed_at": NIGHT, **fields})  # type: ignore[arg-type]


def use(name: str, *, helped: bool = True, **fields: object) -> EarlierUse:
    alike = {"number": 41, "service": "checkout-api", "at": NIGHT - 14 * DAY}
    return EarlierUse(run_book_id=name, helped=helped, **{**alike, **fields})  # type: ignore[arg-type]


def told(fits: list[Fit]) -> list[tuple[str, list[tuple[FitKind, str]]]]:
    return [(fit.run_book_id, [(why.kind, why.detail) for why in fit.reasons]) for fit in fits]


def test_the_best_comes_first_and_each_says_why():
    cards = [
        card("unrelated", services=("billing",), alerts=("DiskFull",)),
        card("words", title="When HTTP 5xx rise"),
        card("label", labels=(("tier", "web"), ("team", "x"))),
        card("service", services=("billing", "Checkout-API")),
        card("alert", alerts=("Disk*", "High*Rate")),
        card("both", alerts=("HighErrorRate",), services=("checkout-*",)),
    ]
    assert told(fitting(cards, incident(), [], NIGHT)) == [
        ("both", [(FitKind.ALERT, "HighErrorRate"), (FitKind.SERVICE, "checkout-*")]),
        ("alert", [(FitKind.ALERT, "High*Rate")]),
        ("service", [(FitKind.SERVICE, "Checkout-API")]),
        ("label", [(FitKind.LABEL, "tier: web")]),
        ("words", [(FitKind.WORDS, "http, 5xx")]),
    ]


def test_what_helped_last_time_comes_before_what_only_fits():
    cards = [card("fits", services=("checkout-api",)), card("helped"), card("other")]
    same = frozenset({fingerprint(incident().alerts[0])})
    history = [use("helped", fingerprints=same), use("helped", number=9, at=NIGHT - 300 * DAY)]
    best = fitting(cards, incident(), history, NIGHT)
    assert told(best) == [("helped", [(FitKind.HELPED, "")]), ("fits", [(FitKind.SERVICE, "checkout-api")])]
    assert (best[0].reasons[0].number, best[0].reasons[0].at) == (41, NIGHT - 14 * DAY)


def test_what_did_not_help_sinks_and_says_so():
    cards = [card("a", services=("checkout-api",)), card("b", services=("checkout-api",)), card("c")]
    same = frozenset({fingerprint(incident().alerts[0])})
    history = [use("a", helped=False, fingerprints=same), use("c", helped=False)]
    fits = fitting(cards, incident(), history, NIGHT)
    assert [fit.run_book_id for fit in fits] == ["b", "a"], "what only failed is not proposed"
    assert [why.kind for why in fits[1].reasons] == [FitKind.SERVICE, FitKind.DID_NOT_HELP]


def test_the_latest_word_about_the_same_alert_counts():
    same = frozenset({fingerprint(incident().alerts[0])})
    history = [
        use("a", helped=False, number=12, fingerprints=same, at=NIGHT - 20 * DAY),
        use("a", helped=True, number=30, fingerprints=same, at=NIGHT - 2 * DAY),
        use("a", helped=False, number=33, at=NIGHT - DAY),
        use("a", helped=True, number=34, service="billing", at=NIGHT),
    ]
    (fit,) = fitting([card("a")], incident(), history, NIGHT)
    assert [(why.kind, why.number) for why in fit.reasons] == [(FitKind.HELPED, 30)]


def test_help_fades():
    def score(days: int) -> float:
        (fit,) = fitting([card("a")], incident(), [use("a", at=NIGHT - days * DAY)], NIGHT)
        return fit.score

    assert score(1) > score(90) > score(1000) > 0
    assert score(-1) == score(0), "clocks differ"


def test_on_a_tie_the_one_that_was_changed_later():
    cards = [
        card("old", services=("checkout-api",), changed_at=NIGHT - DAY),
        card("new", services=("checkout-api",)),
    ]
    assert [fit.run_book_id for fit in fitting(cards, incident(), [], NIGHT)] == ["new", "old"]


def test_a_part_of_the_summary_and_the_labels_of_people_count():
    cards = [
        card("part", alerts=("http 5XX",)),
        card("labelled", labels=(("cause", "dep*"),)),
        card("all", alerts=("*",)),
    ]
    labelled = incident(labels=(Label(key="cause", value="deploy"),))
    found = {fit.run_book_id: fit.reasons[0].kind for fit in fitting(cards, labelled, [], NIGHT)}
    assert found == {"part": FitKind.ALERT, "labelled": FitKind.LABEL, "all": FitKind.ALERT}


def test_words_that_say_nothing_are_no_reason():
    assert fitting([card("x", title="When a service is over 2")], incident(), [], NIGHT) == []
    assert fitting([card("x", services=("*",))], incident(), [], NIGHT) == []


@pytest.mark.parametrize(
    ("pattern", "text", "is_match"),
    [
        ("DiskFull", "diskfull", True),
        ("DiskFull", "DiskFullSoon", False),
        ("Disk*", "DiskFullSoon", True),
        ("*full", "Disk Full", True),
        ("a*a", "a", False),
        ("a*b*a", "aba", True),
        ("*ab*ab", "ab", False),
        ("*", "", True),
        ("", "", True),
        ("", "x", False),
        ("Überlauf*", "uberlauf im Speicher", True),
    ],
)
def test_patterns(pattern: str, text: str, is_match: bool):
    assert matches(pattern, text) is is_match


@given(
    st.lists(st.text("ab", max_size=3), min_size=1, max_size=4),
    st.lists(st.text("ab", max_size=3), min_size=4),
)
def test_a_pattern_matches_what_fills_its_stars(parts: list[str], fillings: list[str]):
    filled = "".join(part + filling for part, filling in zip(parts, fillings, strict=False))
    assert matches("".join(f"{part}*" for part in parts), filled)


def test_a_hostile_pattern_is_quick():
    assert not matches("a*" * 5_000 + "b", "a" * 5_000)


def test_resolved_incidents_tell_what_helped():
    tried = [("a", True), ("b", False), ("c", None)]
    work = tuple(
        RunBookWork(run_book_id=name, title=name, version="1", begun_by="ben", begun_at=NIGHT, helped=helped)
        for name, helped in tried
    )
    assert uses_of(incident(work=work)) == [], "it is not over"
    told = uses_of(incident(work=work, resolved_at=NIGHT + DAY))
    assert [(use.run_book_id, use.helped) for use in told] == [("a", True), ("b", False)]
    assert {(use.number, use.service, use.at) for use in told} == {(42, "checkout-api", NIGHT + DAY)}
    assert told[0].fingerprints == {"prometheus/HighErrorRate"}
