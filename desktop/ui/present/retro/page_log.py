"""The page log in words: its columns, what a cell says, what sums and differences say."""

from __future__ import annotations

from datetime import date, datetime

from desktop.core.retro.page_log import Grouping, Sums
from desktop.core.retro.page_row import Cell, PageRow
from desktop.core.team.team import Team
from desktop.formats.page_log.columns import PAGE_ID, SHOWN, Column, Kind, Value
from desktop.formats.page_log.reading import Difference
from desktop.ui.present.words import tr

_FIRST = ("Sent (schedule)", "To", "Seat", "Level", "Reason", "Incident", "Title", "Service", "How far")
_LATER = ("Sent (their time)", "Their zone", "Sent (UTC)", "Schedule zone", "Week")


def _ordered() -> tuple[Column, ...]:
    known = {column.title: column for column in SHOWN}
    middle = [title for title in known if title not in (*_FIRST, *_LATER, PAGE_ID)]
    return tuple(known[title] for title in (*_FIRST, *middle, *_LATER))


TABLE = _ordered()
"""The columns as the app shows them, from the left."""
NUMBERS = (Kind.NUMBER, Kind.SECONDS)


def words(value: Value, kind: Kind) -> str:
    """What a cell says."""
    match value:
        case None:
            return ""
        case bool():
            return tr("yes") if value else tr("no")
        case datetime():
            return f"{value:%Y-%m-%d %H:%M:%S}"
        case date():
            return value.isoformat()
        case float() if kind is Kind.SECONDS:
            return f"{value:.1f}".removesuffix(".0")
    return str(value)


def written(row: PageRow, cell: Cell, team: Team) -> str:
    """Who wrote what a cell shows, and when; empty: nobody, or the outcome says something later."""
    edit = next((edit for edit in row.edits if edit.cell is cell), None)
    shown = {Cell.NOTE: row.note, Cell.DOCUMENTED: row.documented, Cell.AUTOMATED: row.automated}[cell]
    if edit is None or edit.value != shown:
        return ""
    at = f"{edit.at.astimezone(row.schedule_time.tzinfo):%Y-%m-%d %H:%M}"
    return tr("Written by {name}, {at}").format(name=team.roster.name(edit.by), at=at)


def counted(number: int, one: str, many: str) -> str:
    """ "1 page", "2,041 pages"."""
    return f"{number:,} {one if number == 1 else many}"


def sum_words(sums: Sums) -> str:
    """The sums of some pages in one line."""
    parts = [
        counted(sums.pages, tr("page"), tr("pages")),
        counted(sums.incidents, tr("incident"), tr("incidents")),
        tr("{n} acknowledged").format(n=f"{sums.acknowledged:,}"),
    ]
    if sums.to_acknowledgement is not None:
        parts[-1] += " " + tr("(median {n} s)").format(n=f"{sums.to_acknowledgement:,.0f}")
    if sums.given_up:
        parts.append(tr("{n} given up").format(n=f"{sums.given_up:,}"))
    parts.append(tr("{n} off hours").format(n=f"{sums.off_hours:,}"))
    parts.append(counted(sums.nights, tr("night disturbed"), tr("nights disturbed")))
    return " · ".join(parts)


def group_words(sums: Sums, grouping: Grouping) -> str:
    """The line of a group: its name, then its sums."""
    name = sums.group
    if grouping is Grouping.WEEK:
        name = tr("Week of {day}").format(day=name)
    elif not name:
        name = tr("No service")
    return f"{name}:  {sum_words(sums)}"


def proof(loaded: int, counted_by_hub: int) -> str:
    """Whether the table has every page that the hub counts."""
    if loaded == counted_by_hub:
        return tr("All {n} that the hub counts are here.").format(n=f"{counted_by_hub:,}")
    return tr("{loaded} are here, the hub counts {n}: load it again.").format(
        loaded=f"{loaded:,}", n=f"{counted_by_hub:,}"
    )


def difference_words(difference: Difference, team: Team) -> str:
    """One change that a sheet would make."""
    row = difference.row
    column = next(column for column in TABLE if column.cell is difference.cell)
    said = tr("#{number}, {name}, {at}. {column}: {before} → {after}").format(
        number=row.incident_number,
        name=row.name,
        at=f"{row.schedule_time:%Y-%m-%d %H:%M}",
        column=tr(column.title),
        before=_quoted(difference.before, column.kind),
        after=_quoted(difference.after, column.kind),
    )
    if difference.changed_by:
        said += " " + tr("({name} wrote the former after the file was made)").format(
            name=team.roster.name(difference.changed_by)
        )
    return said


def _quoted(value: str | bool | None, kind: Kind) -> str:
    return f"“{value}”" if isinstance(value, str) else words(value, kind) or tr("as the outcome says")
