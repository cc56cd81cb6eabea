"""The retro of a hub that sits at the same table."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from desktop.core.closing.left_out import LeftOut, to_discuss
from desktop.core.errors import PairwatchError
from desktop.core.incident.events import NoteAdded, NoteKind, PageSent
from desktop.core.incident.incident import Incident
from desktop.core.retro.action import Action, action_of, in_order
from desktop.core.retro.compared_weeks import FOUR, ComparedWeeks
from desktop.core.retro.debt import Spent, debts
from desktop.core.retro.incident_hours import held_seats
from desktop.core.retro.retro_figures import retro_figures
from desktop.core.retro.retro_incident import ToldIncident
from desktop.core.retro.retro_trouble import Trouble
from desktop.core.retro.retro_week import Week
from desktop.core.retro.uptime import RanIncident, impact_of, uptimes
from desktop.core.team.team import Team

if TYPE_CHECKING:
    from tests.doubles.table_session import TableSession

T = TypeVar("T")


class TableRetro:
    """Implements `desktop.client.desks.retro_desk.RetroDesk`. `refusal`: the hub says no with it."""

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
            if action.meeting_on is not None and action.topic_id is not None:
                self._session.meetings.decide(action.meeting_on, action.topic_id, action.id)
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

    async def week(self, starts_on: date) -> ComparedWeeks:
        self._ask()
        state, now = self._session.state, self._session.clock.now()
        team = state.team or Team()
        week = Week(monday=starts_on, zone=team.schedule.zone)
        since = min((one.opened_at for one in state.incidents.values()), default=now)
        told = [self._told(incident) for incident in state.incidents.values()]
        earlier = [_part(Trouble, one.incident) for one in told]
        made = {
            back: retro_figures(week.moved(-back), told, team, state.notices, earlier)
            for back in (0, 1, FOUR)
            if back == 0 or week.moved(-back).ends_at > since
        }
        impacts = (impact_of(_part(RanIncident, one.incident)) for one in told)
        uptime = uptimes(
            [week.moved(n) for n in range(-7, 1)], [one for one in impacts if one], [], since, now
        )
        spent = {
            one.incident.id: Spent(
                held=held_seats(one.events, one.incident.resolved_at or now), pages=one.pages
            )
            for one in told
        }
        return ComparedWeeks(
            zone=week.zone,
            told_at=now,
            week=made[0],
            before=made.get(1),
            four_ago=made.get(FOUR),
            uptime=tuple(one.latest(FOUR + 1) for one in uptime),
            debts=debts(made[0].repeats, earlier, spent, team),
        )

    def _told(self, incident: Incident) -> ToldIncident:
        events = self._session._events.get(incident.id, [])
        pages = tuple(event.page for event in events if isinstance(event, PageSent))
        return ToldIncident(incident=incident, events=tuple(events), pages=pages)

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


def _part(kind: type[T], incident: Incident) -> T:
    """What `kind` has of an incident, field by field."""
    chosen: Any = {field.name: getattr(incident, field.name) for field in fields(kind)}  # type: ignore[arg-type]
    return kind(**chosen)
