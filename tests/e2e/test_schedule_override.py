"""An override made by keyboard on one desktop is seen on the partner's, and so is that it was undone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.e2e.people import Person, team
from tests.virtual_desktop.waiting import NotSeen, wait_until

TRY = timedelta(seconds=2)
pytestmark = [pytest.mark.slow, pytest.mark.serial, pytest.mark.timeout(240)]


def open_schedule(person: Person) -> None:
    """Control and 2, until the schedule is painted: a window that has just come may not have the keyboard."""
    person.desk.activate(person.desk.window("Pairwatch"))

    def press() -> bool:
        person.desk.key("ctrl+2")
        try:
            person.marked("who_painted", TRY, words="Manager, ")
        except NotSeen:
            return False
        return True

    wait_until(press, f"the schedule on {person.name}'s desktop")


def test_an_override_is_made_by_keyboard_seen_by_the_partner_and_undone(tmp_path):
    with team(tmp_path, ("ana", "ben")) as (_hub, (ana, ben)):
        for person in (ana, ben):
            open_schedule(person)
        ben.marked("who_painted", words="Manager, Ana Okafor")
        # The keyboard is on today, in the Manager's seat. Enter opens the form, with the first other chosen.
        for person in (ana, ben):
            person.forget()
        ana.desk.key("Return")
        ana.desk.key("ctrl+Return")
        told = ben.marked("who_painted", words="Override")["words"]
        assert told.startswith("Manager, You, until"), "the first of the others is Ben"
        ana.marked("who_painted", words="Manager, Ben Sato")
        ben.forget()
        ana.desk.key("ctrl+z")
        ben.marked("who_painted", words="Manager, Ana Okafor")
