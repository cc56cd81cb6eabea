"""The buttons of an incident, and the question that some of them ask first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.ui.present.incident.actions import Action
from desktop.ui.theme.theme import Theme
from desktop.ui.widgets.button import Button, PrimaryButton, QuietButton
from desktop.ui.widgets.flow_row import FlowRow


class ActionRow(QWidget):
    """Rebuilt only when the actions differ, so that a button never changes under the finger. Where the whole
    words need more than one line, shorter ones stand on the buttons; their names stay whole. `pressed`
    carries the `Action`."""

    pressed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._actions: tuple[Action, ...] = ()
        self._row = FlowRow(self)
        self._buttons: list[Button] = []
        self._said = (False, False)
        theme.changed.connect(self._fit)

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
        self._said = (False, False)
        self._fit()
        self.setVisible(bool(actions))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """In one line, when that can be."""
        if not self._buttons or not self.width():
            return
        for short, bare in ((False, False), (True, False), (True, True)):
            self._say(short=short, bare=bare)
            if self._row.sizeHint().width() <= self.width():
                return

    def _say(self, *, short: bool, bare: bool) -> None:
        """`bare`: without icons, but for that of the button that answers."""
        if (short, bare) == self._said:
            return
        self._said = (short, bare)
        for action, button in zip(self._actions, self._buttons, strict=True):
            button.setText(action.short or action.label if short else action.label)
            button.setToolTip(action.label if short and action.short else "")
            button.set_icon_name(action.icon if action.primary or not bare else "")
            button.updateGeometry()

    def _button(self, action: Action) -> Button:
        kind = PrimaryButton if action.primary else QuietButton
        button = kind(self._theme, action.label, action.icon)
        button.setAccessibleName(action.label)
        button.clicked.connect(lambda: self.pressed.emit(action))
        return button
