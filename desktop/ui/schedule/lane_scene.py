"""What the lanes draw: one value, made by the presenter whenever something of it changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from desktop.core.schedule.schedule_warnings import ScheduleWarning
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team
from desktop.core.zones import zone
from desktop.ui.present.schedule.schedule_axis import Axis
from desktop.ui.present.schedule.schedule_bands import Lanes
from desktop.ui.present.schedule.schedule_unproven import UnprovenMark
from desktop.ui.present.times import Viewer


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneScene:
    """`hues`: see schedule_people. `warnings` of the time that can be scrolled to; `unproven`: who has no
    sound check for now, or the shift that comes."""

    lanes: Lanes
    team: Team
    viewer: Viewer
    now: datetime
    hues: Mapping[str, int]
    warnings: tuple[ScheduleWarning, ...] = ()
    unproven: tuple[UnprovenMark, ...] = ()

    @property
    def axis(self) -> Axis:
        """Days of the schedule's zone; weeks begin with the weekday on which turns do."""
        schedule = self.team.schedule
        return Axis(zone(schedule.zone), schedule.starts_on.weekday())

    def looks_like(self, other: LaneScene) -> bool:
        """Whether nobody could see a difference: within a minute, of the same lanes."""
        return (
            self.lanes is other.lanes
            and self.warnings is other.warnings
            and self.hues is other.hues
            and self.unproven == other.unproven
            and (self.viewer, self.now.replace(second=0, microsecond=0))
            == (other.viewer, other.now.replace(second=0, microsecond=0))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ghost:
    """What would be laid over the plan if the mouse were let go now. `said`: its warnings, as sentences."""

    seat: Seat
    responder: str
    begin: datetime
    end: datetime
    said: tuple[str, ...] = field(default=())
