"""Checks that run when an incident opens: which, once, and what they say written into the incident."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta
from uuid import UUID, uuid4

from desktop.core.fixing import fixing
from desktop.core.fixing.check_result import CheckResult
from desktop.core.fixing.diagnostic import Diagnostic, DiagnosticKind
from desktop.core.fixing.run_book import RunBook
from desktop.core.fixing.run_book_fit import FitKind
from desktop.core.fixing.variables import variables_of
from desktop.diagnostics.collector import CheckErrand
from desktop.hub.store import team as teams
from desktop.hub.store.fixing import collected, run_books
from desktop.hub.store.incident import incidents
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.fixing.run_books import fitting_run_books
from desktop.hub.usecases.incident.transition import record

MOST = 10
"""Checks for one incident."""
MOST_BOOKS = 5
LOOKED_BACK = timedelta(minutes=10)
"""An incident that was opened earlier is looked at by people by now."""

# A run-book with a word in common is worth a look by a person, not a question to other people's servers.
_GOOD_REASONS = frozenset({FitKind.SERVICE, FitKind.ALERT, FitKind.LABEL, FitKind.HELPED})
_QUERIES = frozenset({DiagnosticKind.PROMETHEUS, DiagnosticKind.LOKI, DiagnosticKind.ELASTICSEARCH})


def newly_opened(tx: Transaction) -> list[UUID]:
    """Incidents of the last minutes that are not over."""
    since = tx.now - LOOKED_BACK
    return [one.id for one in incidents.unresolved(tx) if one.opened_at >= since]


def claim_checks(
    tx: Transaction,
    incident_id: UUID,
    lease: timedelta,
    servers: Collection[DiagnosticKind] = frozenset(),
) -> list[CheckErrand]:
    """What is to be run for the incident, ours for as long as the lease; nothing when somebody else does it,
    or did. Never a command. `servers` are known without being named."""
    incident = incidents.load(tx, incident_id)
    if incident is None or incident.resolved_at is not None or not collected.claim(tx, incident_id, lease):
        return []
    values = variables_of(incident)
    known = {result.diagnostic_id for result in incident.checks}
    chosen = [one for one in automatic(_books(tx, incident_id), values, servers) if one.id not in known][
        :MOST
    ]
    if not chosen:
        collected.finish(tx, incident_id)
    needed = [{name: values[name] for name in one.variables} for one in chosen]
    return [
        CheckErrand(id=uuid4(), diagnostic=one, values=some) for one, some in zip(chosen, needed, strict=True)
    ]


def automatic(
    books: Sequence[RunBook], values: dict[str, str], servers: Collection[DiagnosticKind] = frozenset()
) -> list[Diagnostic]:
    """Those that run by themselves and have what they need, each once, in the order of the books."""
    found: dict[str, Diagnostic] = {}
    for one in (one for book in books for one in book.diagnostics):
        is_whole = all(name in values for name in one.variables)
        is_known = one.kind not in _QUERIES or one.kind in servers or one.field("url")
        if one.automatic and one.kind is not DiagnosticKind.COMMAND and is_whole and is_known:
            found.setdefault(one.id, one)
    return list(found.values())


def keep_result(tx: Transaction, incident_id: UUID, result: CheckResult) -> None:
    """Write down what a check says; of an incident that is over by now, too."""
    incident = incidents.load(tx, incident_id)
    if incident is None:
        return
    incident, events = fixing.checked(incident, result, tx.now)
    if events:
        record(tx, incident, events, teams.load(tx))


def finish_checks(tx: Transaction, incident_id: UUID) -> None:
    """All is told that will be."""
    collected.finish(tx, incident_id)


def _books(tx: Transaction, incident_id: UUID) -> list[RunBook]:
    fitting = [
        one
        for one in fitting_run_books(tx, incident_id, 4 * MOST_BOOKS)
        if any(reason.kind in _GOOD_REASONS for reason in one.fit.reasons)
    ]
    found = (run_books.find(tx, one.card.id) for one in fitting[:MOST_BOOKS])
    return [book for book in found if book is not None]
