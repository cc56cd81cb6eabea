"""Nights that speak for other rules of urgency."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from desktop.core.closing.closing import Verdict
from desktop.core.incident.commands import GiveVerdict
from desktop.core.team.responder import Role, Roster
from desktop.core.team.seat import Seat
from desktop.core.urgency.urgency import Urgency, UrgencyPolicy, UrgencyRule
from tests.ui.story import NIGHT, TEAM, Story

ACT, WAITED = Verdict.ACT_NOW, Verdict.COULD_HAVE_WAITED
DAY = timedelta(days=1)
MONEY = UrgencyRule(id="money", name="Money", service=("pay*",), urgency=Urgency.NOW)
SINCE = 40
"""The nights begin so many days ago."""


def new(*rules: UrgencyRule, me: str = "ben", admin: bool = True, from_file: bool = False) -> Story:
    """A team with these rules, and nothing that happened."""
    people = TEAM.roster.responders
    roster = Roster(
        responders=tuple(
            replace(one, role=Role.ADMIN if one.id == me and admin else Role.RESPONDER) for one in people
        )
    )
    team = replace(TEAM, roster=roster, urgency=UrgencyPolicy(rules=rules, from_file=from_file))
    story = Story(me, quiet=True, team=team)
    story.clock.jump(-SINCE * DAY)
    return story


def night(
    story: Story,
    service: str,
    *verdicts: Verdict,
    summary: str = "Queries take longer than usual",
    labels: tuple[tuple[str, str], ...] = (),
) -> UUID:
    """An incident of half an hour that the pair held, and what they say of it; a day later."""
    began = story.clock.now()
    incident_id = story.alert(summary, service, labels=labels)
    story.claims(incident_id, "ana", Seat.MANAGER)
    story.claims(incident_id, "ben", Seat.ENGINEER)
    story.clock.advance(timedelta(minutes=30))
    story.resolves(incident_id, "ana")
    for by, verdict in zip(("ana", "ben"), verdicts, strict=False):
        said = GiveVerdict(incident_id=incident_id, by=by, pressed_at=story.clock.now(), verdict=verdict)
        story.others(said)
    story.clock.advance_to(began + DAY)
    return incident_id


def seven(me: str = "ben", *, admin: bool = True, from_file: bool = False) -> Story:
    """Seven nights of the search that could have waited, three of the pay desk that could not."""
    story = new(MONEY, me=me, admin=admin, from_file=from_file)
    for _ in range(7):
        night(story, "search", WAITED, WAITED)
    for _ in range(3):
        night(story, "pay-desk", ACT, ACT, summary="Payments fail")
    story.clock.advance_to(NIGHT)
    return story


def several(me: str = "ben") -> Story:
    """Four proposals: one that would have delayed something, one that nobody judged, long names."""
    long = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
    story = new(MONEY, me=me)
    for _ in range(7):
        night(story, "search", WAITED, WAITED)
    night(story, "search", ACT, WAITED)
    for _ in range(3):
        night(story, long, WAITED, summary=f"{long} does not answer")
    for _ in range(4):
        night(story, "mailer", summary="Queue grows")
    for _ in range(16):
        night(story, "pay-test", WAITED, WAITED, labels=(("env", "test"),))
    night(story, "pay-desk", ACT, ACT)
    story.clock.advance_to(NIGHT)
    return story
