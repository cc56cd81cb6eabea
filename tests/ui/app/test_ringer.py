"""What is heard, and when the hub is told that it rings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QObject, Signal

from desktop import tasks
from desktop.app.desk.ringer import Ringer, SoundCheck
from desktop.clock import MovedClock
from desktop.core.fixing.fixing_commands import CallInPerson
from desktop.core.incident.alert import AlertAction
from desktop.core.incident.commands import ClaimSeat, ReturnSeat
from desktop.core.incident.incident import Incident
from desktop.core.incident.intake import open_incident, receive
from desktop.core.incident.page import PageReason
from desktop.core.team.seat import Seat
from desktop.oslayer.notify.notifier import Notification, Pressed
from desktop.oslayer.sound.kinds import SoundKind
from desktop.ui.bridge import Bridge
from tests.doubles.alarm_sound import QuietSound
from tests.doubles.table_session import TableSession
from tests.sample import INCIDENT_ID, NIGHT, TEAM, report


class Alarm(QObject):
    """Stands for the alarm's window."""

    painted = Signal(object)


class Awake:
    """Stands for the computer's sleep; the tasks that call it are run at once."""

    def __init__(self) -> None:
        self.kept = False

    async def keep_awake(self, why: str) -> bool:
        self.kept = True
        return True

    async def let_sleep(self) -> None:
        self.kept = False


class Bubbles:
    """Notes which notifications are shown."""

    def __init__(self) -> None:
        self.shown: dict[str, Notification] = {}

    async def show(self, notification: Notification) -> bool:
        self.shown[notification.key] = notification
        return True

    async def withdraw(self, key: str) -> None:
        del self.shown[key]


def stand_in(double: object) -> Any:
    """For the type checker: it takes the place of the real thing."""
    return double


class Desk:
    """Ben's desktop without a screen."""

    def __init__(self, tmp_path: Path) -> None:
        self.clock = MovedClock(NIGHT)
        self.session = TableSession(self.clock, TEAM, "ben")
        self.bridge = Bridge(self.session, self.clock)
        self.sound = stand_in(QuietSound())
        self.alarm = stand_in(Alarm())
        self.sleep = stand_in(Awake())
        self.bubbles = stand_in(Bubbles())
        self.check = SoundCheck(self.sound, self.bridge, tmp_path / "sound.json")
        self.ringer = Ringer(self.bridge, self.sound, self.sleep)
        self.alarm.painted.connect(self.ringer.painted)
        self.ringer.show_notifications(self.bubbles)

    def page(self, key: str = "checkout", incident_id: UUID = INCIDENT_ID) -> Incident:
        incident, events = open_incident(report(key), "prometheus", incident_id, 1, TEAM, self.clock.now())
        self.session.put(incident, events)
        return incident

    @property
    def ringing(self) -> list[bool]:
        return [
            page.ringing_at is not None
            for incident in self.session.state.incidents.values()
            for page in incident.open_pages_of("ben")
        ]


