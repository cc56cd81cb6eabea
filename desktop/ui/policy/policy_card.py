"""The escalation policy in the settings: what is in force, edited in place, and beside it whom it wakes."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from desktop.ui.policy.clock_block import ClockBlock
from desktop.ui.policy.foreseen_card import ForeseenCard
from desktop.ui.policy.level_block import LevelBlock
from desktop.ui.policy.level_list import LevelList
from desktop.ui.present.rules.policy_draft import PolicyDraft
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.flow_row import FlowRow
from desktop.ui.widgets.label import Label

_SIDE_BY_SIDE = 660
"""Pixels at the usual text size from which the preview stands beside the levels."""


class PolicyCard(Card):
    """`changed` carries the PolicyDraft after each change by a person; `saved` and `undone` are wishes."""

    changed = Signal(object)
    saved = Signal()
    undone = Signal()
    shown = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._draft, self._editable = PolicyDraft(levels=()), False
        self._reason = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self.list = LevelList(theme)
        self.add_level = self.list.add
        self.clock = ClockBlock(theme)
        self.foreseen = ForeseenCard(theme)
        self.save = QuietButton(theme, tr("Save"), "mdi6.check")
        self.undo = QuietButton(theme, tr("Undo"), "mdi6.undo", flat=True)
        self._state = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self._lay_out()
        self.list.changed.connect(lambda levels: self._tell(replace(self._draft, levels=levels)))
        self.clock.changed.connect(self._tell_clock)
        self.save.clicked.connect(self.saved)
        self.undo.clicked.connect(self.undone)

    def _lay_out(self) -> None:
        editor = QWidget()
        column = QVBoxLayout(editor)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3 * SPACE)
        column.addWidget(self.list)
        column.addWidget(self.clock)
        column.addStretch(1)
        self._buttons = QWidget()
        buttons = FlowRow(self._buttons)
        buttons.addWidget(self.save)
        buttons.addWidget(self.undo)
        aside = QVBoxLayout()
        aside.addWidget(self.foreseen)
        aside.addStretch(1)
        self._beside = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._beside.setSpacing(4 * SPACE)
        self._beside.addWidget(editor, 3)
        self._beside.addLayout(aside, 2)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(5 * SPACE, 4 * SPACE, 5 * SPACE, 5 * SPACE)
        outer.setSpacing(2 * SPACE)
        outer.addWidget(Label(self._theme, tr("Escalation policy"), Type.STRONG))
        outer.addWidget(self._reason)
        outer.addLayout(self._beside)
        outer.addWidget(self._state)
        outer.addWidget(self._buttons)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width() >= _SIDE_BY_SIDE * self._theme.text_scale
        self._beside.setDirection(
            QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shown.emit()

    @property
    def levels(self) -> list[LevelBlock]:
        return self.list.blocks

    @property
    def draft(self) -> PolicyDraft:
        return self._draft

    @property
    def state_words(self) -> str:
        return self._state.text()

    @property
    def reason(self) -> str:
        """What the card is for, or why nothing can be changed."""
        return self._reason.text()

    def show_draft(self, draft: PolicyDraft, *, editable: bool, reason: str) -> None:
        """`reason`: why it is read-only, or what it is for."""
        self._draft, self._editable = draft, editable
        self._reason.set(reason, Tone.MUTED if editable else Tone.TEXT)
        self.list.show_levels(draft.levels, editable=editable)
        self.clock.show_draft(draft, editable=editable)
        self._buttons.setVisible(editable)

    def show_state(self, words: str, tone: Tone, *, can_save: bool, can_undo: bool) -> None:
        """Whether it is saved, or why it cannot be."""
        self._state.set(words, tone)
        self._state.setVisible(bool(words))
        self.save.setEnabled(can_save)
        self.undo.setEnabled(can_undo)

    def _tell_clock(self, draft: PolicyDraft) -> None:
        self._tell(replace(draft, levels=self._draft.levels))

    def _tell(self, draft: PolicyDraft) -> None:
        self.show_draft(draft, editable=self._editable, reason=self._reason.text())
        self.changed.emit(draft)
