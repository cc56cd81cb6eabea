"""Who is warned of an unproven duty, in which words."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from desktop.client.state import Connection, State
from desktop.core.schedule.hand_over import HandOverFacts, Proof, Relief
from desktop.core.team.team import Team
from desktop.ui.present.schedule.duty import BannerView
from desktop.ui.present.schedule.duty_words import all_banners, duty_banners
from desktop.ui.present.times import viewer_of
from tests.sample import MINUTE, TEAM

BEGIN = datetime.fromisoformat("2026-11-30T08:00:00+00:00")
"""Mei and Dmitri take over from Ana and Ben, at 09:00 in Berlin."""
HOUR = timedelta(hours=1)


def banners(me: str, at: datetime, team: Team = TEAM) -> tuple[BannerView, ...]:
    state = State(connection=Connection.CONNECTED, connection_since=BEGIN, me=me, team=team)
    return duty_banners(state, viewer_of(team, me), at)


def knowing(*people: str, reliefs: tuple[Relief, ...] = ()) -> Team:
    proofs = tuple(Proof(responder=person, at=BEGIN - HOUR) for person in people)
    return replace(TEAM, hand_overs=HandOverFacts(proofs=proofs, reliefs=reliefs))


def test_the_incoming_are_asked_an_hour_before():
    assert banners("mei", BEGIN - 61 * MINUTE) == ()
    (banner,) = banners("mei", BEGIN - HOUR)
    assert banner.title == "You are on duty from 09:00: do the sound check"
    assert (banner.do, banner.second_do) == ("sound_check", "hand_over")
    assert banners("mei", BEGIN - HOUR, knowing("mei")) == ()


def test_the_unproven_are_told_who_is_paged_with_them():
    mine, partner = banners("mei", BEGIN + HOUR)
    assert mine.title == "You are on duty: do the sound check"
    assert mine.remedy.startswith("Ana Okafor is still paged with you until 11:00.")
    assert partner.title == "Unproven: Dmitri Alvarez has not done the sound check"
    assert partner.remedy == "Ben Sato is still paged with Dmitri Alvarez until 11:00."
    (partner,) = banners("mei", BEGIN + HOUR, knowing("mei"))
    assert "Dmitri" in partner.title
    later = banners("mei", BEGIN + 20 * HOUR)
    assert [banner.do for banner in later] == ["sound_check"], "of the partner no longer"
    assert "still paged" not in later[0].remedy


def test_the_outgoing_may_go():
    (banner,) = banners("ana", BEGIN + HOUR)
    assert banner.title == "Unproven: Mei Lindqvist has not done the sound check"
    assert banner.remedy == "You are still paged with Mei Lindqvist until 11:00."
    assert (banner.action, banner.do) == ("Relieve me", "relieve")
    relieved = knowing(reliefs=(Relief(responder="ana", at=BEGIN + MINUTE),))
    assert banners("ana", BEGIN + HOUR, relieved) == ()
    assert banners("ana", BEGIN + 2 * HOUR) == ()


def test_nobody_else_is_disturbed():
    assert banners("priya", BEGIN + HOUR) == ()
    assert banners("henrik", BEGIN - MINUTE) == ()


def test_one_is_not_asked_twice_for_the_sound_check():
    never = BannerView(title="Nobody has heard", remedy="Do the sound check", do="sound_check")
    lost = BannerView(title="Hub lost", remedy="Wait", do="reconnect")
    (duty,) = banners("mei", BEGIN - HOUR)
    assert all_banners([lost, never], [duty]) == (lost, duty)
    assert all_banners([lost, never], []) == (lost, never)
