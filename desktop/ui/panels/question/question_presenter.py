"""Fills the question of the incident that is shown, and carries out what is asked and answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from uuid import UUID, uuid4

from PySide6.QtCore import QObject

from desktop.core.errors import PairwatchError
from desktop.core.incident.commands import AnswerQuestion, AskEngineer, Command, PostponeQuestion
from desktop.core.incident.incident import Incident, Status
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team
from desktop.core.telling.question import Findings
from desktop.ui.bridge import Bridge
from desktop.ui.panels.question.question_card import QuestionCard
from desktop.ui.present.telling.answers import question_view
from desktop.ui.present.times import Viewer


class QuestionPresenter(QObject):
    """`show` is called whenever the incident is drawn."""

    def __init__(self, card: QuestionCard, bridge: Bridge, side: Seat | None = None) -> None:
        """`side`: in whose panel the card lies. The Manager's asks, the Engineer's is there only while there
        is something to answer; a card that lies in neither does both."""
        super().__init__(card)
        self._card, self._bridge, self._side = card, bridge, side
        self._shown: UUID | None = None
        self._question: UUID | None = None
        card.asked.connect(self._ask)
        card.form.answered.connect(self._answer)
        card.form.postponed.connect(self._postpone)

    def show(self, incident: Incident, team: Team, viewer: Viewer, now: datetime) -> None:
        """The question of this incident."""
        question = incident.question
        if (incident.id, question.id if question else None) != (self._shown, self._question):
            if incident.id != self._shown:
                self._card.words.clear()
            self._shown, self._question = incident.id, question.id if question else None
            self._card.form.clear()
        may_act = viewer.me is not None and team.roster.can_be_paged(viewer.me)
        mine = incident.engineer.holder == viewer.me
        is_open = question is not None and question.is_open
        can_ask = may_act and not mine and not is_open and self._side is not Seat.ENGINEER
        can_answer = may_act and mine and is_open and self._side is not Seat.MANAGER
        view = question_view(incident, team, viewer, now)
        self._card.show_question(
            view.lead,
            view.clock,
            view.tone,
            view.words,
            view.told,
            can_ask=can_ask,
            can_answer=can_answer,
        )
        running = incident.status is not Status.RESOLVED
        there = is_open if self._side is Seat.ENGINEER else can_ask or question is not None
        self._card.setVisible(running and there)

    def _ask(self, words: str) -> None:
        self._do(partial(AskEngineer, question_id=uuid4(), words=words))

    def _answer(self, found: Findings) -> None:
        if self._question is not None:
            self._do(partial(AnswerQuestion, question_id=self._question, answer=found))

    def _postpone(self) -> None:
        if self._question is not None:
            self._do(partial(PostponeQuestion, question_id=self._question))

    def _do(self, make: Callable[..., Command]) -> None:
        if self._shown is None:
            return
        try:
            self._bridge.session.do(self._shown, make)
        except PairwatchError as error:
            self._bridge.refused.emit(str(error))
