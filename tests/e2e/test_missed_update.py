"""A missed update is treated like a missed page: the Manager hears of it, then the next one is asked."""

from __future__ import annotations

import pytest

from tests.e2e.people import team
from tests.virtual_desktop.waiting import wait_until

pytestmark = [pytest.mark.slow, pytest.mark.serial, pytest.mark.timeout(240)]


def test_a_late_update_sounds_at_the_manager_only_and_then_calls_the_next(tmp_path):
    with team(tmp_path, ("ana", "ben", "mei")) as (hub, (ana, ben, mei)):
        for person in (ana, ben, mei):
            person.forget()
        hub.stop()
        hub.start(wait="5m", first_update="8s")
        for person in (ana, ben, mei):
            person.marked("connection", now="connected")
        hub.send("Checkout fails for 31 % of customers", "--dedup-key", "checkout")
        for person in (ana, ben):
            person.marked("ringing")
            person.acknowledge("space")
        # Eight seconds without a word: Ana hears it, mildly, and sees the incident. Ben is left alone.
        ana.marked("update_late")
        ana.desk.notification("The update is late")
        assert ana.sounds
        assert not ben.sounds
        # Four seconds more: Mei, the next Manager, is asked. She takes the seat, and Ana's desktop is quiet.
        mei.alarm()
        mei.marked("ringing")
        ana.forget()
        mei.acknowledge("space")
        ana.marked("seat_painted", words="Mei Lindqvist")
        ana.silent()
        assert not ben.sounds


def test_two_keys_tell_it(tmp_path):
    with team(tmp_path, ("ana", "ben")) as (hub, (ana, ben)):
        for person in (ana, ben):
            person.forget()
        hub.stop()
        hub.start(wait="5m", first_update="8s")
        for person in (ana, ben):
            person.marked("connection", now="connected")
        hub.send("Checkout fails for 31 % of customers", "--dedup-key", "checkout")
        for person in (ana, ben):
            person.marked("ringing")
            person.acknowledge("space")
        # The window that came to the front has the keyboard: U writes the update, Control and Enter sends it.
        ana.marked("update_late")
        wait_until(lambda: ana.sounds, "Ana hears that the update is late")
        ana.acknowledge("u", "ctrl+Return")
