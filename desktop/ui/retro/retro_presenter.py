"""Fills the retro from the hub, and carries out what is asked for there."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices

from desktop import tasks
from desktop.client.state import State
from desktop.core.closing.left_out import LeftOut
from desktop.core.errors import PairwatchError
from desktop.core.retro.action import Action
from desktop.core.team.team import Team
from desktop.ui.bridge import Bridge
from desktop.ui.present.closing.left_out import left_out_rows
from desktop.ui.present.incident.broken import web_host
from desktop.ui.present.retro.debts import DebtRow
from desktop.ui.present.words import tr
from desktop.ui.retro.actions_keeper import ActionsKeeper
from desktop.ui.retro.left_out_card import PERIOD
from desktop.ui.retro.meeting.meeting_presenter import MeetingPresenter
from desktop.ui.retro.report_presenter import ReportPresenter
from desktop.ui.retro.retro_view import RetroView
from desktop.ui.retro.run_book_starter import RunBookStarter
from desktop.ui.retro.trends_presenter import TrendsPresenter
from desktop.ui.retro.uptime.uptime_presenter import UptimePresenter
from desktop.ui.retro.week_presenter import WeekPresenter
from desktop.ui.timeline_loader import Start
from desktop.ui.urgency.proposals_presenter import ProposalsPresenter
from desktop.ui.widgets.sight import bring_into_sight

_AHEAD = timedelta(minutes=5)
"""The hub's clock may be further on than is known of it, and an incident may just have ended."""


class RetroPresenter(QObject):
    """`refresh` is called when the view is shown, when the state changed, and now and then: it asks the hub
    again only when something changed."""

    def __init__(self, view: RetroView, bridge: Bridge, start: Start = tasks.start) -> None:
        super().__init__(view)
        self._view, self._bridge, self._start = view, bridge, start
        self._seen: State | None = None
        self._loading = self._again = False
        self._actions: dict[UUID, Action] | None = None
        self._left_out: list[LeftOut] | None = None
        self._week = WeekPresenter(view, bridge, start)
        self._trends = TrendsPresenter(view.trends, bridge, start)
        self._week.chose.connect(self._trends.show_week)
        self._meeting = MeetingPresenter(view.bar, view.meeting, view.meetings, bridge, start)
        self._meeting.opened.connect(view.show_meeting)
        self._week.chose.connect(self._meeting.show_week)
        view.trends.chosen.connect(self._week.choose)
        view.retried.connect(self._trends.refresh)
        self._uptime = UptimePresenter(view.uptime, bridge, start)
        self._report = ReportPresenter(view, bridge, lambda: self._week.monday, start)
        self._proposals = ProposalsPresenter(view.proposals, bridge, start)
        view.shown.connect(self._proposals.look)
        view.retried.connect(self._proposals.reload)
        for asked in (view.shown, view.retried):
            asked.connect(self._week.forget)
            asked.connect(self.reload)
            asked.connect(self._uptime.reload)
        for asked in (view.week.moved, view.week.this_week):
            asked.connect(lambda: self._uptime.show_week(self._week.monday))
        starter = RunBookStarter(self, bridge, start)
        starter.begun.connect(view.run_book_wanted)
        view.agenda.run_book_wanted.connect(starter.begin_for_debt)
        view.services.run_book_wanted.connect(starter.begin_for_service)
        view.agenda.action_wanted.connect(self._promise)
        view.link_wanted.connect(self._open_link)
        self._keeper = ActionsKeeper(view.action_card, bridge, lambda action: action, start)
        self._keeper.saved.connect(self._kept)
        self._keeper.failed.connect(self._not_kept)

    def refresh(self) -> None:
        """Draw what is known; ask the hub if the state is another than when it was asked last."""
        self._draw()
        self._trends.refresh()
        self._meeting.refresh()
        self._uptime.show_week(self._week.monday)
        self._uptime.refresh()
        self._proposals.refresh()
        if self._bridge.state is not self._seen or self._week.is_behind:
            self.reload()

    def reload(self) -> None:
        """Ask the hub in any case."""
        self._seen = self._bridge.state
        if self._loading:
            self._again = True
            return
        self._loading = True
        self._start(self._load(), "retro")

    async def _load(self) -> None:
        desk = self._bridge.session.retro
        try:
            while True:
                self._again = False
                now = self._bridge.hub_now()
                try:
                    actions = await desk.actions()
                    left_out = await desk.left_out(now - PERIOD, now + _AHEAD)
                    self._actions = {action.id: action for action in actions}
                    self._left_out = left_out
                    self._draw()
                    await self._week.load()
                except PairwatchError as error:
                    if not self._again:
                        self._view.show_problem(error.sentence, error.remedy)
                        return
                    continue
                self._view.show_problem("")
                if not self._again:
                    return
        finally:
            self._loading = False

    @property
    def _team(self) -> Team:
        return self._bridge.state.team or Team()

    def _draw(self) -> None:
        state, viewer, now = self._bridge.state, self._bridge.viewer, self._bridge.hub_now()
        team, known = self._team, state.incidents.keys()
        can_change = viewer.me is not None and team.roster.can_be_paged(viewer.me)
        actions = tuple((self._actions or {}).values())
        self._keeper.draw(
            actions, can_change=can_change, can_add=can_change, loaded=self._actions is not None
        )
        self._week.actions = actions
        self._week.draw()
        if self._left_out is not None:
            self._view.left_out.show_rows(left_out_rows(self._left_out, team, viewer, now, known))

    # What is asked for

    def _promise(self, row: DebtRow) -> None:
        """What is missing becomes an action at once; who does it until when is written into it then."""
        made_at = self._bridge.hub_now()
        new = Action(id=uuid4(), text=row.action, incident_id=row.incident_id, created_at=made_at)
        self._start(self._keep_promise(new), "retro: make a debt an action")

    async def _keep_promise(self, action: Action) -> None:
        try:
            saved = await self._bridge.session.retro.save_action(action)
        except PairwatchError as error:
            self._view.show_problem(error.sentence, error.remedy)
            return
        self._kept(saved)
        self._view.action_card.edit(saved.id)
        # What is to be done is written already: who does it is next.
        self._view.action_card.editor.owner.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_sight(self._view.action_card.editor)

    def _kept(self, action: Action) -> None:
        self._view.show_problem("")
        self._know(action)

    def _not_kept(self, sentence: str, remedy: str) -> None:
        self._view.show_problem(sentence, remedy)
        self._draw()  # a tick is taken back

    def _know(self, action: Action) -> None:
        """Shown at once; the hub's change then asks for all of them."""
        self._actions = {**(self._actions or {}), action.id: action}
        self._draw()

    def _open_link(self, address: str) -> None:
        if not web_host(address) or not QDesktopServices.openUrl(QUrl(address)):
            self._view.show_problem(
                tr("No browser opened {address}.").format(address=address), tr("Copy it into one.")
            )
