"""The levels below each other: added, removed, and moved by dragging or by keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.core.team.team import Audience
from desktop.ui.policy.level_block import LevelBlock
from desktop.ui.present.rules.policy_draft import LevelDraft
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone
from desktop.ui.widgets.button import QuietButton

_MOST = 10
_LINE = 3
_NEAR_EDGE = 12 * SPACE


class LevelList(QWidget):
    """`changed` carries all LevelDrafts after each change by a person."""

    changed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._editable = theme, False
        self._levels: tuple[LevelDraft, ...] = ()
        self.blocks: list[LevelBlock] = []
        self.add = QuietButton(theme, tr("Add a level"), "mdi6.plus")
        self._blocks = QVBoxLayout()
        self._blocks.setSpacing(2 * SPACE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3 * SPACE)
        column.addLayout(self._blocks)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self._line = QFrame(self)
        self._line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._line.setAutoFillBackground(True)
        self._line.hide()
        self.add.clicked.connect(self._add)
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_levels(self, levels: Sequence[LevelDraft], *, editable: bool) -> None:
        self._levels, self._editable = tuple(levels), editable
        while len(self.blocks) > len(levels):
            gone = self.blocks.pop()
            self._blocks.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        while len(self.blocks) < len(levels):
            self._make()
        several = len(levels) > 1
        for block, level in zip(self.blocks, levels, strict=True):
            block.show_draft(level, editable=editable, can_remove=several, can_move=several)
        self.add.setVisible(editable and len(levels) < _MOST)

    def reorder(self, number: int, to: int) -> None:
        """The level of that number (from 0) becomes number `to`; nothing where there is no such place."""
        if not self._editable or number == to or not 0 <= to < len(self._levels):
            return
        levels = list(self._levels)
        levels.insert(to, levels.pop(number))
        self._tell(levels)
        self.blocks[to].grip.setFocus(Qt.FocusReason.OtherFocusReason)
        self._reveal(self.blocks[to])

    def place_at(self, y: int) -> int:
        """Before how many of the blocks the height `y` of this widget is: the gap that a drop would fill."""
        return sum(1 for block in self.blocks if y > block.geometry().center().y())

    @property
    def shows_drop(self) -> bool:
        """Whether the line is there that says where a dragged level would go."""
        return self._line.isVisible()

    def _make(self) -> None:
        number = len(self.blocks)
        block = LevelBlock(self._theme, number + 1)
        block.changed.connect(lambda level: self._change(number, level))
        block.removed.connect(lambda: self._remove(number))
        block.moved.connect(lambda by: self.reorder(number, number + by))
        block.grip.dragged.connect(lambda at: self._drag(number, at))
        block.grip.dropped.connect(lambda at: self._drop(number, at))
        block.grip.let_go.connect(self._line.hide)
        self.blocks.append(block)
        self._blocks.addWidget(block)

    def _change(self, number: int, level: LevelDraft) -> None:
        self._tell([*self._levels[:number], level, *self._levels[number + 1 :]])

    def _add(self) -> None:
        last = self._levels[-1].audience if self._levels else None
        audience = Audience.STAFF if last in (None, Audience.PAIR) else Audience.EXECUTIVES
        self._tell([*self._levels, LevelDraft(audience=audience)])
        self.blocks[-1].audience.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self, number: int) -> None:
        self._tell([*self._levels[:number], *self._levels[number + 1 :]])
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drag(self, number: int, at: QPoint) -> None:
        """The line stands in the gap where it would go, and nowhere when it would stay."""
        here = self.mapFromGlobal(at)
        gap = self.place_at(here.y())
        if gap in (number, number + 1):
            self._line.hide()
        else:
            first = gap < len(self.blocks)
            shown = self.blocks[gap if first else -1].geometry()
            middle = shown.top() - SPACE if first else shown.bottom() + SPACE
            top = max(middle - _LINE // 2, 0)
            self._line.setGeometry(QRect(0, top, self.width(), _LINE))
            self._line.raise_()
            self._line.show()
        area = self._area()
        if area is not None and (inner := area.widget()) is not None:
            where = inner.mapFromGlobal(at)
            area.ensureVisible(where.x(), where.y(), 0, _NEAR_EDGE)

    def _drop(self, number: int, at: QPoint) -> None:
        self._line.hide()
        gap = self.place_at(self.mapFromGlobal(at).y())
        self.reorder(number, gap - 1 if gap > number else gap)

    def _reveal(self, block: QWidget) -> None:
        area = self._area()
        if area is not None:
            area.ensureWidgetVisible(block, 0, 2 * SPACE)

    def _area(self) -> QScrollArea | None:
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        return above

    def _tell(self, levels: Sequence[LevelDraft]) -> None:
        self.show_levels(levels, editable=self._editable)
        self.changed.emit(self._levels)

    def _restyle(self) -> None:
        self._line.setStyleSheet(f"background: {self._theme.colour(Tone.WARN).name()};")
