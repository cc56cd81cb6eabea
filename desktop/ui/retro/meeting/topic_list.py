"""The topics at the side: chosen, moved, added, renamed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.ui.present.retro.meeting import DECIDED
from desktop.ui.present.telling.texts import TextRow
from desktop.ui.present.words import tr
from desktop.ui.texts.row_list import RowList
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.label import Label


class _Rows(RowList):
    """Control with up or down moves the topic; F2 renames one's own."""

    reordered = Signal(int)
    rename_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.reordered.emit(step)
        elif event.key() == Qt.Key.Key_F2:
            self.rename_wanted.emit()
        else:
            super().keyPressEvent(event)


class _Line(QLineEdit):
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)


class TopicList(QWidget):
    """`chosen` carries the key of a row; `reordered` by how many places; `written` a title: of a new topic,
    or of the one that is `renaming`."""

    chosen = Signal(str)
    reordered = Signal(int)
    rename_wanted = Signal()
    written = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filling = False
        self.renaming = ""
        self.rows = _Rows(theme, tr("Topics"))
        self.up = QuietButton(theme, "", "mdi6.arrow-up", flat=True)
        self.down = QuietButton(theme, "", "mdi6.arrow-down", flat=True)
        self.up.setAccessibleName(tr("Talk about it earlier"))
        self.down.setAccessibleName(tr("Talk about it later"))
        self.up.setToolTip(tr("Talk about it earlier (Ctrl+Up)"))
        self.down.setToolTip(tr("Talk about it later (Ctrl+Down)"))
        self.rename = QuietButton(theme, tr("Rename"), key="F2", flat=True)
        self.line = _Line()
        self.line.setAccessibleName(tr("Add a topic"))
        self.line.setMaxLength(200)
        self._problem = Label(theme, "", Type.SMALL, Tone.WARN, max_lines=0)
        self.rows.moved.connect(self._tell)
        self.rows.reordered.connect(self.reordered)
        self.rows.rename_wanted.connect(self.rename_wanted)
        self.rows.left.connect(self.left)
        self.rename.clicked.connect(self.rename_wanted)
        self.up.clicked.connect(lambda: self.reordered.emit(-1))
        self.down.clicked.connect(lambda: self.reordered.emit(1))
        self.line.returnPressed.connect(lambda: self.written.emit(self.line.text()))
        self.line.left.connect(lambda: self.begin_writing(""))
        self._tools = QWidget()
        tools = QHBoxLayout(self._tools)
        tools.setContentsMargins(0, 0, 0, 0)
        tools.setSpacing(SPACE)
        tools.addWidget(self.up)
        tools.addWidget(self.down)
        tools.addWidget(self.rename)
        tools.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * SPACE)
        column.addWidget(self.rows, 1)
        column.addWidget(self._tools)
        column.addWidget(self.line)
        column.addWidget(self._problem)
        self.setFocusProxy(self.rows)
        self.begin_writing("")

    @property
    def problem(self) -> str:
        return self._problem.text()

    def show_rows(self, rows: Sequence[TextRow], key: str, *, can_change: bool, can_rename: bool) -> None:
        """`key`: of the row that is shown."""
        self._filling = True
        self.rows.show_rows(rows)
        number = self.rows.number_of(key)
        self.rows.go_to(number)
        self._filling = False
        self._tools.setVisible(can_change and bool(rows))
        self.line.setVisible(can_change)
        last = sum(row.key != DECIDED for row in rows) - 1
        self.up.setEnabled(0 < number <= last)
        self.down.setEnabled(0 <= number < last)
        self.rename.setVisible(can_rename)

    def begin_writing(self, key: str, title: str = "") -> None:
        """In the line: the title of the topic `key`, or of a new one."""
        self.renaming = key
        self.line.setText(title)
        self.line.setPlaceholderText(tr("Add a topic; Enter adds it"))
        self.say("")
        if key:
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
            self.line.selectAll()

    def say(self, problem: str) -> None:
        """Why it was not taken."""
        self._problem.set(problem)
        self._problem.setVisible(bool(problem))

    def _tell(self, number: int) -> None:
        if not self._filling:
            row = self.rows.row_of(number)
            assert isinstance(row, TextRow)
            self.chosen.emit(row.key)
