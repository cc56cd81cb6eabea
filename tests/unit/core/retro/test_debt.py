"""Debts: what came again unwritten, what it cost until now, and when it is paid."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from desktop.core.closing.outcome import Outcome, ResolvedHow
from desktop.core.incident.incident import Incident
from desktop.core.incident.page import Page
from desktop.core.retro.debt import Debt, Spent, WorkedOn, debts, is_paid
from desktop.core.retro.incident_hours import HeldSeat
from desktop.core.retro.last_word import with_last_word
from desktop.core.retro.page_row import Cell, CellEdit
from desktop.core.retro.retro_trouble import Trouble, repeats, trouble_of
from desktop.core.team.seat import Seat
from tests.sample import NIGHT, TEAM
from tests.unit.core.retro.test_retro_trouble import DAY, HOUR, NEITHER, incident, over


def closed(number: int, outcome: Outcome | None = NEITHER, **fields: Any) -> Incident:
    """One that ran for an hour, so many days after NIGHT; what was said of it was said at its end."""
    one = over(incident(number, **fields), outcome)
    assert one.resolved_at is not None
    return replace(one, outcome=outcome and replace(outcome, at=one.resolved_at))


def held(one: Incident, by: str, begins: float, ends: float) -> HeldSeat:
    """A seat, in hours after it opened."""
    return HeldSeat(by=by, starts_at=one.opened_at + begins * HOUR, ends_at=one.opened_at + ends * HOUR)


def page(one: Incident, to: str, at: timedelta = timedelta(0)) -> Page:
    return Page(
        id=UUID(int=0),
        incident_id=one.id,
        responder=to,
        seat=Seat.MANAGER,
        level=1,
        round=1,
        attempted_at=one.opened_at + at,
    )


def owed(
    new: list[Incident], known: list[Incident], spent: dict[UUID, Spent] | None = None
) -> tuple[Debt, ...]:
    troubles = [trouble_of(one) for one in known]
    return debts(repeats(new, troubles), troubles, spent or {}, TEAM)


def test_how_often_since_when_and_what_it_cost_all_of_them() -> None:
    first, second, third = closed(1), closed(2), closed(3)
    spent = {
        # Ben had both seats: his hour counts once. Mei came for the half of it.
        first.id: Spent(
            held=[held(first, "ben", 0, 1), held(first, "ben", 0.5, 1), held(first, "mei", 0.5, 1)],
            pages=[page(first, "ana"), page(first, "ben"), page(first, "ana", HOUR)],
        ),
        second.id: Spent(held=[held(second, "ana", 0.25, 1)], pages=[page(second, "ana")]),
        third.id: Spent(held=[held(third, "ben", 0, 2)]),
    }
    (debt,) = owed([third], [first, second, third], spent)
    assert debt == Debt(
        incident_id=third.id,
        title="Pool empty",
        service="checkout",
        numbers=(1, 2, 3),
        again=(3,),
        since=NIGHT + DAY,
        lost=4 * HOUR + 15 * timedelta(minutes=1),
        woken=2,
        nights=3,
        worked=(
            WorkedOn(responder="ana", spent=45 * timedelta(minutes=1)),
            WorkedOn(responder="ben", spent=3 * HOUR),
            WorkedOn(responder="mei", spent=30 * timedelta(minutes=1)),
        ),
    )


def test_two_at_once_are_one_time_for_whoever_held_seats_of_both() -> None:
    first, second = closed(1), closed(2)
    at_once = replace(held(second, "ben", 0, 1), starts_at=first.opened_at, ends_at=first.opened_at + HOUR)
    spent = {first.id: Spent(held=[held(first, "ben", 0, 1)]), second.id: Spent(held=[at_once])}
    (debt,) = owed([second], [first, second], spent)
    assert debt.lost == HOUR


def test_the_dearest_leads() -> None:
    disk = [closed(n, key="disk", title="Disk full") for n in (3, 4)]
    pool = [closed(n) for n in (1, 2)]
    spent = {disk[0].id: Spent(held=[held(disk[0], "ben", 0, 1)])}
    found = owed([pool[1], disk[1]], [*pool, *disk], spent)
    assert [debt.title for debt in found] == ["Disk full", "Pool empty"]


def test_it_leaves_when_the_last_time_was_documented_or_automated() -> None:
    documented, automated = replace(NEITHER, documented=True), replace(NEITHER, automated=True)
    assert owed([closed(2, documented)], [closed(1), closed(2, documented)]) == ()
    assert owed([closed(2, automated)], [closed(1), closed(2, automated)]) == ()
    assert owed([closed(2, None)], [closed(1), closed(2, None)]), "nobody said anything since"


def test_one_that_came_later_pays_what_an_earlier_week_owed() -> None:
    later = closed(9, replace(NEITHER, documented=True))
    assert owed([closed(2)], [closed(1), closed(2)])
    assert owed([closed(2)], [closed(1), closed(2), later]) == ()
    assert owed([closed(2)], [closed(1), closed(2), later, closed(10)]), "and it is owed anew"


def test_late_edits_pay_by_when_they_were_written_whichever_row_they_are_in() -> None:
    first, second = closed(1), closed(2)
    assert first.outcome is not None
    late = replace(first, outcome=replace(first.outcome, documented=True, at=NIGHT + 5 * DAY))
    # The first one itself is written down, and it was the last before the second: nothing is owed.
    assert owed([second], [late, second]) == ()
    # An older one, after two more were left open.
    third = closed(3)
    assert owed([third], [first, second, third])
    assert owed([third], [late, second, third]) == ()
    # The page log says it as well as the outcome does.
    edit = CellEdit(cell=Cell.DOCUMENTED, value=True, version=1, by="mei", at=NIGHT + 6 * DAY)
    written = replace(third, outcome=with_last_word(third.outcome, [edit]))
    assert owed([written], [first, second, written]) == ()


def test_what_is_still_running_is_owed_too() -> None:
    running = incident(2)
    (debt,) = owed([running], [closed(1), running])
    assert (debt.numbers, debt.incident_id) == ((1, 2), running.id)


_WORDS = st.lists(
    st.tuples(st.sampled_from([None, False, True]), st.sampled_from([None, False, True]), st.integers(0, 50)),
    min_size=2,
    max_size=6,
)


@given(_WORDS, st.integers(0, 5), st.integers(60, 99))
def test_whatever_was_said_a_last_word_pays_and_a_last_neither_owes(
    words: list[tuple[bool | None, bool | None, int]], which: int, when: int
) -> None:
    known = []
    for number, (documented, automated, at) in enumerate(words, start=1):
        outcome = Outcome(
            how=ResolvedHow.FIX,
            documented=documented,
            automated=automated,
            by="ben",
            at=NIGHT + at * HOUR,
        )
        known.append(trouble_of(over(incident(number), outcome)))
    which %= len(known)

    def said_last(documented: bool) -> list[Trouble]:
        one = known[which]
        assert one.outcome is not None
        word = replace(one.outcome, documented=documented, automated=False, at=NIGHT + when * HOUR)
        return [*known[:which], replace(one, outcome=word), *known[which + 1 :]]

    assert is_paid(said_last(documented=True))
    assert not is_paid(said_last(documented=False))
    assert is_paid(known) == is_paid(list(reversed(known))), "in whichever order they are read"
    spoken = [one for one in known if one.outcome and (one.outcome.documented or one.outcome.automated)]
    assert spoken or not is_paid(known), "nobody's word pays nothing"


@given(
    st.lists(
        st.tuples(
            st.integers(1, 3), st.sampled_from(["ana", "ben", "mei"]), st.integers(0, 20), st.integers(0, 20)
        ),
        max_size=12,
    )
)
def test_hours_add_up_and_nobody_spends_more_than_there_were(
    seats: list[tuple[int, str, int, int]],
) -> None:
    known = {number: closed(number) for number in (1, 2, 3)}
    spent = {
        one.id: Spent(
            held=[held(one, by, begins, begins + long) for n, by, begins, long in seats if n == number]
        )
        for number, one in known.items()
    }
    (debt,) = owed([known[3]], list(known.values()), spent)
    assert debt.lost == sum((one.spent for one in debt.worked), timedelta())
    assert debt.lost <= sum((long * HOUR for _, _, _, long in seats), timedelta())
    # Each person's own hours, counted hour by hour.
    for one in debt.worked:
        hours = {
            number * 24 + begins + hour
            for number, by, begins, long in seats
            if by == one.responder
            for hour in range(long)
        }
        assert one.spent == len(hours) * HOUR
