"""What the ui holds of a hub: a state, its changes, and commands. `hub_session.HubSession` is the real
one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeAlias
from uuid import UUID

from desktop.client.desks.duty_desk import DutyDesk
from desktop.client.desks.history_desk import HistoryDesk
from desktop.client.desks.invitation_desk import InvitationDesk
from desktop.client.desks.meetings_desk import MeetingsDesk
from desktop.client.desks.page_log_desk import PageLogDesk
from desktop.client.desks.policy_desk import PolicyDesk
from desktop.client.desks.proposals_desk import ProposalsDesk
from desktop.client.desks.retro_desk import RetroDesk
from desktop.client.desks.retro_mail_desk import RetroMailDesk
from desktop.client.desks.run_book_desk import RunBookDesk
from desktop.client.desks.schedule_desk import ScheduleDesk
from desktop.client.desks.trends_desk import TrendsDesk
from desktop.client.desks.uptime_desk import UptimeDesk
from desktop.client.desks.urgency_desk import UrgencyDesk
from desktop.client.desks.wellbeing_desk import WellbeingDesk
from desktop.client.state import RefusedCommand, State
from desktop.core.incident.commands import Command
from desktop.core.incident.events import Event
from desktop.core.team.seat import Seat
from desktop.core.telling.notice import Notice
from desktop.core.telling.template import Template
from desktop.core.telling.update import Readers, Stage
from desktop.wire.feed import TimelineEntry

Happened: TypeAlias = tuple[tuple[UUID, Event], ...]
"""Events with the incidents they happened to, in order."""
Listener: TypeAlias = Callable[[State, Happened], None]
"""Called with the new state, and what happened; nothing "happened" when only the connection, the pending
commands or a whole new snapshot changed the state."""
RefusalListener: TypeAlias = Callable[[RefusedCommand], None]
Unsubscribe: TypeAlias = Callable[[], None]


class Session(Protocol):
    """All methods are for the loop's thread. Listeners are called there, at once after each applied change.

    Commands return at once; they are durable then, and delivered as soon as the hub can be reached, once.
    Pressing twice counts once. Before the hub (or the cache) told who we are, they raise PairwatchError.
    """

    @property
    def state(self) -> State:
        """What is known now."""
        ...

    def listen(self, listener: Listener) -> Unsubscribe:
        """Call `listener` after each change from now on."""
        ...

    def listen_to_refusals(self, listener: RefusalListener) -> Unsubscribe:
        """Call `listener` for each command of ours that changed nothing, after the state says so too."""
        ...

    def claim(self, incident_id: UUID, seat: Seat, *, explicit: bool = False) -> None:
        """Acknowledge: take `seat`. `explicit`: the second action that takes both, or a held one over."""
        ...

    def decline(self, incident_id: UUID) -> None:
        """ "I can't": end my pages for the incident."""
        ...

    def confirm_ringing(self, incident_id: UUID, device: str = "") -> None:
        """The alarm for my pages of the incident shows, and sounds on `device`."""
        ...

    def return_seat(self, incident_id: UUID, seat: Seat) -> None:
        """Give `seat` back."""
        ...

    def resolve(self, incident_id: UUID) -> None:
        """The incident is over."""
        ...

    def note(self, incident_id: UUID, text: str) -> None:
        """Write `text` into the timeline."""
        ...

    def do(self, incident_id: UUID, make: Callable[..., Command]) -> None:
        """Any command: `make` gets incident_id, by and pressed_at by keyword, as
        `partial(AddLabel, label=…)` does."""
        ...

    async def timeline(self, incident_id: UUID) -> list[TimelineEntry]:
        """The timeline, oldest first; quick when it is loaded, so ask again after every change that concerns
        it.

        Raises PairwatchError when it is not loaded and the hub cannot be asked.
        """
        ...

    # What follows asks the hub at once and is not kept for later: with somebody waiting for the result, an
    # error that says so is better than a wish that comes true an hour later. All raise PairwatchError: when
    # the hub cannot be asked, or when it says no.

    async def save_notice(self, notice: Notice) -> Notice:
        """Make or change a notice; as the hub has it afterwards."""
        ...

    async def switch_notice(self, notice_id: UUID, *, on: bool, incident_id: UUID | None = None) -> Notice:
        """Show it to users, or no longer; `incident_id`: what for, and in whose timeline it is told."""
        ...

    async def delete_notice(self, notice_id: UUID) -> None:
        """Forget it; the hub says no while it is on."""
        ...

    async def template_versions(self) -> list[Template]:
        """Every version of every template, the shipped ones (version 0) included."""
        ...

    async def save_template(
        self, stage: Stage, readers: Readers, subject: str, text: str, *, based_on: int | None = None
    ) -> Template:
        """Write a new version. `based_on`: the one that was changed; the hub says no when it is not the
        newest any more."""
        ...

    async def restore_template(self, stage: Stage, readers: Readers, version: int) -> Template:
        """An old version becomes the newest again; 0 is what ships."""
        ...

    async def public_link(self, incident_id: UUID) -> str:
        """The address of the incident's page for people without the app. Whoever has it can read it."""
        ...

    async def revoke_public_links(self, incident_id: UUID) -> int:
        """From now on no link shows the incident; gives how many did."""
        ...

    @property
    def retro(self) -> RetroDesk:
        """What the retro asks, in the same way."""
        ...

    @property
    def meetings(self) -> MeetingsDesk:
        """The meetings of the retro: prepared, led, written down; in the same way."""
        ...

    @property
    def uptime(self) -> UptimeDesk:
        """Uptime of services: told, corrected, measured again, imported; in the same way."""
        ...

    @property
    def page_log(self) -> PageLogDesk:
        """Every page ever sent, and what people write beside it; in the same way."""
        ...

    @property
    def urgency(self) -> UrgencyDesk:
        """The rules of urgency: read, changed, tried out; in the same way."""
        ...

    @property
    def proposals(self) -> ProposalsDesk:
        """Rules of urgency that the last 90 days speak for: read, accepted, undone; in the same way."""
        ...

    @property
    def run_books(self) -> RunBookDesk:
        """Run-books: found, read, written, amended; in the same way."""
        ...

    @property
    def invitations(self) -> InvitationDesk:
        """Invitations to the hub, for admins."""
        ...

    @property
    def policy(self) -> PolicyDesk:
        """The escalation policy: read, and changed by admins; in the same way."""
        ...

    @property
    def duty(self) -> DutyDesk:
        """Hand-over: sound checks, the page of the incoming, notes, relief; in the same way."""
        ...

    @property
    def history(self) -> HistoryDesk:
        """What was changed around an incident, and what was like it before; in the same way."""
        ...

    @property
    def retro_mail(self) -> RetroMailDesk:
        """The retro by mail; in the same way."""
        ...

    @property
    def trends(self) -> TrendsDesk:
        """The numbers of the retro over many weeks; in the same way."""
        ...

    @property
    def schedule(self) -> ScheduleDesk:
        """Who is on call, what is planned, overrides, offers, absences; in the same way."""
        ...

    @property
    def wellbeing(self) -> WellbeingDesk:
        """How duty was, and rest after it; in the same way."""
        ...

    def catch_up(self) -> None:
        """After the computer slept: drop the connections, which may be half open, and reconnect at once."""
        ...
