from __future__ import annotations

from uuid import uuid4

import pytest

from desktop.client.state import PendingCommand, RefusedCommand
from desktop.core.incident.commands import ClaimSeat, SendUpdate
from desktop.core.incident.decision import Refusal
from desktop.core.team.seat import Seat
from desktop.core.telling.update import Readers, Stage
from desktop.ui.present.incident.refusals import refusal_sentence
from desktop.ui.present.times import viewer_of
from tests.ui.story import Story


def sentence(story, refusal, sentence=""):
    now = story.clock.now()
    claim = ClaimSeat(incident_id=story.checkout, by="ben", pressed_at=now, seat=Seat.ENGINEER)
    pending = PendingCommand(key=uuid4(), command=claim, queued_at=now)
    refused = RefusedCommand(
        pending=pending, refusal=refusal, incident=story.incident(story.checkout), sentence=sentence
    )
    return refusal_sentence(refused, story.team, viewer_of(story.team, "ben"), now)


def test_a_held_seat_names_its_holder():
    story = Story()
    story.claims(story.checkout, "mei", Seat.ENGINEER)
    assert sentence(story, Refusal.SEAT_HELD).startswith("Mei Lindqvist has the Engineer's seat since 03:41.")


@pytest.mark.parametrize("refusal", list(Refusal))
def test_every_refusal_is_a_sentence(refusal):
    assert sentence(Story(), refusal).endswith(".")


def test_what_could_not_be_delivered_keeps_its_own_words():
    assert sentence(Story(), None, "The hub does not know us.") == "The hub does not know us."


def test_an_update_that_was_empty_is_not_called_a_note():
    story = Story()
    now = story.clock.now()
    update = SendUpdate(
        incident_id=story.checkout,
        by="ben",
        pressed_at=now,
        update_id=uuid4(),
        stage=Stage.IDENTIFIED,
        readers=Readers.DEVOPS,
        text="",
    )
    pending = PendingCommand(key=uuid4(), command=update, queued_at=now)
    refused = RefusedCommand(pending=pending, refusal=Refusal.EMPTY_NOTE)
    words = refusal_sentence(refused, story.team, viewer_of(story.team, "ben"), now)
    assert words == "The update was empty. Write something first."
