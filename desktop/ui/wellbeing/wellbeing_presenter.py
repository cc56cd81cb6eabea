"""Asks the hub what the person is asked, shows it when nothing else needs them, and carries it out."""

from __future__ import annotations

from collections.abc import Awaitable
from datetime import datetime, timedelta
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from desktop.client.state import Connection
from desktop.core.errors import PairwatchError
from desktop.core.incident.incident import Status
from desktop.core.retro.asking import Question, Wellbeing, is_busy
from desktop.core.retro.recovery import Recovery, RecoveryOffer
from desktop.ui.bridge import Bridge
from desktop.ui.present.retro.wellbeing import noted_words, offer_words, question_words
from desktop.ui.timeline_loader import Start
from desktop.ui.wellbeing.rest_offer import RestOffer
from desktop.ui.wellbeing.survey_card import SurveyCard
from desktop.ui.wellbeing.wellbeing_place import WellbeingPlace
from desktop.wire.wellbeing import AnswerRequest

_OFTEN = timedelta(minutes=5)
"""So often the hub is asked: shifts end, and nights are over, without a word of the feed to this person."""
_NOT_NOW = timedelta(hours=4)


class WellbeingPresenter(QObject):
    """`refresh` is called with each look at Now; it costs nothing while nothing changes. `changed`: look
    again, as something else is asked, or nothing."""

    changed = Signal()

    def __init__(self, place: WellbeingPlace, bridge: Bridge, start: Start) -> None:
        super().__init__(place)
        self._place, self._bridge, self._start = place, bridge, start
        self._known = Wellbeing()
        self._asked_at: datetime | None = None
        self._asking = self._was_busy = False
        self._put_aside: dict[UUID, datetime] = {}
        self._shown: UUID | None = None
        self._just_noted: UUID | None = None
        survey, rest = place.survey, place.rest
        survey.sent.connect(self._answer)
        survey.later.connect(lambda: self._later(self._question))
        survey.never.connect(lambda: self._never(self._question))
        rest.taken.connect(self._take)
        rest.later.connect(lambda: self._later(self._offer))
        rest.undone.connect(self._undo)
        rest.seen.connect(self._see)
        rest.never.connect(lambda: self._never(self._offer))

    def refresh(self, *, quiet: bool) -> None:
        """`quiet`: what is shown beside it is no running incident."""
        busy = self._is_busy
        if self._was_busy and not busy:
            self._asked_at = None  # it is over for them: there may be a night to speak of
        self._was_busy = busy
        self._ask_now_and_then()
        question, offer = self._question, self._offer
        if busy or not quiet:
            question = offer = None
        now, viewer = self._bridge.hub_now(), self._bridge.viewer
        if question is not None:
            if question.id != self._shown:
                self._shown = question.id
                self._place.survey.clear()
            self._place.survey.ask(question_words(question, viewer, now))
        else:
            self._place.survey.unfold(False)
        noted = self._noted if quiet and not busy else None
        if noted is not None:
            today = now.astimezone(viewer.zone).date()
            self._place.rest.offer(noted_words(noted, today), noted=True)
        elif offer is not None:
            self._place.rest.offer(offer_words(offer, viewer, now))
        has_rest = noted is not None or offer is not None
        # One thing at a time; rest is one press.
        survey = question is not None and (not has_rest or self._place.survey.is_open)
        self._place.show_cards(rest=has_rest and not survey, survey=survey)

    # What is known

    @property
    def _is_busy(self) -> bool:
        me = self._bridge.state.me
        running = [i for i in self._bridge.state.incidents.values() if i.status is not Status.RESOLVED]
        return bool(self._bridge.rings) or (me is not None and is_busy(me, running))

    @property
    def _question(self) -> Question | None:
        now = self._bridge.hub_now()
        return next(
            (q for q in self._known.questions if now < q.until_at and not self._is_aside(q.id, now)), None
        )

    @property
    def _offer(self) -> RecoveryOffer | None:
        now = self._bridge.hub_now()
        return next(
            (o for o in self._known.offers if now < o.until_at and not self._is_aside(o.id, now)), None
        )

    @property
    def _noted(self) -> Recovery | None:
        return next((one for one in self._known.noted if one.id == self._just_noted), None)

    def _is_aside(self, this: UUID, now: datetime) -> bool:
        until = self._put_aside.get(this)
        return until is not None and now < until

    def _ask_now_and_then(self) -> None:
        state, now = self._bridge.state, self._bridge.hub_now()
        if state.me is None or state.team is None or state.connection is not Connection.CONNECTED:
            return
        # A clock that was set back must not silence it for long.
        fresh = self._asked_at is not None and abs(now - self._asked_at) < _OFTEN
        if self._asking or fresh or self._is_busy:
            return
        self._asking, self._asked_at = True, now
        self._start(self._ask(), "wellbeing: what is asked")

    async def _ask(self) -> None:
        try:
            self._know(await self._bridge.session.wellbeing.asked())
        except PairwatchError:
            return  # nobody waits for it; the next look asks again
        finally:
            self._asking = False

    def _know(self, known: Wellbeing) -> None:
        self._known = known
        self.changed.emit()

    # What is pressed

    def _later(self, this: Question | RecoveryOffer | None) -> None:
        if this is not None:
            self._put_aside[this.id] = self._bridge.hub_now() + _NOT_NOW
            self.changed.emit()

    def _never(self, this: Question | RecoveryOffer | None) -> None:
        if this is None:
            return
        card = self._place.survey if isinstance(this, Question) else self._place.rest
        asked = self._bridge.session.wellbeing.decline(this.id)
        self._start(self._do(asked, card), "wellbeing: not this time")

    def _take(self, hours: float) -> None:
        offer = self._offer
        if offer is not None:
            self._just_noted = offer.id
            asked = self._bridge.session.wellbeing.note_recovery(offer.id, hours)
            self._start(self._do(asked, self._place.rest), "wellbeing: note rest")

    def _undo(self) -> None:
        if self._just_noted is not None:
            asked = self._bridge.session.wellbeing.remove_recovery(self._just_noted)
            self._start(self._do(asked, self._place.rest), "wellbeing: no rest after all")

    def _see(self) -> None:
        self._just_noted = None
        self.changed.emit()

    def _answer(self) -> None:
        question, survey = self._question, self._place.survey
        if question is None:
            survey.clear()
            return
        said = AnswerRequest(
            question=question.id,
            mood=survey.mood.number,
            slept=survey.slept,
            helped=survey.helped,
            anonymous=survey.anonymous,
        )
        asked = self._bridge.session.wellbeing.answer(said)
        self._start(self._do(asked, survey), "wellbeing: answer")

    async def _do(self, asked: Awaitable[Wellbeing], card: SurveyCard | RestOffer) -> None:
        try:
            known = await asked
        except PairwatchError as error:
            card.say(str(error))
            return
        card.say("")
        if card is self._place.survey:
            self._place.survey.clear()  # who sits here next finds nothing of it
        self._know(known)
