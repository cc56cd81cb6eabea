"""Refreshes both cards of the rules."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop.ui.bridge import Bridge
from desktop.ui.policy.policy_presenter import PolicyPresenter
from desktop.ui.rules.rules_view import RulesView
from desktop.ui.timeline_loader import Start
from desktop.ui.urgency.urgency_presenter import UrgencyPresenter


class RulesPresenter(QObject):
    """`refresh` is called when the view is shown and when the state changed."""

    def __init__(self, view: RulesView, bridge: Bridge, start: Start) -> None:
        super().__init__(view)
        self._parts = (
            PolicyPresenter(view.policy, bridge, start),
            UrgencyPresenter(view.urgency, bridge, start),
        )

    def refresh(self) -> None:
        """How it is now."""
        for part in self._parts:
            part.refresh()
