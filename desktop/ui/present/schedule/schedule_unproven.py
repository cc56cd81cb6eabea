"""Who is on duty, or comes within the hour, without a confirmed sound check: what the lanes mark."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from desktop.core.schedule.hand_over import unproven
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team
from desktop.ui.present.schedule.schedule_bands import Band
from desktop.ui.present.words import tr

UNPROVEN_ICON = "mdi6.account-alert-outline"
COMES = timedelta(hours=1)
"""So long before a shift begins it is worth a look whether its pair is proven."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnprovenMark:
    """From `begin` until `end` the responder has the seat, unproven as of now. `at` is where the mark stands:
    now, or the hand-over that comes."""

    seat: Seat
    responder: str
    begin: datetime
    end: datetime
    at: datetime

    def is_of(self, band: Band) -> bool:
        """Whether the band is, or has some of, that time."""
        return (band.seat, band.responder) == (self.seat, self.responder) and (
            band.starts_at < self.end and band.ends_at > self.begin
        )


def unproven_marks(team: Team, now: datetime) -> tuple[UnprovenMark, ...]:
    """Of the present shift; and of the coming one, an hour before, those who come with it."""
    shift = team.schedule.shift_at(now)
    if shift is None:
        return ()
    moments = [now, shift.ends_at] if shift.ends_at - now <= COMES else [now]
    going_on = {(seat, shift.turn.of(seat)) for seat in Seat}
    found = []
    for at in moments:
        for who in unproven(team.schedule, team.hand_overs, team.policy.hand_over, at):
            duty = team.schedule.on_duty(who.seat, at)
            if duty is None or (at > now and (who.seat, who.responder) in going_on):
                continue
            found.append(
                UnprovenMark(
                    seat=who.seat,
                    responder=who.responder,
                    begin=duty.starts_at,
                    end=duty.ends_at,
                    at=at,
                )
            )
    return tuple(found)


def is_unproven(marks: Iterable[UnprovenMark], band: Band) -> bool:
    """Whether one of the marks is of the band."""
    return any(mark.is_of(band) for mark in marks)


def unproven_word() -> str:
    """In the lane."""
    return tr("unproven")
