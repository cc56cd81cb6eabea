"""Refreshes the cards of the rules."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop.ui.bridge import Bridge
from desktop.ui.policy.policy_presenter import PolicyPresenter
from desktop.ui.present.rules.proposals import count_words
from desktop.ui.rules.rules_view import RulesView
from desktop.ui.timeline_loader import Start
from desktop.ui.urgency.proposals_presenter import ProposalsPresenter
from desktop.ui.urgency.urgency_presenter import UrgencyPresenter


class RulesPresenter(QObject):
    """`refresh` is called when the view is shown and when the state changed."""

    def __init__(self, view: RulesView, bridge: Bridge, start: Start) -> None:
        super().__init__(view)
        proposals = ProposalsPresenter(view.proposals, bridge, start)
        proposals.told.connect(lambda told: view.urgency.show_proposed(count_words(told)))
        view.urgency.proposals_wanted.connect(proposals.look)
        self._policy = PolicyPresenter(view.policy, bridge, start)
        self._urgency = UrgencyPresenter(view.urgency, bridge, start)
        self._parts = (self._policy, self._urgency, proposals)

    @property
    def unsaved(self) -> int:
        """How many of the two were changed here and not saved."""
        return int(self._policy.is_changed) + int(self._urgency.unsaved)

    def refresh(self) -> None:
        """How it is now."""
        for part in self._parts:
            part.refresh()
