"""When people were last woken, apart from what wakes them now."""

from __future__ import annotations

from uuid import UUID

from desktop.core.incident.woken import Woken, woken_again, woken_before
from tests.sample import MINUTE, NIGHT

THIS, OTHER = UUID(int=1), UUID(int=2)


def test_pages_of_the_same_incident_leave_what_was_before() -> None:
    before = Woken(at=NIGHT, incident_id=OTHER)
    first = woken_again(before, THIS, NIGHT + 60 * MINUTE)
    again = woken_again(first, THIS, NIGHT + 75 * MINUTE)
    assert again == Woken(at=NIGHT + 75 * MINUTE, incident_id=THIS, before_at=NIGHT)
    assert woken_before({"ben": again}, THIS) == {"ben": NIGHT}
    assert woken_before({"ben": again}, OTHER) == {"ben": NIGHT + 75 * MINUTE}


def test_who_is_woken_for_the_first_time_was_not_woken_before() -> None:
    assert woken_before({"ben": woken_again(None, THIS, NIGHT)}, THIS) == {}


def test_what_was_kept_without_its_incident_counts_as_before() -> None:
    assert woken_again(Woken(at=NIGHT), THIS, NIGHT + MINUTE).before_at == NIGHT
