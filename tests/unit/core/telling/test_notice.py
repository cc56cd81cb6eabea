from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from desktop.core.telling.notice import Notice, NoticeSeverity
from tests.sample import MINUTE, NIGHT

FAILING = Notice(id=UUID(int=1), service="Checkout", text="Cards fail.", changed_at=NIGHT)


def test_it_is_shown_from_and_until() -> None:
    timed = replace(FAILING, on=True, from_at=NIGHT + MINUTE, until_at=NIGHT + 3 * MINUTE)
    moments = [NIGHT, NIGHT + MINUTE, NIGHT + 3 * MINUTE]
    assert [timed.is_shown(now) for now in moments] == [False, True, False]
    assert [timed.is_over(now) for now in moments] == [False, False, True]
    assert not FAILING.is_over(NIGHT), "without an end it is never over"
    assert replace(timed, on=False).is_over(NIGHT + 3 * MINUTE), "off or on"


def test_users_read_what_it_is() -> None:
    assert [replace(FAILING, severity=known).heading for known in NoticeSeverity] == [
        "Information",
        "Disturbed",
        "Outage",
    ]
    assert replace(FAILING, planned=True).heading == "Planned work"
