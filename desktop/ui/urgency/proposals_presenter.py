"""Fills the card of proposed rules from the hub, and carries out what is decided there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeAlias

from PySide6.QtCore import QObject, Signal

from desktop import tasks
from desktop.core.errors import PairwatchError
from desktop.core.urgency.urgency import UrgencyPolicy
from desktop.ui.bridge import Bridge
from desktop.ui.present.rules.proposals import accepted_words, proposals_shown
from desktop.ui.timeline_loader import Start
from desktop.ui.urgency.proposals_card import ProposalsCard
from desktop.wire.proposals import UrgencyProposals

Question: TypeAlias = Callable[[], Awaitable[UrgencyProposals]]
_FRESH = timedelta(minutes=10)
"""So long proposals stand though incidents went on: the hub reads 90 days for them."""


class ProposalsPresenter(QObject):
    """`refresh` is called when the card is shown, and when the state changed: it asks the hub again only when
    the rules are others, or after a while."""

    told = Signal(object)
    """UrgencyProposals, whenever the hub told them."""

    def __init__(self, card: ProposalsCard, bridge: Bridge, start: Start = tasks.start) -> None:
        super().__init__(card)
        self._card, self._bridge, self._start = card, bridge, start
        self._told: UrgencyProposals | None = None
        self._seen: UrgencyPolicy | None = None
        self._reading = self._deciding = self._failed = False
        self._decisions = 0
        card.accept_wanted.connect(self._accept)
        card.undo_wanted.connect(self._undo)
        card.dismiss_wanted.connect(self._dismiss)
        card.retried.connect(self.reload)

    def refresh(self) -> None:
        """Draw what is known; ask the hub where that is not enough."""
        self._draw()
        if not self._is_fresh:
            self.reload()

    def look(self) -> None:
        """The card came to the front: what failed is tried again."""
        self._failed = False
        self.refresh()

    def reload(self) -> None:
        """Ask the hub in any case."""
        if not self._reading and not self._deciding:
            self._reading = True
            self._start(self._read(), "proposed rules")

    @property
    def _policy(self) -> UrgencyPolicy | None:
        team = self._bridge.state.team
        return team.urgency if team is not None else None

    @property
    def _is_fresh(self) -> bool:
        if self._failed and self._seen == self._policy:
            return True  # "Try again" is for the person: nobody wants it asked again with every change
        told = self._told
        if told is None or self._seen != self._policy:
            return False
        return self._bridge.hub_now() - told.told_at < _FRESH

    def _draw(self) -> None:
        team = self._bridge.state.team
        if self._told is None or team is None:
            return
        known = self._bridge.state.incidents.keys()
        shown = proposals_shown(self._told, team, self._bridge.viewer, self._bridge.hub_now(), known)
        self._card.show_proposals(shown)

    def _accept(self, key: str) -> None:
        told = self._told
        if told is None:
            return
        rule = next((one.proposal.rule for one in told.proposals if one.proposal.key == key), None)
        if rule is None:
            return

        def done() -> None:
            self._card.say_accepted(key, accepted_words(rule))

        desk = self._bridge.session.proposals
        self._decide(lambda: desk.accept(key, told.version), done)

    def _undo(self, key: str) -> None:
        self._decide(lambda: self._bridge.session.proposals.undo(key))

    def _dismiss(self, key: str) -> None:
        self._decide(lambda: self._bridge.session.proposals.dismiss(key))

    async def _read(self) -> None:
        decisions, self._seen = self._decisions, self._policy
        try:
            told = await self._bridge.session.proposals.read()
        except PairwatchError as error:
            self._failed = True
            self._card.say(str(error), can_retry=True)
            return
        finally:
            self._reading = False
        if decisions == self._decisions:  # nothing was decided meanwhile, which told more
            self._hear(told)

    def _decide(self, question: Question, done: Callable[[], None] = lambda: None) -> None:
        # Pressed twice it counts once.
        if not self._deciding:
            self._deciding = True
            self._start(self._decided(question, done), "proposed rules: decide")

    async def _decided(self, question: Question, done: Callable[[], None]) -> None:
        try:
            told = await question()
        except PairwatchError as error:
            self._card.say(str(error), can_retry=True)
            return
        finally:
            self._deciding = False
        self._decisions += 1
        self._hear(told)
        done()

    def _hear(self, told: UrgencyProposals) -> None:
        self._told, self._failed = told, False
        self._card.say("")
        self.told.emit(told)
        self._draw()
