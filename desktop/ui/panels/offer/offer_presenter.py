"""Fills the bar that offers a seat, and asks for what is decided there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject

from desktop.core.errors import PairwatchError
from desktop.core.incident.commands import Command, OfferSeat, StillOnIt, WithdrawOffer
from desktop.core.incident.incident import Incident, Status
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team
from desktop.core.team.who_knows import who_knows
from desktop.ui.bridge import Bridge
from desktop.ui.panels.offer.offer_bar import OfferBar
from desktop.ui.present.incident.actions import Action, Do
from desktop.ui.present.incident.offers import offer_rows, offer_title
from desktop.ui.present.times import Viewer


class OfferPresenter(QObject):
    """`show` is called whenever the incident is drawn; `act` with each action that was pressed. `say` tells
    the person why something could not be asked for."""

    def __init__(self, bar: OfferBar, bridge: Bridge, say: Callable[[str], None]) -> None:
        super().__init__(bar)
        self._bar, self._bridge, self._say = bar, bridge, say
        self._shown: UUID | None = None
        self._seat: Seat | None = None
        self._found: tuple[object, ...] = ()
        bar.searched.connect(self._search)
        bar.offered.connect(self._offer)
        bar.left.connect(self._close)

    def show(self, incident: Incident, team: Team, viewer: Viewer, now: datetime) -> None:
        """This incident, as it is."""
        held = self._seat is not None and self._seat in incident.held_by(viewer.me or "")
        if incident.id != self._shown or incident.status is Status.RESOLVED or not held:
            self._close()
        self._shown = incident.id
        if self._seat is not None:
            self._search(begun=False)

    def act(self, action: Action) -> bool:
        """Whether the action is one of these, which then was done or begun."""
        match action.do:
            case Do.STILL_ON_IT:
                self._do(StillOnIt)
            case Do.WITHDRAW_OFFER if action.seat is not None:
                self._do(partial(WithdrawOffer, seat=action.seat))
            case Do.OFFER if action.seat is not None:
                self._seat = action.seat
                self._bar.begin(offer_title(action.seat))
                self._search()
            case _:
                return False
        return True

    def _search(self, *, begun: bool = True) -> None:
        """`begun`: something was typed; without, what is found changes by the minute."""
        state, viewer = self._bridge.state, self._bridge.viewer
        incident = state.incidents.get(self._shown) if self._shown is not None else None
        if incident is None or state.team is None:
            return
        now, query = self._bridge.hub_now(), self._bar.search.text()
        asked = (incident, state.team, query, now.replace(second=0, microsecond=0))
        if asked == self._found and not begun:
            return
        self._found = asked
        found = who_knows(incident, state.team, viewer.me, now, query, for_seat=True)
        self._bar.show_people(
            offer_rows(found, incident, state.team, viewer, now, state.woken_before(incident.id))
        )

    def _offer(self, to: str) -> None:
        if self._seat is not None and self._do(partial(OfferSeat, seat=self._seat, to=to)):
            self._close()

    def _close(self) -> None:
        self._seat = None
        self._bar.hide()

    def _do(self, make: Callable[..., Command]) -> bool:
        if self._shown is None:
            return False
        try:
            self._bridge.session.do(self._shown, make)
        except PairwatchError as error:
            self._say(str(error))
            return False
        return True
