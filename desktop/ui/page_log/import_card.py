"""What an edited sheet would change, before anything is taken."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.label import Label


class ImportCard(Card):
    """One line for each difference; those that would replace somebody's newer word are not ticked."""

    taken = Signal(object)
    """The numbers of the differences that are ticked, in their order."""
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._title = Label(theme, "", Type.STRONG, max_lines=0)
        self._notes = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Differences"))
        self.list.setWordWrap(True)
        self.list.itemChanged.connect(self._count)
        self.take = QuietButton(theme, "", "mdi6.check")
        self.take.clicked.connect(lambda: self.taken.emit(self.ticked()))
        self.leave = QuietButton(theme, tr("Leave it as it is"), flat=True)
        self.leave.clicked.connect(self.left)
        theme.changed.connect(self._restyle)
        self._restyle()
        buttons = QHBoxLayout()
        buttons.setSpacing(2 * SPACE)
        buttons.addWidget(self.take)
        buttons.addWidget(self.leave)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(5 * SPACE, 4 * SPACE, 5 * SPACE, 4 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addWidget(self._title)
        column.addWidget(self._notes)
        column.addWidget(self.list, 1)
        column.addLayout(buttons)

    @property
    def words(self) -> str:
        return f"{self._title.text()} {self._notes.text()}".strip()

    def _restyle(self) -> None:
        colour = self._theme.colours
        self.list.setFont(self._theme.font(Type.SMALL))
        self.list.setStyleSheet(
            f"QListWidget {{ color: {colour[Tone.TEXT]}; }}"
            f" QListWidget::item {{ padding: {SPACE}px; border-bottom: 1px solid {colour[Tone.LINE]}; }}"
            f" QListWidget::item:selected {{ background: {colour[Tone.LINE]}; color: {colour[Tone.TEXT]}; }}"
            f" QListWidget::indicator {{ width: 14px; height: 14px; border: 1px solid {colour[Tone.MUTED]};"
            f" border-radius: 3px; background: {colour[Tone.BG]}; }}"
            f" QListWidget::indicator:checked {{ background: {colour[Tone.MANAGER]}; }}"
        )

    def show_differences(self, title: str, lines: Sequence[tuple[str, bool]], notes: str) -> None:
        """`lines`: words, and whether it is ticked at first."""
        self._title.set(title)
        self._notes.set(notes)
        self._notes.setVisible(bool(notes))
        self.list.clear()
        for words, ticked in lines:
            item = QListWidgetItem(words, self.list)
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
            )
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self._count()
        self.list.setFocus()

    def ticked(self) -> list[int]:
        return [
            number
            for number in range(self.list.count())
            if self.list.item(number).checkState() is Qt.CheckState.Checked
        ]

    def _count(self) -> None:
        number = len(self.ticked())
        self.take.setText(tr("Take {n} of {all}").format(n=number, all=self.list.count()))
        self.take.setEnabled(number > 0)
        self.take.updateGeometry()
