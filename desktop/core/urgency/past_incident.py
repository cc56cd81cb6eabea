"""What past incidents say about the rules of urgency: which of them are in doubt, and who said what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from desktop.core.closing.closing import GivenVerdict, Verdict
from desktop.core.closing.left_out import disagree
from desktop.core.incident.alert import Alert
from desktop.core.retro.retro_incident import Mentioned
from desktop.core.urgency.urgency import Decider, Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class PastIncident:
    """What a proposal asks of an incident: a part of `core.incident.Incident`, field by field."""

    id: UUID
    number: int
    title: str
    service: str = ""
    opened_at: datetime
    urgency: Urgency = Urgency.NOW
    urgency_decided_by: Decider | None = None
    alerts: tuple[Alert, ...] = ()
    verdicts: tuple[GivenVerdict, ...] = ()

    @property
    def was_called_act_now(self) -> bool:
        """Whether anybody said so: at its end, or by hand while it ran."""
        by_hand = self._by_hand is Urgency.NOW
        return by_hand or any(given.verdict is Verdict.ACT_NOW for given in self.verdicts)

    @property
    def could_have_waited(self) -> bool:
        """Whether somebody said so and nobody said otherwise. What was decided by hand speaks where nobody
        gave a verdict."""
        if self.was_called_act_now:
            return False
        return bool(self.verdicts) or self._by_hand is Urgency.OFFICE_HOURS

    @property
    def mention(self) -> Mentioned:
        """What tells which incident is meant."""
        return Mentioned(incident_id=self.id, number=self.number, title=self.title, service=self.service)

    @property
    def _by_hand(self) -> Urgency | None:
        decider = self.urgency_decided_by
        return self.urgency if decider is not None and decider.person else None


class Doubt(StrEnum):
    """Why an incident speaks for another rule."""

    UNDECIDED = "undecided"
    """No rule knows what to make of it."""
    DISPUTED = "disputed"
    """The verdicts differ."""
    COULD_HAVE_WAITED = "could_have_waited"
    """A rule says that it cannot wait, and everybody who said something said that it could have."""
    SHOULD_NOT_WAIT = "should_not_wait"
    """A rule says that it can wait, and somebody said that it could not."""


def doubt_of(past: PastIncident, urgency: Urgency, decider: Decider | None) -> Doubt | None:
    """What is in doubt where the rules say this; None: nothing."""
    if decider is None:
        return Doubt.UNDECIDED
    if disagree(past.verdicts):
        return Doubt.DISPUTED
    if urgency is Urgency.NOW and past.could_have_waited:
        return Doubt.COULD_HAVE_WAITED
    if urgency is Urgency.OFFICE_HOURS and past.was_called_act_now:
        return Doubt.SHOULD_NOT_WAIT
    return None
