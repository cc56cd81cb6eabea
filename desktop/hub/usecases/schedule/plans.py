"""Publishing a plan: what it changes for whom, and then for good. Past shifts are never altered."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from desktop.core.schedule.duty_changes import duty_changes
from desktop.core.schedule.schedule import Schedule, Segment
from desktop.core.schedule.schedule_warnings import new_warnings, warnings_of
from desktop.core.team.team import Team
from desktop.hub.store import team as teams
from desktop.hub.store.schedule import absences, schedule
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.errors import BadShift, UnknownResponder
from desktop.hub.usecases.schedule.overrides import schedule_changed
from desktop.wire.schedule import PlanPreview, PlanRequest

SHOWN = timedelta(days=366)
"""How far what changes is told at least: a plan that ends earlier may have replaced one that did not."""
LONGEST = timedelta(days=3 * 366)


def publish_plan(tx: Transaction, asked: PlanRequest, by: str, *, preview: bool = False) -> PlanPreview:
    """Publish the plan; with `preview` only say what it would change. Publishing again what is in force
    already changes nothing. Raises BadShift, UnknownResponder, InvalidTeam."""
    team = teams.load(tx)
    plan = _segment(asked, team.schedule)
    _check(tx, team, plan)
    told = _told(tx, team, plan)
    if preview:
        return told
    plan = replace(plan, published_by=by, published_at=tx.now)
    known = team.schedule.published[-1] if team.schedule.published else None
    if known is not None and replace(known, published_by=by, published_at=tx.now) == plan:
        return replace(told, plan=known, published=True)
    schedule.add_segment(tx, plan, by)
    schedule_changed(tx)
    return replace(told, plan=plan, published=True)


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


def _told(tx: Transaction, team: Team, plan: Segment) -> PlanPreview:
    begin = plan.starts_at
    end = max(begin + SHOWN, min(plan.turns_end_at, begin + LONGEST))
    after = replace(team.schedule, published=(*team.schedule.published, plan))
    away = absences.between(tx, begin, end)
    before = warnings_of(team, begin, end, away)
    return PlanPreview(
        plan=plan,
        begin=begin,
        end=end,
        changes=tuple(duty_changes(team.schedule, after, begin, end)),
        kept=tuple(e for e in team.schedule.exceptions if e.ends_at > begin),
        warnings=tuple(new_warnings(before, warnings_of(team, begin, end, away, after))),
    )
