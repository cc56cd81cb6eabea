"""Where a list would be: what would be here, and what to do to fill it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.label import Label

_WIDEST = 460


class EmptyState(QWidget):
    """Icon, one line, a short explanation, and the owner's widgets below, in the middle of the space."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        title: str,
        words: str,
        *below: QWidget,
        tone: Tone = Tone.MUTED,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = IconLabel(theme, icon, tone, 44)
        self._title = Label(theme, title, Type.TITLE, max_lines=0)
        self._title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._words = Label(theme, words, Type.BODY, Tone.MUTED, max_lines=0)
        self._words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column = QWidget()
        column.setMaximumWidth(_WIDEST)
        inner = QVBoxLayout(column)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(2 * SPACE)
        inner.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        inner.addSpacing(2 * SPACE)
        inner.addWidget(self._title)
        inner.addWidget(self._words)
        for number, widget in enumerate(below):
            inner.addSpacing(3 * SPACE if number == 0 else SPACE)
            if isinstance(widget, QPushButton):
                inner.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
            else:
                inner.addWidget(widget)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(column, 100)
        across.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(6 * SPACE, 6 * SPACE, 6 * SPACE, 6 * SPACE)
        outer.addStretch(2)
        outer.addLayout(across)
        outer.addStretch(3)

    def show_words(self, title: str, words: str) -> None:
        self._title.set(title)
        self._words.set(words)
