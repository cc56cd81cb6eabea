"""Whom to call and why, with what it does to them said before it is pressed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.ui.panels.call_in.helper_list import HelperList
from desktop.ui.present.fixing.call_ins import ASLEEP_ICON, HelperRow
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.label import Label

LONGEST = 140
"""Characters of the reason: it is read on an alarm."""


class _Line(QLineEdit):
    """Up and Down move in the list, Escape leaves. Enter that is held down presses nothing."""

    stepped = Signal(int)
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Escape:
                self.left.emit()
            case Qt.Key.Key_Down:
                self.stepped.emit(1)
            case Qt.Key.Key_Up:
                self.stepped.emit(-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if event.isAutoRepeat():
                pass
            case _:
                super().keyPressEvent(event)


class CallForm(QWidget):
    """`called` carries the responder and the reason. `searched`: other people may be asked for. What is
    suggested as the reason is never put over what was written by hand."""

    called = Signal(str, str)
    searched = Signal()
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._by_hand = False
        self._begun = False
        self._touched = False
        self.search = _Line()
        self.search.setPlaceholderText(tr("Name, or what they know about"))
        self.search.setAccessibleName(tr("Whom to call in: a name, or what they know about"))
        self.people = HelperList(theme)
        self._nobody = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self.why = _Line()
        self.why.setMaxLength(LONGEST)
        self.why.setPlaceholderText(tr("Why: they read it on their alarm"))
        self.why.setAccessibleName(tr("Why they are called: they read it on their alarm"))
        self._cost_icon = IconLabel(theme, ASLEEP_ICON, Tone.WARN)
        self._cost = Label(theme, "", Type.BODY, Tone.WARN, max_lines=0)
        self._cost_row = QWidget()
        cost = QHBoxLayout(self._cost_row)
        cost.setContentsMargins(0, 0, 0, 0)
        cost.setSpacing(2 * SPACE)
        cost.addWidget(self._cost_icon, 0, Qt.AlignmentFlag.AlignTop)
        cost.addWidget(self._cost, 1)
        self.call = QuietButton(theme, "", "mdi6.phone-outline", "Enter", tone=Tone.ENGINEER)
        self.back = QuietButton(theme, tr("Back"), key="Esc", flat=True)
        buttons = QHBoxLayout()
        buttons.setSpacing(2 * SPACE)
        buttons.addWidget(self.call)
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * SPACE)
        for widget in (self.search, self.people, self._nobody, self.why, self._cost_row):
            column.addWidget(widget)
        column.addLayout(buttons)
        self.search.textChanged.connect(self._search)
        self.why.textEdited.connect(self._write)
        for line in (self.search, self.why):
            line.stepped.connect(self._step)
            line.left.connect(self.left)
        self.search.returnPressed.connect(self._enter)
        self.why.returnPressed.connect(self._call)
        self.people.changed.connect(self._choose)
        self.people.clicked.connect(self._touch)
        self.call.clicked.connect(self._call)
        self.back.clicked.connect(self.left)

    @property
    def cost(self) -> str:
        """What the call would do to the person who is chosen."""
        return self._cost.text()

    @property
    def nobody(self) -> str:
        """Why the list is empty; empty when it is not."""
        return self._nobody.text() if not self._nobody.isHidden() else ""

    def begin(self) -> None:
        """Empty, with the keyboard in the line."""
        self._by_hand, self._begun = False, True
        self.search.clear()
        self._touched = False
        self.why.clear()
        self._choose()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_helpers(self, rows: Sequence[HelperRow]) -> None:
        keep = not self._begun
        self._begun = False
        self.people.show_rows(rows, keep=keep)
        self.people.setVisible(bool(rows))
        words = tr("Nobody is left to call.")
        if self.search.text().strip():
            words = tr("Nobody of that name, and nobody who knows about it.")
        self._nobody.set(words)
        self._nobody.setVisible(not rows)
        self._choose()

    def _search(self) -> None:
        self._begun = self._touched = True
        self.searched.emit()

    def _step(self, by: int) -> None:
        self._touch()
        self.people.step(by)

    def _touch(self) -> None:
        self._touched = True

    def _enter(self) -> None:
        """Enter twice by mistake wakes nobody: whom to call was neither typed nor chosen yet."""
        if self._touched:
            self._call()
        else:
            self.why.setFocus(Qt.FocusReason.OtherFocusReason)

    def _write(self) -> None:
        self._by_hand = bool(self.why.text().strip())

    def _choose(self) -> None:
        chosen = self.people.chosen
        for widget in (self.why, self._cost_row, self.call):
            widget.setVisible(chosen is not None)
        if chosen is None:
            return
        if not self._by_hand and self.why.text() != chosen.suggestion:
            self.why.setText(chosen.suggestion)
        tone = Tone.WARN if chosen.asleep else Tone.MUTED
        self._cost.set(chosen.forecast, tone)
        self._cost_icon.set(ASLEEP_ICON if chosen.asleep else "mdi6.account-voice", tone)
        self.call.setText(chosen.button)
        self.call.setAccessibleName(f"{chosen.button}. {chosen.forecast}")
        self.call.updateGeometry()

    def _call(self) -> None:
        chosen, why = self.people.chosen, self.why.text().strip()
        if chosen is None:
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not why:
            self.why.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.called.emit(chosen.responder, why)
