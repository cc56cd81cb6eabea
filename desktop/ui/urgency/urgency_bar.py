"""An incident's urgency, who decided it, and the way to change it: with a reason, in its place."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.core.urgency.urgency import Urgency
from desktop.core.urgency.urgency_change import LONGEST
from desktop.ui.present.rules.urgency import UrgencyView
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.label import Label


class UrgencyBar(QWidget):
    """`decided` carries an Urgency and the reason. Enter sends it, Escape goes back."""

    decided = Signal(object, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._wanted: Urgency | None = None
        self._view: UrgencyView | None = None
        self._icon = IconLabel(theme, "mdi6.flash", Tone.WARN, 16)
        self._words = Label(theme, "", Type.SMALL_STRONG, keep=True)
        self._why = Label(theme, "", Type.SMALL, Tone.MUTED)
        self.change = QuietButton(theme, "", flat=True)
        self.confirm = QuietButton(theme, "", flat=True)
        for button in (self.change, self.confirm):
            button.make_pill()
        self.change.clicked.connect(lambda: self._ask(confirming=False))
        self.confirm.clicked.connect(lambda: self._ask(confirming=True))
        line = QHBoxLayout()
        line.setSpacing(2 * SPACE)
        line.addWidget(self._icon)
        line.addWidget(self._words)
        line.addWidget(self._why)
        line.addStretch(1)
        line.addWidget(self.change)
        line.addWidget(self.confirm)
        self.form = Card(theme, Tone.RAISED, Tone.WARN)
        self._hint = Label(theme, "", Type.SMALL, max_lines=0)
        self.reason = QLineEdit()
        self.reason.setMaxLength(LONGEST)
        self.reason.setPlaceholderText(tr("Why? Enter sends it"))
        self.reason.returnPressed.connect(self._send)
        self.reason.installEventFilter(self)
        self.send = QuietButton(theme, "")
        self.send.clicked.connect(self._send)
        self.back = QuietButton(theme, tr("Back"), key="Esc", flat=True)
        self.back.clicked.connect(self._leave)
        write = QHBoxLayout()
        write.setSpacing(2 * SPACE)
        write.addWidget(self.reason, 1)
        write.addWidget(self.back)
        write.addWidget(self.send)
        inside = QVBoxLayout(self.form)
        inside.setContentsMargins(4 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE + 2)
        inside.setSpacing(SPACE)
        inside.addWidget(self._hint)
        inside.addLayout(write)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addLayout(line)
        column.addWidget(self.form)
        self.form.hide()

    @property
    def words(self) -> str:
        return self._words.text()

    @property
    def why(self) -> str:
        return self._why.text()

    @property
    def hint(self) -> str:
        return self._hint.text()

    def show_view(self, view: UrgencyView) -> None:
        if view == self._view:
            return
        self._view = view
        self._icon.set(view.icon, view.tone)
        self._words.set(view.words, view.tone)
        self._why.set(view.why)
        for button, words in ((self.change, view.change), (self.confirm, view.confirm)):
            button.setText(words)
            button.setVisible(bool(words))
            button.updateGeometry()
        self.change.set_icon_name("mdi6.flash" if view.wanted is Urgency.NOW else "mdi6.weather-night")
        self.setAccessibleName(f"{tr('Urgency')}: {view.words}, {view.why}")
        possible = {view.wanted} if view.change else set()
        if view.confirm:
            possible.add(Urgency.NOW)
        if self._wanted is not None and self._wanted not in possible:
            self._close()  # somebody else was quicker

    def forget(self) -> None:
        """Another incident is shown: what was begun is not about it."""
        self._close()

    def ask(self) -> None:
        """Open the line for the reason, if the viewer may change anything."""
        if not self.change.isHidden():
            self._ask(confirming=False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if watched is self.reason and escape and event.type() == QEvent.Type.KeyPress:
            self._leave()
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.form.isHidden():
            self._leave()
            return
        super().keyPressEvent(event)

    def _ask(self, *, confirming: bool) -> None:
        view = self._view
        if view is None:
            return
        self._wanted = Urgency.NOW if confirming else view.wanted
        hint = tr("It stays as it is, and counts as decided. Why is it urgent?") if confirming else view.hint
        self._hint.set(hint)
        self.reason.setAccessibleName(hint)
        self.send.setText(view.confirm if confirming else view.change)
        self.send.updateGeometry()
        self.form.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _send(self) -> None:
        because, wanted = self.reason.text().strip(), self._wanted
        if not because or wanted is None:
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._close()
        self.decided.emit(wanted, because)

    def _leave(self) -> None:
        confirming = self._wanted is Urgency.NOW and not self.confirm.isHidden()
        self._close()
        (self.confirm if confirming else self.change).setFocus(Qt.FocusReason.OtherFocusReason)

    def _close(self) -> None:
        self._wanted = None
        self.reason.clear()
        self.form.hide()
