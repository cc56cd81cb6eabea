from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from desktop.client.drafts import VARIABLES, BrokenTemplate, problem_of
from desktop.core.telling.template import Template
from desktop.core.telling.update import Readers, Stage
from desktop.ui.present.rows import Section
from desktop.ui.present.telling.texts import (
    KEYS,
    Edit,
    Source,
    TextRow,
    conflict_words,
    entry_rows,
    in_force,
    key_name,
    key_of,
    problem_words,
    restored_words,
    saved_words,
    source_of,
    suggestion,
    text_name,
    variable_rows,
    version_rows,
)
from desktop.ui.present.times import Viewer
from tests.sample import TEAM

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
VIEWER = Viewer("ben", ZoneInfo("Europe/Berlin"))
KEY = (Stage.IDENTIFIED, Readers.EXECUTIVES)
ANA = TEAM.roster.name("ana")


def text(version: int = 0, by: str = "", words: str = "Text", ago: timedelta = timedelta(0)) -> Template:
    at = NOW - ago if by else None
    return Template(
        stage=KEY[0],
        readers=KEY[1],
        subject="S",
        text=words,
        version=version,
        changed_by=by,
        changed_at=at,
    )


def row(newest: Template, shipped: Template | None = None, edit: Edit | None = None) -> TextRow:
    rows = entry_rows(
        {KEY: newest},
        {KEY: shipped} if shipped else {},
        {KEY: edit} if edit else {},
        TEAM,
        VIEWER,
        NOW,
    )
    (found,) = [known for known in rows if isinstance(known, TextRow) and known.key == key_name(KEY)]
    return found


def test_there_is_a_line_for_each_text_below_its_readers() -> None:
    rows = entry_rows({}, {}, {}, TEAM, VIEWER, NOW)
    assert [known.title for known in rows if isinstance(known, Section)] == [
        "Customers",
        "Colleagues",
        "Executives",
        "DevOps",
    ]
    assert [key_of(known.key) for known in rows if isinstance(known, TextRow)] == list(KEYS)
    assert text_name(KEY) == "Executives: identified"


def test_what_differs_from_what_ships_says_who_and_when() -> None:
    assert row(text(0)).spoken == "Identified"
    changed = row(text(2, "ana", "Other", timedelta(days=1)), text(0))
    assert changed.spoken == f"Identified, changed, {ANA}, Mon 13:00"
    assert row(text(2, "ben", "Other"), text(0)).detail == "You, 13:00"
    assert row(text(3, "ana", "Text"), text(0)).spoken == "Identified", "restored"
    assert row(text(3, "ana", "Text")).mark == "changed", "what ships is not known yet"


def test_what_is_not_saved_and_what_somebody_saved_meanwhile_is_marked() -> None:
    edit = Edit(based_on=1, source=Source(subject="S", text="Mine"))
    mine = row(text(1, "ana", "Other"), text(0), edit)
    assert (mine.mark, mine.mark_icon, mine.detail) == ("not saved", "mdi6.pencil", f"{ANA}, 13:00")
    theirs = row(text(2, "ana", "Other"), text(0), edit)
    assert (theirs.mark, theirs.mark_icon) == ("not saved", "mdi6.alert")
    assert theirs.detail == f"Meanwhile: {ANA}, 13:00"


def test_versions_are_told_newest_first() -> None:
    rows = version_rows([text(0), text(1, "ana", ago=timedelta(days=40))], TEAM, VIEWER, NOW)
    assert [known.spoken for known in rows if isinstance(known, TextRow)] == [
        f"Version 1, in force, {ANA}, 15 Oct 14:00",
        "Version 0, ships with Pairwatch",
    ]
    assert in_force(text(0), TEAM, VIEWER, NOW) == "As it ships with Pairwatch"
    assert in_force(text(4, "ben"), TEAM, VIEWER, NOW) == "Version 4, by you, 13:00"


def test_what_became_of_it() -> None:
    assert saved_words(text(4, "ben")).startswith("Saved as version 4.")
    assert restored_words(0, text(5, "ben"), had_edits=False) == "What ships is back, as version 5."
    assert restored_words(2, text(5, "ben"), had_edits=True).startswith(
        "Version 2 is back, as version 5. What"
    )
    assert restored_words(5, text(5, "ben"), had_edits=False) == "Version 5 is in force already."
    title, remedy = conflict_words(text(4, "ana"), TEAM, VIEWER, NOW)
    assert title == f"{ANA} saved version 4 meanwhile, 13:00."
    assert "every version is kept" in remedy


@pytest.mark.parametrize(
    ("unknown", "meant"),
    [
        ("servce", "service"),
        ("Impact", "impact"),
        ("nextupdate", "next_update"),
        ("eta", "next_update"),
        ("since", "started"),
        ("incident.titel", "incident.title"),
        ("incident.tags", "incident.labels"),
        ("xyzzy", ""),
        ("incident.xyzzy", ""),
        ("", ""),
    ],
)
def test_what_was_probably_meant(unknown: str, meant: str) -> None:
    assert suggestion(unknown) == meant


def test_what_is_wrong_says_where_and_what_to_do() -> None:
    broken = problem_of("", "One\n{{ enginer }}")
    assert isinstance(broken, BrokenTemplate)
    assert problem_words(broken) == (
        "Line 2 of the text uses the variable “enginer”, which is not known. Did you mean “engineer”?"
    )
    other = problem_of("", "{% if x %}")
    assert isinstance(other, BrokenTemplate)
    assert problem_words(other) == f"{other.sentence} {other.remedy}"


def test_every_variable_can_be_put_in() -> None:
    rows = variable_rows()
    assert [known.name for known in rows] == list(VARIABLES)
    assert all(problem_of("", known.inserted) is None for known in rows)
    assert rows[1].spoken == "service: the service that is hit, as monitors call it"


def test_spaces_that_the_hub_takes_away_make_no_other_text() -> None:
    one = source_of(text())
    assert one.same(Source(subject="  S ", text="\nText\n"))
    assert not one.same(Source(subject="S", text="Te xt"))
