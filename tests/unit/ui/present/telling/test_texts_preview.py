from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.client.drafts import VARIABLES, BrokenTemplate
from desktop.client.state import Connection, State
from desktop.core.incident.commands import ResolveIncident
from desktop.core.incident.decide import decide
from desktop.core.incident.incident import Incident
from desktop.core.team.channel import Channel
from desktop.core.telling.template import Template
from desktop.core.telling.update import Readers, Stage
from desktop.hub.usecases.telling.templates import shipped
from desktop.ui.present.telling.texts_preview import SAMPLE, preview, preview_choices, sample_values
from tests.sample import MINUTE, NIGHT, TEAM, fresh

INCIDENT = fresh()
RUNS = str(INCIDENT.id)


def state(*incidents: Incident) -> State:
    return State(
        connection=Connection.CONNECTED,
        connection_since=NIGHT,
        team=TEAM,
        incidents={known.id: known for known in incidents},
    )


def template(text: str, stage: Stage = Stage.IDENTIFIED, readers: Readers = Readers.CUSTOMERS) -> Template:
    return Template(stage=stage, readers=readers, subject="{{ title }}", text=text)


def test_it_is_tried_on_what_runs_and_on_a_sample() -> None:
    over = decide(INCIDENT, ResolveIncident(incident_id=INCIDENT.id, by="ana", pressed_at=NIGHT), TEAM, NIGHT)
    assert [key for key, _words in preview_choices(state(INCIDENT))] == [RUNS, SAMPLE]
    assert [key for key, _words in preview_choices(state(over.incident))] == [SAMPLE]


def test_what_is_not_known_of_a_running_incident_is_still_empty() -> None:
    made = preview(template("{{ impact }}, {{ impact }} {{ needs }}"), state(INCIDENT), TEAM, RUNS, NIGHT)
    assert made.text == "‹impact›, ‹impact› ‹needs›"
    assert made.subject == INCIDENT.title
    assert made.notes[0] == "Still empty: impact, needs."


def test_it_names_when_the_next_update_comes_unless_it_is_the_last() -> None:
    text = "Next update at {{ next_update }}."
    made = preview(template(text), state(INCIDENT), TEAM, RUNS, NIGHT + MINUTE)
    assert "‹" not in made.text
    assert not any("next update" in note for note in made.notes)
    last = preview(template(text, Stage.RESOLVED), state(INCIDENT), TEAM, RUNS, NIGHT + MINUTE)
    assert last.notes == ("Still empty: next_update.",), "a gap is no name from within"


def test_the_sample_leaves_nothing_empty_and_the_shipped_texts_give_no_warning() -> None:
    values = sample_values(TEAM, NIGHT, Stage.IDENTIFIED)
    assert set(values) == set(VARIABLES)
    assert all(values.values())
    for known in shipped():
        made = preview(known, state(), TEAM, SAMPLE, NIGHT)
        assert made.notes == (), (known.stage, known.readers)


def test_warnings_are_those_of_the_readers_and_their_channels() -> None:
    short = Channel(name="SMS", readers=Readers.CUSTOMERS, longest=20)
    text = "Ana Okafor looks at db-7.internal. It will be fixed in 20 minutes."
    told = replace(state(INCIDENT), channels=(short,))
    outside = " ".join(preview(template(text), told, TEAM, RUNS, NIGHT).notes)
    for word in ("Ana Okafor", "db-7.internal", "promises", "SMS takes 20 characters"):
        assert word in outside
    inside = " ".join(preview(template(text, readers=Readers.DEVOPS), told, TEAM, RUNS, NIGHT).notes)
    assert "promises" in inside
    for word in ("Ana Okafor", "db-7.internal", "SMS"):
        assert word not in inside


def test_what_cannot_be_filled_in_is_told() -> None:
    with pytest.raises(BrokenTemplate):
        preview(template("{{ nothing }}"), state(), TEAM, SAMPLE, NIGHT)
