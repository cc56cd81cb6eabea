"""Durations as people type them, and the policy in its editor."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.schedule.hand_over import HandOverPolicy
from desktop.core.team.team import Audience, Level, Policy
from desktop.core.team.waves import Wave
from desktop.ui.present.durations import read_duration, written
from desktop.ui.present.rules.policy_draft import (
    DraftProblem,
    LevelDraft,
    WaveDraft,
    clock_words,
    draft_of,
    read_draft,
)
from desktop.ui.present.rules.policy_foreseen import foreseen
from desktop.ui.present.times import viewer_of
from tests.sample import MINUTE, NIGHT, TEAM

WAVES = Policy(
    levels=(
        Level(audience=Audience.PAIR, repeat=timedelta(seconds=90)),
        Level(audience=Audience.STAFF, waves=(Wave(wait=3 * MINUTE), Wave(size=1, wait=2 * MINUTE))),
        Level(audience=Audience.EXECUTIVES, wait=70 * MINUTE),
    ),
    repage_after=None,
    hand_over=HandOverPolicy(at_most=timedelta(0)),
)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("5", 300),
        ("5m", 300),
        ("5 min", 300),
        ("90 s", 90),
        ("1 h 30 min", 5400),
        ("2 hours", 7200),
        (" 0 s", 0),
    ],
)
def test_what_people_type(text: str, seconds: int) -> None:
    assert read_duration(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize("text", ["", "soon", "5 cats", "-5", "5.5 min", "1e3"])
def test_what_is_none(text: str) -> None:
    assert read_duration(text) is None


@given(st.integers(0, 86_400))
def test_what_is_written_is_read_again(seconds: int) -> None:
    duration = timedelta(seconds=seconds)
    assert read_duration(written(duration)) == duration


@pytest.mark.parametrize("policy", [Policy(), WAVES])
def test_a_draft_that_nobody_changed_is_the_policy(policy: Policy) -> None:
    assert read_draft(draft_of(policy)) == policy
    assert {name for name, _ in draft_of(policy).communication} == set(clock_words())


def test_what_cannot_be_read_is_said_with_its_place() -> None:
    draft = draft_of(WAVES)

    def problem(level: LevelDraft) -> str:
        found = read_draft(draft.with_level(1, level))
        assert isinstance(found, DraftProblem)
        return found.sentence

    assert problem(LevelDraft(wait="soon")).startswith("Level 2: “soon” is no duration")
    assert problem(LevelDraft(waves=(WaveDraft(), WaveDraft(wait="0")))).startswith("Level 2, wave 2: ")
    assert "longer than a day" in problem(LevelDraft(wait="25 h"))
    assert "too often" in problem(LevelDraft(repeat="3 s"))
    found = read_draft(replace(draft, levels=()))
    assert isinstance(found, DraftProblem)
    assert "no level" in found.sentence


def test_the_preview_tells_who_is_woken_when_and_what_that_costs() -> None:
    told = foreseen(WAVES, TEAM, viewer_of(TEAM, "ana"), NIGHT)
    lines = [(line.time, line.after, line.who, line.cost) for line in told.now.lines]
    assert lines == [
        ("03:41", "at once", "Ana (Manager) and Ben (Engineer)", "all asleep"),
        ("03:46", "+ 5 min", "Mei and Dmitri", "1 asleep"),
        ("03:49", "+ 8 min", "Ben (Manager) and Priya (Engineer)", "1 asleep"),
        ("03:51", "+ 10 min", "Everybody left: Priya and Ana", "1 asleep"),
        ("03:56", "+ 15 min", "VP and CTO: Ruth and Henrik", "all asleep"),
        ("05:06", "+ 1 h 25 min", "Everybody again: 7 people", "6 asleep"),
    ]
    assert told.now.title == "If something breaks now, 03:41"
    assert told.night.title == "Last night at four, Mon 04:00"
    assert told.problems == ()


def test_what_would_page_nobody_says_so() -> None:
    nobody = replace(TEAM, schedule=replace(TEAM.schedule, turns=()))
    told = foreseen(Policy(levels=(Level(audience=Audience.PAIR),)), nobody, viewer_of(TEAM, "ana"), NIGHT)
    assert told.problems
    assert told.now.lines[0].who == "Nobody is left to page"
