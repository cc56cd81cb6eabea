"""Where a note is written in Markdown; what differs from the hub's is said, and somebody else's words are
never written over by themselves."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.ui.present.words import tr
from desktop.ui.texts.conflict_bar import ConflictBar
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.label import Label
from desktop.ui.widgets.markdown.markdown_view import MarkdownView

_FEWEST, _MOST = 5, 22
"""Lines."""


class _Text(QPlainTextEdit):
    """Control and Enter sends it at once, so does leaving it; Tab leaves. As high as what is written."""

    send_wanted = Signal()

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)
        self.setPlaceholderText(tr("What was said. Markdown; it is kept as you write."))
        self.textChanged.connect(self._fit)
        theme.changed.connect(self._fit)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.send_wanted.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.send_wanted.emit()

    def _fit(self) -> None:
        self.setFont(self._theme.font(Type.BODY))
        lines = min(_MOST, max(_FEWEST, self.document().blockCount() + 1))
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 5 * SPACE)


class NoteField(QWidget):
    """`edited` at each change by the person, `send_wanted` when it is to be sent now."""

    edited = Signal(str)
    send_wanted = Signal()

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filling = False
        self.text = _Text(theme, title)
        self.read = MarkdownView(theme, title, whole=True)
        self.preview = QuietButton(theme, tr("As it reads"), "mdi6.eye-outline", flat=True)
        self.preview.setCheckable(True)
        self.preview.toggled.connect(self._show_preview)
        self.conflict = ConflictBar(theme)
        self.conflict.compare.setText(tr("Keep both"))
        self.conflict.compare.set_icon_name("mdi6.format-list-text")
        self._state = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=2)
        self._nothing = Label(theme, tr("Nothing was written."), Type.BODY, Tone.MUTED)
        self.text.textChanged.connect(self._tell)
        self.text.send_wanted.connect(self.send_wanted)
        head = QHBoxLayout()
        head.setSpacing(3 * SPACE)
        head.addWidget(Label(theme, title, Type.STRONG, keep=True))
        head.addWidget(self._state, 1)
        head.addWidget(self.preview)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * SPACE)
        column.addLayout(head)
        column.addWidget(self.conflict)
        column.addWidget(self.text)
        column.addWidget(self.read)
        column.addWidget(self._nothing)
        self.read.hide()
        self._nothing.hide()
        self._can_write = True

    @property
    def state(self) -> str:
        return self._state.text()

    @property
    def written(self) -> str:
        return self.text.toPlainText()

    def show_text(self, text: str, *, can_write: bool) -> None:
        """What stands there. The cursor stays where it is as long as the text does."""
        if text.rstrip() != self.written.rstrip():  # the space that was just typed stays
            self._filling = True
            at = self.text.textCursor().position()
            self.text.setPlainText(text)
            cursor = self.text.textCursor()
            cursor.setPosition(min(at, len(self.text.toPlainText().encode("utf-16-le")) // 2))
            self.text.setTextCursor(cursor)
            self._filling = False
        self._can_write = can_write
        self._show_preview()

    def say(self, words: str, tone: Tone = Tone.MUTED) -> None:
        """Whether the hub has it, and who wrote last."""
        self._state.set(words, tone)

    def _show_preview(self) -> None:
        read = self.preview.isChecked() or not self._can_write
        text = self.written
        self.preview.setVisible(self._can_write)
        self.read.show_markdown(text if read else "")
        self.read.setVisible(read and bool(text.strip()))
        self._nothing.setVisible(read and not text.strip())
        self.text.setVisible(not read)

    def _tell(self) -> None:
        if not self._filling:
            self.edited.emit(self.written)
