"""Fills the timeline of the schedule, and holds together what the other presenters of the view do."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, QTimer

from desktop import tasks
from desktop.core.team.responder import Role
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team
from desktop.ui.bridge import Bridge
from desktop.ui.present.schedule.schedule_grid import Zoom
from desktop.ui.present.schedule.schedule_offers import offer_rows
from desktop.ui.present.schedule.schedule_people import hues
from desktop.ui.present.schedule.schedule_unproven import UnprovenMark, is_unproven, unproven_marks
from desktop.ui.present.schedule.schedule_who import my_line, who_view
from desktop.ui.present.schedule.schedule_words import band_words, both_spans, warning_row, zone_line
from desktop.ui.present.words import tr
from desktop.ui.schedule.away_presenter import AwayPresenter
from desktop.ui.schedule.calendar_presenter import CalendarPresenter
from desktop.ui.schedule.deeds_done import DeedsDone
from desktop.ui.schedule.fairness_presenter import FairnessPresenter
from desktop.ui.schedule.import_presenter import ImportPresenter
from desktop.ui.schedule.lane_scene import LaneScene
from desktop.ui.schedule.offer_deeds import OfferDeeds
from desktop.ui.schedule.override_deeds import OverrideDeeds
from desktop.ui.schedule.rotation_presenter import RotationPresenter
from desktop.ui.schedule.schedule_book import ScheduleBook
from desktop.ui.schedule.schedule_view import Leaf, ScheduleView
from desktop.ui.schedule.shadow_deeds import ShadowDeeds
from desktop.ui.timeline_loader import Start

_GATHER_MS = 60
"""After scrolling, before the side line follows."""


class SchedulePresenter(QObject):
    """`refresh` is called when the view is shown, when the state changed, and now and then."""

    def __init__(self, view: ScheduleView, bridge: Bridge, start: Start = tasks.start) -> None:
        super().__init__(view)
        self._view, self._bridge = view, bridge
        self._page = view.timeline
        self._book = ScheduleBook(bridge, start, self)
        self._asked: datetime | None = None
        self._hued: tuple[Team, object] | None = None
        self._unproven: tuple[UnprovenMark, ...] = ()
        done = DeedsDone(view, self._book, start)
        self.overrides = OverrideDeeds(view, bridge, self._book, done, start)
        self.offers = OfferDeeds(view, bridge, self._book, done, start)
        self.shadows = ShadowDeeds(view, bridge, self._book, done, start)
        self.calendar = CalendarPresenter(view.calendar, bridge, start)
        self.away = AwayPresenter(view.timeline, bridge, self._book, start)
        self.fairness = FairnessPresenter(view.fairness, bridge, self._book, start)
        self.rotation = RotationPresenter(view.rotation, bridge, self._book, start)
        self.imports = ImportPresenter(view.bring_in, bridge, self._book, start)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_GATHER_MS)
        self._later.timeout.connect(self._draw_side)
        self._book.loaded.connect(self._draw)
        self._book.failed.connect(self._fail)
        view.shown.connect(self._book.reload)
        view.retried.connect(self._book.reload)
        view.leaf_shown.connect(self._turn)
        page = self._page
        page.zoomed.connect(self._zoom)
        page.today.clicked.connect(self._today)
        page.who.asked.connect(self._ask)
        page.lanes.chosen.connect(self._say_chosen)
        page.lanes.scrolled.connect(self._later.start)
        page.side.wanted.connect(self._go_to)
        page.calendar_wanted.connect(self.calendar.open)

    def refresh(self) -> None:
        """Draw what is known; the hub is asked when something of it is not."""
        self._book.refresh()
        self._draw()

    @property
    def can_change(self) -> bool:
        """Observers only read."""
        me, team = self._bridge.viewer.me, self._bridge.state.team
        known = team.roster.find(me) if team is not None else None
        return known is not None and known.role is not Role.OBSERVER

    # Drawing

    def _draw(self) -> None:
        team, viewer, now = self._book.team, self._bridge.viewer, self._bridge.hub_now()
        page = self._page
        if self._hued is None or self._hued[0].roster is not team.roster:
            self._hued = team, hues(team.roster)
        scene = LaneScene(
            lanes=self._book.lanes,
            team=team,
            viewer=viewer,
            now=now,
            hues=self._hued[1],  # type: ignore[arg-type]
            warnings=self._book.warnings(),
            unproven=unproven_marks(team, now),
        )
        self._unproven = scene.unproven
        page.lanes.can_change = self.can_change
        page.lanes.people = self._people(team)
        page.lanes.show_scene(scene)
        page.zones.set(zone_line(team.schedule.zone, viewer, now))
        page.show_alone(self._book.is_alone)
        page.offers.show_rows(offer_rows(self._book.offers, team, viewer, now))
        for button in (page.take_button, page.override_button, page.swap_button, page.away_button):
            button.setEnabled(self.can_change)
        self.away.refresh()
        page.shadow_button.setEnabled(self.can_change)
        self.shadows.refresh()
        self._draw_who()
        self._draw_side()
        chosen = page.lanes.cursor_span
        if chosen is not None:
            self._say_chosen(*chosen)
        self._turn(self._view.leaf)

    def _people(self, team: Team) -> tuple[str, ...]:
        """Me first, then the others by name."""
        me = self._bridge.viewer.me
        known = sorted(_pageable(team), key=lambda who: (who != me, team.roster.name(who).casefold()))
        return tuple(known)

    def _draw_who(self) -> None:
        team, viewer, now = self._book.team, self._bridge.viewer, self._bridge.hub_now()
        at = self._asked or now
        mine = my_line(team, viewer, now) if self._asked is None else ""
        self._page.who.show_who(who_view(team, viewer, at, now), mine, at, viewer.zone)

    def _draw_side(self) -> None:
        lanes = self._page.lanes
        if self._bridge.state.team is None or lanes.cursor_span is None:
            return
        begin, end = lanes.seen()
        team, viewer, now = self._book.team, self._bridge.viewer, self._bridge.hub_now()
        seen = [w for w in self._book.warnings() if w.starts_at < end and w.ends_at > begin]
        rows = [warning_row(w, team, viewer, now) for w in seen]
        self._page.side.show_rows(rows, complete=self._book.is_complete)

    def _say_chosen(self, seat: Seat, begin: datetime, end: datetime) -> None:
        team, viewer, now = self._book.team, self._bridge.viewer, self._bridge.hub_now()
        lanes = self._book.lanes
        middle = begin + (end - begin) / 2
        band = lanes.band_at(seat, middle)
        over = [b for b in lanes.laid_over(begin, end) if b.seat is seat]
        if over:
            band = over[0]
        span = both_spans(begin, end, team.schedule.zone, viewer, now)
        words = tr("Nobody is on duty.")
        if band is not None:
            words = band_words(band, team, viewer, now, unproven=is_unproven(self._unproven, band))
        can_change = self.can_change and end > now
        hint = tr("Enter: override it.") if can_change else ""
        if over and can_change:
            hint = tr("Enter: override it. Delete: remove the override.")
        self._page.show_chosen(f"{span}. {words} {hint}".strip())

    # From the person

    def _zoom(self, zoom: Zoom) -> None:
        self._page.show_zoom(zoom)
        self._later.start()

    def _today(self) -> None:
        lanes = self._page.lanes
        lanes.choose(Seat.MANAGER, lanes.grid.today)
        lanes.go_to(lanes.grid.today)

    def _go_to(self, at: datetime) -> None:
        lanes = self._page.lanes
        day = lanes.grid.axis.day_of(at)
        lanes.choose(Seat.MANAGER, day)
        lanes.setFocus()

    def _ask(self, at: datetime | None) -> None:
        self._asked = at
        self._draw_who()

    def _turn(self, leaf: Leaf) -> None:
        if leaf is Leaf.FAIRNESS:
            self.fairness.refresh()
        elif leaf is Leaf.ROTATION:
            self.rotation.refresh()
        elif leaf is Leaf.IMPORT:
            self.imports.refresh()

    def _fail(self, title: str, remedy: str) -> None:
        if title:
            title = tr("Absences and offers could not be read. {why}").format(why=title)
        self._view.show_problem(title, remedy)


def _pageable(team: Team) -> list[str]:
    return [r.id for r in team.roster.responders if team.roster.can_be_paged(r.id)]
