"""The communication clock in words: when the next update is due, or since when it is late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from desktop.core.incident.incident import Incident, Status
from desktop.core.team.team import Team
from desktop.core.telling.communication import Due
from desktop.ui.present.telling.communicating import due_name
from desktop.ui.present.times import Viewer, elapsed, fraction_left, left
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone


class ClockState(StrEnum):
    """How it stands with the next update."""

    RUNNING = "running"
    SOON = "soon"
    """The Manager is reminded."""
    OVERDUE = "overdue"
    WAITING = "waiting"
    """The Manager's seat is empty: the clock runs for everybody to see, and pages nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateClockView:
    """`lead` stands before the `clock`, which counts down, or up when it is late. `what` the update must tell
    at least, `by` when; each may be empty. `left` is the part of the wait that is left, 1 to 0. `note`: a
    line below, why it was moved or what happens next."""

    state: ClockState
    lead: str
    clock: str
    what: str
    by: str
    note: str
    due_at: datetime
    left: float
    tone: Tone
    icon: str

    @property
    def sentence(self) -> str:
        """ "Next update due 2:12 · scope of impact · by 03:50"."""
        return " · ".join(part for part in (f"{self.lead} {self.clock}", self.what, self.by) if part)

    @property
    def short(self) -> str:
        """In a list: "update 2:12", "update late 0:40"."""
        late = self.state is ClockState.OVERDUE
        words = tr("update late {clock}") if late else tr("update {clock}")
        return words.format(clock=self.clock)


def update_clock(incident: Incident, team: Team, viewer: Viewer, now: datetime) -> UpdateClockView | None:
    """None for an incident that is over, or of a hub that counts no updates. `now` by the hub's clock."""
    clock = incident.communication
    if clock is None or incident.status is Status.RESOLVED:
        return None
    policy = team.policy.clock(incident.urgency)
    late = now >= clock.due_at
    hour = viewer.moment(clock.due_at, now)
    if incident.manager.holder is None:
        state = ClockState.WAITING
    elif late:
        state = ClockState.OVERDUE
    else:
        state = ClockState.SOON if now >= clock.reminds_at(policy) else ClockState.RUNNING
    return UpdateClockView(
        state=state,
        lead=_lead(clock.what, late=late),
        clock=elapsed(clock.due_at, now) if late else left(clock.due_at, now),
        what=due_name(clock.what),
        by=tr("was due {time}").format(time=hour) if late else tr("by {time}").format(time=hour),
        note=_note(incident, state, team, viewer, now),
        due_at=clock.due_at,
        left=fraction_left(clock.since, clock.due_at, now),
        tone=_TONES[state],
        icon="mdi6.bullhorn" if late else "mdi6.bullhorn-outline",
    )


_TONES = {
    ClockState.RUNNING: Tone.MANAGER,
    ClockState.SOON: Tone.WARN,
    ClockState.OVERDUE: Tone.ALARM,
    ClockState.WAITING: Tone.WARN,
}


def _lead(what: Due, *, late: bool) -> str:
    if what is Due.FIRST:
        return tr("First update late") if late else tr("First update due")
    return tr("Next update late") if late else tr("Next update due")


def _note(incident: Incident, state: ClockState, team: Team, viewer: Viewer, now: datetime) -> str:
    clock = incident.communication
    assert clock is not None
    if state is ClockState.WAITING:
        return tr("Waiting for a Manager; whoever takes the seat has at least {span}.").format(
            span=tr("{n} min").format(n=round(team.policy.clock(incident.urgency).grace.total_seconds() / 60))
        )
    asked = [page.responder for page in incident.stand_in_pages]
    if viewer.me in asked:
        return tr("You are asked to tell it instead.")
    if asked:
        return tr("{who} is asked to tell it instead.").format(who=team.roster.name(asked[-1]))
    if state is ClockState.OVERDUE:
        policy = team.policy.clock(incident.urgency)
        at = clock.stand_in_at(policy) or clock.due_at + policy.stand_in
        words = tr("Without an update, the next Manager is asked to tell it at {time}.")
        return words.format(time=viewer.moment(at, now))
    if clock.extended_because:
        return tr("Moved: {why}").format(why=clock.extended_because)
    return ""
