"""All versions of one text, what differs in the chosen one, and the way back to it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QSyntaxHighlighter, QTextCharFormat, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.present.rows import Section
from desktop.ui.present.texts import TextRow
from desktop.ui.present.texts_difference import Change, DifferenceLine
from desktop.ui.present.words import tr
from desktop.ui.texts.reading_text import ReadingText
from desktop.ui.texts.row_list import RowList
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.label import Label

_LINES = 6
_FEWEST, _MOST = 2, 6
_TONES = {Change.COMES: Tone.OK, Change.GOES: Tone.ALARM, Change.SAME: Tone.MUTED}


class _Marks(QSyntaxHighlighter):
    """Each line has its sign; the words that differ are bold and underlined, the colour comes on top."""

    def __init__(self, theme: Theme, document: QTextDocument) -> None:
        super().__init__(document)
        self._theme = theme
        self.lines: Sequence[DifferenceLine] = ()
        theme.changed.connect(self.rehighlight)

    def highlightBlock(self, text: str) -> None:
        number = self.currentBlock().blockNumber()
        if number >= len(self.lines):
            return
        line = self.lines[number]
        plain = QTextCharFormat()
        plain.setForeground(self._theme.colour(_TONES[line.change]))
        self.setFormat(0, _units(text), plain)
        marked = QTextCharFormat(plain)
        marked.setFontWeight(QFont.Weight.Bold)
        marked.setFontUnderline(True)
        sign = len(line.shown) - len(line.text)
        for start, end in line.marked:
            self.setFormat(sign + _units(line.text[:start]), _units(line.text[start:end]), marked)


def _units(text: str) -> int:
    """Qt counts UTF-16, Python code points."""
    return len(text.encode("utf-16-le")) // 2


class VersionsCard(Card):
    """`chosen` and `restore_wanted` carry the number of a version."""

    chosen = Signal(int)
    restore_wanted = Signal(int)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._theme = theme
        self.back = QuietButton(theme, tr("Preview"), "mdi6.arrow-left", "Esc", flat=True)
        self.back.clicked.connect(self.left)
        self.list = RowList(theme, tr("Versions"))
        self.list.moved.connect(self._choose)
        self.list.left.connect(self.left)
        self._words = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self.text = ReadingText(theme, tr("What differs"), _LINES)
        self._marks = _Marks(theme, self.text.document())
        self.restore = QuietButton(theme, tr("Restore"), "mdi6.backup-restore")
        self.restore.clicked.connect(lambda: self.restore_wanted.emit(self.version))
        head = QHBoxLayout()
        head.addWidget(Label(theme, tr("Versions"), Type.STRONG), 1)
        head.addWidget(self.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addLayout(head)
        column.addWidget(self.list)
        column.addWidget(self._words)
        column.addWidget(self.text, 1)
        column.addWidget(self.restore, 0, Qt.AlignmentFlag.AlignLeft)
        theme.changed.connect(self._restyle)
        self._restyle()

    @property
    def version(self) -> int:
        """The chosen one; -1 when there is none."""
        number = self.list.currentRow()
        row = self.list.row_of(number) if number >= 0 else None
        return int(row.key) if isinstance(row, TextRow) else -1

    @property
    def words(self) -> str:
        return self._words.text()

    def show_versions(self, rows: Sequence[TextRow | Section], chosen: int) -> None:
        """The newest first."""
        self.list.show_rows(rows)
        self.list.go_to(self.list.number_of(str(chosen)))
        self._restyle()

    def show_difference(
        self, lines: Sequence[DifferenceLine], words: str, restore: str, *, can_restore: bool
    ) -> None:
        self._words.set(words)
        if lines != self._marks.lines:
            self._marks.lines = lines
            self.text.setPlainText("\n".join(line.shown for line in lines))
        self.restore.setText(restore)
        self.restore.updateGeometry()
        self.restore.setEnabled(can_restore)

    def go_on(self) -> None:
        """The keyboard goes to the list: the button that was pressed has nothing more to do."""
        if self.isVisible():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _choose(self, _number: int) -> None:
        self.chosen.emit(self.version)

    def _restyle(self) -> None:
        row = max(1, self.list.sizeHintForRow(0))
        high = max(_FEWEST * row, min(self.list.content_height(), _MOST * row))
        self.list.setFixedHeight(high + SPACE)
