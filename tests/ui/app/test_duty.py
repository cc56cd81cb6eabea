"""People are told that their duty comes, and the hub is told that they heard the alarm."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal

from desktop import tasks
from desktop.app.desk.duty_prover import DutyProver
from desktop.app.desk.duty_reminder import DutyReminder
from desktop.clock import MovedClock
from desktop.core.errors import PairwatchError
from desktop.oslayer.notify.notifier import Pressed
from desktop.ui.bridge import Bridge
from desktop.ui.present.schedule.duty import SoundState
from tests.doubles.table_session import TableSession
from tests.sample import MINUTE, TEAM
from tests.ui.app.test_ringer import Bubbles, stand_in

BEGIN = datetime.fromisoformat("2026-11-30T08:00:00+00:00")
"""Mei and Dmitri take over from Ana and Ben."""
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class Check(QObject):
    """Stands for the sound check."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.state = SoundState(device="Speakers")

    def confirmed(self, at: datetime) -> None:
        self.state = SoundState(device="Speakers", verified_at=at)
        self.changed.emit()


def at_once(coro: Any, _name: str) -> None:
    with pytest.raises(StopIteration):
        coro.send(None)


class Desk:
    def __init__(self, me: str, before: timedelta) -> None:
        self.clock = MovedClock(BEGIN - before)
        self.session = TableSession(self.clock, TEAM, me)
        self.bridge = Bridge(self.session, self.clock)
        self.bubbles = stand_in(Bubbles())
        self.reminder = DutyReminder(self.bridge)
        self.reminder.show_notifications(self.bubbles)
        self.check = Check()
        self.prover = DutyProver(self.bridge, stand_in(self.check), at_once)

    def wait(self, by: timedelta) -> None:
        self.clock.advance(by)
        self.reminder.look()
        self.prover.look()

    @property
    def told(self) -> list[tuple[str, str]]:
        return [(bubble.title, bubble.body) for bubble in self.bubbles.shown.values()]


Desks = Callable[[str, timedelta], Desk]


@pytest.fixture
def desks(qapp: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desks]:
    monkeypatch.setattr(tasks, "start", at_once)
    made: list[Desk] = []

    def make(me: str, before: timedelta) -> Desk:
        made.append(Desk(me, before))
        return made[-1]

    yield make
    for desk in made:
        desk.reminder.close()
        desk.bridge.close()


def test_the_incoming_are_told_a_day_and_an_hour_before(desks: Desks) -> None:
    mei = desks("mei", 25 * HOUR)
    assert mei.told == []
    mei.wait(HOUR)
    assert mei.told == [
        (
            "You are on duty from Mon 09:00",
            "As Incident Manager with Dmitri Alvarez, until 7 Dec 09:00.",
        )
    ]
    assert [name for name, _words in mei.bubbles.shown["duty"].actions] == ["hand_over"]
    mei.wait(23 * HOUR)
    ((title, body),) = mei.told
    assert title == "You are on duty from 09:00"
    assert body.endswith("Do the sound check now, so that the outgoing pair can be relieved.")
    assert [name for name, _words in mei.bubbles.shown["duty"].actions] == ["sound_check", "hand_over"]
    mei.wait(HOUR)
    assert mei.told == [], "gone when the duty begins"


def test_each_is_shown_once(desks: Desks) -> None:
    mei = desks("mei", 20 * HOUR)
    assert len(mei.told) == 1
    mei.bubbles.shown.clear()  # closed by the person
    mei.wait(HOUR)
    assert mei.told == []


@pytest.mark.parametrize("me", ["ana", "priya"])
def test_nobody_else_is_told(desks: Desks, me: str) -> None:
    desk = desks(me, 50 * MINUTE)
    assert desk.told == []


def test_its_buttons(desks: Desks) -> None:
    mei, pressed = desks("mei", 50 * MINUTE), list[str]()
    mei.reminder.sound_check_wanted.connect(lambda: pressed.append("check"))
    mei.reminder.hand_over_wanted.connect(lambda: pressed.append("page"))
    for action in ("sound_check", "hand_over", "default"):
        assert mei.reminder.pressed(Pressed(key="duty", action=action))
    assert not mei.reminder.pressed(Pressed(key="update 1", action="default"))
    assert pressed == ["check", "page", "page"]


def test_the_hub_hears_of_a_confirmed_sound_check(desks: Desks) -> None:
    mei = desks("mei", 3 * HOUR)
    mei.check.confirmed(mei.clock.now())
    (proof,) = mei.session.duty.proofs
    assert (proof.responder, proof.at, proof.device) == ("mei", BEGIN - 3 * HOUR, "Speakers")
    mei.wait(HOUR)
    mei.check.confirmed(mei.clock.now())
    assert len(mei.session.duty.proofs) == 1, "it is proven already"


def test_what_was_heard_too_early_or_off_duty_is_not_told(desks: Desks) -> None:
    mei = desks("mei", 26 * HOUR)
    mei.check.confirmed(mei.clock.now())
    mei.wait(3 * HOUR)
    assert mei.session.duty.proofs == []
    priya = desks("priya", HOUR)
    priya.check.confirmed(priya.clock.now())
    assert priya.session.duty.proofs == []


def test_it_is_told_when_the_hub_is_back_and_once_only(desks: Desks) -> None:
    mei = desks("mei", HOUR)
    mei.session.lose_hub()
    mei.check.confirmed(mei.clock.now())
    assert mei.session.duty.proofs == []
    mei.wait(30 * MINUTE)
    mei.session.find_hub()
    mei.prover.look()
    mei.prover.look()
    assert [proof.at for proof in mei.session.duty.proofs] == [BEGIN - HOUR], "when it was heard"


def test_a_hub_that_says_no_is_asked_again_later(desks: Desks) -> None:
    mei = desks("mei", HOUR)
    mei.session.duty.refusal = PairwatchError("The hub is stopping.")
    mei.check.confirmed(mei.clock.now())
    assert mei.session.duty.proofs == []
    mei.session.duty.refusal = None
    mei.prover.look()
    assert len(mei.session.duty.proofs) == 1


def test_a_sound_that_failed_since_proves_nothing(desks: Desks) -> None:
    mei = desks("mei", HOUR)
    mei.check.state = SoundState(
        device="Speakers", verified_at=mei.clock.now(), problem="No sound reaches the speakers."
    )
    mei.check.changed.emit()
    assert mei.session.duty.proofs == []
