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
from desktop.ui.present.retro.retro_actions import Draft, action_rows, owner_names, summary, with_draft
from desktop.ui.present.schedule.days import suggested_days
from desktop.ui.present.words import tr
from desktop.ui.retro.action_form import ActionForm
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
        view.action_card.added.connect(self._add)
        view.action_card.changed.connect(self._change)
        view.action_card.finished.connect(self._finish)

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
        today, team = now.astimezone(viewer.zone).date(), self._team
        can_change = viewer.me is not None and team.roster.can_be_paged(viewer.me)
        card, known = self._view.action_card, state.incidents.keys()
        actions = (self._actions or {}).values()
        card.suggest(owner_names(team, viewer.me), suggested_days(today))
        card.show_rows(
            action_rows(actions, team, viewer, now, known),
            summary(actions, today),
            can_change=can_change,
            loaded=self._actions is not None,
        )
        self._week.actions = tuple(actions)
        self._week.draw()
        if self._left_out is not None:
            self._view.left_out.show_rows(left_out_rows(self._left_out, team, viewer, now, known))

    # What is asked for

    def _add(self, draft: Draft) -> None:
        new = Action(id=uuid4(), text="", created_at=self._bridge.hub_now())
        self._save(self._view.action_card.form, new, None, Draft(), draft)

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
        self._view.show_problem("")
        self._know(saved)
        self._view.action_card.edit(saved.id)
        # What is to be done is written already: who does it is next.
        self._view.action_card.editor.owner.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_sight(self._view.action_card.editor)

    def _change(self, action_id: UUID, shown: Draft, typed: Draft) -> None:
        known = (self._actions or {}).get(action_id)
        if known is not None:
            self._save(self._view.action_card.editor, known, known, shown, typed)

    def _save(
        self, form: ActionForm, action: Action, before: Action | None, shown: Draft, typed: Draft
    ) -> None:
        today = self._bridge.hub_now().astimezone(self._bridge.viewer.zone).date()
        try:
            action = with_draft(action, shown, typed, self._team, today)
        except PairwatchError as error:
            form.say(str(error))
            return
        if action == before:
            form.say("")
            self._view.action_card.close_editor()
            return
        self._start(self._keep(form, action, before), "retro: save an action")

    async def _keep(self, form: ActionForm, action: Action, before: Action | None) -> None:
        try:
            saved = await self._bridge.session.retro.save_action(action, before)
        except PairwatchError as error:
            form.say(str(error))
            return
        form.done()
        self._know(saved)
        if before is not None:
            self._view.action_card.close_editor()

    def _finish(self, action_id: UUID, done: bool) -> None:
        self._start(self._tick(action_id, done), "retro: finish an action")

    async def _tick(self, action_id: UUID, done: bool) -> None:
        card = self._view.action_card
        try:
            saved = await self._bridge.session.retro.finish_action(action_id, done=done)
        except PairwatchError as error:
            self._view.show_problem(error.sentence, error.remedy)
            self._draw()  # the tick is taken back
            return
        self._view.show_problem("")
        if done:
            card.offer_undo(action_id, saved.text)
        else:
            card.forget_undo()
        self._know(saved)

    def _know(self, action: Action) -> None:
        """Shown at once; the hub's change then asks for all of them."""
        self._actions = {**(self._actions or {}), action.id: action}
        self._draw()

    def _open_link(self, address: str) -> None:
        if not web_host(address) or not QDesktopServices.openUrl(QUrl(address)):
            self._view.show_problem(
                tr("No browser opened {address}.").format(address=address), tr("Copy it into one.")
            )
