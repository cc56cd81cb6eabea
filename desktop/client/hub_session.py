"""The session with one hub: puts sync, runner, outbox, cache and timelines together."""

from __future__ import annotations

import asyncio
import logging
import random as dice
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from desktop.client.cache import Cache, to_keep
from desktop.client.desks.duty_desk import HubDutyDesk
from desktop.client.desks.history_desk import HubHistoryDesk
from desktop.client.desks.invitation_desk import HubInvitationDesk
from desktop.client.desks.meetings_desk import HubMeetingsDesk
from desktop.client.desks.page_log_desk import HubPageLogDesk
from desktop.client.desks.policy_desk import HubPolicyDesk
from desktop.client.desks.proposals_desk import HubProposalsDesk
from desktop.client.desks.retro_desk import HubRetroDesk
from desktop.client.desks.retro_mail_desk import HubRetroMailDesk
from desktop.client.desks.run_book_desk import HubRunBookDesk
from desktop.client.desks.schedule_desk import HubScheduleDesk
from desktop.client.desks.trends_desk import HubTrendsDesk
from desktop.client.desks.uptime_desk import HubUptimeDesk
from desktop.client.desks.urgency_desk import HubUrgencyDesk
from desktop.client.desks.wellbeing_desk import HubWellbeingDesk
from desktop.client.effects import Announce, Effect, Forget, ForgetTimelines, Keep, Report
from desktop.client.errors import HubFailure, NotKnownYet, Trouble
from desktop.client.hub_access import AccessSource
from desktop.client.inputs import Begun, CommandQueued, Input, SystemResumed
from desktop.client.keeper import Keeper
from desktop.client.merge import with_snapshot
from desktop.client.outbox import Outbox
from desktop.client.runner import Runner
from desktop.client.session import Happened, Listener, RefusalListener, Unsubscribe
from desktop.client.state import RefusedCommand, State
from desktop.client.sync import Sync
from desktop.client.timelines import Timelines
from desktop.clock import Clock
from desktop.core.incident.commands import (
    AddNote,
    ClaimSeat,
    Command,
    ConfirmRinging,
    DeclinePage,
    ResolveIncident,
    ReturnSeat,
)
from desktop.core.incident.incident import Incident
from desktop.core.team.seat import Seat
from desktop.core.telling.notice import Notice
from desktop.core.telling.template import Template
from desktop.core.telling.update import Readers, Stage
from desktop.wire.feed import Change, TimelineEntry

if TYPE_CHECKING:
    from desktop.client.hub_api import HubApi

T = TypeVar("T")

_log = logging.getLogger(__name__)


