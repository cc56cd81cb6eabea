"""One notice: its switch, what it says to users, and since when; the pencil opens the editor."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.present.telling.notices import NoticeRow
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.label import Label
from desktop.ui.widgets.switch import Switch

_MOST_LINES = 4


class NoticeLine(QWidget):
    """`switched` carries whether users shall see it."""

    switched = Signal(bool)
    edit_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[NoticeRow, bool, bool] | None = None
        self.switch = Switch(theme)
        self.switch.wanted.connect(self.switched)
        self._icon = IconLabel(theme, "mdi6.alert-outline", size=16)
        self._kind = Label(theme, "", Type.SMALL_STRONG, max_lines=2)
        self.pencil = QuietButton(theme, "", "mdi6.pencil-outline", flat=True)
        self.pencil.padding = (8, 7)
        self.pencil.setToolTip(tr("Edit"))
        self.pencil.clicked.connect(self.edit_wanted)
        self._text = Label(theme, "", Type.BODY, max_lines=_MOST_LINES)
        self._told = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        head.addWidget(self.switch)
        head.addSpacing(SPACE)
        head.addWidget(self._icon)
        head.addWidget(self._kind, 1)
        head.addWidget(self.pencil)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self._text)
        column.addWidget(self._told)

    @property
    def row(self) -> NoticeRow | None:
        return self._shown[0] if self._shown is not None else None

    def show_row(self, row: NoticeRow, *, busy: bool, can_change: bool) -> None:
        if (row, busy, can_change) == self._shown:
            return
        self._shown = row, busy, can_change
        self.switch.show_state(on=row.on, tone=Tone.OK if row.shown else Tone.MUTED, busy=busy)
        self.switch.setEnabled(can_change)
        self.switch.setAccessibleName(tr("Shown to users: {words}").format(words=row.sentence))
        self._icon.set(row.icon, row.tone)
        self._kind.set(" · ".join(part for part in (row.service, row.kind) if part), row.tone)
        self._text.set(row.text, Tone.TEXT if row.shown else Tone.MUTED)
        self._told.set(row.told)
        self._told.setVisible(bool(row.told))
        self.pencil.setVisible(can_change)
        self.pencil.setAccessibleName(tr("Edit: {words}").format(words=row.sentence))
