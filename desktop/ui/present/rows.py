"""What lists and ladders draw: finished words with a tone and an icon, nothing left to decide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from desktop.ui.theme.tokens import Tone


@dataclass(frozen=True, slots=True)
class Section:
    """A heading between rows of a list."""

    title: str


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """One incident in the list. `clock` is the short time on the right, `second` another one below it; each
    is empty when nothing runs."""

    key: str
    title: str
    detail: str
    icon: str
    tone: Tone
    clock: str = ""
    clock_tone: Tone = Tone.MUTED
    quiet: bool = False
    """Resolved: drawn without emphasis."""
    second: str = ""
    second_tone: Tone = Tone.MUTED

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        return ", ".join(part for part in (self.title, self.detail, self.clock, self.second) if part)


class RowKind(StrEnum):
    """What a row of a timeline is about."""

    ALERT = "alert"
    PAGE = "page"
    SEAT = "seat"
    UPDATE = "update"
    QUESTION = "question"
    NOTICE = "notice"
    NOTE = "note"
    DECISION = "decision"
    TODO = "todo"
    TICKET = "ticket"
    STEP = "step"
    FINDING = "finding"
    CHECK = "check"
    END = "end"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One line of an incident's history. `time` is `at` in the viewer's zone. `body` is a longer text that
    belongs to it: what an update said."""

    time: str
    icon: str
    tone: Tone
    title: str
    detail: str = ""
    at: datetime | None = None
    kind: RowKind = RowKind.OTHER
    body: str = ""

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        return ", ".join(part for part in (self.time, self.title, self.detail) if part)


@dataclass(frozen=True, slots=True)
class LadderStep:
    """One level of the escalation ladder; `progress` of its wait, 0 (not begun) to 1 (over)."""

    number: int
    label: str
    progress: float
    current: bool


@dataclass(frozen=True, slots=True)
class SeatView:
    """A seat as a card shows it. `edge` is the seat's own colour, `state_tone` that of what is happening
    to it."""

    caption: str
    name: str
    state: str
    icon: str
    edge: Tone
    state_tone: Tone

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        return f"{self.caption}: {self.name}, {self.state}" if self.state else f"{self.caption}: {self.name}"
