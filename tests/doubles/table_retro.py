"""The retro of a hub that sits at the same table."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from desktop.core.action import Action, action_of, in_order
from desktop.core.errors import PairwatchError
from desktop.core.events import NoteAdded, NoteKind
from desktop.core.left_out import LeftOut, to_discuss

if TYPE_CHECKING:
    from tests.doubles.table_session import TableSession


class TableRetro:
    """Implements `desktop.client.retro_desk.RetroDesk`. `refusal`: the hub says no with it."""

    def __init__(self, session: TableSession) -> None:
        self._session = session
        self._actions: dict[UUID, Action] = {}
        self.refusal: PairwatchError | None = None
        self.asked = 0

    def put(self, *actions: Action) -> None:
        """Somebody else's actions reach the hub."""
        self._actions |= {action.id: action for action in actions}
        self._session.evolve(cursor=self._session.state.cursor + 1)

    async def actions(self, *, open_only: bool = False) -> list[Action]:
        self._ask()
        self._take_todos()
        return [a for a in in_order(self._actions.values()) if not (open_only and a.is_done)]

    async def save_action(self, action: Action, before: Action | None = None) -> Action:
        self._ask()
        if before is None:
            me = self._session.state.me or ""
            saved = replace(action, created_by=me, created_at=self._session.clock.now())
        else:
            saved = replace(
                self._actions[action.id],
                **{
                    name: getattr(action, name)
                    for name in ("text", "owner", "due_on", "ticket_url")
                    if getattr(action, name) != getattr(before, name)
                },
            )
        self.put(saved)
        return saved

    async def finish_action(self, action_id: UUID, *, done: bool = True) -> Action:
        self._ask()
        me, known = self._session.state.me or "", self._actions[action_id]
        self.put(known.finished(me, self._session.clock.now()) if done else known.reopened())
        return self._actions[action_id]

    async def left_out(self, begin: datetime, end: datetime) -> list[LeftOut]:
        self._ask()
        state = self._session.state
        found = (to_discuss(incident, state.notices) for incident in state.incidents.values())
        within = (left for left in found if left is not None and begin <= left.resolved_at < end)
        return sorted(within, key=lambda left: left.resolved_at, reverse=True)

    def _ask(self) -> None:
        self.asked += 1
        if not self._session.online:
            raise PairwatchError("The hub cannot be reached.", "Pairwatch goes on trying.")
        if self.refusal is not None:
            raise self.refusal

    def _take_todos(self) -> None:
        for incident in self._session.state.incidents.values():
            for event in self._session._events.get(incident.id, ()):
                if isinstance(event, NoteAdded) and event.kind is NoteKind.TODO:
                    action = action_of(incident, event)
                    self._actions.setdefault(action.id, action)
