"""The words about call-ins, for whoever calls and whoever is called."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from desktop.core.fixing.fixing_commands import AnswerCallIn, CancelCallIn
from desktop.core.team.responder import Roster
from desktop.core.team.seat import Seat
from desktop.core.team.who_knows import who_knows
from desktop.ui.present.fixing.call_ins import CallRow, HelperRow, call_rows, helper_rows
from desktop.ui.present.times import viewer_of
from desktop.ui.theme.tokens import Tone
from tests.ui.story import LAST_WOKEN, TEAM, Story


def called(me: str = "ben") -> Story:
    story = Story(me=me)
    story.claims(story.checkout, "ana", Seat.MANAGER)
    story.claims(story.checkout, "ben", Seat.ENGINEER)
    story.calls_in("ben", "mei")
    return story


def rows(story: Story, me: str = "ben") -> tuple[CallRow, ...]:
    pending = [kept.command for kept in story.session.state.pending_for(story.checkout)]
    incident = story.incident(story.checkout)
    return call_rows(incident, story.team, viewer_of(story.team, me), story.clock.now(), pending)


def offered(story: Story, query: str = "") -> list[HelperRow]:
    incident, now = story.incident(story.checkout), story.clock.now()
    found = who_knows(incident, story.team, "ben", now, query)
    viewer = viewer_of(story.team, "ben")
    return list(helper_rows(found, incident, story.team, viewer, now, LAST_WOKEN))


def test_the_newest_call_is_first_and_one_person_is_one_row() -> None:
    story = called()
    story.clock.advance(timedelta(minutes=1))
    story.calls_in("ana", "dmitri")
    assert [row.name for row in rows(story)] == ["Dmitri Alvarez", "Mei Lindqvist"]
    assert rows(story, "mei")[1].name == "You"


def test_an_answer_that_is_kept_here_is_not_told_as_one_that_came() -> None:
    story = called("mei")
    story.session.lose_hub()
    story.session.do(story.checkout, AnswerCallIn)
    [row] = rows(story, "mei")
    assert (row.state, row.tone, row.mine) == ("answered here, not yet sent", Tone.WARN, False)


def test_never_mind_that_is_not_sent_says_so() -> None:
    story = called()
    story.session.lose_hub()
    story.session.do(
        story.checkout,
        lambda **more: CancelCallIn(responder="mei", **more),
    )
    [row] = rows(story)
    assert (row.state, row.cancel) == ("“never mind” is not yet sent", "")


def test_who_left_the_roster_is_no_more_waited_for_in_silence() -> None:
    story = called()
    people = tuple(one for one in TEAM.roster.responders if one.id != "mei")
    story.team = replace(
        TEAM,
        roster=Roster(responders=people),
        schedule=replace(TEAM.schedule, turns=TEAM.schedule.turns[:1]),
    )
    [row] = rows(story)
    assert (row.state, row.tone, row.local) == (
        "no answer, and not on the roster any more",
        Tone.ALARM,
        "",
    )


def test_what_a_call_does_is_said_of_the_hour_there() -> None:
    story = called()
    [priya] = offered(story, "priya")
    assert priya.forecast == "Pages Priya Raman: 08:11 in Kolkata, awake."
    [ruth] = offered(story, "ruth")
    assert ruth.forecast == "Pages Ruth Castellanos (VP): 21:41 in New York, awake."
    assert ruth.spoken == "Ruth Castellanos, VP, 21:41 in New York, awake"
    [dmitri] = offered(story, "dmitri")
    assert (
        dmitri.forecast == "Wakes Dmitri Alvarez: 03:41 in Madrid, probably asleep; last woken 2 nights ago."
    )
    assert dmitri.button == "Call Dmitri in"


def test_long_ago_is_no_reason_to_think_twice() -> None:
    story = called()
    story.clock.advance(timedelta(days=13))
    [dmitri] = offered(story, "dmitri")
    assert dmitri.woken == ""
