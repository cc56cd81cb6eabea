"""The debts of a week, and what they cost until now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from desktop.core.incident.page import Page
from desktop.core.retro.debt import Debt, Spent, debts
from desktop.core.retro.incident_hours import held_seats
from desktop.core.retro.retro_incident import ToldIncident
from desktop.core.retro.retro_trouble import Repeat, Trouble, trouble_of
from desktop.core.team.team import Team
from desktop.hub.store.incident import incident_seats
from desktop.hub.store.retro.sent_pages import pages_of
from desktop.hub.store.transaction import Transaction

_AT_ONCE = 500


def debts_of(
    tx: Transaction,
    found: Sequence[Repeat],
    told: Sequence[ToldIncident],
    troubles: Sequence[Trouble],
    team: Team,
) -> tuple[Debt, ...]:
    """`told` are the incidents of the week, `troubles` all that had the same trouble as one of them. Read is
    only what concerns the repeats."""
    if not found:
        return ()
    # Those that go on are not among the troubles.
    known = {
        **{one.incident.id: trouble_of(one.incident) for one in told},
        **{one.id: one for one in troubles},
    }
    wanted = {number for repeat in found for number in (*repeat.numbers, *repeat.earlier)}
    ours = [one for one in known.values() if one.number in wanted]
    return debts(found, known.values(), _spent(tx, ours), team)


def _spent(tx: Transaction, ours: Sequence[Trouble]) -> dict[UUID, Spent]:
    spent: dict[UUID, Spent] = {}
    for begin in range(0, len(ours), _AT_ONCE):
        piece = ours[begin : begin + _AT_ONCE]
        ids = [one.id for one in piece]
        seats = incident_seats.seat_changes(tx, ids)
        sent: dict[UUID, list[Page]] = defaultdict(list)
        for page in pages_of(tx, ids):
            sent[page.incident_id].append(page)
        for one in piece:
            held = held_seats(seats.get(one.id, ()), one.resolved_at or tx.now)
            spent[one.id] = Spent(held=held, pages=sent[one.id])
    return spent
