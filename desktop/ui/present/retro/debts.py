"""Debts in words: how often, since when, what it cost, who knows about it, and what is missing."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from desktop.core.retro.action import Action
from desktop.core.retro.debt import DEBT_DEFINITION, Debt
from desktop.core.team.team import Team
from desktop.ui.present.closing.left_out import LeftOutLine, LeftOutRow
from desktop.ui.present.fixing.run_book_draft import when_title
from desktop.ui.present.people import listed, person, short
from desktop.ui.present.retro.retro_week import told_long
from desktop.ui.present.schedule.days import written_day
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone


@dataclass(frozen=True, slots=True)
class DebtRow(LeftOutRow):
    """A debt among what is talked about. `run_book` is the title of the one that is missing; `action` what
    an action for it would say, empty where there is one already."""

    service: str
    run_book: str
    action: str


def debt_rows(
    debts: Iterable[Debt],
    team: Team,
    viewer: Viewer,
    known: Collection[UUID],
    actions: Iterable[Action] = (),
) -> tuple[DebtRow, ...]:
    """What cost most first. `known`: the incidents that can be opened here; `actions` of the retro, done or
    not."""
    todo = [action for action in actions if not action.is_done]
    return tuple(_row(debt, team, viewer, known, todo) for debt in debts)


def hours_definition(rows: Iterable[LeftOutRow]) -> str:
    """What the hours of these are, to stand below them; empty when no debt is among them."""
    return tr(DEBT_DEFINITION) if any(isinstance(row, DebtRow) for row in rows) else ""


def _row(debt: Debt, team: Team, viewer: Viewer, known: Collection[UUID], todo: Iterable[Action]) -> DebtRow:
    mine = [
        action
        for action in todo
        if action.incident_id == debt.incident_id or action.incident_number in debt.numbers
    ]
    run_book = when_title(debt.title)
    lines = [LeftOutLine("mdi6.repeat", Tone.WARN, _cost(debt, viewer))]
    if debt.worked:
        lines.append(LeftOutLine("mdi6.account-wrench-outline", Tone.TEXT, _worked(debt, team, viewer)))
    missing = tr("Missing: the run-book “{title}”, or automation.").format(title=run_book)
    lines.append(LeftOutLine("mdi6.book-alert-outline", Tone.TEXT, missing))
    lines += [LeftOutLine("mdi6.checkbox-blank-outline", Tone.TEXT, _action(one, team)) for one in mine]
    numbers = listed([tr("#{n}").format(n=number) for number in debt.again[-4:]])
    return DebtRow(
        incident_id=debt.incident_id,
        title=debt.title,
        detail=" · ".join(part for part in (debt.service, numbers) if part),
        lines=tuple(lines),
        can_open=debt.incident_id in known,
        service=debt.service,
        run_book=run_book,
        action="" if mine else tr("Write the run-book “{title}”, or automate it").format(title=run_book),
    )


def _cost(debt: Debt, viewer: Viewer) -> str:
    words = tr(
        "Came again, neither documented nor automated: {n} times since {day}, {hours} lost so far"
    ).format(
        n=len(debt.numbers),
        day=written_day(debt.since.astimezone(viewer.zone).date()),
        hours=told_long(debt.lost),
    )
    if not debt.nights:
        return f"{words}."
    people = tr("1 person") if debt.woken == 1 else tr("{n} people").format(n=debt.woken)
    nights = tr("1 night") if debt.nights == 1 else tr("{n} nights").format(n=debt.nights)
    return tr("{words}, {people} woken in {nights}.").format(words=words, people=people, nights=nights)


def _worked(debt: Debt, team: Team, viewer: Viewer) -> str:
    people = [
        tr("{who} {time}").format(who=person(team, one.responder, viewer.me), time=told_long(one.spent))
        for one in debt.worked
    ]
    return tr("Worked on it: {people}.").format(people=listed(people, 5))


def _action(action: Action, team: Team) -> str:
    more = [short(team, action.owner) if action.owner else tr("nobody's yet")]
    if action.due_on is not None:
        more.append(tr("until {day}").format(day=written_day(action.due_on)))
    return tr("Action: {text} ({more})").format(text=action.text, more=", ".join(more))
