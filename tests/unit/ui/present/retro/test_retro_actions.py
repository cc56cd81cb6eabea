"""Actions in words, and what somebody typed as an action."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from desktop.core.errors import PairwatchError
from desktop.core.retro.action import Action
from desktop.core.team.responder import Responder, Roster
from desktop.core.team.team import Team
from desktop.ui.present.retro.retro_actions import (
    ActionRow,
    Draft,
    action_rows,
    owner_names,
    summary,
    with_draft,
)
from desktop.ui.present.times import Viewer
from desktop.ui.theme.tokens import Tone
from tests.sample import INCIDENT_ID, NIGHT, TEAM

VIEWER = Viewer("ana", ZoneInfo("Europe/Berlin"))
TODAY = date(2026, 11, 24)
ACTION = Action(
    id=UUID(int=1), text="Write the run-book", owner="ben", due_on=TODAY, created_by="ana", created_at=NIGHT
)


def row(action: Action, known: set[UUID] | None = None) -> ActionRow:
    return action_rows([action], TEAM, VIEWER, NIGHT, known or set())[0]


def test_a_row_says_what_who_and_when() -> None:
    found = row(replace(ACTION, incident_id=INCIDENT_ID, incident_number=141), {INCIDENT_ID})
    assert found.spoken == "Write the run-book, Ben Sato, due today, #141"
    assert found.can_open
    assert found.draft == Draft("Write the run-book", "Ben Sato", "24 Nov 2026", "")
    assert not row(replace(ACTION, incident_id=INCIDENT_ID, incident_number=141)).can_open


def test_mine_is_mine_and_nobodys_is_said() -> None:
    assert row(replace(ACTION, owner="ana")).owner == "You"
    nobody = row(replace(ACTION, owner=""))
    assert (nobody.owner, nobody.owned, nobody.draft.owner) == ("Nobody yet", False, "")
    assert row(replace(ACTION, owner="gone")).owner == "gone", "left the team since"


@pytest.mark.parametrize(
    ("due_on", "words", "tone"),
    [
        (None, "no date", Tone.MUTED),
        (TODAY - timedelta(days=1), "overdue: yesterday", Tone.WARN),
        (TODAY, "due today", Tone.TEXT),
        (TODAY + timedelta(days=3), "due Fri 27 Nov", Tone.MUTED),
    ],
)
def test_what_is_late_is_said_in_words_and_colour(due_on: date | None, words: str, tone: Tone) -> None:
    found = row(replace(ACTION, due_on=due_on))
    assert (found.due, found.due_tone) == (words, tone)


def test_today_is_the_viewers() -> None:
    """02:41 in UTC of the 24th is still the 23rd in New York."""
    action = replace(ACTION, due_on=TODAY - timedelta(days=1))
    there = Viewer("dmitri", ZoneInfo("America/New_York"))
    assert action_rows([action], TEAM, there, NIGHT, ())[0].due == "due today"


def test_what_is_done_says_by_whom() -> None:
    found = row(replace(ACTION, due_on=TODAY - timedelta(days=9)).finished("ben", NIGHT - timedelta(days=1)))
    assert (found.done, found.due, found.due_tone) == (True, "done by Ben yesterday", Tone.OK)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "OPS-7", ""])
def test_only_a_web_address_is_a_link(address: str) -> None:
    assert row(replace(ACTION, ticket_url=address)).ticket == ""
    assert row(replace(ACTION, ticket_url="https://tracker.example.com/7")).ticket == "Ticket"


def test_the_summary_counts_what_is_open_and_late() -> None:
    late = replace(ACTION, due_on=TODAY - timedelta(days=1))
    assert summary([], TODAY) == ""
    assert summary([late.finished("ana", NIGHT)], TODAY) == ""
    assert summary([ACTION, ACTION], TODAY) == "2 open"
    assert summary([ACTION, late], TODAY) == "2 open, 1 overdue"


def test_what_was_typed_becomes_an_action() -> None:
    bare = Action(id=UUID(int=2), text="", created_at=NIGHT)
    typed = Draft("  Ask  the vendor ", "mei", "Friday", " https://tracker.example.com/8 ")
    assert with_draft(bare, Draft(), typed, TEAM, TODAY) == replace(
        bare,
        text="Ask the vendor",
        owner="mei",
        due_on=date(2026, 11, 27),
        ticket_url="https://tracker.example.com/8",
    )


def test_what_was_not_touched_stays_as_somebody_else_left_it() -> None:
    seen = row(ACTION).draft
    meanwhile = replace(ACTION, owner="mei", text="Write two run-books")
    assert with_draft(meanwhile, seen, replace(seen, due=""), TEAM, TODAY) == replace(meanwhile, due_on=None)
    assert with_draft(meanwhile, seen, seen, TEAM, TODAY) == meanwhile


@pytest.mark.parametrize(
    ("typed", "owner"), [("Ben Sato", "ben"), ("sato", "ben"), ("DMI", "dmitri"), (" ", "")]
)
def test_a_part_of_a_name_is_enough_while_it_is_one_persons(typed: str, owner: str) -> None:
    assert with_draft(ACTION, Draft(), Draft("x", typed), TEAM, TODAY).owner == owner


def test_a_whole_name_wins_over_one_that_begins_so() -> None:
    roster = Roster(responders=(Responder(id="a", name="Ana"), Responder(id="b", name="Ana Okafor")))
    assert with_draft(ACTION, Draft(), Draft("x", "Ana"), Team(roster=roster), TODAY).owner == "a"
    with pytest.raises(PairwatchError, match="several people"):
        with_draft(ACTION, Draft(), Draft("x", "An"), Team(roster=roster), TODAY)


@pytest.mark.parametrize(
    ("draft", "sentence"),
    [
        (Draft(text=" "), "needs a text"),
        (Draft(text="x", owner="Somebody"), "knows nobody called “Somebody”"),
        (Draft(text="x", due="soon"), "“soon” is no day"),
        (Draft(text="x", ticket="OPS-7"), "no web address"),
    ],
)
def test_what_cannot_be_is_told_with_a_way_out(draft: Draft, sentence: str) -> None:
    with pytest.raises(PairwatchError, match=sentence) as told:
        with_draft(replace(ACTION, text=""), Draft(), draft, TEAM, TODAY)
    assert told.value.remedy


def test_who_asks_is_suggested_first() -> None:
    names = owner_names(TEAM, "mei")
    assert names[:2] == ("Mei Lindqvist", "Ana Okafor")
    assert len(names) == len(TEAM.roster.responders)
