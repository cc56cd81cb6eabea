from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QCoreApplication

from desktop.client.state import Connection
from desktop.core.team.seat import Seat
from tests.ui.story import Story


def test_a_change_is_told_at_once_and_a_burst_after_it_once_more(qtbot, bridge_of, story):
    bridge = bridge_of(story)
    told = []
    bridge.changed.connect(lambda: told.append(bridge.state))
    for burst in range(3):
        for number in range(40):
            story.notes(story.checkout, "ana", f"note {burst}.{number}")
        if burst == 0:
            QCoreApplication.processEvents()
            assert told == [bridge.state]
    assert len(told) == 1
    qtbot.waitUntil(lambda: len(told) > 1)
    assert told[1:] == [bridge.state]
    qtbot.wait(120)
    assert len(told) == 2


def test_an_alarm_is_told_at_once(bridge_of):
    story = Story(quiet=True)
    bridge = bridge_of(story)
    told = []
    bridge.alarms_changed.connect(told.append)
    incident_id = story.alert("Checkout fails", "checkout-api", ring=False)
    assert [[r.incident.id for r in rings] for rings in told] == [[incident_id]]


def test_a_refusal_is_a_sentence(bridge_of, story):
    bridge = bridge_of(story)
    told = []
    bridge.refused.connect(told.append)
    story.claims(story.checkout, "mei", Seat.ENGINEER)
    story.session.claim(story.checkout, Seat.ENGINEER)
    assert told == ["Mei Lindqvist has the Engineer's seat since 03:41. To take it over, open the incident."]


def test_the_connection_is_told_when_it_differs(bridge_of, story):
    bridge = bridge_of(story)
    told = []
    bridge.connection_changed.connect(told.append)
    story.session.lose_hub()
    story.notes(story.checkout, "ana", "still here")
    story.session.find_hub()
    assert told == [Connection.LOST, Connection.CONNECTED]


def test_countdowns_run_by_the_hubs_clock(bridge_of, story):
    bridge = bridge_of(story)
    story.session.evolve(hub_offset=timedelta(seconds=90))
    assert bridge.hub_now() - bridge.local_now() == timedelta(seconds=90)


def test_a_closed_bridge_hears_no_more(bridge_of, story):
    bridge = bridge_of(story)
    told = []
    bridge.happened.connect(told.append)
    bridge.close()
    bridge.close()
    story.notes(story.checkout, "ana", "nobody listens")
    assert told == []


def test_what_is_pressed_leaves_before_the_windows_are_made_anew(qtbot, bridge_of, story):
    bridge = bridge_of(story)
    QCoreApplication.processEvents()
    told = []
    bridge.alarms_changed.connect(lambda _rings: told.append("alarms"))
    bridge.changed.connect(lambda: told.append("changed"))
    story.session.lose_hub()
    qtbot.waitUntil(lambda: told == ["changed"])
    qtbot.wait(120)
    told.clear()
    story.session.claim(story.checkout, Seat.ENGINEER)
    assert told == ["alarms"]
    QCoreApplication.processEvents()
    assert told == ["alarms"]
    qtbot.waitUntil(lambda: told == ["alarms", "changed"])
