"""The lines in which an action is written: a new one, or one that is changed in its place."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QCompleter, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.ui.present.retro.retro_actions import Draft
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.label import Label

_ONE_LINE = 720
"""From this width on, at the usual text size, all stands in one line."""
_OWNER = 170
_DUE = 170


class _Line(QLineEdit):
    """One line of the form, with suggestions. Escape leaves the form."""

    left = Signal()

    def __init__(self, name: str, hint: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self._suggested: tuple[str, ...] = ()
        self._completer: QCompleter | None = None

    def suggest(self, words: Sequence[str], mode: Qt.MatchFlag = Qt.MatchFlag.MatchContains) -> None:
        if tuple(words) == self._suggested:
            return
        self._suggested = tuple(words)
        completer = QCompleter(list(words), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(mode)
        self._completer = completer
        self.setCompleter(completer)

    @property
    def is_choosing(self) -> bool:
        """While suggestions are open, Enter takes one of them."""
        popup = self._completer.popup() if self._completer is not None else None
        return popup is not None and popup.isVisible()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)


class ActionForm(QWidget):
    """`submitted` carries a Draft; the owner then calls `done` or `say`. `left`: Escape, or Cancel."""

    submitted = Signal(object)
    left = Signal()

    def __init__(
        self, theme: Theme, *, new: bool, ticket: bool | None = None, parent: QWidget | None = None
    ) -> None:
        """`ticket`: whether its line is there; None: for an action that is changed."""
        super().__init__(parent)
        self._theme, self._new, self._narrow = theme, new, False
        self._with_ticket = not new if ticket is None else ticket
        self._busy = self._had_keyboard = False
        self.text = _Line(
            tr("Action"), tr("What is to be done? Enter adds it") if new else tr("What is to be done?")
        )
        self.owner = _Line(tr("Owner"), tr("Owner"))
        self.due = _Line(tr("Due"), tr("Due: Fri, 27 Nov"))
        self.ticket = _Line(tr("Link to the ticket"), tr("Link to the ticket"))
        self.save = QuietButton(theme, tr("Add") if new else tr("Save"), "mdi6.plus" if new else "mdi6.check")
        self.cancel = QuietButton(theme, tr("Cancel"), key="Esc", flat=True)
        self._icon = IconLabel(theme, "mdi6.alert", Tone.WARN, 16)
        self._problem = Label(theme, "", Type.SMALL, Tone.WARN, max_lines=0)
        for line in (self.text, self.owner, self.due, self.ticket):
            line.returnPressed.connect(self._enter)
            line.left.connect(self.left)
        self.save.clicked.connect(self._submit)
        self.cancel.clicked.connect(self.left)
        self._buttons = QWidget()
        buttons = QHBoxLayout(self._buttons)
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.setSpacing(SPACE)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.save)
        self._grid = QGridLayout()
        self._grid.setSpacing(2 * SPACE)
        problem = QHBoxLayout()
        problem.setSpacing(2 * SPACE)
        problem.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        problem.addWidget(self._problem, 1)
        column = QVBoxLayout(self)
        around = 0 if new else 2 * SPACE
        column.setContentsMargins(0, around, 0, around)
        column.setSpacing(SPACE)
        column.addLayout(self._grid)
        column.addLayout(problem)
        theme.changed.connect(self._place)
        self._place()
        self.cancel.setVisible(not new)
        self.say("")

    @property
    def problem(self) -> str:
        return self._problem.text()

    @property
    def draft(self) -> Draft:
        return Draft(self.text.text(), self.owner.text(), self.due.text(), self.ticket.text())

    @property
    def is_empty(self) -> bool:
        return self.draft == Draft()

    @property
    def has_keyboard(self) -> bool:
        widgets = (self.text, self.owner, self.due, self.ticket, self.cancel, self.save)
        return any(widget.hasFocus() for widget in widgets)

    def suggest(self, owners: Sequence[str], days: Sequence[str]) -> None:
        self.owner.suggest(owners)
        self.due.suggest(days, Qt.MatchFlag.MatchStartsWith)

    def fill(self, draft: Draft) -> None:
        """Begin with this."""
        self.text.setText(draft.text)
        self.owner.setText(draft.owner)
        self.due.setText(draft.due)
        self.ticket.setText(draft.ticket)
        self.say("")

    def say(self, problem: str) -> None:
        """What keeps it from being saved; empty: nothing does. The form can be sent (again)."""
        self._busy = False
        self.save.setEnabled(True)
        self._problem.set(problem)
        self._problem.setVisible(bool(problem))
        self._icon.setVisible(bool(problem))

    def done(self) -> None:
        """It was saved: ready for the next."""
        self.fill(Draft())
        if self._new and self._had_keyboard:
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self._had_keyboard = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._is_narrow() != self._narrow:
            self._place()

    def _is_narrow(self) -> bool:
        return self.width() < _ONE_LINE * self._theme.text_scale

    def _place(self) -> None:
        """Text, owner, day and buttons in one line where there is room; the ticket always below the text."""
        self._narrow = self._is_narrow()
        scale = self._theme.text_scale
        for line, width in ((self.owner, _OWNER), (self.due, _DUE)):
            line.setMinimumWidth(0 if self._narrow else round(width * scale))
            line.setMaximumWidth(16_777_215 if self._narrow else round(width * scale))
        places: tuple[tuple[QWidget, int, int, int], ...]
        if not self._narrow:
            places = (
                (self.text, 0, 0, 1),
                (self.owner, 0, 1, 1),
                (self.due, 0, 2, 1),
                (self._buttons, 0, 3, 1),
                (self.ticket, 1, 0, 4),
            )
        elif self._new:
            places = (
                (self.text, 0, 0, 3),
                (self.owner, 1, 0, 1),
                (self.due, 1, 1, 1),
                (self._buttons, 1, 2, 1),
                (self.ticket, 2, 0, 3),
            )
        else:
            places = (
                (self.text, 0, 0, 2),
                (self.owner, 1, 0, 1),
                (self.due, 1, 1, 1),
                (self.ticket, 2, 0, 2),
                (self._buttons, 3, 0, 2),
            )
        for widget, row, column, wide in places:
            self._grid.addWidget(widget, row, column, 1, wide)
        self.ticket.setVisible(self._with_ticket)
        for column in range(4):
            self._grid.setColumnStretch(column, int(column < 2 if self._narrow else column == 0))
        order = (self.text, self.owner, self.due, self.ticket, self.cancel, self.save)
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _enter(self) -> None:
        if not any(line.is_choosing for line in (self.owner, self.due)):
            self._submit()

    def _submit(self) -> None:
        if self._busy:
            return
        if self._new and self.is_empty:
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._busy, self._had_keyboard = True, self.has_keyboard
        self.save.setEnabled(False)
        self.submitted.emit(self.draft)
