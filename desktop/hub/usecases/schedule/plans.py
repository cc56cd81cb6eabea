"""Publishing a plan: what it changes for whom, and then for good. Past shifts are never altered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from desktop.core.schedule.duty_changes import duty_changes
from desktop.core.schedule.schedule import Schedule, Segment
from desktop.core.schedule.schedule_warnings import new_warnings, warnings_of
from desktop.core.team.team import Team
from desktop.hub.store import team as teams
from desktop.hub.store.schedule import absences, schedule
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.errors import BadShift, UnknownResponder
from desktop.hub.usecases.schedule.overrides import schedule_changed
from desktop.wire.schedule import PlanPreview, PlanRequest, PlansRequest

SHOWN = timedelta(days=366)
"""How far what changes is told at least: a plan that ends earlier may have replaced one that did not."""
LONGEST = timedelta(days=3 * 366)
MOST_PARTS = 200


def publish_plan(tx: Transaction, asked: PlanRequest, by: str, *, preview: bool = False) -> PlanPreview:
    """Publish the plan; with `preview` only say what it would change. Publishing again what is in force
    already changes nothing. Raises BadShift, UnknownResponder, InvalidTeam."""
    return publish_plans(tx, PlansRequest(parts=(asked,)), by, preview=preview)


def publish_plans(tx: Transaction, asked: PlansRequest, by: str, *, preview: bool = False) -> PlanPreview:
    """The same for a plan in parts: all of them or none, and one change."""
    team = teams.load(tx)
    parts = tuple(_segment(part, team.schedule) for part in asked.parts)
    _check_order(parts)
    for part in parts:
        _check(tx, team, part)
    told = _told(tx, team, parts)
    if preview:
        return told
    made = tuple(replace(part, published_by=by, published_at=tx.now) for part in parts)
    known = team.schedule.published[-len(made) :]
    if tuple(replace(one, published_by=by, published_at=tx.now) for one in known) == made:
        return replace(told, plan=known[0], more=known[1:], published=True)
    for part in made:
        schedule.add_segment(tx, part, by)
    schedule_changed(tx)
    return replace(told, plan=made[0], more=made[1:], published=True)


def _check_order(parts: Sequence[Segment]) -> None:
    if not parts:
        raise BadShift("The plan has no parts, so nobody would be on duty.", "Give it at least one.")
    if len(parts) > MOST_PARTS:
        raise BadShift(f"The plan has {len(parts)} parts.", f"Publish at most {MOST_PARTS} at once.")
    for before, after in pairwise(parts):
        if before.repeat or after.starts_at < before.turns_end_at:
            raise BadShift(
                f"The part from {after.starts_on} begins before the one from {before.starts_on} ends.",
                "Give the parts in the order of time, and let only the last one repeat.",
            )


def _segment(asked: PlanRequest, current: Schedule) -> Segment:
    return Segment(
        starts_on=asked.starts_on,
        zone=asked.zone or current.zone,
        hand_over=asked.hand_over if asked.hand_over is not None else current.hand_over,
        days=asked.days,
        turns=asked.turns,
        repeat=asked.repeat,
    )


def _check(tx: Transaction, team: Team, plan: Segment) -> None:
    if plan.starts_at < tx.now:
        raise BadShift(
            "The plan begins in the past, and what was is never altered.",
            "Let it begin at the next hand-over or later.",
        )
    if plan.turns_end_at > tx.now + 2 * LONGEST:
        raise BadShift("The plan reaches more than six years ahead.", "Publish less of it.")
    for person in dict.fromkeys(p for turn in plan.turns for p in (turn.manager, turn.engineer)):
        if team.roster.find(person) is None:
            raise UnknownResponder(
                f"The plan names “{person}”, who is not on the roster.", "Use the ids of responders."
            )
        if not team.roster.can_be_paged(person):
            raise BadShift(
                f"The plan names {team.roster.name(person)}, an observer, who is never paged.",
                "Give them another role, or plan without them.",
            )


def _told(tx: Transaction, team: Team, parts: tuple[Segment, ...]) -> PlanPreview:
    begin = parts[0].starts_at
    end = max(begin + SHOWN, min(parts[-1].turns_end_at, begin + LONGEST))
    after = replace(team.schedule, published=(*team.schedule.published, *parts))
    away = absences.between(tx, begin, end)
    before = warnings_of(team, begin, end, away)
    return PlanPreview(
        plan=parts[0],
        more=parts[1:],
        begin=begin,
        end=end,
        changes=tuple(duty_changes(team.schedule, after, begin, end)),
        kept=tuple(e for e in team.schedule.exceptions if e.ends_at > begin),
        warnings=tuple(new_warnings(before, warnings_of(team, begin, end, away, after))),
    )
