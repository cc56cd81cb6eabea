"""Who is called in again and again, and the run-book that is missing for it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.present.retro.called_in import CalledRow
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.label import Label


class ServiceBlock(QWidget):
    """One service."""

    run_book_wanted = Signal()

    def __init__(self, theme: Theme, row: CalledRow) -> None:
        super().__init__()
        self.row = row
        self.setAccessibleName(row.spoken)
        self.write = QuietButton(theme, tr("Write the run-book"), "mdi6.book-plus-outline")
        self.write.setAccessibleName(tr("Write the run-book “{title}”").format(title=row.run_book))
        self.write.make_pill()
        self.write.clicked.connect(self.run_book_wanted)
        words = QVBoxLayout()
        words.setSpacing(SPACE)
        words.addWidget(Label(theme, row.service, Type.SMALL_STRONG, max_lines=2))
        words.addWidget(Label(theme, " ".join((row.words, row.before)), Type.SMALL, max_lines=0))
        if row.missing:
            line = QHBoxLayout()
            line.setSpacing(2 * SPACE)
            sign = IconLabel(theme, "mdi6.book-alert-outline", Tone.WARN, 16)
            line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(Label(theme, row.missing, Type.SMALL, Tone.WARN, max_lines=0), 1)
            words.addLayout(line)
        words.addWidget(self.write, 0, Qt.AlignmentFlag.AlignLeft)
        words.setContentsMargins(0, 2 * SPACE, 0, SPACE)
        self.setLayout(words)
        # Not before it has a parent: it would flash up as a window of its own.
        self.write.setHidden(not row.run_book)


class ServicesCard(Card):
    """`run_book_wanted` carries the CalledRow whose run-book is to be written."""

    run_book_wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._theme = theme
        self._rows: tuple[CalledRow, ...] | None = None
        self.blocks: list[ServiceBlock] = []
        self.sentence = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self._blocks = QVBoxLayout()
        self._blocks.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(5 * SPACE, 3 * SPACE, 5 * SPACE, 4 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addWidget(Label(theme, tr("Called in by name"), Type.STRONG))
        column.addLayout(self._blocks)
        column.addWidget(self.sentence)

    @property
    def called(self) -> str:
        """All of it, a line for each service."""
        return "\n".join(block.row.spoken for block in self.blocks)

    def show_services(self, rows: Sequence[CalledRow]) -> None:
        """By name."""
        if tuple(rows) == self._rows:
            return
        self._rows = tuple(rows)
        for block in self.blocks:
            self._blocks.removeWidget(block)
            block.hide()
            block.deleteLater()
        self.blocks = [self._block(row) for row in rows]
        some = tr("“When this fails, ask them” goes away with a run-book: they are who could write it.")
        none = tr(
            "Nobody was called in by name. Where one and the same person is again and again, the run-book"
            " that is missing stands here."
        )
        self.sentence.set(some if rows else none)

    def _block(self, row: CalledRow) -> ServiceBlock:
        block = ServiceBlock(self._theme, row)
        block.run_book_wanted.connect(lambda: self.run_book_wanted.emit(row))
        self._blocks.addWidget(block)
        return block
