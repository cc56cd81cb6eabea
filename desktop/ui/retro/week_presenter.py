"""Fills the cards of a week from the hub, and moves from week to week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from desktop import tasks
from desktop.core.errors import PairwatchError
from desktop.core.retro.action import Action
from desktop.core.retro.compared_weeks import ComparedWeeks
from desktop.core.retro.retro_week import Week, week_of
from desktop.core.team.team import Team
from desktop.ui.bridge import Bridge
from desktop.ui.present.retro.called_in import called_rows
from desktop.ui.present.retro.morale import morale_shown
from desktop.ui.present.retro.retro_agenda import agenda_rows
from desktop.ui.present.retro.retro_markdown import week_markdown
from desktop.ui.present.retro.retro_week import week_days, week_shown, week_title
from desktop.ui.present.words import tr
from desktop.ui.retro.rest_presenter import RestPresenter
from desktop.ui.retro.retro_view import RetroView
from desktop.ui.timeline_loader import Start

_FRESH = timedelta(minutes=1)
"""So long numbers stand though something changed: in a running incident something changes all the time, and
the hub has better to do than to count a week anew for everybody who looks at it."""


class WeekPresenter(QObject):
    """`load` asks for the chosen week; None chosen: the running one, whichever that is by then. `actions` are
    those that were promised, for the debts among what is talked about."""

    chose = Signal(object)
    """The Monday of another week, or None: the running one."""

    def __init__(self, view: RetroView, bridge: Bridge, start: Start = tasks.start) -> None:
        super().__init__(view)
        self._view, self._bridge, self._start = view, bridge, start
        self.actions: Sequence[Action] = ()
        self._chosen: date | None = None
        self._told: ComparedWeeks | None = None
        self._behind = self._asked_anew = False
        self._rest = RestPresenter(view.morale, bridge, start)
        self._rest.changed.connect(self._count_rest)
        view.week.moved.connect(self._move)
        view.week.this_week.connect(lambda: self._choose(None))
        view.week.copied.connect(self._copy)

    @property
    def monday(self) -> date:
        """That of the chosen week."""
        return self._week.monday

    @property
    def is_behind(self) -> bool:
        """Whether something changed since the numbers were told, another week began say, and they may be
        asked for again."""
        over = self._told is not None and self._told.starts_on != self._week.monday
        return (self._behind or over) and not self._is_fresh

    def forget(self) -> None:
        """The next `load` asks in any case."""
        self._asked_anew = True

    async def load(self) -> None:
        """Ask the hub, unless it told just now. Raises PairwatchError."""
        if self._is_fresh and not self._asked_anew:
            self._behind = True
            return
        while True:
            self._behind = self._asked_anew = False
            asked = self._week.monday
            told = await self._bridge.session.retro.week(asked)
            if asked == self._week.monday:  # nobody moved on meanwhile
                self._told = told
                self.draw()
                await self._rest.load()
                return

    def draw(self) -> None:
        """What is known."""
        week, card = self._week, self._view.week
        is_this = week == self._running
        card.choose(week_title(week), week_days(week), is_this=is_this)
        is_known = self._told is not None and self._told.starts_on == week.monday
        self._view.show_details(is_known)
        if self._told is None or not is_known:
            card.wait()
            return
        shown = week_shown(self._told, self._team, self._bridge.viewer, running=is_this)
        card.show_week(shown, running=is_this)
        known = self._bridge.state.incidents.keys()
        rows = agenda_rows(self._told, self._team, self._bridge.viewer, known, self.actions)
        self._view.agenda.show_rows(rows, tr(self._told.debt_definition))
        self._view.nights.show_nights(shown.nights, shown.nights_summary)
        self._view.services.show_services(called_rows(self._told, self._team, self._bridge.viewer))
        self._view.morale.show_morale(morale_shown(self._told, self._team, self._bridge.viewer))
        self._rest.draw(week)

    @property
    def _is_fresh(self) -> bool:
        told = self._told
        if told is None or told.starts_on != self._week.monday:
            return False
        return self._bridge.hub_now() - told.told_at < _FRESH

    @property
    def _team(self) -> Team:
        return self._bridge.state.team or Team()

    @property
    def _running(self) -> Week:
        return week_of(self._bridge.hub_now(), self._team.schedule.zone)

    @property
    def _week(self) -> Week:
        if self._chosen is None:
            return self._running
        return Week(monday=self._chosen, zone=self._team.schedule.zone)

    def choose(self, monday: date) -> None:
        """Show the week that begins on this Monday; the running one, if none has begun by then."""
        self._choose(None if monday >= self._running.monday else monday)

    def _move(self, weeks: int) -> None:
        self.choose(self._week.monday + timedelta(days=7 * weeks))

    def _choose(self, monday: date | None) -> None:
        self._chosen = monday
        self.chose.emit(monday)
        self.draw()
        self._start(self._reload(), "retro: another week")

    def _count_rest(self) -> None:
        """The viewer's own is another: so is the team's."""
        self.forget()
        self._start(self._reload(), "retro: rest changed")

    async def _reload(self) -> None:
        try:
            await self.load()
        except PairwatchError as error:
            self._view.show_problem(error.sentence, error.remedy)
            return
        self._view.show_problem("")

    def _copy(self) -> None:
        if self._told is None:
            return
        running = self._week == self._running
        nobody = replace(self._bridge.viewer, me=None)  # others read it: no "you"
        shown = week_shown(self._told, self._team, nobody, running=running)
        text = week_markdown(shown, agenda_rows(self._told, self._team, nobody, (), self.actions))
        QGuiApplication.clipboard().setText(text)
        self._view.week.say_copied()
