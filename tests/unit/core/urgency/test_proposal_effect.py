"""What one rule more would have meant: checked by hand, and against all rules run again."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from desktop.core.incident.page import Page, PageReason
from desktop.core.retro.retro_figures import retro_figures
from desktop.core.retro.retro_week import week_of
from desktop.core.urgency.proposal_effect import with_rule_at
from desktop.core.urgency.urgency import Urgency, UrgencyPolicy, UrgencyRule
from desktop.core.urgency.urgency_effect import effect_of
from tests.sample import NIGHT, TEAM
from tests.unit.core.urgency.past import (
    ACT,
    NOW,
    WAIT,
    WAITED,
    alert,
    looked_at,
    page,
    past,
    rule,
)

SEARCH = rule("Search", service=("search",))
HOUR = timedelta(hours=1)


def numbers(found: object) -> list[int]:
    return [one.number for one in found]  # type: ignore[attr-defined]


def test_nights_are_people_times_nights_and_each_counts_once() -> None:
    pages = [
        page(1, "ana"),
        page(1, "ben"),
        page(1, "ana", NIGHT - timedelta(days=1) + HOUR, level=2),  # the same night again
        page(2, "ana"),
    ]
    effect = looked_at([past(1), past(2)], pages).effect(SEARCH, 0)
    assert (effect.nights, effect.pages) == (3, 4)


def test_a_night_that_something_else_disturbed_too_is_not_spared() -> None:
    other = past(3, service="checkout")
    pages = [page(1, "ana"), page(1, "ben"), page(3, "ana", NIGHT - timedelta(days=1) + HOUR)]
    effect = looked_at([past(1), other], pages).effect(SEARCH, 0)
    assert (effect.nights, effect.pages) == (1, 2)


def test_who_is_called_in_by_name_is_called_in_any_case() -> None:
    pages = [page(1, "ana"), page(1, "mei", reason=PageReason.CALL_IN)]
    effect = looked_at([past(1)], pages).effect(SEARCH, 0)
    assert (effect.nights, effect.pages) == (1, 1)


def test_while_the_office_is_open_only_what_goes_beyond_the_pair_is_spared() -> None:
    noon = NIGHT + 8 * HOUR  # a Tuesday, 11:41 in Berlin and 05:41 in New York
    pages = [page(1, "ana", noon), page(1, "dmitri", noon, level=2)]
    effect = looked_at([past(1)], pages).effect(SEARCH, 0)
    assert (effect.nights, effect.pages) == (1, 1), "Dmitri's night, and his page"


def test_it_says_which_would_have_been_delayed_though_somebody_called_them_act_now() -> None:
    known = [past(1, WAITED, WAITED), past(2, ACT, WAITED), past(3), past(4, service="checkout")]
    effect = looked_at(known).effect(SEARCH, 0)
    assert numbers(effect.quieted) == [1, 2, 3]
    assert numbers(effect.delayed) == [2]
    assert numbers(effect.settled) == [1, 2, 3]
    assert not effect.hurried


def test_behind_a_rule_that_matches_first_it_changes_nothing() -> None:
    money = rule("Money", NOW, severity=("warning",))
    looked = looked_at([past(1, WAITED)], [page(1, "ana")], money)
    assert not looked.effect(SEARCH, 1).quieted
    before = looked.effect(SEARCH, 0)
    assert (numbers(before.quieted), before.nights) == ([1], 1)
    assert not before.settled, "a rule decided about it already"


def test_an_incident_waits_only_when_all_its_alerts_do() -> None:
    both = [alert(), alert(service="checkout", key="other")]
    assert not looked_at([past(1, alerts=both)]).effect(SEARCH, 0).quieted
    waits = rule("Checkout", service=("checkout",))
    assert numbers(looked_at([past(1, alerts=both)], [], waits).effect(SEARCH, 1).quieted) == [1]


def test_what_would_not_wait_any_more_and_could_have() -> None:
    known = [past(1, ACT), past(2, WAITED, WAITED), past(3)]
    effect = looked_at(known, [], rule("Old", service=("search",))).effect(
        rule("New", NOW, severity=("warning",)), 0
    )
    assert (numbers(effect.hurried), numbers(effect.needless)) == ([1, 2, 3], [2])


# The same as with all rules run again, whatever the rules

_WORD = st.sampled_from(["search", "checkout", "staging-web"])
_SEVERITY = st.sampled_from(["warning", "critical"])
_RULES = st.builds(
    lambda number, service, severity, urgency: UrgencyRule(
        id=str(number), name="Rule", service=service, severity=severity, urgency=urgency
    ),
    st.integers(0, 10_000),
    st.one_of(st.just(()), st.tuples(_WORD)),
    st.one_of(st.just(()), st.tuples(_SEVERITY)),
    st.sampled_from(Urgency),
)
_VERDICTS = st.lists(st.sampled_from([ACT, WAITED]), max_size=2)
_ALERTS = st.lists(st.tuples(_WORD, _SEVERITY, st.booleans()), min_size=1, max_size=3)


@given(
    st.lists(_RULES, max_size=4, unique_by=lambda one: one.id),
    _RULES,
    st.integers(0, 4),
    st.lists(st.tuples(_ALERTS, _VERDICTS), max_size=6),
    st.lists(st.tuples(st.integers(1, 6), st.sampled_from(["ana", "ben", "dmitri"]), st.integers(0, 48))),
)
def test_the_effect_is_that_of_all_rules_with_and_without_it(
    rules: list[UrgencyRule],
    new: UrgencyRule,
    place: int,
    told: list[tuple[list[tuple[str, str, bool]], list[object]]],
    sent: list[tuple[int, str, int]],
) -> None:
    rules = [one for one in rules if one.id != new.id]
    place = min(place, len(rules))
    known = [
        past(
            number,
            *verdicts,  # type: ignore[arg-type]
            alerts=[
                alert(service, severity, f"key {n}", parsed=parsed)
                for n, (service, severity, parsed) in enumerate(alerts)
            ],
        )
        for number, (alerts, verdicts) in enumerate(told, start=1)
    ]
    pages = [page(of, to, NIGHT + hours * HOUR) for of, to, hours in sent if of <= len(known)]
    looked = looked_at(known, pages, *rules)
    effect = looked.effect(new, place)

    after = UrgencyPolicy(rules=with_rule_at(rules, new, place))
    changed = {one.id: (looked.policy.decide(one.alerts), after.decide(one.alerts)) for one in known}
    quieted = {id_ for id_, (was, is_) in changed.items() if was[0] is NOW and is_[0] is WAIT}
    assert {one.incident_id for one in effect.quieted} == quieted
    assert {one.incident_id for one in effect.hurried} == {
        id_ for id_, (was, is_) in changed.items() if was[0] is WAIT and is_[0] is NOW
    }
    assert {one.incident_id for one in effect.settled} == {
        id_ for id_, (was, is_) in changed.items() if was[1] is None and is_[1] is not None
    }
    assert {one.incident_id for one in effect.delayed} == {
        one.id for one in known if one.id in quieted and ACT in {given.verdict for given in one.verdicts}
    }
    # The nights: those that the retro counts with all pages, less those it counts without the spared ones.
    kept = [
        p
        for p in pages
        if not (p.incident_id in quieted and not looked.sent.team.office_is_open(p.attempted_at))
    ]
    assert effect.nights == _nights(pages) - _nights(kept)
    assert effect.pages == len(pages) - len(kept)


def _nights(pages: list[Page]) -> int:
    from desktop.core.incident.incident import opened
    from desktop.core.retro.retro_incident import ToldIncident

    shell = opened(UUID(int=99), 99, alert(), NIGHT, None)
    told = [ToldIncident(incident=shell, pages=tuple(pages))]
    week = week_of(NIGHT, "Europe/Berlin").moved(-1)
    return sum(retro_figures(week.moved(n), told, TEAM).nights_disturbed for n in range(4))


def test_it_agrees_with_what_the_rules_table_says() -> None:
    """The table of rules and the proposals use one machinery."""
    from desktop.core.incident.incident import opened

    incident = opened(UUID(int=1), 1, alert(), NIGHT, None)
    table = effect_of(UrgencyPolicy(rules=(SEARCH,)), [incident]).total
    effect = looked_at([past(1)]).effect(SEARCH, 0)
    assert table.become_quiet == len(effect.quieted) == 1
