"""The rules of urgency and the office: read, changed by admins, and what rules would have meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import msgspec

from desktop.core.urgency.office import Office
from desktop.core.urgency.urgency import UrgencyPolicy, UrgencyRule
from desktop.core.urgency.urgency_effect import UrgencyEffect, effect_of
from desktop.core.zones import zone
from desktop.hub.store import team as teams
from desktop.hub.store.digest import digest
from desktop.hub.store.incident import incidents
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.errors import BadUrgency, OwnedByFile, UrgencyChangedMeanwhile
from desktop.hub.usecases.incident.due import plan_again
from desktop.hub.usecases.schedule.holidays import are_stale
from desktop.wire.urgency import KeptUrgency, WrittenUrgency

LOOKED_AT = 100
"""The effect of rules is told for so many of the latest incidents."""
MOST_RULES, MOST_PATTERNS, LONGEST = 200, 50, 200
"""Rules of a team; patterns of a rule; characters of a name or a pattern."""


def read_urgency(tx: Transaction) -> KeptUrgency:
    """What is in force."""
    return _kept(teams.load(tx).urgency)


def save_urgency(tx: Transaction, written: WrittenUrgency) -> KeptUrgency:
    """Make these the rules; the office's holidays must be looked up already. From then on they decide about
    alerts; what was decided before stays decided. Raises OwnedByFile, UrgencyChangedMeanwhile, BadUrgency,
    InvalidTeam."""
    team = teams.load(tx)
    known = _kept(team.urgency)
    if team.urgency.from_file:
        raise OwnedByFile(
            "The urgency rules belong to the team file.", "Change them there and start the hub again."
        )
    policy = UrgencyPolicy(
        rules=tuple(checked(rule) for rule in written.rules),
        office=written.office or team.urgency.office,
    )
    if len(policy.rules) > MOST_RULES:
        raise BadUrgency(f"There are {len(policy.rules)} rules.", f"Keep to {MOST_RULES} at most.")
    if policy == team.urgency:
        return known
    if written.based_on != known.version:
        raise UrgencyChangedMeanwhile(
            "Somebody changed the urgency rules meanwhile. Yours were not saved.",
            "Look at the newest ones, then make your change again.",
        )
    teams.save(tx, replace(team, urgency=policy), from_file=teams.is_from_file(tx))
    plan_again(tx)
    return _kept(policy)


def checked(rule: UrgencyRule) -> UrgencyRule:
    """The rule without blanks around its words. Raises BadUrgency for what is empty or too long."""
    name = " ".join(rule.name.split())
    lists = (rule.source, rule.service, rule.severity)
    source, service, severity = (tuple(" ".join(one.split()) for one in patterns) for patterns in lists)
    labels = tuple((key.strip(), " ".join(value.split())) for key, value in rule.labels)
    patterns = [*source, *service, *severity, *(part for label in labels for part in label)]
    if not all(patterns) or any(len(part) > LONGEST for part in (name, *patterns)):
        raise BadUrgency(
            f"In the urgency rule “{name[:LONGEST]}” a pattern is empty, or something is too long.",
            f"Use * for anything, and at most {LONGEST} characters.",
        )
    if len(patterns) > MOST_PATTERNS:
        raise BadUrgency(
            f"The urgency rule “{name}” has {len(patterns)} patterns.", "Part it in two, or use *."
        )
    return replace(rule, name=name, source=source, service=service, severity=severity, labels=labels)


def effect(tx: Transaction, rules: Sequence[UrgencyRule]) -> UrgencyEffect:
    """What `rules` would have decided about the latest incidents. Raises InvalidTeam."""
    return effect_of(UrgencyPolicy(rules=tuple(rules)), incidents.latest(tx, LOOKED_AT))


def stale_office(tx: Transaction) -> tuple[Office, date] | None:
    """The office whose holidays should be looked up, and today's date there; None when none should."""
    team = teams.load(tx)
    today = tx.now.astimezone(zone(team.schedule.zone)).date()
    return (team.urgency.office, today) if are_stale(team.urgency.office, today) else None


def keep_holidays(tx: Transaction, office: Office) -> bool:
    """Keep what was looked up, unless the office is in another place by now."""
    team = teams.load(tx)
    known = team.urgency.office
    if (known.country, known.region) != (office.country, office.region) or known.holidays == office.holidays:
        return False
    urgency = replace(team.urgency, office=replace(known, holidays=office.holidays))
    teams.save(tx, replace(team, urgency=urgency), from_file=teams.is_from_file(tx))
    plan_again(tx)
    return True


def of_file(tx: Transaction, wanted: UrgencyPolicy) -> UrgencyPolicy:
    """What a team file means for the urgency: what it says, with holidays that are known already; when it
    says nothing, what was made in the app stays."""
    known = teams.load(tx).urgency
    if not wanted.from_file:
        return UrgencyPolicy() if known.from_file else known
    same = (known.office.country, known.office.region) == (wanted.office.country, wanted.office.region)
    holidays = known.office.holidays if same else ()
    return replace(wanted, office=replace(wanted.office, holidays=holidays))


def _kept(policy: UrgencyPolicy) -> KeptUrgency:
    # Holidays that are looked up once more are nobody's change.
    said = replace(policy, office=replace(policy.office, holidays=()))
    return KeptUrgency(policy=policy, version=digest(msgspec.json.encode(said).decode())[:16])
