"""Whatever crosses the wire comes out as it went in, and what is newer than we are is recognised."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.client.merge import with_snapshot
from desktop.client.state import State
from desktop.core.incident import commands, events
from desktop.core.incident.decision import Refusal
from desktop.core.incident.incident import Incident
from desktop.core.incident.woken import Woken
from desktop.core.team.team import Team
from desktop.wire.command import COMMANDS, Answer
from desktop.wire.event import EVENTS
from desktop.wire.feed import (
    Change,
    Snapshot,
    TimelineEntry,
    decode_change,
    decode_timeline,
    encode_change,
    encode_timeline,
)
from desktop.wire.invitation import BadInvitation, Invitation, read_invitation, write_invitation
from desktop.wire.tagged import UnknownType, subclasses
from tests.sample import NIGHT, TEAM, fresh

ALL_EVENTS = st.one_of(*[st.from_type(kind) for kind in subclasses(events, events.Event)])
ALL_COMMANDS = st.one_of(*[st.from_type(kind) for kind in subclasses(commands, commands.Command)])
# Years before 1000 and local mean times are nothing that a hub sends.
MOMENTS = st.integers(0, 10**9).map(lambda seconds: NIGHT + timedelta(seconds=seconds))
st.register_type_strategy(type(NIGHT), MOMENTS)


@given(ALL_EVENTS)
def test_every_event_comes_back(event: events.Event) -> None:
    assert EVENTS.decode(EVENTS.encode(event)) == event


@given(ALL_COMMANDS)
def test_every_command_comes_back(command: commands.Command) -> None:
    assert COMMANDS.decode(COMMANDS.encode(command)) == command


@given(st.lists(ALL_EVENTS, max_size=3))
def test_changes_and_timelines_come_back(happened: list[events.Event]) -> None:
    change = Change(seq=7, now=NIGHT, incident=fresh(), events=tuple(happened))
    encoded = encode_change(change)
    assert decode_change(encoded) == change
    assert b"\n" not in encoded, "one line, for server-sent events"
    entries = [TimelineEntry(seq=7, event=event) for event in happened]
    assert decode_timeline(encode_timeline(entries)) == entries


def test_snapshots_and_answers_come_back() -> None:
    snapshot = Snapshot(
        now=NIGHT,
        epoch="e",
        cursor=3,
        me="ana",
        team=TEAM,
        incidents=(fresh(),),
        last_woken={"ben": NIGHT},
        woken={"ben": Woken(at=NIGHT)},
    )
    assert msgspec.json.decode(msgspec.json.encode(snapshot), type=Snapshot) == snapshot
    answer = Answer(incident=fresh(), refusal=Refusal.SEAT_HELD)
    assert msgspec.json.decode(msgspec.json.encode(answer), type=Answer) == answer


def test_desktops_and_hubs_of_the_version_before_read_who_was_woken_when() -> None:
    snapshot = Snapshot(
        now=NIGHT,
        epoch="e",
        cursor=3,
        me="ana",
        team=TEAM,
        last_woken={"ben": NIGHT},
        woken={"ben": Woken(at=NIGHT, before_at=NIGHT)},
    )
    written = msgspec.json.decode(msgspec.json.encode(snapshot))
    assert written["last_woken"] == {"ben": "2026-11-24T02:41:52Z"}, "a time, as it always was"
    del written["woken"]
    before = msgspec.convert(written, Snapshot)
    assert with_snapshot(State(connection_since=NIGHT), before).last_woken == {"ben": Woken(at=NIGHT)}
    assert with_snapshot(State(connection_since=NIGHT), snapshot).last_woken == {
        "ben": Woken(at=NIGHT, before_at=NIGHT)
    }


def test_unknown_fields_are_ignored_and_unknown_events_recognised() -> None:
    team = msgspec.json.decode(msgspec.json.encode(TEAM))
    team["colour"] = "blue"
    assert msgspec.convert(team, Team) == TEAM
    newer = msgspec.json.encode(
        {"seq": 1, "now": NIGHT, "incident": None, "events": [{"type": "MoonRose", "data": {}}], "x": 1}
    )
    with pytest.raises(UnknownType, match="MoonRose"):
        decode_change(newer)


def test_what_is_not_of_the_family_is_refused() -> None:
    with pytest.raises(TypeError, match="Event is not registered"):
        EVENTS.tag(events.Event(at=NIGHT))


def test_an_incident_keeps_everything() -> None:
    incident = fresh()
    assert msgspec.json.decode(msgspec.json.encode(incident), type=Incident) == incident


@given(st.builds(Invitation), st.sampled_from(["", "\n", " "]))
def test_an_invitation_survives_mail_programs(invitation: Invitation, blank: str) -> None:
    text = write_invitation(invitation)
    assert not set(text) & set(" \n=")
    broken = blank.join(text[n : n + 20] for n in range(0, len(text), 20))
    assert read_invitation(f"  {broken}\n") == invitation


@pytest.mark.parametrize("text", ["", "hello", "pairwatch:", "pairwatch:!!!", "pairwatch:e30", "é"])
def test_what_is_no_invitation_is_refused_with_a_remedy(text: str) -> None:
    with pytest.raises(BadInvitation) as refused:
        read_invitation(text)
    assert "pairwatch:" in refused.value.remedy


def test_an_incident_from_before_the_outcome_still_loads() -> None:
    stored = msgspec.json.decode(msgspec.json.encode(fresh()))
    del stored["outcome"]
    assert msgspec.convert(stored, Incident) == fresh()
