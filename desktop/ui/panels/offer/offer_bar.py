"""To whom the seat is offered, chosen in place below the button that asked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.ui.panels.call_in.helper_list import HelperList
from desktop.ui.present.fixing.call_ins import HelperRow
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.label import Label


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


class OfferBar(Card):
    """`offered` carries the responder; `searched`: other people may be asked for; `left`: nothing was
    offered."""

    offered = Signal(str)
    searched = Signal()
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, Tone.RAISED, Tone.LINE, parent)
        self._begun = self._touched = False
        self._title = Label(theme, "", Type.STRONG, max_lines=0)
        self.search = _Line()
        self.search.setPlaceholderText(tr("Name, or what they know about"))
        self.search.setAccessibleName(tr("To whom: a name, or what they know about"))
        self.people = HelperList(theme)
        self.people.setAccessibleName(tr("People to offer the seat to"))
        self._nobody = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self._cost = Label(theme, "", Type.BODY, Tone.MUTED, max_lines=0)
        self.offer = QuietButton(theme, "", "mdi6.account-switch-outline", "Enter")
        self.back = QuietButton(theme, tr("Back"), key="Esc", flat=True)
        buttons = QHBoxLayout()
        buttons.setSpacing(2 * SPACE)
        buttons.addWidget(self.offer)
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 3 * SPACE, 3 * SPACE, 3 * SPACE)
        column.setSpacing(2 * SPACE)
        for widget in (self._title, self.search, self.people, self._nobody, self._cost):
            column.addWidget(widget)
        column.addLayout(buttons)
        self.search.textChanged.connect(self._search)
        self.search.stepped.connect(self._step)
        self.search.left.connect(self.left)
        self.search.returnPressed.connect(self._enter)
        self.people.changed.connect(self._choose)
        self.people.clicked.connect(self._touch)
        self.offer.clicked.connect(self._offer)
        self.back.clicked.connect(self.left)
        self.hide()

    @property
    def cost(self) -> str:
        """What the offer would do to the person who is chosen."""
        return self._cost.text()

    @property
    def nobody(self) -> str:
        """Why the list is empty; empty when it is not."""
        return self._nobody.text() if not self._nobody.isHidden() else ""

    def begin(self, title: str) -> None:
        """Empty, with the keyboard in the line."""
        self._begun, self._touched = True, False
        self._title.set(title)
        self.setAccessibleName(title)
        quiet = self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(quiet)
        self.show()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_people(self, rows: Sequence[HelperRow]) -> None:
        keep = not self._begun
        self._begun = False
        self.people.show_rows(rows, keep=keep)
        self.people.setVisible(bool(rows))
        words = tr("Nobody of that name, and nobody who knows about it.")
        if not self.search.text().strip():
            words = tr("Nobody else can take it.")
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
        """Enter twice by mistake pages nobody: whom to ask was neither typed nor chosen yet."""
        if self._touched:
            self._offer()
        else:
            self.offer.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self) -> None:
        chosen = self.people.chosen
        self._cost.setVisible(chosen is not None)
        self.offer.setVisible(chosen is not None)
        if chosen is None:
            return
        self._cost.set(chosen.forecast, Tone.WARN if chosen.asleep else Tone.MUTED)
        self.offer.setText(chosen.button)
        self.offer.setAccessibleName(f"{chosen.button}. {chosen.forecast}")
        self.offer.updateGeometry()

    def _offer(self) -> None:
        chosen = self.people.chosen
        if chosen is not None:
            self.offered.emit(chosen.responder)
