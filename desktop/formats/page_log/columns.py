"""The columns of the page log, in their order, for every table that shows it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum
from typing import TypeAlias

from desktop.core.incident.page import PageOutcome, PageReason
from desktop.core.retro.page_log import week_of
from desktop.core.retro.page_row import Cell, PageRow, Reach, Way
from desktop.core.team.seat import Seat
from desktop.core.urgency.urgency import Urgency

Value: TypeAlias = str | int | float | bool | datetime | date | None
"""Datetimes are aware, each in the zone of its column."""


class Kind(Enum):
    """What the cells of a column hold."""

    TEXT = "text"
    MOMENT = "moment"
    DAY = "day"
    NUMBER = "number"
    SECONDS = "seconds"
    YES_NO = "yes_no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """`width` is in characters. `cell`: what people write into it; None: it is read only. `hidden`: for
    reading the sheet again, not for people."""

    title: str
    kind: Kind
    value: Callable[[PageRow], Value]
    width: int = 12
    cell: Cell | None = None
    hidden: bool = False


SEATS = {Seat.MANAGER: "Incident Manager", Seat.ENGINEER: "Incident Engineer"}
REASONS = {
    PageReason.SEAT: "seat",
    PageReason.STAND_IN: "stand-in",
    PageReason.CALL_IN: "call-in",
    PageReason.OFFER: "offered seat",
    PageReason.STILL_ON_IT: "still on it?",
    PageReason.SHADOW: "shadow",
}
REACHES = {
    Reach.ATTEMPTED: "attempted",
    Reach.RINGING: "ringing",
    Reach.ACKNOWLEDGED: "acknowledged",
    Reach.GIVEN_UP: "given up",
    Reach.ENDED: "ended",
}
OUTCOMES = {
    PageOutcome.ACKNOWLEDGED: "acknowledged",
    PageOutcome.DECLINED: "said “I can't”",
    PageOutcome.TAKEN: "somebody else answered",
    PageOutcome.OTHER_SEAT: "took the other seat",
    PageOutcome.RESOLVED: "incident was over",
    PageOutcome.NOT_NEEDED: "not needed any more",
    PageOutcome.REPEATED: "unanswered, sent again",
    PageOutcome.EXPIRED: "unanswered",
    PageOutcome.CAN_WAIT: "can wait",
}
UNCONFIRMED = "no desktop confirmed"
URGENCIES = {Urgency.NOW: "act now", Urgency.OFFICE_HOURS: "can wait"}


def _words(value: str) -> str:
    return value.replace("_", " ")


def _verdicts(row: PageRow) -> str:
    return ", ".join(_words(given.verdict.value) for given in row.verdicts)


def _channels(row: PageRow) -> str:
    first = "desktop" if row.reached_desktop else UNCONFIRMED
    return ", ".join((first, *map(_way, row.ways)))


def _way(way: Way) -> str:
    if way.sent is None:
        return f"{way.channel} (on its way)"
    return way.channel if way.sent else f"{way.channel} (not sent)"


def _base(row: PageRow) -> str:
    held = {Cell.NOTE: row.note, Cell.DOCUMENTED: row.documented, Cell.AUTOMATED: row.automated}
    return json.dumps([[row.version(cell), held[cell]] for cell in Cell], ensure_ascii=False)


PAGE_ID = "Page id"
BASE = "As exported"
"""For each cell that people write: its version and its value when the sheet was made. So what was edited in
the sheet is told from what was edited at the hub meanwhile."""

COLUMNS = (
    Column(
        title="Sent (UTC)", kind=Kind.MOMENT, value=lambda row: row.attempted_at.astimezone(UTC), width=19
    ),
    Column(title="Sent (their time)", kind=Kind.MOMENT, value=lambda row: row.their_time, width=19),
    Column(title="Sent (schedule)", kind=Kind.MOMENT, value=lambda row: row.schedule_time, width=19),
    Column(title="Week", kind=Kind.DAY, value=week_of, width=11),
    Column(title="To", kind=Kind.TEXT, value=lambda row: row.name, width=20),
    Column(title="Seat", kind=Kind.TEXT, value=lambda row: SEATS[row.seat], width=17),
    Column(title="Level", kind=Kind.NUMBER, value=lambda row: row.level or None, width=7),
    Column(title="Reason", kind=Kind.TEXT, value=lambda row: REASONS[row.reason], width=12),
    Column(title="Channel", kind=Kind.TEXT, value=_channels, width=22),
    Column(title="Incident", kind=Kind.NUMBER, value=lambda row: row.incident_number, width=9),
    Column(title="Title", kind=Kind.TEXT, value=lambda row: row.title, width=40),
    Column(title="Service", kind=Kind.TEXT, value=lambda row: row.service, width=18),
    Column(title="Urgency", kind=Kind.TEXT, value=lambda row: URGENCIES[row.urgency], width=10),
    Column(title="How far", kind=Kind.TEXT, value=lambda row: REACHES[row.reach], width=15),
    Column(
        title="Ended by",
        kind=Kind.TEXT,
        value=lambda row: OUTCOMES[row.outcome] if row.outcome else "",
        width=25,
    ),
    Column(title="Seconds to ringing", kind=Kind.SECONDS, value=lambda row: row.seconds_to_ringing, width=10),
    Column(
        title="Seconds to acknowledgement",
        kind=Kind.SECONDS,
        value=lambda row: row.seconds_to_acknowledgement,
        width=12,
    ),
    Column(
        title="Seconds to giving up", kind=Kind.SECONDS, value=lambda row: row.seconds_to_giving_up, width=11
    ),
    Column(title="Off hours", kind=Kind.YES_NO, value=lambda row: row.off_hours, width=9),
    Column(title="Asleep", kind=Kind.YES_NO, value=lambda row: row.asleep, width=9),
    Column(title="Night", kind=Kind.YES_NO, value=lambda row: row.night, width=9),
    Column(title="Answered by", kind=Kind.TEXT, value=lambda row: row.answered_by, width=20),
    Column(
        title="Resolved by",
        kind=Kind.TEXT,
        value=lambda row: _words(row.how.value) if row.how else "",
        width=14,
    ),
    Column(
        title="Documented",
        kind=Kind.YES_NO,
        value=lambda row: row.documented,
        width=12,
        cell=Cell.DOCUMENTED,
    ),
    Column(
        title="Automated", kind=Kind.YES_NO, value=lambda row: row.automated, width=12, cell=Cell.AUTOMATED
    ),
    Column(title="Verdicts", kind=Kind.TEXT, value=_verdicts, width=24),
    Column(title="Note", kind=Kind.TEXT, value=lambda row: row.note, width=50, cell=Cell.NOTE),
    Column(title="Their zone", kind=Kind.TEXT, value=lambda row: row.zone, width=18),
    Column(title="Schedule zone", kind=Kind.TEXT, value=lambda row: row.schedule_zone, width=18),
    Column(title=PAGE_ID, kind=Kind.TEXT, value=lambda row: str(row.page_id), width=38),
    Column(title=BASE, kind=Kind.TEXT, value=_base, hidden=True),
)
SHOWN = tuple(column for column in COLUMNS if not column.hidden)
