from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from desktop.core.telling.notice import Notice
from desktop.ui.panels.notices.answered import Answered
from tests.sample import NIGHT

S = timedelta(seconds=1)
OFF = Notice(id=UUID(int=1), service="checkout", text="Cards fail.", changed_at=NIGHT)
ON = replace(OFF, on=True, changed_at=NIGHT + S)


def test_an_answer_counts_until_the_feed_says_so() -> None:
    answered = Answered()
    answered.put(OFF.id, ON, NIGHT + S)
    assert answered.among([OFF], NIGHT + S) == (ON,)
    assert answered.among([ON], NIGHT + 2 * S) == (ON,)
    off_again = replace(OFF, changed_at=NIGHT + 3 * S)
    assert answered.among([off_again], NIGHT + 3 * S) == (off_again,), "somebody else switched it off"
    assert answered.among([OFF], NIGHT + 3 * S) == (OFF,), "the answer is forgotten"


def test_a_new_one_is_there_at_once_and_a_deleted_one_gone() -> None:
    answered = Answered()
    answered.put(ON.id, ON, NIGHT)
    assert answered.among([], NIGHT) == (ON,)
    answered.put(ON.id, None, NIGHT)
    assert answered.among([ON], NIGHT) == ()
    assert answered.among([], NIGHT) == ()
    assert answered.among([ON], NIGHT) == (ON,), "made anew by somebody else"


def test_an_answer_that_the_feed_never_confirms_does_not_stay() -> None:
    answered = Answered()
    answered.put(ON.id, ON, NIGHT)
    assert answered.among([], NIGHT + 9 * S) == (ON,)
    assert answered.among([], NIGHT + 10 * S) == ()
