"""Earlier incidents that are like this one: what ended them, and who knows."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.panels.history.history_list import HistoryList
from desktop.ui.present.fixing.seen_before import SeenBeforeRow
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.flow_row import FlowRow
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.label import Label


class SeenBeforeView(QWidget):
    """One earlier incident. `run_book` carries the id of one that helped; `opened`: it shall be shown."""

    run_book = Signal(str)
    opened = Signal()

    def __init__(self, theme: Theme, view: SeenBeforeRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = view
        self.setAccessibleName(view.spoken)
        words = QVBoxLayout()
        words.setSpacing(SPACE)
        for text, role, tone, most in (
            (view.title, Type.BODY, Tone.TEXT, 3),
            (view.when, Type.SMALL, Tone.MUTED, 2),
            (view.ended, Type.SMALL, Tone.WARN if view.left_open else Tone.TEXT, 3),
            (view.cause, Type.SMALL, Tone.TEXT, 3),
            (view.knows, Type.SMALL, Tone.TEXT, 2),
            (view.why, Type.SMALL, Tone.MUTED, 2),
        ):
            if text:
                words.addWidget(Label(theme, text, role, tone, max_lines=most))
        flow = FlowRow()
        flow.setSpacing(SPACE)
        self.books = []
        for book in view.helped:
            button = QuietButton(theme, book.title, "mdi6.book-check-outline", tone=Tone.ENGINEER)
            button.make_pill()
            button.setAccessibleName(tr("Helped then: {title}").format(title=book.title))
            button.setToolTip(tr("It helped then"))
            button.clicked.connect(partial(self.run_book.emit, book.run_book_id))
            self.books.append(button)
            flow.addWidget(button)
        self.open = QuietButton(theme, tr("Open"), "mdi6.arrow-right")
        self.open.make_pill()
        self.open.setAccessibleName(tr("Open {title}").format(title=view.title))
        self.open.clicked.connect(self.opened)
        flow.addWidget(self.open)
        words.addLayout(flow)
        icon, tone = ("mdi6.alert-outline", Tone.WARN) if view.left_open else ("mdi6.history", Tone.MUTED)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * SPACE)
        row.addWidget(IconLabel(theme, icon, tone, 18), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)


class SeenBeforeCard(HistoryList[SeenBeforeRow]):
    """`run_book` carries the id of one that shall be opened; `opened` the id of an incident."""

    run_book = Signal(str)
    opened = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, tr("Seen before"), parent)

    def make_row(self, view: SeenBeforeRow) -> SeenBeforeView:
        row = SeenBeforeView(self._theme, view)
        row.run_book.connect(self.run_book)
        row.opened.connect(partial(self.opened.emit, view.id))
        row.open.setVisible(view.can_open)
        return row