@pytest.fixture
def desk(tmp_path: Path, qapp: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    def at_once(coro, name):
        with pytest.raises(StopIteration):
            coro.send(None)

    monkeypatch.setattr(tasks, "start", at_once)
    made = Desk(tmp_path)
    yield made
    made.bridge.close()


def test_a_page_sounds_until_it_is_answered(desk: Desk) -> None:
    desk.page()
    assert desk.sound.kind is SoundKind.ALARM
    assert desk.sleep.kept
    desk.session.claim(INCIDENT_ID, Seat.ENGINEER)
    assert desk.sound.kind is None
    assert not desk.sleep.kept


def test_a_second_page_does_not_begin_the_sound_anew(desk: Desk) -> None:
    desk.page()
    desk.page("search", UUID(int=7))
    assert desk.sound.starts == 1
    desk.session.claim(INCIDENT_ID, Seat.ENGINEER)
    assert desk.sound.kind is SoundKind.ALARM, "the other one still rings"


@pytest.mark.parametrize("painted_first", [True, False])
def test_it_rings_for_the_hub_when_it_shows_and_sounds(desk: Desk, painted_first: bool) -> None:
    desk.page()
    steps = [lambda: desk.alarm.painted.emit(INCIDENT_ID), lambda: desk.sound.playing.emit("Speakers")]
    first, second = steps if painted_first else reversed(steps)
    first()
    assert desk.ringing == [False], "half of it is not enough"
    second()
    assert desk.ringing == [True]


def test_what_comes_while_it_rings_rings_too(desk: Desk) -> None:
    desk.page()
    desk.alarm.painted.emit(INCIDENT_ID)
    desk.sound.playing.emit("Speakers")
    desk.page("search", UUID(int=7))
    assert desk.ringing == [True, True]


def test_after_an_answer_the_next_page_must_be_proven_anew(desk: Desk) -> None:
    desk.page()
    desk.alarm.painted.emit(INCIDENT_ID)
    desk.sound.playing.emit("Speakers")
    desk.session.claim(INCIDENT_ID, Seat.ENGINEER)
    desk.page("search", UUID(int=7))
    assert desk.ringing == [False]


def test_offline_an_acknowledgement_silences_this_computer(desk: Desk) -> None:
    desk.page()
    desk.session.online = False
    desk.session.claim(INCIDENT_ID, Seat.ENGINEER)
    assert desk.sound.kind is None


def test_over_by_itself_is_silent(desk: Desk) -> None:
    incident = desk.page()
    resolved = receive(incident, report(action=AlertAction.RESOLVE), "prometheus", TEAM, desk.clock.now())
    desk.session.put(*resolved)
    assert desk.sound.kind is None
    assert not desk.bubbles.shown


def test_the_notification_acknowledges_and_goes(desk: Desk) -> None:
    desk.page()
    (bubble,) = desk.bubbles.shown.values()
    assert (bubble.title, bubble.urgent) == ("Checkout fails", True)
    assert [action for action, _label in bubble.actions] == ["acknowledge", "open"]
    desk.ringer.pressed(Pressed(bubble.key, "acknowledge"))
    assert desk.session.state.incidents[INCIDENT_ID].engineer.holder == "ben"
    assert not desk.bubbles.shown


def test_the_notification_opens_the_incident(desk: Desk) -> None:
    wanted: list[UUID] = []
    desk.ringer.wanted.connect(wanted.append)
    desk.page()
    desk.ringer.pressed(Pressed(str(INCIDENT_ID), "default"))
    assert wanted == [INCIDENT_ID]


def test_a_page_ends_the_sound_check(desk: Desk) -> None:
    desk.check.play()
    assert desk.sound.kind is SoundKind.CHECK
    desk.page()
    assert [desk.sound.kind] == [SoundKind.ALARM]
    desk.check.heard(True)
    assert [desk.sound.kind] == [SoundKind.ALARM], "the answer to the check silences no page"


def test_a_sound_check_does_not_disturb_an_alarm(desk: Desk) -> None:
    desk.page()
    desk.check.play()
    assert desk.sound.kind is SoundKind.ALARM


def test_the_sound_is_verified_by_a_person_for_one_device(desk: Desk, tmp_path: Path) -> None:
    desk.sound.ready.emit("Speakers")
    assert desk.check.state.verified_at is None
    desk.check.play()
    desk.check.heard(True)
    assert desk.check.state.verified_at == NIGHT
    again = SoundCheck(desk.sound, desk.bridge, tmp_path / "sound.json")
    assert again.state.verified_at == NIGHT, "kept over a restart"
    desk.sound.ready.emit("Headset")
    assert desk.check.state.verified_at is None
    desk.check.heard(False)
    assert not (tmp_path / "sound.json").exists()


def test_silence_is_a_problem_that_is_shown(desk: Desk) -> None:
    desk.sound.silent.emit("There is no device. Plug one in.")
    assert desk.check.state.problem == "There is no device. Plug one in."
    desk.sound.playing.emit("Speakers")
    assert desk.check.state.problem == ""


def test_a_claim_by_somebody_else_is_silent_here(desk: Desk) -> None:
    desk.page()
    desk.session.others_do(
        ClaimSeat(incident_id=INCIDENT_ID, by="mei", pressed_at=desk.clock.now(), seat=Seat.ENGINEER)
    )
    assert desk.sound.kind is None


def test_a_missed_update_alone_sounds_milder_and_a_page_louder(desk: Desk) -> None:
    desk.session.evolve(me="mei")
    desk.page()
    for by, seat in (("ana", Seat.MANAGER), ("ben", Seat.ENGINEER)):
        claim = ClaimSeat(incident_id=INCIDENT_ID, by=by, pressed_at=desk.clock.now(), seat=seat)
        desk.session.others_do(claim)
    for _ in range(2):
        desk.clock.advance(timedelta(minutes=5))
        desk.session.time_passes()
    assert desk.bridge.rings[0].reason is PageReason.STAND_IN
    assert desk.sound.kind in (SoundKind.REMINDER,)
    (bubble,) = desk.bubbles.shown.values()
    assert bubble.body.startswith("An update is late: you are asked to tell it")
    assert bubble.actions[0] == ("acknowledge", "Take the Manager's seat")
    other = UUID(int=7)
    desk.page("search", other)
    desk.clock.advance(timedelta(minutes=5))
    desk.session.time_passes()
    assert desk.sound.kind is SoundKind.ALARM, "now she is paged for a seat as well"
    desk.session.claim(other, Seat.ENGINEER)
    desk.session.decline(other)
    assert desk.sound.kind in (SoundKind.REMINDER,)
    desk.session.claim(INCIDENT_ID, Seat.MANAGER)
    assert desk.sound.kind is None


def called_in(desk: Desk) -> Incident:
    """Ana asks Ben for help with an incident that never paged him."""
    incident = desk.page()
    desk.session.others_do(ClaimSeat(incident_id=INCIDENT_ID, by="mei", pressed_at=NIGHT, seat=Seat.ENGINEER))
    assert desk.sound.kind is None
    desk.session.others_do(
        CallInPerson(
            incident_id=INCIDENT_ID, by="mei", pressed_at=NIGHT, responder="ben", because="knows DNS"
        )
    )
    return incident


def test_a_call_in_sounds_like_a_page_and_its_notification_says_who_calls(desk: Desk) -> None:
    called_in(desk)
    assert desk.sound.kind is SoundKind.ALARM
    (bubble,) = desk.bubbles.shown.values()
    assert bubble.body.startswith("Mei Lindqvist asks you to help: knows DNS\ncheckout-api")
    assert bubble.actions[0] == ("acknowledge", "I'm coming")
    desk.ringer.pressed(Pressed(bubble.key, "acknowledge"))
    incident = desk.session.state.incidents[INCIDENT_ID]
    assert (incident.call_ins[-1].coming, incident.held_by("ben")) == (True, ())
    assert not desk.bubbles.shown


def test_a_notification_that_asks_something_else_is_shown_anew(desk: Desk) -> None:
    called_in(desk)
    desk.session.others_do(
        ReturnSeat(incident_id=INCIDENT_ID, by="mei", pressed_at=NIGHT, seat=Seat.ENGINEER)
    )
    desk.clock.advance(timedelta(minutes=5))
    desk.session.time_passes()
    (bubble,) = desk.bubbles.shown.values()
    assert bubble.actions[0] == ("acknowledge", "Acknowledge")
    desk.ringer.pressed(Pressed(bubble.key, "acknowledge"))
    assert desk.session.state.incidents[INCIDENT_ID].engineer.holder == "ben"
