"""The index by which incidents that are over are found again when another is like them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import bindparam, select, text

from desktop.core.fixing.similar import marks_of
from desktop.core.incident.incident import Incident, Status
from desktop.core.retro.retro_trouble import trouble_marks
from desktop.hub.store.digest import digest
from desktop.hub.store.tables import incident_marks as table
from desktop.hub.store.transaction import Transaction

EACH = 100
"""So many of the latest incidents with one mark are looked at: a busy service has thousands."""
_AT_ONCE = 500
_WIDTH = 16
"""Hexadecimal digits: two marks that share them only make a candidate more."""
# SQLAlchemy has this for each database alone. An incident that changes after its end has most marks already.
_insert = text("INSERT INTO incident_marks (mark, number) VALUES (:mark, :number) ON CONFLICT DO NOTHING")
_latest = (
    select(table.c.number)
    .where(table.c.mark == bindparam("this"), table.c.number < bindparam("before"))
    .order_by(table.c.number.desc())
    .limit(EACH)
)


def settle(tx: Transaction, incident: Incident) -> None:
    """Make an incident that is over findable; a mark that it loses later only makes it a candidate in vain.
    Nothing while it goes on: alerts must not wait for this."""
    if incident.status is Status.RESOLVED:
        rows = rows_of(incident)
        if rows:
            tx.connection.execute(_insert, rows)


def rows_of(incident: Incident) -> list[dict[str, object]]:
    """The rows of one incident."""
    marks = [*marks_of(incident), *map(_trouble, trouble_marks(incident))]
    return [{"mark": _short(mark), "number": incident.number} for mark in marks]


def candidates(tx: Transaction, marks: Mapping[str, float], before: int, limit: int) -> list[int]:
    """The numbers of earlier incidents for which most speaks, by the weight of the marks that they have."""
    weights: defaultdict[int, float] = defaultdict(float)
    for mark, weight in marks.items():
        found = tx.connection.execute(_latest, {"this": _short(mark), "before": before}).scalars()
        for number in found:
            weights[number] += weight
    return sorted(weights, key=lambda number: (-weights[number], -number))[:limit]


def with_trouble_of(tx: Transaction, found: Iterable[Incident]) -> list[int]:
    """The numbers of incidents that are over and had the same trouble as one of these, in their order."""
    marks = sorted({_short(_trouble(mark)) for incident in found for mark in trouble_marks(incident)})
    numbers: set[int] = set()
    for begin in range(0, len(marks), _AT_ONCE):
        query = select(table.c.number).where(table.c.mark.in_(marks[begin : begin + _AT_ONCE]))
        numbers.update(tx.connection.execute(query).scalars())
    return sorted(numbers)


def _trouble(mark: str) -> str:
    return f"trouble {mark}"


def _short(mark: str) -> str:
    return digest(mark)[:_WIDTH]
