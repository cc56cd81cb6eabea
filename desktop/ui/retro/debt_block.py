"""A debt among what is talked about, with what can be done about it at once."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.present.retro.debts import DebtRow
from desktop.ui.present.words import tr
from desktop.ui.retro.left_out_card import LeftOutBlock
from desktop.ui.theme.theme import Theme
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.flow_row import FlowRow


class DebtBlock(LeftOutBlock):
    """Both signals are for the debt of its row."""

    run_book_wanted = Signal()
    action_wanted = Signal()

    def __init__(self, theme: Theme, row: DebtRow) -> None:
        super().__init__(theme, row)
        self.write = QuietButton(theme, tr("Write the run-book"), "mdi6.book-plus-outline")
        self.write.setAccessibleName(tr("Write the run-book “{title}”").format(title=row.run_book))
        self.write.clicked.connect(self.run_book_wanted)
        self.promise = QuietButton(theme, tr("Make it an action"), "mdi6.checkbox-marked-outline")
        self.promise.setAccessibleName(tr("Make it an action: {text}").format(text=row.action))
        self.promise.clicked.connect(self.action_wanted)
        answers = QWidget()
        flow = FlowRow(answers)
        for button in (self.write, self.promise):
            button.make_pill()
            flow.addWidget(button)
        # Among its neighbours first: shown without a parent it would flash up as a window of its own.
        self.promise.setHidden(not row.action)
        self.words.addWidget(answers)
