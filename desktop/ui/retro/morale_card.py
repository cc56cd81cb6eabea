"""How it was: the week's morale, what would have helped, and the rest that people took."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop.core.retro.recovery import MOST_HOURS
from desktop.ui.present.retro.morale import MoraleShown
from desktop.ui.present.retro.wellbeing import RestRow
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.flow_row import FlowRow
from desktop.ui.widgets.label import Label

_STEP = 0.5
"""Hours."""


class OwnRest(QWidget):
    """One line of the viewer's own rest, with hours that may be changed. Enter keeps them."""

    changed = Signal(float)
    removed = Signal()

    def __init__(self, theme: Theme, row: RestRow) -> None:
        super().__init__()
        self._row = row
        self.hours = QDoubleSpinBox()
        self.hours.setRange(_STEP, MOST_HOURS)
        self.hours.setSingleStep(_STEP)
        self.hours.setDecimals(1)
        self.hours.setSuffix(tr(" h"))
        self.hours.setValue(row.hours)
        self.hours.setAccessibleName(tr("Hours of rest, {which}").format(which=row.words))
        self.keep = QuietButton(theme, tr("Change"), "mdi6.check")
        self.remove = QuietButton(theme, tr("Remove"), "mdi6.close", flat=True)
        for button, name in ((self.keep, tr("Change {which}")), (self.remove, tr("Remove {which}"))):
            button.setAccessibleName(name.format(which=row.words))
        self.keep.setEnabled(False)
        self.hours.valueChanged.connect(lambda value: self.keep.setEnabled(value != row.hours))
        self.keep.clicked.connect(self._change)
        self.remove.clicked.connect(self.removed)
        self.hours.setButtonSymbols(QDoubleSpinBox.ButtonSymbols.NoButtons)
        self.hours.setFixedHeight(self.keep.sizeHint().height())
        flow = FlowRow()
        for widget in (self.hours, self.keep, self.remove):
            flow.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(Label(theme, row.words, Type.BODY, max_lines=0))
        column.addLayout(flow)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.keep.isEnabled():
            self._change()
            return
        super().keyPressEvent(event)

    def _change(self) -> None:
        self.changed.emit(self.hours.value())


class MoraleCard(Card):
    """Rebuilt only where what it says differs. `rest_changed` carries a UUID and hours, `rest_removed` a
    UUID: the viewer's own."""

    rest_changed = Signal(object, float)
    rest_removed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._theme = theme
        self._rows: tuple[RestRow, ...] = ()
        self.own: list[OwnRest] = []
        self._summary = Label(theme, "", Type.SMALL, Tone.MUTED)
        self._mood = Label(theme, "", Type.BODY, max_lines=0)
        self._sleep = Label(theme, "", Type.BODY, max_lines=0)
        self._against = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self._helped = Label(theme, tr("What would have helped"), Type.SMALL_STRONG, Tone.MUTED)
        self._wishes = Label(theme, "", Type.BODY, max_lines=0)
        self._rest = Label(theme, "", Type.BODY, max_lines=0)
        self._rest_against = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self._mine = Label(theme, tr("Your own"), Type.SMALL_STRONG, Tone.MUTED)
        self._note = Label(theme, "", Type.SMALL, Tone.WARN, max_lines=0)
        burden = tr(
            "Rest is what the nights cost the team; of one person it is no score. Answers are kept without"
            " names, times and order."
        )
        head = QHBoxLayout()
        head.setSpacing(3 * SPACE)
        head.addWidget(Label(theme, tr("How it was"), Type.STRONG))
        head.addWidget(self._summary, 1)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(SPACE)
        column = QVBoxLayout(self)
        column.setContentsMargins(5 * SPACE, 3 * SPACE, 5 * SPACE, 4 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addLayout(head)
        for label in (self._mood, self._sleep, self._against, self._helped, self._wishes):
            column.addWidget(label)
        column.addWidget(self._rest)
        column.addWidget(self._rest_against)
        column.addWidget(self._mine)
        column.addLayout(self._lines)
        column.addWidget(self._note)
        column.addWidget(Label(theme, burden, Type.SMALL, Tone.MUTED, max_lines=0))
        self.show_own(())
        self.say("")

    @property
    def texts(self) -> list[str]:
        """What is shown, from the top."""
        found = (self._summary, self._mood, self._sleep, self._against, self._wishes, self._rest)
        return [label.text() for label in (*found, self._rest_against, self._note) if label.text()]

    def show_morale(self, shown: MoraleShown) -> None:
        self._summary.set(shown.summary)
        for label, words in (
            (self._mood, shown.mood),
            (self._sleep, shown.sleep),
            (self._against, shown.against),
            (self._wishes, "\n".join(shown.wishes)),
            (self._rest, shown.rest),
            (self._rest_against, shown.rest_against),
        ):
            label.set(words)
            label.setVisible(bool(words))
        self._helped.setVisible(bool(shown.wishes))

    def show_own(self, rows: Sequence[RestRow]) -> None:
        """The viewer's own rest of the week, by day."""
        self._mine.setVisible(bool(rows))
        if tuple(rows) == self._rows:
            return
        self._rows = tuple(rows)
        for line in self.own:
            self._lines.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.own = [self._line(row) for row in rows]

    def say(self, words: str) -> None:
        """Why it was not changed; empty: nothing is wrong."""
        self._note.set(words)
        self._note.setVisible(bool(words))

    def _line(self, row: RestRow) -> OwnRest:
        line = OwnRest(self._theme, row)
        line.changed.connect(partial(self._change, row.id))
        line.removed.connect(lambda: self.rest_removed.emit(row.id))
        self._lines.addWidget(line)
        return line

    def _change(self, this: UUID, hours: float) -> None:
        self.rest_changed.emit(this, hours)