class HubSession:
    """See `session.Session`. `folder` is this profile's own: outbox and cache live there.

    Making one reads both (a few milliseconds) and needs no loop; `run` does the rest. `random` gives numbers
    from 0 to 1.
    """

    def __init__(
        self, access: AccessSource, folder: Path, clock: Clock, random: Callable[[], float] = dice.random
    ) -> None:
        self._access = access
        self._clock = clock
        self._outbox = Outbox(folder / "outbox.sqlite3")
        self._cache = Cache(folder / "snapshot.json")
        self._keeper = Keeper(self._cache, lambda: to_keep(self.state, self._clock.now()))
        self._sync = Sync(self._first_state(), random)
        self._timelines = Timelines(self._fetch_timeline)
        self._runner: Runner | None = None
        self._inputs: deque[Input] = deque()
        self._handling = False
        self.retro = HubRetroDesk(self._ask_hub)
        self.meetings = HubMeetingsDesk(self._ask_hub)
        self.uptime = HubUptimeDesk(self._ask_hub)
        self.page_log = HubPageLogDesk(self._ask_hub)
        self.run_books = HubRunBookDesk(self._ask_hub)
        self.urgency = HubUrgencyDesk(self._ask_hub)
        self.proposals = HubProposalsDesk(self._ask_hub)
        self.policy = HubPolicyDesk(self._ask_hub)
        self.invitations = HubInvitationDesk(self._ask_hub)
        self.duty = HubDutyDesk(self._ask_hub)
        self.history = HubHistoryDesk(self._ask_hub)
        self.schedule = HubScheduleDesk(self._ask_hub)
        self.trends = HubTrendsDesk(self._ask_hub)
        self.retro_mail = HubRetroMailDesk(self._ask_hub)
        self.wellbeing = HubWellbeingDesk(self._ask_hub)
        self._listeners: list[Listener] = []
        self._refusal_listeners: list[RefusalListener] = []

    @property
    def state(self) -> State:
        return self._sync.state

    def listen(self, listener: Listener) -> Unsubscribe:
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def listen_to_refusals(self, listener: RefusalListener) -> Unsubscribe:
        self._refusal_listeners.append(listener)
        return lambda: self._refusal_listeners.remove(listener)

    async def run(self) -> None:
        """Follow the hub and deliver commands until cancelled. Once."""
        self._runner = Runner(self._access, self._clock, self._give)
        try:
            self._give(Begun(at=self._clock.now()))
            await asyncio.Event().wait()
        finally:
            runner, self._runner = self._runner, None
            await runner.close()
            await self._keeper.close()
            self._outbox.close()

    def catch_up(self) -> None:
        self._give(SystemResumed(at=self._clock.now()))

    def claim(self, incident_id: UUID, seat: Seat, *, explicit: bool = False) -> None:
        self._ask(incident_id, partial(ClaimSeat, seat=seat, explicit=explicit))

    def decline(self, incident_id: UUID) -> None:
        self._ask(incident_id, DeclinePage)

    def confirm_ringing(self, incident_id: UUID, device: str = "") -> None:
        self._ask(incident_id, partial(ConfirmRinging, device=device))

    def return_seat(self, incident_id: UUID, seat: Seat) -> None:
        self._ask(incident_id, partial(ReturnSeat, seat=seat))

    def resolve(self, incident_id: UUID) -> None:
        self._ask(incident_id, ResolveIncident)

    def note(self, incident_id: UUID, text: str) -> None:
        self._ask(incident_id, partial(AddNote, text=text))

    def do(self, incident_id: UUID, make: Callable[..., Command]) -> None:
        self._ask(incident_id, make)

    async def timeline(self, incident_id: UUID) -> list[TimelineEntry]:
        return await self._timelines.get(incident_id)

    async def save_notice(self, notice: Notice) -> Notice:
        return await self._ask_hub(lambda hub: hub.save_notice(notice))

    async def switch_notice(self, notice_id: UUID, *, on: bool, incident_id: UUID | None = None) -> Notice:
        return await self._ask_hub(lambda hub: hub.switch_notice(notice_id, on=on, incident_id=incident_id))

    async def delete_notice(self, notice_id: UUID) -> None:
        await self._ask_hub(lambda hub: hub.delete_notice(notice_id))

    async def template_versions(self) -> list[Template]:
        return await self._ask_hub(lambda hub: hub.template_versions())

    async def save_template(
        self, stage: Stage, readers: Readers, subject: str, text: str, *, based_on: int | None = None
    ) -> Template:
        return await self._ask_hub(
            lambda hub: hub.save_template(stage, readers, subject, text, based_on=based_on)
        )

    async def restore_template(self, stage: Stage, readers: Readers, version: int) -> Template:
        return await self._ask_hub(lambda hub: hub.restore_template(stage, readers, version))

    async def public_link(self, incident_id: UUID) -> str:
        return await self._ask_hub(lambda hub: hub.public_link(incident_id))

    async def revoke_public_links(self, incident_id: UUID) -> int:
        return await self._ask_hub(lambda hub: hub.revoke_public_links(incident_id))

    # --- within

    def _first_state(self) -> State:
        state = State(connection_since=self._clock.now(), pending=self._outbox.pending)
        cached = self._cache.load()
        return replace(with_snapshot(state, cached), stale=True) if cached is not None else state

    def _ask(self, incident_id: UUID, make: Callable[..., Command]) -> None:
        state, now = self.state, self._clock.now()
        if state.me is None:
            raise NotKnownYet(
                "Pairwatch has not reached its hub yet and does not know you.", "Wait a moment and try again."
            )
        # It answers what is on the screen, so it was pressed after that, whatever the clocks say; before the
        # hub was heard (a start without it) its clock is a guess.
        incident = state.incidents.get(incident_id)
        pages = incident.open_pages_of(state.me) if incident else ()
        newest_page_at = max((page.attempted_at for page in pages), default=None)
        pressed_at = max(state.hub_now(now), newest_page_at or state.hub_now(now))
        command = make(incident_id=incident_id, by=state.me, pressed_at=pressed_at)
        pending = self._outbox.put(command, now, newest_page_at)
        if pending is not None:
            self._give(CommandQueued(at=now, pending=pending))

    def _give(self, given: Input) -> None:
        """One input at a time: a listener that presses something is heard after the others were told."""
        self._inputs.append(given)
        if self._handling:
            return
        self._handling = True
        try:
            while self._inputs:
                for effect in self._sync.handle(self._inputs.popleft()):
                    self._do(effect)
        finally:
            self._handling = False

    def _do(self, effect: Effect) -> None:
        match effect:
            case Announce(change=Change(incident=Incident(id=incident_id), events=events) as change):
                self._timelines.add(change)
                self._tell(tuple((incident_id, event) for event in events))
            case Announce():
                self._tell(())
            case Report(refused=refused):
                self._tell_refusal(refused)
            case Forget(key=key):
                self._outbox.remove(key)
            case ForgetTimelines():
                self._timelines.forget()
            case Keep():
                self._keeper.soon()
            case _ if self._runner is not None:
                self._runner.do(effect)

    def _tell(self, happened: Happened) -> None:
        for listener in tuple(self._listeners):
            try:
                listener(self.state, happened)
            except Exception:  # noqa: BLE001 - the others, and the hub's next word, must not suffer from it
                _log.exception("a listener of the session failed")

    def _tell_refusal(self, refused: RefusedCommand) -> None:
        for listener in tuple(self._refusal_listeners):
            try:
                listener(refused)
            except Exception:  # noqa: BLE001 - as above
                _log.exception("a listener of the session failed")

    async def _fetch_timeline(self, incident_id: UUID) -> list[TimelineEntry]:
        return await self._ask_hub(lambda hub: hub.timeline(incident_id))

    async def _ask_hub(self, question: Callable[[HubApi], Awaitable[T]]) -> T:
        if self._runner is None:
            raise HubFailure(Trouble.UNREACHABLE, "The hub is not connected.", "Try again when it is.")
        return await self._runner.ask(question)
