"""Cards that stand alone: a column with the presenters around them, drawn as the incident is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core.incident.incident import Incident
from desktop.core.team.team import Team
from desktop.ui.bridge import Bridge
from desktop.ui.present.times import Viewer
from tests.ui.story import Story


class Presenter(Protocol):
    def show(self, incident: Incident, team: Team, viewer: Viewer, now: datetime) -> None: ...


class Stand:
    """A window of its own for one card."""

    def __init__(self, story: Story, bridge: Bridge, card: QWidget, presenter: Presenter) -> None:
        self.story, self.bridge, self.presenter = story, bridge, presenter
        self.refused: list[str] = []
        bridge.refused.connect(self.refused.append)
        self.window = QWidget()
        column = QVBoxLayout(self.window)
        column.addWidget(card)
        column.addStretch(1)

    def show(self, incident_id: UUID | None = None) -> None:
        """Draw the incident as it is now."""
        story, bridge = self.story, self.bridge
        incident = story.incident(incident_id or story.checkout)
        self.presenter.show(incident, story.team, bridge.viewer, bridge.hub_now())


@pytest.fixture
def stand(qtbot: Any, bridge_of: Callable[[Story], Bridge]) -> Callable[..., Stand]:
    """`stand(story, card, make)`: `make(bridge)` gives the card's presenter. Seen, active and drawn."""

    def make(story: Story, card: QWidget, presenter_of: Callable[[Bridge], Presenter]) -> Stand:
        bridge = bridge_of(story)
        stood = Stand(story, bridge, card, presenter_of(bridge))
        qtbot.addWidget(stood.window)
        stood.window.resize(340, 900)
        stood.window.show()
        stood.window.activateWindow()
        qtbot.waitUntil(stood.window.isActiveWindow)
        stood.show()
        return stood

    return make


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was opened in it."""
    opened: list[str] = []

    def open_url(url: Any) -> bool:
        opened.append(url.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return opened
