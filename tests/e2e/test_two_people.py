"""The product in one story, by real processes on screens with sound: page, claim, escalate, rescue."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.e2e.people import team

pytestmark = [pytest.mark.slow, pytest.mark.serial, pytest.mark.timeout(300)]

LISTEN = timedelta(seconds=1)


def test_two_people_are_paged_and_one_acknowledges_then_nobody_answers_and_it_climbs(tmp_path):
    with team(tmp_path, ("ana", "ben", "mei", "ruth")) as (hub, (ana, ben, mei, ruth)):
        # An alert: both alarms show and sound, loudly; nobody else is disturbed.
        hub.send(
            "Checkout fails for 31 % of customers", "--service", "checkout-api", "--dedup-key", "checkout"
        )
        for person in (ana, ben):
            person.alarm()
            person.marked("ringing")
            assert person.desk.record(LISTEN).level_dbfs > -20
            person.desk.notification("Checkout fails")
        assert not mei.is_alarmed
        assert not ruth.is_alarmed

        # Ana acknowledges by keyboard: her desktop is silent, Ben's rings on and tells him.
        ben.forget()
        ana.acknowledge("space")
        ben.marked("seat_painted", words="Ana Okafor, acknowledged")
        assert ben.is_alarmed
        assert ben.desk.record(LISTEN).level_dbfs > -20

        # Ben too: answered, and Ana sees it.
        ana.forget()
        ben.acknowledge("Return")
        ana.marked("seat_painted", words="Ben Sato, held since")
        hub.send("Checkout fails", "--dedup-key", "checkout", "--resolve")

        # The policy's waits become short. A second alert, and nobody answers: everyone, then the VP.
        for person in (ana, ben, mei, ruth):
            person.forget()
        hub.stop()
        hub.start(wait="4s")
        for person in (ana, ben, mei, ruth):
            person.marked("connection", now="connected")
        hub.send("The search index lags", "--dedup-key", "search")
        ana.alarm()
        ben.alarm()
        mei.alarm()
        ruth.alarm()
        rang = [person.marked("ringing")["at"] for person in (ana, ben, mei, ruth)]
        assert rang[2] - max(rang[:2]) > 2, "the pair first, then the staff"
        assert rang[3] - rang[2] > 2, "then the VP"

        # Mei takes a seat: everybody's alarm for it stops, and says so.
        mei.acknowledge("space")
        for person in (ana, ben, ruth):
            person.marked("seat_painted", words="Mei Lindqvist")
        ruth.acknowledge("space")
        for person in (ana, ben):
            person.silent()
