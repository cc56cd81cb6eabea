"""What the forms of the schedule share: captions above fields, a list of people, buttons at the end."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.present.schedule.schedule_form import PersonChoice
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import Button, QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.label import Label

_AT_ONCE = 8
"""Sentences."""
_HEIGHT = 40
_FIELD = 216
"""A field is at least so wide; as many stand side by side as there is room for."""


class Chooser(QComboBox):
    """One of a list, by id. What was chosen stays chosen while the list changes."""

    picked = Signal()

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.activated.connect(lambda _number: self.picked.emit())

    @property
    def chosen(self) -> str:
        """The id; empty when there is nothing to choose."""
        found = self.currentData()
        return found if isinstance(found, str) else ""

    def offer(self, choices: Sequence[PersonChoice], chosen: str | None = None) -> None:
        """`chosen`: this one; None: as before."""
        wanted = self.chosen if chosen is None else chosen
        known = [(self.itemData(n), self.itemText(n)) for n in range(self.count())]
        if known != [(choice.id, choice.words) for choice in choices]:
            self.clear()
            for choice in choices:
                self.addItem(choice.words, choice.id)
        self.setCurrentIndex(max(0, self.findData(wanted)) if self.count() else -1)


class Warnings(QWidget):
    """Sentences, each with the sign of a warning. Never walls: of many the first, and all when they are asked
    for."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.sentences: tuple[str, ...] = ()
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE)
        self.more = QuietButton(theme, "", "mdi6.chevron-down", flat=True)
        self.more.clicked.connect(self._show_all)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(SPACE)
        outer.addLayout(self._column)
        outer.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self._tone = Tone.WARN
        self.hide()

    def say(self, sentences: Sequence[str], tone: Tone = Tone.WARN) -> None:
        if tuple(sentences) == self.sentences:
            return
        self.sentences, self._tone = tuple(sentences), tone
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        few = len(self.sentences) <= _AT_ONCE + 1
        first = self.sentences if few else self.sentences[:_AT_ONCE]
        self._add(first)
        self.more.setText(tr("Show {n} more").format(n=len(self.sentences) - len(first)))
        self.more.setVisible(not few)
        self.setVisible(bool(self.sentences))
        self.setAccessibleName(" ".join(first))

    def _show_all(self) -> None:
        self._add(self.sentences[_AT_ONCE:])
        self.more.hide()
        self.setAccessibleName(" ".join(self.sentences))

    def _add(self, sentences: Sequence[str]) -> None:
        for sentence in sentences:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(2 * SPACE)
            icon = IconLabel(self._theme, "mdi6.alert", self._tone, 16)
            row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(Label(self._theme, sentence, Type.SMALL, self._tone, max_lines=0), 1)
            self._column.addWidget(line)


class Form(Card):
    """A card with fields that stand in as many columns as there is room for. Escape leaves it."""

    left = Signal()

    def __init__(self, theme: Theme, title: str, confirm: Button) -> None:
        super().__init__(theme, Tone.SURFACE, Tone.MUTED)
        self._theme, self.confirm = theme, confirm
        self._fields: list[QWidget] = []
        self._columns = 0
        self.title = Label(theme, title, Type.STRONG, max_lines=0)
        self.explain = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self.explain.hide()
        self.warnings = Warnings(theme)
        self.problem = Warnings(theme)
        self.cancel = QuietButton(theme, tr("Cancel"), key="Esc", flat=True)
        self.cancel.clicked.connect(self.leave)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(3 * SPACE)
        self._grid.setVerticalSpacing(2 * SPACE)
        self.body = QVBoxLayout()
        self.body.setSpacing(2 * SPACE)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(2 * SPACE)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.cancel)
        self.buttons.addWidget(confirm)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(5 * SPACE, 3 * SPACE, 4 * SPACE, 3 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addWidget(self.title)
        column.addWidget(self.explain)
        column.addLayout(self._grid)
        column.addLayout(self.body)
        column.addWidget(self.warnings)
        column.addWidget(self.problem)
        column.addLayout(self.buttons)
        self.hide()
        theme.changed.connect(self._arrange)

    def add_field(self, caption: str, *widgets: QWidget) -> QWidget:
        """A caption, and below it what is filled in."""
        field = QWidget()
        column = QVBoxLayout(field)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(Label(self._theme, caption, Type.SMALL, Tone.MUTED))
        for widget in widgets:
            if isinstance(widget, QComboBox | QLineEdit | QAbstractSpinBox):
                # Side by side they are of one height, whatever each kind would rather be.
                widget.setMinimumHeight(round(_HEIGHT * self._theme.text_scale))
            column.addWidget(widget)
        column.addStretch(1)
        self._fields.append(field)
        self._arrange()
        return field

    def add_above(self, button: Button) -> None:
        """Another way to the same end, before anything is filled in."""
        self._column.insertWidget(1, button, 0, Qt.AlignmentFlag.AlignLeft)

    def say_problem(self, sentence: str) -> None:
        """What keeps it from being done; empty: nothing. It can be tried (again)."""
        self.problem.say((sentence,) if sentence else (), Tone.ALARM)
        self.confirm.setEnabled(True)

    def say_explanation(self, words: str) -> None:
        self.explain.set(words)
        self.explain.setVisible(bool(words))

    def busy(self) -> None:
        """It is on its way to the hub."""
        self.confirm.setEnabled(False)

    def leave(self) -> None:
        self.hide()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            return
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier and self.confirm.isEnabled():
            self.confirm.click()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._arrange()

    def _arrange(self) -> None:
        room = self.width() - 9 * SPACE
        fit = max(1, min(len(self._fields), int(room // (_FIELD * self._theme.text_scale))))
        if (fit, len(self._fields)) == (self._columns, self._grid.count()):
            return
        self._columns = fit
        for field in self._fields:
            self._grid.removeWidget(field)
        for number, field in enumerate(self._fields):
            self._grid.addWidget(field, number // fit, number % fit)
        for column in range(8):
            self._grid.setColumnStretch(column, int(column < fit))
