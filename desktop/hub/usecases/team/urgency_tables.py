"""`[urgency]` of the team file: the rules, and when the office is open."""

from __future__ import annotations

import re
from datetime import time

from desktop.core.urgency.office import WEEK, Office
from desktop.core.urgency.urgency import Urgency, UrgencyPolicy, UrgencyRule
from desktop.hub.usecases.errors import BadUrgency
from desktop.hub.usecases.schedule.holidays import check_place
from desktop.hub.usecases.team.toml_table import TomlTable
from desktop.hub.usecases.team.urgency import MOST_RULES, checked

_DAYS = tuple(day[:3].lower() for day in WEEK)
_COUNTRY = re.compile(r"[A-Z]{2}")


def read_urgency_table(table: TomlTable) -> UrgencyPolicy:
    """What the file says, holidays not looked up; with no table, rules that the file does not own. Raises
    InvalidTeamFile."""
    if table.is_empty:
        return UrgencyPolicy()
    rule_tables, office_table = table.tables("rules"), table.table("office")
    office_table.where = "[urgency.office]"
    table.finish()
    rules: list[UrgencyRule] = []
    for number, rule_table in enumerate(rule_tables, start=1):
        rules.append(_rule(rule_table, number, {rule.id for rule in rules}))
    if len(rules) > MOST_RULES:
        table.reject(f"there are {len(rules)} rules.", f"Keep to {MOST_RULES} at most.")
    return UrgencyPolicy(rules=tuple(rules), office=_office(office_table), from_file=True)


def _rule(table: TomlTable, number: int, taken: set[str]) -> UrgencyRule:
    table.where = f"[urgency], rule {number}"
    name = table.text("name")
    table.where = f"urgency rule “{name}”"
    urgency = Urgency(table.choice("urgency", [urgency.value for urgency in Urgency]))
    source, service, severity = (table.some_texts(field) for field in ("source", "service", "severity"))
    labels_table = table.table("labels")
    labels_table.where = f"urgency rule “{name}”, labels"
    labels = tuple((label, labels_table.text(label)) for label in labels_table.fields)
    table.finish()
    # The id is made of the name, so that what was decided by a rule is still found when it is moved.
    stem = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "rule"
    rule_id = stem if stem not in taken else f"{stem}-{number}"
    if rule_id in taken:
        table.reject("another rule is called nearly the same.", "Give each rule a name of its own.")
    try:
        return checked(
            UrgencyRule(
                id=rule_id,
                name=name,
                source=tuple(source),
                service=tuple(service),
                severity=tuple(severity),
                labels=labels,
                urgency=urgency,
            )
        )
    except BadUrgency as error:
        table.reject(error.sentence, error.remedy)


def _office(table: TomlTable) -> Office:
    usual = Office()
    days = table.choices("days", _DAYS)
    opens, closes = table.clock("opens", usual.opens), table.clock("closes", usual.closes)
    country, region = table.text("country", ""), table.text("region", "")
    closed = table.days("closed")
    table.finish()
    if country and not _COUNTRY.fullmatch(country):
        table.reject(f"country “{country}” is no country code.", 'Use its two letters, such as "DE".')
    if region and not country:
        table.reject(f"region “{region}” is of no country.", 'Add country = "DE", or another.')
    if country:
        try:
            check_place(country, region)
        except BadUrgency as error:
            table.reject(error.sentence, error.remedy)
    return Office(
        days=tuple(sorted(map(_DAYS.index, set(days)))) if days else usual.days,
        opens=_minutes(opens),
        closes=_minutes(closes),
        country=country,
        region=region,
        closed=tuple(sorted(set(closed))),
    )


def _minutes(hour: time) -> time:
    return hour.replace(second=0, microsecond=0)
