"""What came again though it was left neither documented nor automated."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from desktop.core.closing.outcome import Outcome, ResolvedHow
from desktop.core.incident.incident import Incident, opened
from desktop.core.incident.intake import open_incident
from desktop.core.retro.retro_trouble import Repeat, Trouble, repeats
from tests.sample import NIGHT, TEAM, report

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
NEITHER = Outcome(how=ResolvedHow.RESTART, documented=False, automated=False, by="ben", at=NIGHT)
WRITTEN = replace(NEITHER, documented=True)


def incident(
    number: int, key: str = "pool", title: str = "Pool empty", service: str = "checkout"
) -> Incident:
    """One that opened so many days after NIGHT."""
    at = NIGHT + number * DAY
    alert = open_incident(report(key), "prometheus", UUID(int=number), number, TEAM, at)[0].alerts[0]
    return replace(opened(UUID(int=number), number, alert, at, None), title=title, service=service)


def trouble(one: Incident, outcome: Outcome | None, ran: timedelta = HOUR) -> Trouble:
    return Trouble(
        id=one.id,
        number=one.number,
        title=one.title,
        service=one.service,
        opened_at=one.opened_at,
        resolved_at=one.opened_at + ran,
        outcome=outcome,
        alerts=one.alerts,
    )


def over(one: Incident, outcome: Outcome | None = None, ran: timedelta = HOUR) -> Incident:
    return replace(one, resolved_at=one.opened_at + ran, outcome=outcome)


def test_it_came_again_and_what_it_cost_so_far() -> None:
    earlier = [trouble(incident(1), WRITTEN, 5 * HOUR), trouble(incident(2), NEITHER, 2 * HOUR)]
    found = repeats([over(incident(3))], earlier)
    assert found == (
        Repeat(
            incident_id=UUID(int=3),
            title="Pool empty",
            service="checkout",
            numbers=(3,),
            earlier=(1, 2),
            lost=8 * HOUR,
            lost_again=HOUR,
        ),
    )


def test_the_last_time_decides() -> None:
    earlier = [trouble(incident(1), NEITHER), trouble(incident(2), WRITTEN)]
    assert repeats([incident(3)], earlier) == ()
    assert repeats([incident(3)], [trouble(incident(1), None)]) == (), "nobody said that it is neither"


def test_the_same_title_of_the_same_service_is_enough_and_case_is_nothing() -> None:
    earlier = [trouble(incident(1, key="other", title="POOL empty"), NEITHER)]
    assert len(repeats([incident(3)], earlier)) == 1
    assert repeats([incident(3, service="search")], earlier) == ()


def test_the_same_alert_of_another_service_is_another_trouble() -> None:
    earlier = [trouble(incident(1, title="a"), NEITHER)]
    assert len(repeats([incident(3, title="b")], earlier)) == 1
    assert repeats([incident(3, title="b", service="search")], earlier) == ()


def test_several_in_one_time_are_told_together_the_dearest_trouble_first() -> None:
    new = [
        over(incident(3), NEITHER),
        over(incident(4), NEITHER),
        incident(5),
        over(incident(6, "disk", "Disk full"), ran=9 * HOUR),
    ]
    earlier = [trouble(incident(1), NEITHER), trouble(incident(2, "disk", "Disk full"), NEITHER)]
    assert [(one.numbers, one.earlier, one.lost) for one in repeats(new, earlier)] == [
        ((6,), (2,), 10 * HOUR),
        ((3, 4, 5), (1,), 3 * HOUR),
    ]


def test_within_one_time_the_first_is_no_repeat() -> None:
    (found,) = repeats([over(incident(1), NEITHER), incident(2)], [])
    assert (found.numbers, found.earlier) == ((2,), (1,))
