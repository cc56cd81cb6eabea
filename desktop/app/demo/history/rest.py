"""How duty was for people: answers after shifts and nights, and rest that they note."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from random import Random

from desktop.app.demo.history.past import Past
from desktop.core.retro.asking import Occasion, Question
from desktop.core.retro.morale import Slept
from desktop.core.retro.recovery import DAY_HOURS, LATE_START
from desktop.hub.usecases.retro.wellbeing import answer, note_recovery, read_wellbeing
from desktop.wire.wellbeing import AnswerRequest, RecoveryRequest

_WISHES = (
    "A run-book for the orders database",
    "Fewer alarms of the nightly report",
    "Somebody to hand over to at eight",
    "A quieter room for the calls",
)


class Rest:
    """Asks nobody: it looks into what the hub asks each of them, and answers as they would."""

    def __init__(self, past: Past, chance: Random) -> None:
        self._past, self._chance = past, chance

    def look(self, who: str, share: float) -> None:
        """`who` looks into the app the day after; `share`: how far the history is."""
        asked = self._past.do(partial(read_wellbeing, me=who))
        for question in asked.questions:
            if self._chance.random() < 0.8:
                said = self._said(question, share)
                self._past.do(partial(answer, said=said, me=who))
        for offer in asked.offers:
            if self._chance.random() < 0.4:
                rest = RecoveryRequest(hours=DAY_HOURS if self._chance.random() < 0.25 else LATE_START)
                self._past.do(partial(note_recovery, this=offer.id, said=rest, me=who))

    def look_later(self, who: str, share: float, hours: float) -> None:
        """The same, so many hours from now."""
        self._past.after(timedelta(hours=hours), partial(self.look, who, share))

    def _said(self, question: Question, share: float) -> AnswerRequest:
        after_night = question.occasion is Occasion.NIGHT
        mood = self._chance.gauss((2.1 if after_night else 2.7) + 1.4 * share, 0.8)
        slept = self._chance.choices(tuple(Slept), (1, 4, 4) if after_night else (3 + 4 * share, 3, 1))[0]
        helped = self._chance.choice(_WISHES) if self._chance.random() < 0.25 else ""
        return AnswerRequest(
            question=question.id,
            mood=min(5, max(1, round(mood))),
            slept=slept,
            helped=helped,
            anonymous=self._chance.random() < 0.7,
        )
