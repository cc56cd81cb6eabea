"""The Engineer's answers in words: whole ones to choose from, and how one reads in an update."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from desktop.core.incident.incident import Incident
from desktop.core.team.team import Team
from desktop.core.telling.question import Findings, Question
from desktop.ui.present.people import starts
from desktop.ui.present.times import Viewer, elapsed, left
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeAnswer:
    """What one key answers."""

    label: str
    findings: Findings


def whole_answers() -> tuple[WholeAnswer, ...]:
    """The usual ones, in the order in which a night goes on. They stand in updates as they are: each is true
    whoever reads it, and none promises a time."""
    nothing = tr("Nothing at the moment.")
    return (
        WholeAnswer(
            label=tr("Still looking, nothing needed"),
            findings=Findings(
                condition=tr("The cause is not known yet."),
                action=tr("We are looking for the cause."),
                needs=nothing,
            ),
        ),
        WholeAnswer(
            label=tr("Cause found, fix under way"),
            findings=Findings(
                condition=tr("The cause is known."), action=tr("A fix is under way."), needs=nothing
            ),
        ),
        WholeAnswer(
            label=tr("Fix is in, watching"),
            findings=Findings(
                condition=tr("A fix is in place."),
                action=tr("We are watching whether it holds."),
                needs=nothing,
            ),
        ),
        WholeAnswer(
            label=tr("I need help"),
            findings=Findings(
                condition=tr("The cause is not known yet."),
                action=tr("We are looking for the cause."),
                needs=tr("The Engineer needs somebody to help."),
            ),
        ),
    )


def answer_lines(found: Findings) -> Iterator[str]:
    """ "How it stands: …", one line for each field that says something."""
    for name, value in (
        (tr("How it stands"), found.condition),
        (tr("What is being done"), found.action),
        (tr("What is needed"), found.needs),
    ):
        if value:
            yield f"{name}: {value}"


def answer_words(found: Findings) -> str:
    """As it goes into an update: what it says, without what the Engineer needs from within."""
    parts = (found.condition.strip(), found.action.strip())
    words = " ".join(part if part.endswith((".", "!", "?")) else f"{part}." for part in parts if part)
    return words or found.needs.strip()


def answer_offer(question: Question, text: str, team: Team, viewer: Viewer) -> str:
    """ "Ben Sato answered: The cause is known. A fix is under way."; empty while nobody has, and when `text`
    says it already."""
    found = question.answer
    if found is None or all(part.strip() in text for part in (found.condition, found.action)):
        return ""
    who = starts(team, question.answered_by or "", viewer.me)
    return tr("{who} answered: {words}").format(who=who, words=answer_words(found))


def told_answer(question: Question, team: Team, viewer: Viewer, now: datetime) -> str:
    """The answer in lines, and who gave it; empty while nobody has."""
    if question.answer is None or question.answered_at is None:
        return ""
    who = starts(team, question.answered_by or "", viewer.me)
    return "\n".join([*answer_lines(question.answer), f"{who}, {viewer.moment(question.answered_at, now)}"])


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionView:
    """`clock` counts down to when the answer is due, or up when it is late. `words`: what is asked in
    particular. `told`: the answer, or what becomes of the question."""

    lead: str
    clock: str
    tone: Tone
    words: str
    told: str


def question_view(incident: Incident, team: Team, viewer: Viewer, now: datetime) -> QuestionView:
    """The question as it stands; all is empty while nothing was asked."""
    question = incident.question
    if question is None:
        return QuestionView(lead="", clock="", tone=Tone.TEXT, words="", told="")
    if not question.is_open:
        told = told_answer(question, team, viewer, now)
        lead = tr("The Engineer's word")
        return QuestionView(lead=lead, clock="", tone=Tone.TEXT, words="", told=told)
    late = now >= question.answer_by
    return QuestionView(
        lead=_asked(question, incident, team, viewer, late=late),
        clock=elapsed(question.answer_by, now) if late else left(question.answer_by, now),
        tone=Tone.ALARM if late else Tone.WARN,
        words=question.words,
        told=""
        if incident.engineer.holder is not None
        else tr("The Engineer's seat is empty: whoever takes it sees the question."),
    )


def _asked(question: Question, incident: Incident, team: Team, viewer: Viewer, *, late: bool) -> str:
    if incident.engineer.holder == viewer.me:
        who = starts(team, question.asked_by, viewer.me)
        return (
            tr("{who} waits for your word").format(who=who)
            if late
            else tr("{who} asks how it stands").format(who=who)
        )
    if late:
        return tr("The Engineer has not answered yet")
    return (
        tr("Asked; not now, said the Engineer") if question.postponed else tr("Asked; waiting for an answer")
    )
