"""The times that are no level's: of hand-over, of the communication clock, and when holders are asked whether
they are still on it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core.schedule.hand_over import LONGEST
from desktop.ui.policy.fields import DurationEdit
from desktop.ui.policy.form_grid import FormGrid
from desktop.ui.present.rules.policy_draft import PolicyDraft, clock_words
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Type
from desktop.ui.widgets.label import Label


class ClockBlock(QWidget):
    """`changed` carries the whole PolicyDraft."""

    changed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = PolicyDraft(levels=())
        self.repage = DurationEdit(theme, tr("Ask holders after"), never=tr("never"))
        self.hand_over = DurationEdit(
            theme, tr("The outgoing are paged too, for at most"), never=tr("never"), longest=LONGEST
        )
        self.fields: dict[str, DurationEdit] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(Label(theme, tr("Answered, but silent"), Type.SMALL_STRONG))
        asked, handed, told = FormGrid(theme), FormGrid(theme), FormGrid(theme)
        asked.add(tr("Ask holders “still on it?” when nobody did anything for"), self.repage)
        column.addWidget(asked)
        column.addSpacing(2 * SPACE)
        column.addWidget(Label(theme, tr("Hand-over"), Type.SMALL_STRONG))
        handed.add(
            tr("Until the incoming did their sound check, the outgoing are paged with them, for at most"),
            self.hand_over,
        )
        column.addWidget(handed)
        column.addSpacing(2 * SPACE)
        column.addWidget(Label(theme, tr("Communication clock"), Type.SMALL_STRONG))
        for name, words in clock_words().items():
            field = DurationEdit(theme, words)
            field.changed.connect(self._change)
            self.fields[name] = field
            told.add(words, field)
        column.addWidget(told)
        self.repage.changed.connect(self._change)
        self.hand_over.changed.connect(self._change)

    def show_draft(self, draft: PolicyDraft, *, editable: bool) -> None:
        self._draft = draft
        self.repage.show_text(draft.repage)
        self.hand_over.show_text(draft.hand_over)
        for name, text in draft.communication:
            self.fields[name].show_text(text)
        for field in (self.repage, self.hand_over, *self.fields.values()):
            field.setReadOnly(not editable)

    def _change(self) -> None:
        told = tuple((name, self.fields[name].text()) for name, _ in self._draft.communication)
        self._draft = replace(
            self._draft,
            repage=self.repage.text(),
            hand_over=self.hand_over.text(),
            communication=told,
        )
        self.changed.emit(self._draft)
