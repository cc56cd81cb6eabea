from __future__ import annotations

from datetime import timedelta

from desktop.client.attention import groups
from desktop.core.closing.closing import ClosingStep
from desktop.core.incident.commands import CloseStep
from desktop.core.team.seat import Seat
from desktop.ui.present.incident.incident_list import incident_row, list_rows
from desktop.ui.present.rows import IncidentRow, Section
from desktop.ui.present.times import viewer_of
from desktop.ui.theme.tokens import Tone
from tests.ui.story import S, Story


def shown(story, me="ben"):
    viewer = viewer_of(story.team, me)
    return list_rows(groups(story.session.state), story.team, viewer, story.clock.now())


def test_groups_have_headings_and_empty_ones_have_none():
    story = Story()
    over = story.alert("Disk full", "storage")
    story.monitor_resolves(over)
    found = shown(story)
    assert [row.title for row in found if isinstance(row, Section)] == ["Needs you", "Resolved lately"]
    assert found[1].detail == "checkout-api · opened 03:41"
    assert found[3].detail == "storage · over by itself 03:41"


def test_the_clock_is_the_next_escalation_and_later_that_of_the_next_update():
    story = Story()
    story.clock.advance(21 * S)
    row = shown(story)[1]
    assert (row.clock, row.clock_tone, row.tone) == ("4:39", Tone.WARN, Tone.ALARM)
    story.claims(story.checkout, "ana", Seat.MANAGER)
    story.claims(story.checkout, "ben", Seat.ENGINEER)
    row = shown(story)[1]
    assert (row.clock, row.clock_tone, row.tone) == ("0:21", Tone.MUTED, Tone.OK)
    assert (row.second, row.second_tone) == ("update 5:00", Tone.MUTED)
    assert row.detail == "checkout-api · answered, both seats"


def test_a_bystander_is_told_which_seat_is_empty():
    story = Story(me="ruth")
    story.claims(story.checkout, "ana", Seat.MANAGER)
    row = shown(story, "ruth")[1]
    assert isinstance(row, IncidentRow)
    assert row.detail == "checkout-api · Engineer's seat is empty"
    assert row.tone is Tone.WARN


def test_who_resolved_it():
    story = Story()
    story.resolves(story.checkout, "ana")
    incident = story.incident(story.checkout)
    for me, words in (("ben", "resolved by Ana 03:41"), ("ana", "resolved by you 03:41")):
        row = incident_row(incident, story.team, viewer_of(story.team, me), story.clock.now())
        assert row.detail == f"checkout-api · {words}"
        assert row.quiet


def test_an_alert_without_words_still_has_a_title():
    story = Story(quiet=True)
    story.alert("", "")
    assert shown(story)[1].title == "Alert that could not be read (#142)"


def test_what_is_left_of_closing_is_told_for_a_day():
    story = Story(me="ana")
    story.claims(story.checkout, "ana", Seat.MANAGER)
    story.claims(story.checkout, "ben", Seat.ENGINEER)
    story.resolves(story.checkout, "ana")
    assert shown(story, "ana")[1].detail == "checkout-api · closing: 4 left · resolved by you 03:41"
    story.others(
        CloseStep(
            incident_id=story.checkout,
            by="ana",
            pressed_at=story.clock.now(),
            step=ClosingStep.LABELS,
            skipped=True,
        )
    )
    row = shown(story, "ana")[1]
    assert isinstance(row, IncidentRow)
    assert (row.detail.split(" · ")[1], row.quiet) == ("closing: 3 left", True)
    story.clock.advance(timedelta(days=1))
    assert "closing" not in shown(story, "ana")[1].detail


def test_its_manager_sees_both_clocks_while_the_other_seat_is_empty():
    story = Story(me="ana")
    story.claims(story.checkout, "ana", Seat.MANAGER)
    row = shown(story, "ana")[1]
    assert (row.clock, row.second, row.second_tone) == ("5:00", "update 5:00", Tone.MANAGER)
    assert row.spoken.endswith("5:00, update 5:00")
    other = shown(story, "ruth")[1]
    assert (other.clock, other.second) == ("5:00", "")


def test_the_managers_clock_warns_when_it_is_soon_and_alarms_when_it_is_late():
    story = Story(me="ana")
    for by, seat in (("ana", Seat.MANAGER), ("ben", Seat.ENGINEER)):
        story.claims(story.checkout, by, seat)
    row = shown(story, "ana")[1]
    assert (row.second, row.second_tone) == ("update 5:00", Tone.MANAGER)
    story.clock.advance(timedelta(minutes=3, seconds=10))
    row = shown(story, "ana")[1]
    assert (row.second, row.second_tone) == ("update 1:50", Tone.WARN)
    story.wait(timedelta(minutes=2, seconds=30))
    row = shown(story, "ana")[1]
    assert (row.second, row.second_tone) == ("update late 0:40", Tone.ALARM)
    theirs = [row for row in shown(story, "ben") if isinstance(row, IncidentRow)]
    assert theirs[0].second_tone is Tone.WARN, "the Engineer is not alarmed"
