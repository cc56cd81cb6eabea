"""What a terminal asks of the running desktop."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest

from desktop.app.desk.local_commands import LocalCommands
from desktop.core.team.seat import Seat
from desktop.ui.bridge import Bridge
from tests.ui.story import Story


class Nothing:
    """A desktop of which nothing is asked here."""

    def show(self) -> None:
        raise AssertionError

    def quit(self, status: int = 0) -> None:
        raise AssertionError


@pytest.fixture
def ask(bridge_of: Callable[[Story], Bridge]) -> Callable[[Story], dict[str, Any]]:
    def acknowledge(story: Story) -> dict[str, Any]:
        commands = LocalCommands(bridge_of(story), Nothing())
        return asyncio.run(commands.answer({"command": "acknowledge"}))

    return acknowledge


def test_acknowledging_claims_the_seat_that_pages(ask: Callable[[Story], dict[str, Any]]) -> None:
    story = Story(me="ben")
    assert ask(story)["done"].startswith("Acknowledged #142 as Incident Engineer")
    assert story.incident(story.checkout).held_by("ben") == (Seat.ENGINEER,)
    assert "error" in ask(story), "nothing pages any more"


def test_acknowledging_a_call_in_says_that_one_comes(ask: Callable[[Story], dict[str, Any]]) -> None:
    story = Story(me="mei")
    story.claims(story.checkout, "ana", Seat.MANAGER)
    story.claims(story.checkout, "ben", Seat.ENGINEER)
    story.calls_in("ben", "mei")
    assert ask(story) == {"done": "You are coming to help with #142: Checkout fails for 31 % of customers"}
    incident = story.incident(story.checkout)
    assert (incident.call_ins[-1].coming, incident.held_by("mei")) == (True, ())


def test_who_is_on_duty_now_and_then_for_people_and_scripts(bridge_of: Callable[[Story], Bridge]) -> None:
    story = Story(me="ben")
    commands = LocalCommands(bridge_of(story), Nothing())

    def said(**asked: Any) -> dict[str, Any]:
        return asyncio.run(commands.answer({"command": "oncall", **asked}))

    assert said(at=None, json=False)["done"].startswith("Incident Manager   Ana Okafor\n")
    now = json.loads(said(json=True)["done"])
    then = json.loads(said(at="2027-01-04T09:00", json=True)["done"])
    assert [seat["seat"] for seat in now["seats"]] == ["manager", "engineer"]
    assert then["local_at"].startswith("2027-01-04T09:00:00+")
    assert "no time" in said(at="tomorrow")["error"]
