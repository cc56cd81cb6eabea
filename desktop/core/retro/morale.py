"""How duty was for people: a week's answers taken together, and never one of them alone.

What is kept of a week are three counts without a link between them: nothing says which sleep went with which
mood, nor in which order they came. They are shown once, when the week's questions are over, from three
answers of at least two people on: figures that grew while people answered would tell who said what to
everybody who looks before and after.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from desktop.core.retro.retro_week import Week

MOODS = 5
"""How was it: from 1, bad, to 5, good."""
SHOWN_FROM = 3
"""Fewer answers are not shown."""
PEOPLE = 2
"""Nor are those of fewer people: three nights of one person would be that person's."""
CLOSED_AFTER = timedelta(hours=36)
"""So long after the week ended its questions are over: noon of Tuesday, where no clock is changed."""


class Slept(StrEnum):
    """Could you sleep."""

    WELL = "well"
    BADLY = "badly"
    HARDLY = "hardly"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What would have helped. `by`: a responder's id, when they wished to stand beside it; else empty."""

    text: str
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoraleAnswer:
    """To the three questions. `mood` from 1 to 5. Without `anonymous` the wish has the name of who answered;
    mood and sleep never have one. Raises ValueError for another mood."""

    mood: int
    slept: Slept
    helped: str = ""
    anonymous: bool = True

    def __post_init__(self) -> None:
        if not 1 <= self.mood <= MOODS:
            raise ValueError("How it was goes from 1 to 5.")


@dataclass(frozen=True, slots=True, kw_only=True)
class MoraleHeap:
    """All answers of a week. `moods[0]` is how many said 1; `slept` in the order of `Slept`; `wishes` in the
    order of their letters. `people`: how many answered."""

    moods: tuple[int, ...] = (0,) * MOODS
    slept: tuple[int, ...] = (0,) * len(Slept)
    wishes: tuple[Wish, ...] = ()
    people: int = 0

    def with_answer(self, answer: MoraleAnswer, by: str, people: int) -> MoraleHeap:
        """One more; `people` have answered by then, with `by`."""
        wish = Wish(text=answer.helped, by="" if answer.anonymous else by)
        wishes = (*self.wishes, wish) if answer.helped else self.wishes
        return replace(
            self,
            moods=_one_more(self.moods, answer.mood - 1),
            slept=_one_more(self.slept, list(Slept).index(answer.slept)),
            wishes=tuple(sorted(wishes, key=lambda one: (one.text, one.by))),
            people=people,
        )


EMPTY = MoraleHeap()


@dataclass(frozen=True, slots=True, kw_only=True)
class MoraleFigures:
    """What may be shown of a week. `answers` None: fewer than three, or of one person only; then nothing else
    is there either. `open_until_at`: people may still answer, and it is shown from then on. `moods[0]` is how
    many said 1; `slept` in the order of `Slept`."""

    answers: int | None = None
    open_until_at: datetime | None = None
    moods: tuple[int, ...] = ()
    slept: tuple[int, ...] = ()
    wishes: tuple[Wish, ...] = ()

    @property
    def mean(self) -> float | None:
        """From 1 to 5; None: not shown."""
        if not self.answers:
            return None
        return sum(mood * count for mood, count in enumerate(self.moods, start=1)) / self.answers


def closed_at(week: Week) -> datetime:
    """From then on the questions of this one week are over, and its answers are shown."""
    return week.ends_at + CLOSED_AFTER


def morale_figures(week: Week, heap: MoraleHeap | None, now: datetime) -> MoraleFigures:
    """What may be shown of the one week at that time; `heap` None: nobody answered."""
    if now < closed_at(week):
        return MoraleFigures(open_until_at=closed_at(week))
    if heap is None or sum(heap.moods) < SHOWN_FROM or heap.people < PEOPLE:
        return MoraleFigures()
    return MoraleFigures(answers=sum(heap.moods), moods=heap.moods, slept=heap.slept, wishes=heap.wishes)


def _one_more(counts: tuple[int, ...], place: int) -> tuple[int, ...]:
    return tuple(count + (index == place) for index, count in enumerate(counts))
