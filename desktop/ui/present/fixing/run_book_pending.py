"""An incident's run-books as they will be when the hub has heard what was pressed here."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.client.state import PendingCommand
from desktop.core.fixing.fixing import begin_run_book, end_run_book, mark_step
from desktop.core.fixing.fixing_commands import BeginRunBook, EndRunBook, MarkStep
from desktop.core.incident.incident import Incident


def with_pending(incident: Incident, pending: Iterable[PendingCommand]) -> Incident:
    """By the same rules as the hub's, so that a box is ticked at once, also offline."""
    for kept in pending:
        match kept.command:
            case BeginRunBook() as command:
                incident = begin_run_book(incident, command, kept.queued_at).incident
            case MarkStep() as command:
                incident = mark_step(incident, command, kept.queued_at).incident
            case EndRunBook() as command:
                incident = end_run_book(incident, command, kept.queued_at).incident
    return incident


def unsent_steps(pending: Iterable[PendingCommand], known: Incident) -> frozenset[str]:
    """Ids of the steps whose mark the hub does not have; `known` is the incident as the hub told it."""
    works = {work.run_book_id: work for work in known.work}
    found = set()
    for kept in pending:
        command = kept.command
        if isinstance(command, MarkStep):
            work = works.get(command.run_book_id)
            mark = work.mark(command.step_id) if work is not None else None
            if (mark.state if mark is not None else None) is not command.state:
                found.add(command.step_id)
    return frozenset(found)
