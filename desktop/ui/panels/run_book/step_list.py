"""The steps of a run-book below each other, with what stands between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop.core.fixing.work import StepState
from desktop.ui.panels.run_book.step_row import StepRow
from desktop.ui.present.fixing.run_book_steps import Part, Prose, StepView
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE
from desktop.ui.widgets.markdown.markdown_view import MarkdownView


class StepList(QWidget):
    """`marked` carries a step's id, a `StepState` or None, and words."""

    marked = Signal(str, object, str)
    copy_wanted = Signal(str)
    check_wanted = Signal(str)
    link_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.rows: list[StepRow] = []
        self._prose: list[MarkdownView] = []
        self._keys: list[str] = []
        self._chosen = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE)

    def row(self, step_id: str) -> StepRow | None:
        """None for an id that is not shown."""
        return next((row for row in self.rows if row.view.id == step_id), None)

    def forget(self) -> None:
        """For another run-book."""
        self._keys, self._chosen = [], ""
        for widget in (*self.rows, *self._prose):
            self._column.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self.rows, self._prose = [], []

    def show_parts(self, parts: Sequence[Part], values: Mapping[str, str], *, can_mark: bool) -> None:
        """In their order; those that are there stay, with what is unfolded of them."""
        keys = [part.id if isinstance(part, StepView) else part.key for part in parts]
        if keys != self._keys:
            self._rebuild(parts)
            self._keys = keys
        rows, prose = iter(self.rows), iter(self._prose)
        for part in parts:
            if isinstance(part, Prose):
                next(prose).show_markdown(part.markdown, values, checks=True)
            else:
                next(rows).show_step(part, values, can_mark=can_mark)
        if self.row(self._chosen) is None:
            self._choose(next((row.view.id for row in self.rows if row.view.current), ""))

    def take_focus(self) -> None:
        """To the step to do now, or else the first."""
        current = next((row for row in self.rows if row.view.current), None)
        row = current or (self.rows[0] if self.rows else None)
        if row is not None:
            row.setFocus(Qt.FocusReason.OtherFocusReason)

    def _rebuild(self, parts: Sequence[Part]) -> None:
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self.isAncestorOf(focused)
        chosen = self._chosen
        self.forget()
        self._chosen = chosen
        for part in parts:
            made: StepRow | MarkdownView
            if isinstance(part, Prose):
                made = MarkdownView(self._theme, tr("Run-book"), whole=True)
                made.link_pressed.connect(self.link_wanted)
                self._prose.append(made)
            else:
                made = StepRow(self._theme, part)
                self._connect(made)
                self.rows.append(made)
            self._column.addWidget(made)
        if had_focus:
            row = self.row(chosen)
            if row is not None:
                row.setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                self.take_focus()

    def _connect(self, row: StepRow) -> None:
        row.marked.connect(partial(self._mark, row))
        row.moved.connect(partial(self._move, row))
        row.chosen.connect(lambda: self._choose(row.view.id))
        row.copy_wanted.connect(lambda: self.copy_wanted.emit(row.view.id))
        row.check_wanted.connect(self.check_wanted)
        row.link_wanted.connect(self.link_wanted)

    def _choose(self, step_id: str) -> None:
        self._chosen = step_id
        for row in self.rows:
            row.set_chosen(row.view.id == step_id)

    def _mark(self, row: StepRow, state: StepState | None, words: str) -> None:
        self.marked.emit(row.view.id, state, words)
        if state is None or row not in self.rows:
            return
        # To the next that is ahead; the mark may be known already, or come later.
        after = self.rows[self.rows.index(row) + 1 :]
        following = next((other for other in after if other.view.state is None), None)
        if following is not None:
            following.setFocus(Qt.FocusReason.OtherFocusReason)

    def _move(self, row: StepRow, by: int) -> None:
        to = self.rows.index(row) + by
        if 0 <= to < len(self.rows):
            self.rows[to].setFocus(Qt.FocusReason.OtherFocusReason)
