"""What is known of the schedule: the team's, with the past, absences and offers as the hub told them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from desktop import tasks
from desktop.core.errors import PairwatchError
from desktop.core.schedule.absence import Absence
from desktop.core.schedule.schedule import Schedule, ShiftException
from desktop.core.schedule.schedule_warnings import ScheduleWarning, WarningKind, new_warnings, warnings_of
from desktop.core.schedule.shift_offer import ShiftOffer
from desktop.core.team.team import Team
from desktop.ui.bridge import Bridge
from desktop.ui.present.schedule.schedule_bands import Lanes
from desktop.ui.present.schedule.schedule_words import told_span, warning_sentence
from desktop.ui.timeline_loader import Start
from desktop.wire.schedule import SchedulePage

_BEFORE, _AFTER = timedelta(weeks=52), timedelta(weeks=104)
_WARNED = timedelta(weeks=53)
"""So far ahead gaps and the like are looked for."""
_AROUND = timedelta(days=8)


class ScheduleBook(QObject):
    """Asks the hub again whenever the team is another. `team` is what to draw: exceptions that are over are
    known from the hub's answer only."""

    loaded = Signal()
    failed = Signal(str, str)
    """What and what to do; empty when the answer came."""

    def __init__(self, bridge: Bridge, start: Start = tasks.start, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._start = bridge, start
        self._page: SchedulePage | None = None
        self._seen: object = None
        self._loading = self._again = False
        self._drawn: tuple[object, object, Team, Lanes] | None = None
        self._warned: tuple[object, datetime, tuple[ScheduleWarning, ...]] | None = None

    @property
    def absences(self) -> tuple[Absence, ...]:
        return self._page.absences if self._page is not None else ()

    @property
    def offers(self) -> tuple[ShiftOffer, ...]:
        return self._page.offers if self._page is not None else ()

    @property
    def joined(self) -> Mapping[str, date]:
        """When somebody came to the roster, of those who were not always there."""
        return self._page.joined if self._page is not None else {}

    @property
    def is_complete(self) -> bool:
        """Whether the hub has told absences and offers."""
        return self._page is not None

    def refresh(self) -> None:
        """Ask the hub if the team, or the connection to it, is another than when it was asked last."""
        state = self._bridge.state
        now = (state.team, state.connection)
        if self._seen is None or now != self._seen:
            self._seen = now
            self.reload()

    def reload(self) -> None:
        """Ask the hub in any case."""
        if self._loading:
            self._again = True
            return
        self._loading = True
        self._start(self._load(), "schedule")

    async def _load(self) -> None:
        try:
            while True:
                self._again = False
                now = self._bridge.hub_now()
                try:
                    page = await self._bridge.session.schedule.page(now - _BEFORE, now + _AFTER)
                except PairwatchError as error:
                    if not self._again:
                        self.failed.emit(error.sentence, error.remedy)
                        return
                    continue
                if page != self._page:
                    self._page = page
                self.failed.emit("", "")
                self.loaded.emit()
                if not self._again:
                    return
        finally:
            self._loading = False

    # What to draw

    @property
    def team(self) -> Team:
        return self._draw()[0]

    @property
    def lanes(self) -> Lanes:
        """The same one as long as nothing of it changed."""
        return self._draw()[1]

    def _draw(self) -> tuple[Team, Lanes]:
        known = self._bridge.state.team or Team()
        if self._drawn is None or self._drawn[0] is not known or self._drawn[1] is not self._page:
            schedule = self._with_past(known.schedule)
            team = replace(known, schedule=schedule) if schedule is not known.schedule else known
            self._drawn = known, self._page, team, Lanes(schedule, self.absences)
        return self._drawn[2], self._drawn[3]

    def _with_past(self, schedule: Schedule) -> Schedule:
        if self._page is None:
            return schedule
        now = self._bridge.hub_now()
        known = {e.id for e in schedule.exceptions}
        past = tuple(e for e in self._page.exceptions if e.ends_at <= now and e.id not in known)
        over = {s.id for s in schedule.shadows}
        shadows = tuple(s for s in self._page.shadows if s.ends_at <= now and s.id not in over)
        if not past and not shadows:
            return schedule
        return replace(
            schedule,
            exceptions=(*past, *schedule.exceptions),
            shadows=(*shadows, *schedule.shadows),
        )

    @property
    def is_alone(self) -> bool:
        """Whether there is nobody else who can be paged."""
        roster = self.team.roster
        return sum(roster.can_be_paged(responder.id) for responder in roster.responders) <= 1

    # What is worth a second thought

    def warnings(self) -> tuple[ScheduleWarning, ...]:
        """Of the coming year."""
        lanes, now = self.lanes, self._bridge.hub_now()
        if self._warned is None or self._warned[0] is not lanes or now - self._warned[1] > timedelta(hours=1):
            found = warnings_of(self.team, now, now + _WARNED, self.absences)
            if self.is_alone:
                # Whoever is alone knows: that there is a second person is all that would help.
                found = tuple(
                    w for w in found if w.kind not in (WarningKind.BOTH_SEATS, WarningKind.IN_A_ROW)
                )
            self._warned = lanes, now, found
        return self._warned[2]

    def warned_by(self, made: ShiftException, *, without: UUID | None = None) -> tuple[str, ...]:
        """The sentences of what this exception is to blame for; `without`: one that it replaces."""
        schedule = self.team.schedule
        kept = tuple(e for e in schedule.exceptions if e.id != without)
        return self.warned_about(replace(schedule, exceptions=(*kept, made)), made.starts_at, made.ends_at)

    def warned_about(self, after: Schedule, begin: datetime, end: datetime) -> tuple[str, ...]:
        """The same for any other schedule that differs in that time."""
        team, viewer, now = self.team, self._bridge.viewer, self._bridge.hub_now()
        begin, end = begin - _AROUND, end + _AROUND
        before = warnings_of(team, begin, end, self.absences)
        found = new_warnings(before, warnings_of(team, begin, end, self.absences, after))
        told = []
        for warning in found:
            span = told_span(warning.starts_at, warning.ends_at, viewer.zone, now)
            told.append(f"{warning_sentence(warning, team, viewer)} ({span})")
        return tuple(dict.fromkeys(told))
