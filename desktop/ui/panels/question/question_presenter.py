"""Fills the question of the incident that is shown, and carries out what is asked and answered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from uuid import UUID, uuid4

from PySide6.QtCore import QObject

from desktop.core.commands import AnswerQuestion, AskEngineer, Command, PostponeQuestion
from desktop.core.errors import PairwatchError
from desktop.core.incident import Incident, Status
from desktop.core.question import Findings, Question
from desktop.core.team import Team
from desktop.ui.bridge import Bridge
from desktop.ui.panels.question.question_card import QuestionCard
from desktop.ui.present.people import starts
from desktop.ui.present.times import Viewer, elapsed, left
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone


class QuestionPresenter(QObject):
    """`show` is called whenever the incident is drawn."""

    def __init__(self, card: QuestionCard, bridge: Bridge) -> None:
        super().__init__(card)
        self._card, self._bridge = card, bridge
        self._shown: UUID | None = None
        self._question: UUID | None = None
        card.asked.connect(self._ask)
        card.form.answered.connect(self._answer)
        card.form.postponed.connect(self._postpone)

    def show(self, incident: Incident, team: Team, viewer: Viewer, now: datetime) -> None:
        """The question of this incident."""
        question = incident.question
        if (incident.id, question.id if question else None) != (self._shown, self._question):
            self._shown, self._question = incident.id, question.id if question else None
            self._card.form.clear()
        may_act = viewer.me is not None and team.roster.can_be_paged(viewer.me)
        running = incident.status is not Status.RESOLVED
        self._show_question(incident, team, viewer, now, may_act=may_act)
        may_ask = may_act and incident.engineer.holder != viewer.me
        self._card.setVisible(running and (may_ask or question is not None))

    def _show_question(
        self, incident: Incident, team: Team, viewer: Viewer, now: datetime, *, may_act: bool
    ) -> None:
        question = incident.question
        mine = incident.engineer.holder == viewer.me
        if question is None or not question.is_open:
            lead = tr("The Engineer's word") if question is not None else ""
            self._card.show_question(
                lead,
                "",
                Tone.TEXT,
                _told(question, team, viewer, now) if question is not None else "",
                can_ask=may_act and not mine,
                can_answer=False,
            )
            return
        who = starts(team, question.asked_by, viewer.me)
        late = now >= question.answer_by
        lead = tr("{who} asks how it stands").format(who=who) if mine else tr("Asked; waiting for an answer")
        self._card.show_question(
            lead,
            elapsed(question.answer_by, now) if late else left(question.answer_by, now),
            Tone.ALARM if late else Tone.WARN,
            question.words,
            can_ask=False,
            can_answer=may_act and mine,
        )

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


def _told(question: Question, team: Team, viewer: Viewer, now: datetime) -> str:
    """The answer in lines, and who gave it."""
    if question.answer is None or question.answered_at is None:
        return ""
    who = starts(team, question.answered_by or "", viewer.me)
    lines = [*_lines(question.answer), f"{who}, {viewer.moment(question.answered_at, now)}"]
    return "\n".join(lines)


def _lines(found: Findings) -> Iterator[str]:
    for name, value in (
        (tr("How it stands"), found.condition),
        (tr("What is being done"), found.action),
        (tr("What is needed"), found.needs),
    ):
        if value:
            yield f"{name}: {value}"
