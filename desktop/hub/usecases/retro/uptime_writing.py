"""Uptime written by people: a week's number, the impact of an incident, a file; each with its reason, and
each undone with one press."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID, uuid5

from desktop.core.retro.impact import ALL, ImpactCorrection
from desktop.core.retro.retro_week import week_of
from desktop.core.retro.uptime import rounded
from desktop.core.retro.uptime_number import Source, UptimeNumber, counting
from desktop.core.retro.uptime_told import ImportPreview, UptimeDifference, UptimeRow
from desktop.formats.uptime_csv import read_uptime_csv
from desktop.hub.store import team as teams
from desktop.hub.store.incident import incidents
from desktop.hub.store.retro import retro, uptime
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.errors import BadUptime, UnknownIncident, UnknownUptime
from desktop.hub.usecases.retro.retro_week import checked_week
from desktop.hub.usecases.retro.uptime import checked_service

LONGEST_REASON = 500
LONGEST_TEXT = 2_000_000
"""Characters of a file."""
MOST_ROWS = 20_000
_LONGEST_IMPACT = timedelta(days=366)
_LOOKED_BACK = timedelta(days=26 * 7)


def write_number(
    tx: Transaction, number_id: UUID, service: str, starts_on: date, percent: Decimal, reason: str, by: str
) -> UptimeNumber:
    """A week's number by hand. One with a known id is given as it is: the request came twice. Raises
    BadUptime, BadPeriod."""
    known = uptime.numbers_of_batch(tx, number_id)
    if known:
        return known[0]
    checked_week(starts_on, teams.load(tx).schedule.zone, tx)
    made = UptimeNumber(
        id=number_id,
        batch=number_id,
        service=checked_service(service),
        starts_on=starts_on,
        percent=_checked_percent(percent),
        source=Source.BY_HAND,
        because=_checked_reason(reason),
        by=by,
        at=tx.now,
    )
    uptime.add_numbers(tx, [made])
    return made


def undo_numbers(tx: Transaction, batch: UUID, by: str) -> list[UptimeNumber]:
    """What was written, or imported, at once counts no longer; what was before it does again. Said twice it
    counts once. Raises UnknownUptime."""
    found = uptime.numbers_of_batch(tx, batch)
    if not found:
        raise UnknownUptime("No number of uptime was written so.", "Look at the history of the week.")
    undone = [one if one.undone_at else replace(one, undone_at=tx.now, undone_by=by) for one in found]
    if undone != found:
        uptime.save_numbers(tx, undone)
    return undone


def correct_impact(tx: Transaction, said: ImpactCorrection, by: str) -> ImpactCorrection:
    """What somebody says of an incident's impact on a service; the hub says who and when. One with a known id
    is given as it is. Raises BadUptime, UnknownIncident."""
    known = uptime.find_correction(tx, said.id)
    if known is not None:
        return known
    incident = incidents.load(tx, said.incident_id)
    if incident is None:
        raise UnknownIncident("This hub has no such incident.", "Look at the list of incidents.")
    if not 0 <= said.share <= ALL:
        raise BadUptime(
            "The failed part of a service is from 0 to 100 %.", "Say 100 for all of it, 0 for none."
        )
    if said.begins_at.tzinfo is None or (said.ends_at is not None and said.ends_at.tzinfo is None):
        raise BadUptime("A time has no offset.", "Write it as in 2026-01-05T03:12:00Z.")
    ends_at = said.ends_at or incident.resolved_at
    if said.begins_at > tx.now or (said.ends_at is not None and said.ends_at > tx.now):
        raise BadUptime("The impact lies ahead.", "Say when it was, as far as it is over.")
    if (ends_at or tx.now) <= said.begins_at:
        raise BadUptime("The impact ends before it begins.", "Say an end after its beginning, or no impact.")
    if (ends_at or tx.now) - said.begins_at > _LONGEST_IMPACT:
        raise BadUptime("The impact lasts more than a year.", "Look at the year of its beginning.")
    made = replace(
        said,
        service=checked_service(said.service),
        ends_at=ends_at,
        reason=_checked_reason(said.reason),
        by=by,
        at=tx.now,
        undone_by="",
        undone_at=None,
    )
    uptime.add_correction(tx, made)
    return made


def undo_correction(tx: Transaction, correction_id: UUID, by: str) -> ImpactCorrection:
    """It counts no longer; what was said before it does again. Raises UnknownUptime."""
    known = uptime.find_correction(tx, correction_id)
    if known is None:
        raise UnknownUptime("Nothing was corrected so.", "Look at the history of the week.")
    if known.undone_at is not None:
        return known
    undone = replace(known, undone_at=tx.now, undone_by=by)
    uptime.save_correction(tx, undone)
    return undone


def preview_import(tx: Transaction, text: str) -> ImportPreview:
    """What the lines of a CSV file would change; nothing is taken. Raises BadUptime."""
    if len(text) > LONGEST_TEXT:
        raise BadUptime("The file is too large.", "Part it, and import the parts.")
    read = read_uptime_csv(text)
    if not read.rows and not read.problems:
        raise BadUptime("The file has no lines.", "Write: service, week (2026-W48), uptime (99.60).")
    latest = week_of(tx.now, teams.load(tx).schedule.zone).monday
    ahead = [row for row in read.rows if row.starts_on > latest]
    rows = [row for row in read.rows if row.starts_on <= latest]
    problems = (f"Line {row.line}: the week of {row.starts_on} has not begun." for row in ahead)
    differences, same = _differences(tx, rows)
    return ImportPreview(differences=differences, same=same, problems=(*read.problems, *problems))


def import_numbers(
    tx: Transaction, batch: UUID, file: str, rows: Sequence[UptimeRow], by: str
) -> list[UptimeNumber]:
    """Take these lines, all or none. With a known `batch`: the request came twice. Raises BadUptime,
    BadPeriod."""
    known = uptime.numbers_of_batch(tx, batch)
    if known:
        return known
    if not rows or len(rows) > MOST_ROWS:
        raise BadUptime("No line is to be taken." if not rows else "Too many lines.", "Choose some lines.")
    zone, name = teams.load(tx).schedule.zone, " ".join(file.split())[:LONGEST_REASON]
    made: dict[tuple[str, date], UptimeNumber] = {}
    for row in rows:
        checked_week(row.starts_on, zone, tx)
        service = checked_service(row.service)
        made[service, row.starts_on] = UptimeNumber(
            # Of the batch and what it is about: a request that comes twice makes the same.
            id=uuid5(batch, f"{row.starts_on} {service}"),
            batch=batch,
            service=service,
            starts_on=row.starts_on,
            percent=_checked_percent(row.percent),
            source=Source.IMPORTED,
            because=name,
            by=by,
            at=tx.now,
        )
    uptime.add_numbers(tx, list(made.values()))
    return list(made.values())


def _differences(tx: Transaction, rows: Sequence[UptimeRow]) -> tuple[tuple[UptimeDifference, ...], int]:
    if not rows:
        return (), 0
    weeks = [row.starts_on for row in rows]
    given: dict[tuple[str, date], list[UptimeNumber]] = {}
    for number in uptime.numbers_within(tx, min(weeks), max(weeks)):
        given.setdefault((number.service, number.starts_on), []).append(number)
    heard_of = _services(tx) | {service for service, _ in given}
    found, same = [], 0
    for row in rows:
        numbers = given.get((row.service, row.starts_on), [])
        imported = counting(one for one in numbers if one.source is Source.IMPORTED)
        by_hand = counting(one for one in numbers if one.source is Source.BY_HAND)
        if imported is not None and imported.percent == row.percent:
            same += 1
            continue
        found.append(
            UptimeDifference(
                row=row,
                before=imported.percent if imported is not None else None,
                stands=by_hand.percent if by_hand is not None else None,
                is_new=row.service not in heard_of,
            )
        )
    return tuple(found), same


def _services(tx: Transaction) -> set[str]:
    """Those of the team file, and of incidents and numbers of the last half year."""
    begin = tx.now - _LOOKED_BACK
    return {
        *(service.name for service in teams.load(tx).services),
        *(one.service for one in retro.ran(tx, begin, tx.now)),
        *(one.service for one in uptime.numbers_within(tx, begin.date(), tx.now.date())),
    }


def _checked_percent(percent: Decimal) -> Decimal:
    if not percent.is_finite() or not 0 <= percent <= ALL:
        raise BadUptime("Uptime is from 0 to 100 per cent.", "Write it as 99.60.")
    return rounded(percent)


def _checked_reason(reason: str) -> str:
    words = " ".join(reason.split())
    if not words:
        raise BadUptime("A correction needs a reason.", "Say why, so that others can follow.")
    if len(words) > LONGEST_REASON:
        raise BadUptime("The reason is too long.", f"Say it in at most {LONGEST_REASON} characters.")
    return words
