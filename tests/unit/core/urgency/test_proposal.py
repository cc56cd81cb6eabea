"""Which rules are proposed, and which are not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.core.urgency.past_incident import Doubt, PastIncident
from desktop.core.urgency.proposal import Proposal, proposals
from desktop.core.urgency.urgency import Decider, UrgencyRule
from tests.unit.core.urgency.past import ACT, NOW, WAIT, WAITED, alert, looked_at, page, past, rule


def proposed(incidents: list[PastIncident], *rules: UrgencyRule, pages: Any = ()) -> list[Proposal]:
    return proposals(looked_at(incidents, pages, *rules))


def fields(found: Proposal) -> dict[str, Any]:
    """What the rule names."""
    named = {name: getattr(found.rule, name) for name in ("source", "service", "severity", "labels")}
    return {name: value for name, value in named.items() if value}


def test_seven_nights_spared_and_nothing_delayed() -> None:
    """Seven nights of Ana's, who was paged for warnings of the search that could have waited; what is
    critical there was acted on at once."""
    known = [past(n, WAITED, WAITED, labels=(("host", f"s{n}"),)) for n in range(1, 8)]
    known += [past(n, ACT, ACT, severity="critical") for n in (8, 9)]
    known += [past(n, ACT, ACT, service="checkout") for n in (10, 11)]
    wait, act, pay = proposed(known, pages=[page(n, "ana") for n in range(1, 12)])
    assert fields(wait) == {"service": ("search",), "severity": ("warning",)}
    assert wait.rule.urgency is WAIT
    assert wait.rule.name == "search, warning"
    assert (wait.effect.nights, wait.effect.pages, wait.effect.delayed) == (7, 7, ())
    assert [one.incident.number for one in wait.incidents] == list(range(1, 8))
    assert {one.doubt for one in wait.incidents} == {Doubt.UNDECIDED}
    # The others nobody decided either; a rule would say what was done.
    assert {(*fields(one).items(), one.rule.urgency) for one in (act, pay)} == {
        (("severity", ("critical",)), NOW),
        (("service", ("checkout",)), NOW),
    }
    assert act.effect.nights == act.effect.pages == 0


def test_the_most_general_rule_that_separates() -> None:
    """The service alone is enough while nothing of it had to be acted on."""
    known = [past(1, WAITED), past(2, WAITED, severity="critical"), past(3, ACT, service="checkout")]
    (found,) = proposed(known)
    assert fields(found) == {"service": ("search",)}


def test_a_beginning_that_several_services_share() -> None:
    known = [past(n, WAITED, service=f"staging-{n}", severity="critical") for n in range(1, 5)]
    known += [past(n, ACT, severity="critical") for n in (5, 6)]
    found = proposed(known)[0]
    assert fields(found) in ({"service": ("staging-*",)}, {"service": ("search",)})
    assert {"service": ("staging-*",)} in [fields(one) for one in proposed(known)]


def test_a_label_where_nothing_else_parts_them() -> None:
    staging, real = (("env", "staging"),), (("env", "real"),)
    known = [past(n, WAITED, labels=staging) for n in (1, 2, 3)]
    known += [past(n, ACT, labels=real) for n in (4, 5)]
    assert {"labels": (("env", "staging"),)} in [fields(one) for one in proposed(known)]


def test_one_incident_is_no_pattern_and_no_incident_none() -> None:
    assert proposed([past(1, WAITED)]) == proposed([]) == []


def test_nothing_is_proposed_where_as_many_say_the_contrary() -> None:
    known = [past(1, WAITED), past(2, WAITED), past(3, ACT), past(4, ACT)]
    assert proposed(known) == []
    # Nor where the two of each pair disagree about what a rule already calls urgent.
    disputed = [past(n, ACT, WAITED) for n in range(1, 6)]
    assert proposed(disputed, rule("Search", NOW, service=("search",))) == []


def test_what_would_be_delayed_is_said() -> None:
    known = [past(n, WAITED, WAITED) for n in range(1, 9)] + [past(9, WAITED, ACT)]
    (found,) = proposed(known)
    assert [one.number for one in found.effect.delayed] == [9]
    assert len(found.effect.quieted) == 9


def test_one_that_delays_nothing_goes_before_one_that_settles_more() -> None:
    known = [past(n, WAITED) for n in range(1, 9)] + [past(9, ACT, severity="critical")]
    (found,) = proposed(known)
    assert fields(found) == {"severity": ("warning",)} or fields(found) == {
        "service": ("search",),
        "severity": ("warning",),
    }
    assert found.effect.delayed == ()


def test_a_monitor_as_a_whole_is_never_called_harmless() -> None:
    known = [past(n, WAITED, service=f"s{n}", severity=f"v{n}") for n in range(1, 5)]
    assert proposed(known) == []


def test_most_of_what_would_wait_must_have_been_judged() -> None:
    known = [past(n, WAITED) for n in (1, 2)] + [past(n) for n in range(3, 9)]
    assert all(one.rule.urgency is NOW for one in proposed(known))


def test_before_the_rule_that_decides_now_and_last_where_none_does() -> None:
    money, all_now = rule("Money", NOW, service=("checkout",)), rule("All", NOW)
    decided = [past(n, WAITED, WAITED) for n in (1, 2, 3)]
    (found,) = proposed(decided, money, all_now)
    assert found.place == 1
    assert {one.doubt for one in found.incidents} == {Doubt.COULD_HAVE_WAITED}
    (found,) = proposed(decided, money)
    assert (found.place, len(found.effect.settled)) == (1, 3)


def test_what_a_rule_lets_wait_and_somebody_had_to_act_on() -> None:
    waits = rule("Search", service=("search",))
    known = [past(n, ACT, severity="critical") for n in (1, 2)] + [past(n, WAITED) for n in (3, 4, 5)]
    (found,) = proposed(known, waits)
    assert (fields(found), found.rule.urgency, found.place) == ({"severity": ("critical",)}, NOW, 0)
    assert [one.number for one in found.effect.hurried] == [1, 2]
    assert found.effect.needless == ()
    assert {one.doubt for one in found.incidents} == {Doubt.SHOULD_NOT_WAIT}


def test_what_nobody_judged_may_be_decided_as_it_was_treated() -> None:
    (found,) = proposed([past(n) for n in (1, 2, 3)])
    assert (found.rule.urgency, len(found.effect.settled), found.effect.quieted) == (NOW, 3, ())


def test_what_was_decided_by_hand_speaks_where_nobody_gave_a_verdict() -> None:
    by_hand = [replace(past(n), urgency=WAIT, urgency_decided_by=Decider(person="ana")) for n in (1, 2, 3)]
    (found,) = proposed(by_hand)
    assert found.rule.urgency is WAIT
    urgent = replace(by_hand[0], urgency=NOW)
    assert proposed([urgent, *by_hand[1:]]) == []


def test_what_could_not_be_read_is_nobodys_to_call_harmless() -> None:
    broken = [past(n, WAITED, alerts=[alert(parsed=False)]) for n in (1, 2, 3)]
    assert proposed(broken) == []


def test_a_star_in_a_value_is_no_pattern() -> None:
    known = [past(n, WAITED, service="all*", labels=(("team", "shop"),)) for n in (1, 2)]
    assert all("service" not in fields(one) for one in proposed(known))


def test_the_key_is_that_of_the_rule_and_not_of_the_incidents() -> None:
    known = [past(n, WAITED) for n in (1, 2, 3)]
    assert proposed(known)[0].key == proposed(known[1:])[0].key
    assert proposed(known)[0].rule.id == f"proposed-{proposed(known)[0].key}"


_PAST = st.lists(
    st.tuples(
        st.sampled_from(["search", "checkout", "staging-web", "staging-api"]),
        st.sampled_from(["warning", "critical"]),
        st.sampled_from(["", "staging", "real"]),
        st.lists(st.sampled_from([ACT, WAITED]), max_size=2),
    ),
    max_size=14,
)


@settings(max_examples=60)
@given(_PAST, st.randoms(use_true_random=False))
def test_of_whatever_was_it_says_what_it_does(told: list[Any], dice: Any) -> None:
    known = [
        past(n, *verdicts, service=service, severity=severity, labels=(("env", env),) if env else ())
        for n, (service, severity, env, verdicts) in enumerate(told, start=1)
    ]
    rules = (rule("Pay", NOW, service=("checkout",)), rule("Web", service=("staging-web",)))
    looked = looked_at(known, [page(one.number, "ana") for one in known], *rules)
    found = proposals(looked)
    mixed = list(known)
    dice.shuffle(mixed)
    assert proposals(looked_at(mixed, [page(one.number, "ana") for one in mixed], *rules)) == found
    act = {one.id for one in known if one.was_called_act_now}
    for one in found:
        assert one.effect == looked.effect(one.rule, one.place)
        assert len(one.incidents) >= 2
        assert {m.incident_id for m in one.effect.quieted} & act == {
            m.incident_id for m in one.effect.delayed
        }
        assert len(one.effect.delayed) * 4 <= len(one.effect.quieted)
        if one.rule.urgency is NOW:
            assert not one.effect.quieted
        else:
            assert not one.effect.hurried
    assert len({one.key for one in found}) == len(found)
    assert all(UUID(int=m.incident.number) == m.incident.incident_id for o in found for m in o.incidents)
