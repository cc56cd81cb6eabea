"""A seat: whose colour, whose icon, who has it, and what is happening to it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.present.rows import SeatView
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.label import Label


class SeatCard(Card):
    """Name at the left, state at the right; the state goes below the name when the card is too narrow for
    both."""

    def __init__(
        self, theme: Theme, view: SeatView, *, large: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, Tone.RAISED, view.edge, parent)
        small, name = (Type.STRONG, Type.TITLE) if large else (Type.SMALL_STRONG, Type.STRONG)
        self._icon = IconLabel(theme, view.icon, view.edge, 24 if large else 20)
        self._caption = Label(theme, view.caption, small, view.edge)
        self._name = Label(theme, view.name, name)
        self._state = Label(theme, view.state, small, view.state_tone, clock=True)
        self._view = view
        who = QVBoxLayout()
        who.setSpacing(0)
        who.addStretch(1)
        who.addWidget(self._caption)
        who.addWidget(self._name)
        who.addStretch(1)
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._both.setSpacing(3 * SPACE)
        self._both.addLayout(who, 1)
        self._both.addWidget(self._state, 0)
        outer = QHBoxLayout(self)
        high = 4 * SPACE if large else 2 * SPACE + 2
        outer.setContentsMargins(5 * SPACE, high, 4 * SPACE, high)
        outer.setSpacing(3 * SPACE)
        outer.addWidget(self._icon)
        outer.addLayout(self._both, 1)
        theme.changed.connect(self._arrange)
        self.show_view(view)

    @property
    def view(self) -> SeatView:
        return self._view

    def show_view(self, view: SeatView) -> None:
        self._view = view
        self.set_edge(view.edge)
        self._icon.set(view.icon, view.edge)
        self._caption.set(view.caption, view.edge)
        self._name.set(view.name)
        self._state.set(view.state, view.state_tone)
        self._state.setVisible(bool(view.state))
        self.setAccessibleName(view.spoken)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        margins = self.contentsMargins()
        room = self.width() - 9 * SPACE - self._icon.sizeHint().width() - 3 * SPACE
        # Icon and colour tell the seat too: the caption is shortened before it is cut.
        self._caption.set(self._view.caption)
        if self._caption.sizeHint().width() > room:
            self._caption.set(self._view.caption.partition(",")[0])
        frame = 9 * SPACE + margins.left() + margins.right() + self._icon.sizeHint().width() + 6 * SPACE
        wanted = (
            max(self._name.sizeHint().width(), self._caption.sizeHint().width())
            + self._state.sizeHint().width()
        )
        stacked = wanted + frame > self.width()
        self._both.setDirection(
            QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
        )
        self._both.setSpacing(0 if stacked else 3 * SPACE)
        self._state.setAlignment(
            (Qt.AlignmentFlag.AlignLeft if stacked else Qt.AlignmentFlag.AlignRight)
            | Qt.AlignmentFlag.AlignVCenter
        )
