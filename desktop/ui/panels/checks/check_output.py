"""What a check says, as it comes: monospaced, following its end, searchable, and never more than a window can
bear.

Ten times a second what is new is added, at most 16 KB of it, and the oldest of 5,000 lines are dropped; all
of it is in a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QFontDatabase, QKeyEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.diagnostics.output import Output
from desktop.diagnostics.run import Finished
from desktop.formats.terminal import TerminalText
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.label import Label
from desktop.ui.widgets.line_chart import LineChart

MOST_LINES = 5_000
LOOK_MS = 100
_BEGIN_WITH = 200_000
"""Bytes from the end that are shown when it is opened."""
_LINES = 14


class _Text(QPlainTextEdit):
    """/ and Ctrl+F search, Home and End go where they say; the owner has the other keys."""

    wanted_search = Signal()

    def event(self, event: QEvent) -> bool:
        # The window has these keys for its timeline.
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _finds(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _finds(event):
            self.wanted_search.emit()
        elif event.text().isalpha() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()  # A, R, O are the card's, also from here
        else:
            super().keyPressEvent(event)


class CheckOutput(QWidget):
    """`closed`: it is to be put away."""

    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._take: Callable[[], tuple[bytes, int]] | None = None
        self._stream = TerminalText()
        self.text = _Text()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setMaximumBlockCount(MOST_LINES)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setUndoRedoEnabled(False)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.text.setAccessibleName(tr("Output"))
        self.text.wanted_search.connect(self.open_search)
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Search the output (/)"))
        self.search.setAccessibleName(tr("Search the output"))
        self.search.textChanged.connect(self._begin_search)
        self.search.returnPressed.connect(self._find_next)
        self._found = Label(theme, "", Type.SMALL, Tone.MUTED)
        self.close_button = QuietButton(theme, tr("Close"), key="Esc", flat=True)
        self.close_button.clicked.connect(self.closed)
        self.chart = LineChart(theme)
        self._file = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=2)
        self._lay_out()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        theme.changed.connect(self._restyle)
        self._restyle()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        head.addWidget(self.search, 1)
        head.addWidget(self._found)
        head.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE, 0, SPACE)
        column.setSpacing(2 * SPACE)
        column.addWidget(self.chart)
        column.addLayout(head)
        column.addWidget(self.text)
        column.addWidget(self._file)

    @property
    def file_words(self) -> str:
        return self._file.text()

    def show_output(self, output: Output, finished: Finished | None, zone: ZoneInfo) -> None:
        """Begin to show it, from near its end."""
        data, before = output.so_far(_BEGIN_WITH)
        self._stream = TerminalText()
        self.text.setPlainText("")
        if before:
            self._add(_left_out(before))
        self._add(self._stream.feed(data))
        self._take = output.take
        self._timer.start()
        self.show_finished(output, finished, zone)

    def show_text(self, text: str) -> None:
        """An excerpt of somebody else's run."""
        self._timer.stop()
        self._take = None
        self.text.setPlainText(text)
        self.chart.hide()
        self._file.hide()

    def show_finished(self, output: Output, finished: Finished | None, zone: ZoneInfo) -> None:
        """Nothing more comes, if it is `finished`."""
        if finished is not None and self._take is not None:
            self.look()
            self._add(self._stream.feed(b"", final=True))
            self._timer.stop()
            self._take = None
        series = finished.series if finished is not None else ()
        self.chart.show_series(series, zone)
        self.chart.setVisible(bool(self.chart.shown))
        self._show_file(output.path)

    def look(self) -> None:
        """Add what is new."""
        if self._take is None:
            return
        data, skipped = self._take()
        if skipped:
            self._add(_left_out(skipped))
        if data:
            self._add(self._stream.feed(data))

    def open_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def stop(self) -> None:
        """It is not looked at any more."""
        self._timer.stop()
        self._take = None

    def _show_file(self, path: Path | None) -> None:
        self._file.set(tr("All of it for 14 days: {path}").format(path=path) if path is not None else "")
        self._file.setVisible(path is not None)

    def _add(self, text: str) -> None:
        """At the end, which is followed if it was looked at."""
        if not text:
            return
        bar = self.text.verticalScrollBar()
        follows = bar.value() >= bar.maximum() - 1
        cursor = QTextCursor(self.text.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(text)
        if follows:
            bar.setValue(bar.maximum())

    def _begin_search(self) -> None:
        cursor = self.text.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        self.text.setTextCursor(cursor)
        self._find_next()

    def _find_next(self) -> None:
        """Backwards, for what came last is what matters; at the beginning again from the end."""
        words = self.search.text()
        if not words:
            self._found.set("")
            return
        back = QTextDocument.FindFlag.FindBackward
        if not self.text.find(words, back):
            cursor = self.text.textCursor()
            cursor.movePosition(QTextCursor.MoveOperation.End)
            self.text.setTextCursor(cursor)
            if not self.text.find(words, back):
                self._found.set(tr("Not there"))
                return
        self._found.set(tr("Line {n}").format(n=self.text.textCursor().blockNumber() + 1))

    def _restyle(self) -> None:
        font = QFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        font.setPointSizeF(self._theme.font(Type.SMALL).pointSizeF())
        self.text.setFont(font)
        self.search.setFont(self._theme.font(Type.SMALL))
        self.text.setFixedHeight(_LINES * self.text.fontMetrics().lineSpacing() + 5 * SPACE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.search.hasFocus() and self.search.text():
                self.search.clear()
            else:
                self.closed.emit()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._restyle()


def _finds(event: QKeyEvent) -> bool:
    control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    return (control and event.key() == Qt.Key.Key_F) or event.text() == "/"


def _left_out(size: int) -> str:
    return "\n" + tr("… {n} bytes are not shown …").format(n=f"{size:,}") + "\n"
