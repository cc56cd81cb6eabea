"""Actions of the retro and of its meetings: made, changed, done; each card says what became of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import UUID, uuid4

from PySide6.QtCore import QObject, Signal

from desktop import tasks
from desktop.core.errors import PairwatchError
from desktop.core.retro.action import Action
from desktop.core.team.team import Team
from desktop.ui.bridge import Bridge
from desktop.ui.present.retro.retro_actions import Draft, action_rows, owner_names, summary, with_draft
from desktop.ui.present.schedule.days import suggested_days
from desktop.ui.retro.action_form import ActionForm
from desktop.ui.retro.actions_card import ActionsCard
from desktop.ui.timeline_loader import Start

Make = Callable[[Action], Action]
"""Gives a new action what belongs to it beside its words."""


class ActionsKeeper(QObject):
    """Of one card. `saved` carries an Action as the hub has it now; `failed` a sentence and its remedy."""

    saved = Signal(object)
    failed = Signal(str, str)

    def __init__(self, card: ActionsCard, bridge: Bridge, make: Make, start: Start = tasks.start) -> None:
        super().__init__(card)
        self._card, self._bridge, self._make, self._start = card, bridge, make, start
        self._actions: dict[UUID, Action] = {}
        card.added.connect(self._add)
        card.changed.connect(self._change)
        card.finished.connect(self._finish)

    def draw(
        self, actions: Iterable[Action], *, can_change: bool, can_add: bool, loaded: bool = True
    ) -> None:
        """These, in the order of the retro. Not `loaded`: nothing is known of them yet."""
        self._actions = {action.id: action for action in actions}
        state, viewer, now = self._bridge.state, self._bridge.viewer, self._bridge.hub_now()
        team, known = state.team or Team(), self._actions.values()
        today = now.astimezone(viewer.zone).date()
        self._card.suggest(owner_names(team, viewer.me), suggested_days(today))
        rows = action_rows(known, team, viewer, now, state.incidents.keys())
        self._card.show_rows(rows, summary(known, today), can_change=can_change, loaded=loaded)
        self._card.form.setVisible(can_add)

    def _add(self, draft: Draft) -> None:
        new = Action(id=uuid4(), text="", created_at=self._bridge.hub_now())
        self._save(self._card.form, self._make(new), None, Draft(), draft)

    def _change(self, action_id: UUID, shown: Draft, typed: Draft) -> None:
        known = self._actions.get(action_id)
        if known is not None:
            self._save(self._card.editor, known, known, shown, typed)

    def _save(
        self, form: ActionForm, action: Action, before: Action | None, shown: Draft, typed: Draft
    ) -> None:
        today = self._bridge.hub_now().astimezone(self._bridge.viewer.zone).date()
        try:
            action = with_draft(action, shown, typed, self._bridge.state.team or Team(), today)
        except PairwatchError as error:
            form.say(str(error))
            return
        if action == before:
            form.say("")
            self._card.close_editor()
            return
        self._start(self._keep(form, action, before), "retro: save an action")

    async def _keep(self, form: ActionForm, action: Action, before: Action | None) -> None:
        try:
            saved = await self._bridge.session.retro.save_action(action, before)
        except PairwatchError as error:
            form.say(str(error))
            return
        form.done()
        if before is not None:
            self._card.close_editor()
        self.saved.emit(saved)

    def _finish(self, action_id: UUID, done: bool) -> None:
        self._start(self._tick(action_id, done), "retro: finish an action")

    async def _tick(self, action_id: UUID, done: bool) -> None:
        try:
            saved = await self._bridge.session.retro.finish_action(action_id, done=done)
        except PairwatchError as error:
            self.failed.emit(error.sentence, error.remedy)
            return
        if done:
            self._card.offer_undo(action_id, saved.text)
        else:
            self._card.forget_undo()
        self.saved.emit(saved)
