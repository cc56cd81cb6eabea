"""Who is on duty, in words for a terminal."""

from __future__ import annotations

from datetime import datetime

from desktop.core.errors import PairwatchError
from desktop.core.schedule.on_call import OnCall, OnCallSeat
from desktop.core.team.seat import Seat
from desktop.core.zones import zone

SEAT_NAMES = {Seat.MANAGER: "Incident Manager", Seat.ENGINEER: "Incident Engineer"}
_SOURCES = {"override": "by an override", "swap": "by a swap", "taken_over": "took it over"}


def on_duty(on_call: OnCall) -> str:
    """The pair, a line each, and until when in the schedule's zone; how they came to it if not by the
    rotation."""
    if not on_call.seats:
        return "Nobody is on duty: the schedule has no turns."
    together = len({seat.ends_at for seat in on_call.seats}) == 1
    lines = [
        f"{SEAT_NAMES[seat.seat]:<18} {_told(seat)}"
        + ("" if together else f", until {_until(seat.until, on_call.zone)}")
        for seat in on_call.seats
    ]
    if together:
        lines.append(f"{'until':<18} {_until(on_call.seats[0].until, on_call.zone)}")
    if on_call.shadows:
        lines.append(f"{'shadowing':<18} {', '.join(on_call.shadows)}")
    return "\n".join(lines)


def moment(text: str, zone_name: str) -> datetime:
    """The instant that somebody typed: as in 2026-12-24T18:00, by the clocks of the schedule's zone unless it
    has an offset. Raises PairwatchError."""
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise PairwatchError(
            f"“{text}” is no time.", "Write it as in 2026-12-24T18:00, or 2026-12-24T18:00+01:00."
        ) from error
    return at if at.tzinfo is not None else at.replace(tzinfo=zone(zone_name))


def _told(seat: OnCallSeat) -> str:
    source = _SOURCES.get(seat.source, "")
    because = f": {seat.because}" if seat.because and source else ""
    return f"{seat.name} ({source}{because})" if source else seat.name


def _until(until: datetime, zone_name: str) -> str:
    return f"{until.astimezone(zone(zone_name)):%a %d %b %Y, %H:%M} ({zone_name})"
