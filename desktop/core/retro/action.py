"""Actions of the retro: what somebody promised to do, carried over from week to week until it is done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID, uuid5

from desktop.core.incident.events import NoteAdded
from desktop.core.incident.incident import Incident


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """`owner` is a responder's id, empty while nobody took it; `due_on` the last day on which it is in time;
    `incident_id` what it came from, if anything, and `incident_number` what people call that.
    `created_by` is empty for one that no hub has seen yet. `meeting_on` is the Monday of the week in whose
    meeting it was made, of the topic `topic_id`; None: in none."""

    id: UUID
    text: str
    incident_id: UUID | None = None
    incident_number: int | None = None
    owner: str = ""
    due_on: date | None = None
    ticket_url: str = ""
    created_by: str = ""
    created_at: datetime
    done_by: str = ""
    done_at: datetime | None = None
    meeting_on: date | None = None
    topic_id: UUID | None = None

    @property
    def is_done(self) -> bool:
        """Whether it is carried over no longer."""
        return self.done_at is not None

    def is_overdue(self, today: date) -> bool:
        """Whether its day is over where it is `today`, and it is not done."""
        return self.due_on is not None and self.due_on < today and not self.is_done

    def finished(self, by: str, at: datetime) -> Action:
        """The same, done; who was first stays."""
        return self if self.is_done else replace(self, done_by=by, done_at=at)

    def reopened(self) -> Action:
        """The same, to be done again."""
        return replace(self, done_by="", done_at=None)


def action_of(incident: Incident, todo: NoteAdded) -> Action:
    """The action that a to-do of an incident becomes: the same id for the same note, however often it is
    carried out."""
    return Action(
        id=uuid5(incident.id, f"{todo.at.isoformat()} {todo.by} {todo.text}"),
        text=" ".join(todo.text.split()),
        incident_id=incident.id,
        incident_number=incident.number,
        created_by=todo.by,
        created_at=todo.at,
    )


def in_order(actions: Iterable[Action]) -> tuple[Action, ...]:
    """By day, so that the longest overdue is at the top; then those without one, the oldest first; what is
    done last, the latest first."""
    known = sorted(actions, key=lambda action: (action.created_at, action.id))
    todo = [action for action in known if not action.is_done]
    dated = sorted(
        (action for action in todo if action.due_on is not None), key=lambda action: action.due_on or date.min
    )
    undated = [action for action in todo if action.due_on is None]
    done = sorted(
        (action for action in known if action.is_done),
        key=lambda action: action.done_at or action.created_at,
        reverse=True,
    )
    return (*dated, *undated, *done)
