"""What came of a command: the new incident and what happened, or why not."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from desktop.core.incident.events import Event
from desktop.core.incident.incident import Incident


class Refusal(StrEnum):
    """Why a command changed nothing. What is true now goes back with it."""

    RESOLVED = "resolved"
    SEAT_HELD = "seat_held"
    """Somebody else holds the seat; taking it over is a second, explicit action."""
    HOLDS_OTHER_SEAT = "holds_other_seat"
    """The responder holds the other seat; taking both is a second, explicit action."""
    NO_OPEN_PAGE = "no_open_page"
    NOT_THE_HOLDER = "not_the_holder"
    NOT_A_RESPONDER = "not_a_responder"
    EMPTY_NOTE = "empty_note"
    BAD_TIME = "bad_time"
    """A time that is promised must be ahead, and within a week."""
    NO_SUCH_UPDATE = "no_such_update"
    NO_SUCH_QUESTION = "no_such_question"
    NO_SUCH_RUN_BOOK = "no_such_run_book"
    """Steps are marked in a run-book that was begun."""
    NOT_TO_BE_PAGED = "not_to_be_paged"
    """Who is called in must be on the roster, and neither the one who calls nor a holder of a seat."""
    NOT_THE_CALLER = "not_the_caller"
    """A call-in is called off by who called, or by a holder of a seat."""
    NOT_OF_THE_PAIR = "not_of_the_pair"
    """That something can wait is said by the pair, by who holds a seat, or by whom it pages."""
    NOT_RESOLVED = "not_resolved"
    """Closing begins when the incident is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The incident afterwards and what happened. With a `refusal` the seats are as they were, but
    something may still have been written down."""

    incident: Incident
    events: list[Event] = field(default_factory=list)
    refusal: Refusal | None = None
