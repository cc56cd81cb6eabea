"""The buttons of an incident, and the question that some of them ask first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.present.incident.actions import Action
from desktop.ui.theme.theme import Theme
from desktop.ui.widgets.button import Button, PrimaryButton, QuietButton
from desktop.ui.widgets.flow_row import FlowRow


class ActionRow(QWidget):
    """Rebuilt only when the actions differ, so that a button never changes under the finger.
    `pressed` carries
    the `Action`."""

    pressed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._actions: tuple[Action, ...] = ()
        self._row = FlowRow(self)
        self._buttons: list[Button] = []

    @property
    def buttons(self) -> list[Button]:
        return list(self._buttons)

    def show_actions(self, actions: Sequence[Action]) -> None:
        if tuple(actions) == self._actions:
            return
        self._actions = tuple(actions)
        for button in self._buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = [self._button(action) for action in actions]
        for button in self._buttons:
            self._row.addWidget(button)
        self.setVisible(bool(actions))

    def _button(self, action: Action) -> Button:
        kind = PrimaryButton if action.primary else QuietButton
        button = kind(self._theme, action.label, action.icon)
        button.clicked.connect(lambda: self.pressed.emit(action))
        return button
