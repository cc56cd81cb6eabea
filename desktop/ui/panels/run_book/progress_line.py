"""How far the Engineer's run-books are, for who does not work through them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.present.fixing.run_book_progress import ProgressRow
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.label import Label


class ProgressLine(Card):
    """One line for each run-book, with the step that is next; hidden while there is none."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(4 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        self._column.setSpacing(SPACE)
        self._lines: list[_Line] = []
        self.hide()

    @property
    def words(self) -> list[str]:
        """What is shown, a line each."""
        return [line.words for line in self._lines if not line.isHidden()]

    def show_rows(self, rows: Sequence[ProgressRow]) -> None:
        while len(self._lines) < len(rows):
            self._lines.append(_Line(self._theme))
            self._column.addWidget(self._lines[-1])
        for number, line in enumerate(self._lines):
            line.setVisible(number < len(rows))
            if number < len(rows):
                line.show_row(rows[number])
        self.setVisible(bool(rows))
        self.setAccessibleName(tr("Run-books: {words}").format(words="; ".join(self.words)))


class _Line(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._icon = IconLabel(theme, "mdi6.book-open-variant", Tone.ENGINEER)
        self._title = Label(theme, "", Type.SMALL_STRONG, max_lines=2)
        self._progress = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._progress)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * SPACE)
        row.addWidget(self._icon)
        row.addLayout(words, 1)

    @property
    def words(self) -> str:
        return f"{self._title.text()}: {self._progress.text()}"

    def show_row(self, row: ProgressRow) -> None:
        self._icon.set(row.icon, row.tone)
        self._title.set(row.title)
        self._progress.set(row.progress)
