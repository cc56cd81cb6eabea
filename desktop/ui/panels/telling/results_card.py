"""What became of the updates: each channel's result, and the way to send again what failed."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.ui.present.telling.results import ResultRow, ResultsView
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.label import Label

_ICON = 16
AGAIN_KEY = "Ctrl+R"


class ResultLine(QWidget):
    """Icon, channel, words; a button where it failed."""

    again = Signal(object)
    """(UUID of the update, name of the channel)."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row: ResultRow | None = None
        self._icon = IconLabel(theme, "", Tone.MUTED, _ICON)
        self._channel = Label(theme, "", Type.SMALL_STRONG, max_lines=0)
        self._words = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0, clock=True)
        self.button = QuietButton(theme, tr("Send again"))
        self.button.make_pill()
        self.button.clicked.connect(self._press)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * SPACE)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._icon, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._channel, 0, 1)
        grid.addWidget(self._words, 1, 1)
        grid.addWidget(self.button, 0, 2, 2, 1, Qt.AlignmentFlag.AlignTop)

    @property
    def spoken(self) -> str:
        return self._row.spoken if self._row is not None else ""

    def show_row(self, row: ResultRow, *, with_button: bool) -> None:
        self._row = row
        self._icon.set(row.icon, row.tone)
        self._channel.set(row.channel)
        self._words.set(row.words, Tone.MUTED if row.tone is Tone.OK else row.tone)
        self.button.setVisible(with_button and row.again is not None)
        self.button.setAccessibleName(tr("Send again: {channel}").format(channel=row.channel))
        self.setAccessibleName(row.spoken)

    def _press(self) -> None:
        if self._row is not None and self._row.again is not None:
            self.again.emit(self._row.again)


class ResultsCard(Card):
    """`again` carries a sequence of (UUID of an update, name of a channel)."""

    again = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._theme = theme
        self._failed: Sequence[tuple[UUID, str]] = ()
        self._lead = Label(theme, "", Type.SMALL_STRONG, max_lines=0, clock=True)
        self._all_lines: list[ResultLine] = []
        self._shown = 0
        self.all = QuietButton(theme, "", "mdi6.send-clock-outline", AGAIN_KEY)
        self.all.clicked.connect(self._send_all)
        QShortcut(QKeySequence(AGAIN_KEY), self).activated.connect(self.all.click)
        self._column = QVBoxLayout()
        self._column.setSpacing(2 * SPACE)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 3 * SPACE, 3 * SPACE, 3 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addWidget(self._lead)
        column.addLayout(self._column)
        column.addWidget(self.all, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def lead(self) -> str:
        return self._lead.text()

    @property
    def lines(self) -> list[ResultLine]:
        return self._all_lines[: self._shown]

    def show_results(self, view: ResultsView) -> None:
        number = len(view.failed)
        self._failed, self._shown = view.failed, len(view.rows)
        self._lead.set(view.lead)
        while len(self._all_lines) < len(view.rows):
            line = ResultLine(self._theme)
            line.again.connect(lambda which: self.again.emit((which,)))
            self._all_lines.append(line)
            self._column.addWidget(line)
        for position, line in enumerate(self._all_lines):
            if position < self._shown:
                # One failure needs one button, the one with the key.
                line.show_row(view.rows[position], with_button=number > 1)
            line.setVisible(position < self._shown)
        self.all.setText(tr("Send again") if number == 1 else tr("Send all {n} again").format(n=number))
        self.all.updateGeometry()
        self.all.setVisible(number > 0)
        self.setAccessibleName(view.lead)

    def _send_all(self) -> None:
        if self._failed:
            self.again.emit(tuple(self._failed))
