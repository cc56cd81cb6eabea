"""What an export is said to be, who its people are, what is asked for, and what comes of it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from desktop.core.schedule.schedule import Segment, Turn
from desktop.core.schedule.schedule_warnings import ScheduleWarning, WarningKind
from desktop.core.zones import zone
from desktop.ui.present.schedule.schedule_import import (
    NOBODY,
    NOT_SAID,
    ImportDraft,
    NamedPerson,
    ToldExport,
    import_choices,
    import_request,
    import_summary,
    imported_figures,
    imported_schedule,
    named_people,
    preview_warnings,
    told_export,
    unsaid_words,
)
from desktop.ui.present.times import Viewer
from desktop.wire.schedule import ImportedPerson, ImportRequest, PlanPreview, PlanRequest
from tests.ui.story import NIGHT, TEAM
from tests.unit.formats.schedules.samples import (
    CALENDAR,
    GRAFANA,
    GRAFANA_FINAL,
    OPSGENIE,
    OPSGENIE_TIMELINE,
    pagerduty,
)

BEN = Viewer("ben", zone("Europe/Berlin"))
TURNS = (Turn(manager="mei", engineer="ben"), Turn(manager="ben", engineer="mei"))
SEGMENT = Segment(
    starts_on=date(2026, 11, 30), zone="Europe/Berlin", hand_over=time(9), days=7, turns=TURNS, repeat=True
)
PREVIEW = PlanPreview(
    plan=SEGMENT, begin=SEGMENT.starts_at, end=SEGMENT.starts_at + timedelta(weeks=8), published=False
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (json.dumps(pagerduty()), "PagerDuty, “Engineers”: 3 people, turns of 7 days."),
        (
            json.dumps(pagerduty(schedule_layers=[{"end": None}, {"end": None}])),
            "PagerDuty, “Engineers”: 3 people, 3 times on call.",
        ),
        (json.dumps(OPSGENIE), "Opsgenie, “Managers”: 2 people, turns of 7 days."),
        (json.dumps(OPSGENIE_TIMELINE), "Opsgenie, “Managers”: 1 person, 1 time on call."),
        (json.dumps(GRAFANA_FINAL), "Grafana OnCall: 1 person, 1 time on call."),
        (CALENDAR, "A calendar (iCal): 2 times on call."),
    ],
)
def test_it_is_said_which_tool_an_export_is_from(text: str, words: str) -> None:
    assert told_export(text) == ToldExport(words, True)


def test_every_sample_of_a_tool_is_known_by_its_name() -> None:
    assert told_export(json.dumps(GRAFANA)).words.startswith("Grafana OnCall")


def test_what_is_no_export_says_what_to_do_and_nothing_says_nothing() -> None:
    assert told_export(" \n") == ToldExport()
    broken = told_export('{"schedule": {},\n\n "x": ,}')
    assert not broken.is_known
    assert broken.words == (
        "This is neither JSON nor a calendar (line 3). Export the schedule anew, and take all of it."
    )
    other = told_export('{"incidents": []}')
    assert not other.is_known
    assert other.words.startswith("This is no export of a schedule that is known.")
    empty = told_export(json.dumps({"schedule": {"final_schedule": {}}}))
    assert not empty.is_known
    assert "nobody is on call in it" in empty.words


def test_only_what_was_said_by_hand_is_asked_for() -> None:
    people = {"A. O.": "ana", "Leaver": NOBODY, "Open": NOT_SAID}
    draft = ImportDraft(engineer="x", people=people, starts_on=date(2027, 1, 4))
    assert import_request(draft) == ImportRequest(
        engineer="x", people={"A. O.": "ana", "Leaver": ""}, starts_on=date(2027, 1, 4)
    )


def test_who_was_not_found_comes_first() -> None:
    found = (
        ImportedPerson(name="Ben Sato", responder="ben"),
        ImportedPerson(name="A. O.", responder=None),
        ImportedPerson(name="Leaver", responder=""),
        ImportedPerson(name="M.", responder="mei"),
    )
    assert named_people(found, {"Leaver": NOBODY, "M.": "mei"}) == (
        NamedPerson(name="A. O.", chosen=NOT_SAID, is_found=False),
        NamedPerson(name="Leaver", chosen=NOBODY, is_found=False),
        NamedPerson(name="M.", chosen="mei", is_found=False),
        NamedPerson(name="Ben Sato", chosen="ben", is_found=True),
    )
    assert unsaid_words(found).startswith("A. O. was not found: choose who that is here")
    two = (*found, ImportedPerson(name="P. R.", responder=None))
    assert unsaid_words(two).startswith("A. O. and P. R. were not found: choose who they are here")
    assert unsaid_words(found[:1]) == ""


def test_nobody_and_everybody_who_can_be_paged_are_offered() -> None:
    choices = import_choices(TEAM, BEN, NIGHT)
    assert [choice.id for choice in choices[:3]] == [NOT_SAID, NOBODY, "ben"]
    assert {c.id for c in choices[2:]} == {
        r.id for r in TEAM.roster.responders if TEAM.roster.can_be_paged(r.id)
    }


def test_the_plan_is_told_in_two_sentences() -> None:
    plan = PlanRequest(starts_on=SEGMENT.starts_on, turns=TURNS, repeat=True)
    assert import_summary(plan, PREVIEW) == (
        "2 turns of 7 days each from 30 Nov 2026 on, again and again."
        " Hand-over at 09:00 by the clocks of Europe/Berlin."
    )
    once = replace(plan, days=1, turns=TURNS[:1], repeat=False)
    assert import_summary(once, PREVIEW).startswith("1 turn of a day each from 30 Nov 2026 on. ")


def test_figures_are_of_the_plan_and_only_of_who_is_in_it() -> None:
    after = imported_schedule(TEAM.schedule, PREVIEW)
    found = {f.id: f for f in imported_figures(TEAM, after, PREVIEW)}
    assert set(found) == {"ben", "mei"}
    assert [(f.manager, f.engineer) for f in found.values()] == [(4, 4), (4, 4)]
    assert found["ben"].burden.weekends == 8


def test_warnings_say_when() -> None:
    warning = ScheduleWarning(
        kind=WarningKind.BOTH_SEATS,
        starts_at=SEGMENT.starts_at,
        ends_at=SEGMENT.starts_at + timedelta(days=7),
        responder="mei",
    )
    assert preview_warnings((warning, warning), TEAM, BEN, NIGHT) == (
        "Mei Lindqvist has both seats. (Mon 30 Nov 09:00 to Mon 7 Dec 09:00)",
    )
