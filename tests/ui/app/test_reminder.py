"""The Manager is reminded of an update, mildly alarmed when it is late, and nobody else ever is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest

from desktop import tasks
from desktop.app.desk.reminder import Reminder
from desktop.clock import MovedClock
from desktop.core.incident.commands import ClaimSeat, ExtendUpdate, SendUpdate
from desktop.core.incident.intake import open_incident
from desktop.core.team.seat import Seat
from desktop.core.telling.update import Readers, Stage
from desktop.oslayer.notify.notifier import Pressed
from desktop.oslayer.sound.kinds import SoundKind
from desktop.ui.bridge import Bridge
from tests.doubles.alarm_sound import QuietSound
from tests.doubles.table_session import TableSession
from tests.sample import INCIDENT_ID, MINUTE, NIGHT, TEAM, report
from tests.ui.app.test_ringer import Bubbles, stand_in

TELL = partial(SendUpdate, stage=Stage.INVESTIGATING, readers=Readers.CUSTOMERS, text="We are on it.")


class Desk:
    """A desktop whose person is in the Manager's seat, or is not."""

    def __init__(self, me: str) -> None:
        self.clock = MovedClock(NIGHT)
        self.session = TableSession(self.clock, TEAM, me)
        incident, events = open_incident(report(), "prometheus", INCIDENT_ID, 1, TEAM, NIGHT)
        self.session.put(incident, events)
        for by, seat in (("ana", Seat.MANAGER), ("ben", Seat.ENGINEER)):
            self.session.others_do(ClaimSeat(incident_id=INCIDENT_ID, by=by, pressed_at=NIGHT, seat=seat))
        self.bridge = Bridge(self.session, self.clock)
        self.sound = stand_in(QuietSound())
        self.bubbles = stand_in(Bubbles())
        self.wanted: list[UUID] = []
        self.reminder = Reminder(self.bridge, self.sound)
        self.reminder.wanted.connect(self.wanted.append)
        self.reminder.show_notifications(self.bubbles)

    def wait(self, by: timedelta) -> None:
        self.clock.advance(by)
        self.reminder.look()

    @property
    def titles(self) -> list[str]:
        return [bubble.title for bubble in self.bubbles.shown.values()]


@pytest.fixture
def desks(qapp: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    def at_once(coro: Any, name: str) -> None:
        with pytest.raises(StopIteration):
            coro.send(None)

    monkeypatch.setattr(tasks, "start", at_once)
    made: list[Desk] = []

    def make(me: str) -> Desk:
        made.append(Desk(me))
        return made[-1]

    yield make
    for desk in made:
        desk.reminder.close()
        desk.bridge.close()


def test_reminded_two_minutes_before_and_alarmed_mildly_when_it_is_late(desks: Any) -> None:
    ana = desks("ana")
    ana.wait(2 * MINUTE)
    assert (ana.titles, ana.sound.kind, ana.wanted) == ([], None, [])
    ana.wait(MINUTE)
    assert ana.titles == ["An update is due at 03:46"]
    assert ana.sound.kind is None
    ana.wait(2 * MINUTE)
    assert ana.titles == ["The update is late"]
    assert ana.sound.kind is SoundKind.REMINDER
    assert ana.wanted == [INCIDENT_ID]
    ana.wait(MINUTE)
    assert ana.wanted == [INCIDENT_ID], "once for each due time"


@pytest.mark.parametrize("me", ["ben", "mei"])
def test_nobody_but_the_manager_is_disturbed(desks: Any, me: str) -> None:
    desk = desks(me)
    desk.wait(7 * MINUTE)
    assert (desk.titles, desk.sound.kind, desk.wanted) == ([], None, [])


def test_telling_it_is_silence(desks: Any) -> None:
    ana = desks("ana")
    ana.wait(6 * MINUTE)
    ana.session.do(INCIDENT_ID, partial(TELL, update_id=uuid4()))
    ana.reminder.look()
    assert (ana.titles, ana.sound.kind) == ([], None)


def test_moving_it_is_silence_even_before_the_hub_knows(desks: Any) -> None:
    ana = desks("ana")
    ana.wait(6 * MINUTE)
    ana.session.online = False
    until = ana.clock.now() + 20 * MINUTE
    ana.session.do(INCIDENT_ID, partial(ExtendUpdate, until=until, because="the vendor is called"))
    ana.reminder.look()
    assert (ana.titles, ana.sound.kind) == ([], None)


def test_a_page_is_louder_and_afterwards_the_update_is_still_late(desks: Any) -> None:
    ana = desks("ana")
    ana.wait(6 * MINUTE)
    other = UUID(int=7)
    ana.session.put(*open_incident(report("search"), "prometheus", other, 2, TEAM, ana.clock.now()))
    ana.sound.start(SoundKind.ALARM)  # as the ringer does
    ana.reminder.look()
    assert ana.sound.kind is SoundKind.ALARM
    ana.session.claim(other, Seat.MANAGER)
    assert ana.sound.kind is SoundKind.ALARM, "the reminder stops nothing that it did not start"
    ana.sound.stop()
    ana.reminder.look()
    assert [ana.sound.kind] == [SoundKind.REMINDER]


def test_the_reminder_is_pressed_to_write_the_update(desks: Any) -> None:
    ana = desks("ana")
    written: list[UUID] = []
    ana.reminder.write_wanted.connect(written.append)
    ana.wait(3 * MINUTE)
    (bubble,) = ana.bubbles.shown.values()
    ((action, label),) = bubble.actions
    assert label == "Write the update"
    assert ana.reminder.pressed(Pressed(bubble.key, action))
    assert ana.reminder.pressed(Pressed(bubble.key, "default"))
    assert written == [INCIDENT_ID, INCIDENT_ID]
    assert not ana.reminder.pressed(Pressed(str(INCIDENT_ID), "default")), "a page's is the ringer's"
