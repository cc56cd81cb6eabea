"""Where one of the outgoing writes for the incoming."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.label import Label

_LINES = 6


class _Text(QPlainTextEdit):
    """Control and Enter saves; Tab leaves."""

    saved = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setTabChangesFocus(True)
        self.setAccessibleName(tr("Your note for the incoming pair"))
        self.setPlaceholderText(
            tr("What should they know? What is still shaky, what you changed, what can be ignored.")
        )
        theme.changed.connect(self._restyle)
        self._restyle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.saved.emit()
        else:
            super().keyPressEvent(event)

    def _restyle(self) -> None:
        self.setFont(self._theme.font(Type.BODY))
        self.setFixedHeight(_LINES * self.fontMetrics().lineSpacing() + 5 * SPACE)


class NoteEditor(QWidget):
    """What is typed and not yet saved is never replaced by what the hub has."""

    saved = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept = ""
        self.text = _Text(theme)
        self.save = QuietButton(theme, tr("Save for the incoming"), key="Ctrl+Enter")
        self._said = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self.text.textChanged.connect(self._compare)
        self.text.saved.connect(self._save)
        self.save.clicked.connect(self._save)
        row = QHBoxLayout()
        row.setSpacing(3 * SPACE)
        row.addWidget(self.save)
        row.addWidget(self._said, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * SPACE)
        column.addWidget(Label(theme, tr("Your note for the incoming pair"), Type.SMALL, Tone.MUTED))
        column.addWidget(self.text)
        column.addLayout(row)
        self._compare()

    @property
    def said(self) -> str:
        return self._said.text()

    @property
    def is_changed(self) -> bool:
        """Whether something is typed that the hub does not have."""
        return self.text.toPlainText().strip() != self._kept

    def show_note(self, kept: str) -> None:
        """What the hub has."""
        was_changed = self.is_changed
        if kept == self._kept:
            return
        self._kept = kept
        if not was_changed:
            self.text.setPlainText(kept)
        self._compare()

    def done(self, kept: str) -> None:
        """The hub has taken it."""
        self._kept = kept
        self._compare()
        if not self.is_changed:  # nobody typed on meanwhile
            self.say(tr("Saved.") if kept else tr("Taken back."), Tone.OK)

    def say(self, words: str, tone: Tone = Tone.WARN) -> None:
        self._said.set(words, tone)

    def _compare(self) -> None:
        changed = self.is_changed
        self.save.setEnabled(changed)
        if changed:
            self.say(tr("Not saved yet."), Tone.MUTED)

    def _save(self) -> None:
        if self.is_changed:
            self.saved.emit(self.text.toPlainText().strip())
