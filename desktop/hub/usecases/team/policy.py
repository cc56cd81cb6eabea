"""The escalation policy: read, changed by admins, and what another one would do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import timedelta

import msgspec

from desktop.core.team.policy_check import policy_problems
from desktop.core.team.policy_preview import last_night_at_four, preview
from desktop.core.team.team import Policy
from desktop.hub.store import team as teams
from desktop.hub.store.digest import digest
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.errors import BadPolicy, OwnedByFile, PolicyChangedMeanwhile
from desktop.hub.usecases.incident.due import plan_again
from desktop.wire.policy import Foreseen, KeptPolicy, PolicyPreview, WrittenPolicy

MOST_LEVELS, MOST_WAVES = 10, 20
LONGEST = timedelta(days=1)
"""No wait of the policy is longer."""


def read_policy(tx: Transaction) -> KeptPolicy:
    """What is in force."""
    return _kept(teams.load(tx).policy)


def save_policy(tx: Transaction, written: WrittenPolicy) -> KeptPolicy:
    """Make this the policy, for incidents that are open already, too. Raises OwnedByFile,
    PolicyChangedMeanwhile, and BadPolicy for one that would page nobody."""
    team = teams.load(tx)
    known = _kept(team.policy)
    if team.policy.from_file:
        raise OwnedByFile(
            "The escalation policy belongs to the team file.", "Change it there and start the hub again."
        )
    policy = checked(replace(written.policy, from_file=False))
    if policy == team.policy:
        return known
    if written.based_on != known.version:
        raise PolicyChangedMeanwhile(
            "Somebody changed the escalation policy meanwhile. Yours was not saved.",
            "Look at the newest one, then make your change again.",
        )
    changed = replace(team, policy=policy)
    for problem in policy_problems(changed, tx.now):
        raise BadPolicy(problem.sentence, problem.remedy)
    teams.save(tx, changed, from_file=teams.is_from_file(tx))
    plan_again(tx)
    return _kept(policy)


def preview_policy(tx: Transaction, policy: Policy) -> PolicyPreview:
    """Whom it would wake now and would have woken last night at four, by today's roster and schedule."""
    team = replace(teams.load(tx), policy=checked(replace(policy, from_file=False)))
    night = last_night_at_four(team, tx.now)
    return PolicyPreview(
        now=Foreseen(at=tx.now, wakes=preview(team, tx.now)),
        night=Foreseen(at=night, wakes=preview(team, night)),
        problems=policy_problems(team, tx.now),
    )


def checked(policy: Policy) -> Policy:
    """The policy, if nothing of it is too much. Raises BadPolicy."""
    if len(policy.levels) > MOST_LEVELS:
        raise BadPolicy(f"The policy has {len(policy.levels)} levels.", f"Keep to {MOST_LEVELS} at most.")
    if any(len(level.waves) > MOST_WAVES for level in policy.levels):
        raise BadPolicy("A level has too many waves.", f"Keep to {MOST_WAVES} at most.")
    if any(duration > LONGEST for duration in _durations(policy)):
        raise BadPolicy("A time of the policy is longer than a day.", "Nobody would be paged for so long.")
    return policy


def of_file(tx: Transaction, wanted: Policy) -> Policy:
    """What a team file means for the policy: what it says; when it says nothing, what was made in the app
    stays."""
    known = teams.load(tx).policy
    if wanted.from_file or wanted != Policy():
        return wanted
    return Policy() if known.from_file else known


def _durations(policy: Policy) -> Iterator[timedelta]:
    for level in policy.levels:
        yield level.wait
        yield from (wave.wait for wave in level.waves)
    for clock in (policy.communication, policy.communication_of_waiting):
        for field in fields(clock) if clock is not None else ():
            yield getattr(clock, field.name)
    if policy.repage_after is not None:
        yield policy.repage_after


def _kept(policy: Policy) -> KeptPolicy:
    return KeptPolicy(policy=policy, version=digest(msgspec.json.encode(policy).decode())[:16])
