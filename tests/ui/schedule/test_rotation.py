"""Making the rotation: by an admin, with what changes for whom, published when they say so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.core.errors import PairwatchError
from desktop.core.schedule.rotation import (
    RotationProgress,
    RotationRequest,
    RotationResult,
    Unmet,
    UnmetKind,
    shifts_of,
)
from desktop.core.schedule.rotation_figures import figures_of
from desktop.core.schedule.schedule import Turn
from desktop.core.team.seat import Seat
from desktop.rotation.solve import WITHIN, Tell
from desktop.ui.schedule.schedule_view import Leaf
from desktop.ui.theme.theme import Theme
from desktop.ui.widgets.button import QuietButton
from tests.ui.schedule import scenes
from tests.ui.schedule.conftest import Show, Shown
from tests.ui.schedule.scenes import DAY, H
from tests.ui.story import TEAM, Story


class Makes:
    """Implements MakesRotation: turns in the order of the people."""

    def __init__(self) -> None:
        self.asked: list[RotationRequest] = []

    async def __call__(
        self, request: RotationRequest, *, tell: Tell | None = None, within: timedelta = WITHIN
    ) -> RotationResult:
        self.asked.append(request)
        if tell is not None:
            tell(RotationProgress(best=1.0, bound=0.5, elapsed=within / 2, shifts=len(request.times)))
        ids = [person.id for person in request.people]
        turns = tuple(
            Turn(manager=ids[n % len(ids)], engineer=ids[(n + 1) % len(ids)])
            for n in range(len(request.times))
        )
        unmet = Unmet(
            kind=UnmetKind.NO_REST,
            people=(ids[0],),
            starts_on=request.begin,
            ends_on=request.end,
            sentence="Ana Okafor has two shifts in a row in December.",
        )
        return RotationResult(
            turns=turns,
            figures=figures_of(shifts_of(request, turns), request.people),
            unmet=(unmet,),
            best=1.0,
            bound=0.5,
            elapsed=timedelta(seconds=2),
        )


def made(shown: Shown) -> Makes:
    makes = Makes()
    shown.presenter.rotation.make = makes
    shown.view.open(Leaf.ROTATION)
    shown.view.rotation.form.confirm.click()
    return makes


def test_who_is_no_admin_reads_why_not(show: Show) -> None:
    shown = show(me="ben")
    shown.view.open(Leaf.ROTATION)
    page = shown.view.rotation
    assert page.read_only.text() == "Only an admin makes and publishes the rotation. Ask Ana Okafor."
    assert not page.form.isEnabled()


def test_the_form_begins_with_how_it_is_now(show: Show) -> None:
    shown = show(me="ana")
    shown.view.open(Leaf.ROTATION)
    draft = shown.view.rotation.form.draft
    assert set(draft.people) == {"ana", "ben", "mei", "dmitri", "priya", "jonas"}
    assert (draft.zone, draft.days, draft.hand_over_day, draft.hand_over.hour) == ("Europe/Berlin", 7, 0, 9)
    assert (draft.end - draft.begin).days == 364


def test_what_was_made_says_what_changes_and_what_could_not_be_met(show: Show) -> None:
    def away(story: Story) -> None:
        story.session.schedule.put_absences(
            *(replace(a, ends_at=a.ends_at + 30 * DAY) for a in scenes.ABSENCES)
        )

    shown = show(me="ana", before=away)
    makes = made(shown)
    page = shown.view.rotation
    [request] = makes.asked
    assert {p.id for p in request.people if p.load is not None} == set(request.names)
    assert [a.responder for a in request.absences] == ["mei"]
    assert page.summary.startswith("52 shifts for 6 people")
    assert page.unmet.sentences == ("Ana Okafor has two shifts in a row in December.",)
    assert page.rows[0].who == "You"
    assert page.progress.isHidden()
    assert not page.result.isHidden()


def test_it_is_published_only_after_the_question(show: Show) -> None:
    shown = show(me="ana")
    [request] = made(shown).asked
    page, desk = shown.view.rotation, shown.story.session.schedule
    page.publish.click()
    assert desk.published == []
    page.question.back.click()
    assert desk.published == []
    page.publish.click()
    page.question.yes.click()
    [plan] = desk.published
    assert plan.starts_on == request.starts_on
    assert page.said.sentences == ("Published. Everybody sees it now.",)
    team = shown.story.session.state.team
    assert team is not None
    duty = team.schedule.on_duty(Seat.MANAGER, request.times[0][0] + 5 * DAY + H)
    assert duty is not None
    assert duty.responder == request.people[0].id


def test_a_refusal_leaves_everything_as_it_was(show: Show) -> None:
    shown = show(me="ana")
    made(shown)
    page, desk = shown.view.rotation, shown.story.session.schedule
    desk.refusal = PairwatchError("The plan begins in the past.", "Let it begin later.")
    page.publish.click()
    page.question.yes.click()
    assert page.said.sentences == ("The plan begins in the past. Let it begin later.",)
    assert page.publish.isEnabled()


def test_what_cannot_be_planned_is_said_at_once(show: Show) -> None:
    shown = show(me="ana")
    shown.view.open(Leaf.ROTATION)
    form = shown.view.rotation.form
    for box in form.boxes.values():
        box.setChecked(False)
    form.confirm.click()
    assert form.problem.sentences[0].startswith("Nobody takes turns.")
    form.zone.setText("Mars/Olympus")
    form.confirm.click()
    assert "Mars/Olympus" in form.problem.sentences[0]


def test_the_plan_is_taken_elsewhere(show: Show, tmp_path: Path) -> None:
    shown = show(me="ana")
    made(shown)
    page = shown.view.rotation
    page.copy.click()
    text = QGuiApplication.clipboard().text()
    assert text.splitlines()[0] == "From,Until,Zone,Manager,Engineer"
    assert text.splitlines()[1].endswith(",Europe/Berlin,Ana Okafor,Ben Sato")
    shown.presenter.rotation.write(tmp_path / "plan.csv", text)
    assert (tmp_path / "plan.csv").read_text() == text
    shown.presenter.rotation.write(tmp_path / "none" / "plan.csv", text)
    assert page.said.sentences[0].startswith("Not saved")


def test_what_the_hub_knows_goes_into_it_and_what_it_could_not_find_is_said(show: Show) -> None:
    def know(story: Story) -> None:
        story.session.schedule.holidays = {"priya": (date(2026, 12, 25),)}
        story.session.schedule.problems = ("Jonas Weber: No holidays are known for the country “XX”.",)

    shown = show(me="ana", before=know)
    [request] = made(shown).asked
    assert {p.id: p.holidays for p in request.people}["priya"] == (date(2026, 12, 25),)
    assert request.published[-1].ends_at == request.times[0][0]
    assert shown.view.rotation.unmet.sentences[0].startswith("Jonas Weber: No holidays")


def test_without_the_hub_none_is_made(show: Show) -> None:
    shown = show(me="ana")
    shown.story.session.lose_hub()
    assert made(shown).asked == []
    form = shown.view.rotation.form
    assert form.problem.sentences[0].startswith("The hub cannot be reached.")
    assert form.confirm.isEnabled()


def test_only_the_shifts_of_who_is_away_are_changed(show: Show) -> None:
    shown = show(me="ana")
    shown.view.open(Leaf.ROTATION)
    shown.view.rotation.form.repair.click()
    [request] = made(shown).asked
    assert len(request.plan) == len(request.times)
    plan = TEAM.schedule
    for (begin, _end), turn in zip(request.times, request.plan, strict=True):
        shift = plan.shift_at(begin)
        assert shift is not None
        assert shift.turn == turn


def test_two_are_kept_apart_by_keyboard_and_the_request_says_so(show: Show) -> None:
    shown = show(me="ana")
    shown.view.open(Leaf.ROTATION)
    field = shown.view.rotation.form.apart
    assert "only where nobody else is there" in field.hint.text()
    field.one.setFocus()
    QTest.keyClicks(field.one, "Mei")
    field.other.setFocus()
    QTest.keyClicks(field.other, "Mei")
    assert not field.add.isEnabled()
    assert field.hint.text() == "Choose two different people."
    QTest.keyClick(field.other, Qt.Key.Key_Home)
    while not field.other.currentText().startswith("Dmitri"):
        QTest.keyClick(field.other, Qt.Key.Key_Down)
    field.add.setFocus()
    QTest.keyClick(field.add, Qt.Key.Key_Space)
    assert field.pairs == (("dmitri", "mei"),)
    assert not field.add.isEnabled(), "they are kept apart already"
    [request] = made(shown).asked
    assert request.apart == (("dmitri", "mei"),)
    assert field._list.count() == 1
    found = field._list.itemAt(0)
    line = found.widget() if found is not None else None
    assert line is not None
    remove = line.findChild(QuietButton)
    assert remove is not None
    assert remove.accessibleName() == "Remove: Dmitri Alvarez and Mei Lindqvist never together"
    remove.setFocus()
    QTest.keyClick(remove, Qt.Key.Key_Space)
    assert not field.pairs


def test_what_is_made_of_teams_is_said_and_asked_for(show: Show) -> None:
    people = tuple(
        replace(r, team="payments") if r.id in ("ana", "mei") else r for r in TEAM.roster.responders
    )
    shown = show(replace(TEAM, roster=replace(TEAM.roster, responders=people)), me="ana")
    [request] = made(shown).asked
    words = "Two of one team (payments) are a pair only where it cannot be helped."
    assert shown.view.rotation.form.teams.text() == words
    assert {p.id for p in request.people if p.team == "payments"} == {"ana", "mei"}
    plain = show(me="ana")
    plain.view.open(Leaf.ROTATION)
    assert plain.view.rotation.form.teams.isHidden()


class NobodyInTheMiddle(Makes):
    """Nobody is there for one shift, so that the plan has two parts."""

    async def __call__(
        self, request: RotationRequest, *, tell: Tell | None = None, within: timedelta = WITHIN
    ) -> RotationResult:
        found = await super().__call__(request, tell=tell, within=within)
        return replace(found, turns=(*found.turns[:3], None, *found.turns[4:]))


def test_a_plan_in_parts_is_published_at_once(show: Show) -> None:
    shown = show(me="ana")
    shown.presenter.rotation.make = NobodyInTheMiddle()
    shown.view.open(Leaf.ROTATION)
    page, desk = shown.view.rotation, shown.story.session.schedule
    page.form.confirm.click()
    asked = desk.asked
    page.publish.click()
    page.question.yes.click()
    first, second = desk.published
    assert (len(first.turns), len(second.turns)) == (3, 48)
    assert (second.starts_on - first.starts_on).days == 28
    assert desk.asked <= asked + 2, "publishing, and looking at it again"


def test_who_is_new_is_offered_as_such_and_fits_in(show: Show) -> None:
    came = date(2026, 11, 20)

    def join(story: Story) -> None:
        story.session.schedule.joined = {"kwame": came, "ruth": came, "ana": date(2020, 1, 1)}

    shown = show(me="ana", before=join)
    shown.view.open(Leaf.ROTATION)
    boxes = shown.view.rotation.form.boxes
    assert boxes["kwame"].accessibleName() == "Kwame Mensah · new, 20 Nov"
    assert boxes["kwame"].isChecked()
    assert not boxes["ruth"].isChecked(), "a VP takes no turns unless somebody says so"
    assert "new" not in boxes["ana"].accessibleName()
    [request] = made(shown).asked
    assert {p.id: p.starts_on for p in request.people}["kwame"] == came


def test_what_was_filled_in_stays_when_the_hub_answers(show: Show) -> None:
    shown = show(me="ana", before=lambda story: story.session.lose_hub())
    shown.view.open(Leaf.ROTATION)
    form = shown.view.rotation.form
    form.days.setCurrentIndex(0)
    form.boxes["ben"].setChecked(False)
    shown.story.session.schedule.joined = {"kwame": date(2026, 11, 20)}
    shown.story.session.find_hub()
    shown.refresh()
    assert form.draft.days == 1
    assert "ben" not in form.draft.people
    assert "new" in form.boxes["kwame"].accessibleName()


def test_of_many_sentences_the_first_are_shown_and_all_when_asked_for(show: Show) -> None:
    shown = show(me="ana")
    shown.view.open(Leaf.ROTATION)
    told = shown.view.rotation.form.problem
    told.say([f"Sentence {n}." for n in range(200)])
    assert told.accessibleName().endswith("Sentence 7.")
    assert told.more.text() == "Show 192 more"
    QTest.keyClick(told.more, Qt.Key.Key_Space)
    assert told.accessibleName().endswith("Sentence 199.")
    assert told.more.isHidden()
    told.say(["One."])
    assert told.more.isHidden()


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_a_narrow_window_cuts_nothing_off_whatever_people_are_called(
    show: Show, theme: Theme, scale: float
) -> None:
    theme.set_text_scale(scale)
    people = tuple(replace(r, name=scenes.LONG) if r.id == "mei" else r for r in TEAM.roster.responders)
    team = replace(TEAM, roster=replace(TEAM.roster, responders=people))
    shown = show(team, me="ana", size=(round(340 * scale), 900))
    shown.view.open(Leaf.ROTATION)
    page = shown.view.rotation
    page.form.apart.one.setCurrentIndex(page.form.apart.one.findData("mei"))
    page.form.apart.add.click()
    made(shown)
    QApplication.processEvents()
    inner = page._scroll.widget()
    assert inner is not None
    assert inner.minimumSizeHint().width() <= page._scroll.viewport().width()
