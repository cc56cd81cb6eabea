"""Words and fields in a row that reads as a sentence, and goes on in the next line where there is no room."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.flow_row import FlowRow
from desktop.ui.widgets.label import Label


class Phrase(QWidget):
    """Texts become muted words as high as the fields beside them."""

    def __init__(self, theme: Theme, *parts: str | QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = FlowRow(self)
        self._row.setSpacing(2 * SPACE)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        fields = [part for part in parts if isinstance(part, QWidget)]
        for part in parts:
            if isinstance(part, QWidget):
                self._row.addWidget(part)
            elif part:
                label = Label(theme, part, Type.BODY, Tone.MUTED)
                label.setMinimumHeight(max((field.sizeHint().height() for field in fields), default=0))
                self._row.addWidget(label)
