"""Fills the view of now from the bridge, once a second while it is seen, and carries out what is asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from desktop.client.attention import Ringing, groups
from desktop.client.state import Connection, State
from desktop.core.errors import PairwatchError
from desktop.core.incident.commands import Command
from desktop.core.incident.incident import Incident, Status
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team
from desktop.ui.bridge import Bridge
from desktop.ui.main_window.banner_presenter import BannerPresenter
from desktop.ui.main_window.incident_view import IncidentShown
from desktop.ui.main_window.now_view import NowView
from desktop.ui.main_window.seat_cards import SeatPresenters
from desktop.ui.main_window.status_line import Fact
from desktop.ui.main_window.surroundings import HubInfo
from desktop.ui.panels.offer.offer_presenter import OfferPresenter
from desktop.ui.present.incident.actions import Action, Do, actions, holder_actions, resolve_action
from desktop.ui.present.incident.broken import broken_view, web_host
from desktop.ui.present.incident.incident_list import list_rows, title
from desktop.ui.present.incident.ladder import ladder_view, open_for
from desktop.ui.present.incident.seats import seat_view
from desktop.ui.present.incident.wakes import forecast_view
from desktop.ui.present.schedule.duty import (
    SoundState,
    duty_chip,
    duty_lines,
    hub_line,
    sound_line,
)
from desktop.ui.present.telling.notices import shown_line
from desktop.ui.present.telling.overdue import WRITE
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone
from desktop.ui.timeline.timeline_presenter import TimelinePresenter
from desktop.ui.timeline_loader import Start, TimelineLoader
from desktop.ui.urgency.bar_presenter import UrgencyBarPresenter
from desktop.ui.wake_cache import WakeCache
from desktop.ui.wellbeing.wellbeing_presenter import WellbeingPresenter


class NowPresenter(QObject):
    """Knows the session; the view does not. `sound_check_wanted` and `hand_over_wanted` when a banner asks
    for it."""

    sound_check_wanted = Signal()
    hand_over_wanted = Signal()

    def __init__(
        self,
        view: NowView,
        bridge: Bridge,
        sound: Callable[[], SoundState],
        hub: Callable[[], HubInfo],
        start: Start,
    ) -> None:
        super().__init__(view)
        self._view, self._bridge = view, bridge
        self._sound = sound
        self._suited: tuple[UUID, Seat] | None = None
        self._wakes = WakeCache()
        self._urgency = UrgencyBarPresenter(view.incident.urgency, bridge, self.say)
        self._offers = OfferPresenter(view.incident.offer, bridge, self.say)
        self._cards = SeatPresenters(view.incident.cards, bridge, start, self)
        view.incident.cards.closing.update_wanted.connect(self._write)
        self._cards.closing.began.connect(self._close)
        self._cards.history.incident_chosen.connect(self._open_earlier)
        self._cards.history.run_book_chosen.connect(view.incident.cards.run_book.finder.opened)
        self._timeline = TimelinePresenter(
            view.incident.timeline, bridge, TimelineLoader(bridge.session, start, self)
        )
        view.update_wanted.connect(self._write)
        self._banners = BannerPresenter(view.banners, bridge, sound, hub, start)
        self._wellbeing = WellbeingPresenter(view.wellbeing, bridge, start)
        self._wellbeing.changed.connect(self.refresh)
        self._banners.sound_check_wanted.connect(self.sound_check_wanted)
        self._banners.hand_over_wanted.connect(self.hand_over_wanted)
        self._banners.update_wanted.connect(self._update)
        view.list.chosen.connect(self._chosen)
        view.incident.acted.connect(self._act)
        view.incident.broken.link_wanted.connect(self._open_link)
        bridge.changed.connect(self.refresh)
        bridge.refused.connect(self.say)
        self.refresh()

    # Filling

    def refresh(self) -> None:
        """Everything anew; cheap where nothing differs."""
        state, viewer, now = self._bridge.state, self._bridge.viewer, self._bridge.hub_now()
        view, team = self._view, self._bridge.state.team
        local = self._bridge.local_now()
        sound = self._sound()
        view.duty.set(*duty_chip(team, viewer, now))
        view.status.show_facts(hub_line(state, local), sound_line(sound, viewer, now), _shown(state, now))
        self._banners.refresh()
        if team is None:
            self._wait_for_hub()
            return
        view.list.show_rows(list_rows(groups(state), team, viewer, now))
        incident = self._incident()
        self._wellbeing.refresh(quiet=incident is None or incident.status is Status.RESOLVED)
        if incident is None:
            duty = "\n".join(duty_lines(team, viewer, now))
            hint = tr("What breaks appears here and rings. Try it with a page to the pair:")
            view.quiet.show_words(tr("All quiet"), f"{duty}\n\n{hint}")
            view.middle.setCurrentWidget(view.quiet)
            return
        self._show(incident, team)

    def _wait_for_hub(self) -> None:
        refused = self._bridge.state.connection is Connection.REFUSED
        words = tr("The list of incidents appears as soon as the hub answers.")
        if refused:
            words = self._bridge.state.problem or tr("Ask for a new invitation.")
        heading = tr("The hub does not know this desktop") if refused else tr("Connecting to the hub")
        self._view.waiting.show_words(heading, words)
        self._view.middle.setCurrentWidget(self._view.waiting)

    def _incident(self) -> Incident | None:
        key = self._view.list.key
        return self._bridge.state.incidents.get(UUID(key)) if key else None

    def _show(self, incident: Incident, team: Team) -> None:
        state, viewer, now = self._bridge.state, self._bridge.viewer, self._bridge.hub_now()
        pending = [kept.command for kept in state.pending_for(incident.id)]
        rings = next((r for r in self._bridge.rings if r.incident.id == incident.id), None)
        wakes = self._wakes.wakes(incident, team, now)
        detail = [
            incident.service,
            f"#{incident.number}",
            {
                Status.OPEN: (
                    tr("waiting for the office") if incident.quiet_until else tr("waiting for an answer")
                ),
                Status.ANSWERED: tr("answered"),
                Status.RESOLVED: tr("resolved"),
            }[incident.status],
            open_for(incident, now),
        ]
        if len(incident.alerts) > 1:
            detail.append(tr("{n} alerts").format(n=len(incident.alerts)))
        broken = broken_view(incident, viewer, now)
        fixes = viewer.me == incident.engineer.holder or (rings is not None and Seat.ENGINEER in rings.seats)
        self._view.incident.show_incident(
            IncidentShown(
                key=str(incident.id),
                title=title(incident),
                detail=" · ".join(part for part in detail if part),
                seats=(
                    seat_view(incident, Seat.MANAGER, team, viewer, now, pending),
                    seat_view(incident, Seat.ENGINEER, team, viewer, now, pending),
                ),
                actions=_actions(incident, team, viewer, rings, pending),
                resolve=resolve_action(incident, team, viewer, pending),
                ladder=ladder_view(incident, team, wakes, now),
                forecast=forecast_view(incident, wakes, team, viewer, now, state.woken_before(incident.id)),
                broken=broken,
                broken_opens=fixes or broken.unread,
            )
        )
        suits = (incident.id, _panel_seat(incident, team, viewer.me, now, rings))
        if suits != self._suited:
            self._suited = suits
            self._view.incident.suit(suits[1])
        self._urgency.show(incident, team, viewer, now)
        self._offers.show(incident, team, viewer, now)
        self._cards.show(incident, team, viewer, now)
        self._timeline.show(incident, team, viewer, now)
        self._view.middle.setCurrentWidget(self._view.incident)

    def choose(self, incident_id: UUID) -> None:
        """Show this incident."""
        self.refresh()
        self._view.list.choose(str(incident_id))
        self._view.show_incident()

    def _chosen(self, key: str) -> None:
        team, incident = self._bridge.state.team, self._incident()
        if key and team is not None and incident is not None:
            self._show(incident, team)

    @property
    def unsaved(self) -> int:
        """How many updates were begun and not sent."""
        return self._cards.telling.unsaved

    # Doing

    def say(self, sentence: str) -> None:
        """A sentence for a while, above the incident."""
        self._banners.say(sentence)

    def _act(self, action: Action) -> None:
        incident = self._incident()
        if incident is None:
            return
        if self._offers.act(action):
            return
        session = self._bridge.session
        try:
            match action.do:
                case Do.CLAIM if action.seat is not None:
                    session.claim(incident.id, action.seat)
                case Do.TAKE_BOTH | Do.TAKE_OVER if action.seat is not None:
                    session.claim(incident.id, action.seat, explicit=True)
                case Do.GIVE_BACK if action.seat is not None:
                    session.return_seat(incident.id, action.seat)
                case Do.DECLINE:
                    session.decline(incident.id)
                case Do.RESOLVE:
                    session.resolve(incident.id)
                case _:
                    raise ValueError(f"{action.do} needs a seat")
        except PairwatchError as error:
            self.say(str(error))

    def _write(self) -> None:
        """Open the composer, wherever it is."""
        if self._view.middle.currentWidget() is self._view.incident:
            self._view.show_incident()
            self._view.incident.show_panel(Seat.MANAGER)
            self._cards.telling.compose()

    def _open_earlier(self, incident_id: UUID) -> None:
        if incident_id in self._bridge.state.incidents:
            self.choose(incident_id)
        else:
            self.say(tr("That incident is over for long and not kept on this computer any more."))

    def _close(self) -> None:
        """It is over: what is left to do comes to the front."""
        if self._suited is not None:
            self._view.incident.show_panel(self._suited[1])
            self._view.incident.panel.to_top()

    def _open_link(self, href: str) -> None:
        # What came from outside opens as a web address or not at all.
        if not web_host(href) or not QDesktopServices.openUrl(QUrl(href)):
            self.say(tr("No browser opened {href}. Copy the address into one.").format(href=href))

    def _update(self, verb: str, incident_id: UUID) -> None:
        """A banner asks for a late update to be written, or moved."""
        self.choose(incident_id)
        if verb == WRITE:
            self._write()
        else:
            self._view.incident.show_panel(Seat.MANAGER)
            self._cards.telling.move()


def sound_tone(sound: SoundState) -> Tone:
    """For the settings: what is verified is fine."""
    if sound.problem:
        return Tone.ALARM
    return Tone.OK if sound.verified_at else Tone.WARN


def _actions(
    incident: Incident, team: Team, viewer: Viewer, rings: Ringing | None, pending: list[Command]
) -> tuple[Action, ...]:
    """All that may be done with the seats: an answer that is waited for first, an offer last."""
    usual = actions(incident, team, viewer, rings.suggested if rings else None, pending)
    held = holder_actions(incident, team, viewer, pending)
    first = tuple(one for one in held if one.do is Do.STILL_ON_IT)
    return (*first, *usual, *(one for one in held if one.do is not Do.STILL_ON_IT))


def _panel_seat(incident: Incident, team: Team, me: str | None, now: datetime, rings: Ringing | None) -> Seat:
    """Whose panel comes to the front: of the seat I hold, else that I am paged for, else of my duty."""
    held = [seat for seat in Seat if incident.seat(seat).holder == me]
    if me is not None and held:
        return Seat.MANAGER if Seat.MANAGER in held else held[0]
    if rings is not None and rings.suggested is not None:
        return rings.suggested
    shift = team.schedule.shift_at(now)
    return Seat.ENGINEER if shift is not None and shift.turn.engineer == me else Seat.MANAGER


def _shown(state: State, now: datetime) -> Fact | None:
    """What users are told at this moment."""
    line = shown_line(state.notices, now)
    return (line, Tone.WARN, "mdi6.message-alert-outline") if line is not None else None
