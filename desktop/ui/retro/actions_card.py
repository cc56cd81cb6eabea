"""The actions of the retro: a line to add one, those that are open, those that are done on demand."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.present.retro.retro_actions import ActionRow
from desktop.ui.present.words import tr
from desktop.ui.retro.action_form import ActionForm
from desktop.ui.retro.action_line import ActionLine
from desktop.ui.retro.undo_bar import UndoBar
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.label import Label


class ActionsCard(Card):
    """Shows what it is told. After `added` and `changed` the owner calls `form.done()` or `form.say(…)`, and
    `close_editor()` when a change was saved."""

    added = Signal(object)
    """Draft of a new action."""
    changed = Signal(object, object, object)
    """UUID; Draft as it was shown; Draft as it was typed."""
    finished = Signal(object, bool)
    """UUID; True: it is done."""
    opened = Signal(object)
    """UUID of an incident."""
    link_wanted = Signal(str)

    def __init__(
        self,
        theme: Theme,
        title: str = "",
        empty: str = "",
        *,
        ticket: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`title` and `empty` are its words where it shows some of the actions only; `ticket`: the
        link to one is written with a new action, too."""
        super().__init__(theme, parent=parent)
        self._empty_says = empty
        self._rows: tuple[ActionRow, ...] = ()
        self._can_change = False
        self._editing: ActionRow | None = None
        self._last_done: UUID | None = None
        self.lines: dict[UUID, ActionLine] = {}
        self._summary = Label(theme, "", Type.SMALL, Tone.MUTED)
        self.show_done = QuietButton(theme, "", "mdi6.chevron-right", flat=True)
        self.show_done.setCheckable(True)
        self.show_done.toggled.connect(self._fill)
        self.form = ActionForm(theme, new=True, ticket=ticket)
        self.form.submitted.connect(self.added)
        self.form.left.connect(self.form.done)
        self.editor = ActionForm(theme, new=False, parent=self)
        self.editor.hide()
        self.editor.submitted.connect(self._change)
        self.editor.left.connect(self.close_editor)
        self.undo = UndoBar(theme)
        self.undo.undone.connect(self._undo)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._undo)
        self._empty = Label(theme, "", Type.BODY, Tone.MUTED, max_lines=0)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(3 * SPACE)
        head.addWidget(Label(theme, title or tr("Actions"), Type.STRONG, keep=True))
        head.addWidget(self._summary, 1)
        head.addWidget(self.show_done)
        column = QVBoxLayout(self)
        column.setContentsMargins(5 * SPACE, 3 * SPACE, 5 * SPACE, 4 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addLayout(head)
        column.addWidget(self.form)
        column.addWidget(self.undo)
        column.addWidget(self._empty)
        column.addLayout(self._lines)
        self.show_rows((), "", can_change=False, loaded=False)

    @property
    def empty_words(self) -> str:
        return self._empty.text() if self._empty.isVisibleTo(self) else ""

    @property
    def summary(self) -> str:
        return self._summary.text()

    def show_rows(
        self, rows: Sequence[ActionRow], summary: str, *, can_change: bool, loaded: bool = True
    ) -> None:
        """All actions in their order, done ones last. Not `loaded`: nothing is known of them yet."""
        self._rows, self._can_change = tuple(rows), can_change
        self._summary.set(summary)
        self.form.setVisible(can_change)
        done = sum(row.done for row in rows)
        self.show_done.setText(tr("Done ({n})").format(n=done))
        self.show_done.updateGeometry()
        self.show_done.setVisible(bool(done))
        self._say_empty(loaded=loaded, any_done=bool(done))
        self._fill()

    def suggest(self, owners: Sequence[str], days: Sequence[str]) -> None:
        for form in (self.form, self.editor):
            form.suggest(owners, days)

    def offer_undo(self, action_id: UUID, text: str) -> None:
        """The action is done; that can be taken back."""
        self._last_done = action_id
        self.undo.say(tr("Done: {text}").format(text=text))

    def forget_undo(self) -> None:
        self._last_done = None
        self.undo.say("")

    def edit(self, action_id: UUID) -> None:
        """The form in the place of the action's line."""
        row = next((row for row in self._rows if row.id == action_id), None)
        if row is None or not self._can_change:
            return
        self.close_editor()
        self._editing = row
        self.editor.fill(row.draft)
        self._fill()
        self.editor.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self.editor.text.selectAll()

    def close_editor(self) -> None:
        """Back to the line."""
        if self._editing is None:
            return
        edited, self._editing = self._editing, None
        focused = self.editor.has_keyboard
        self._fill()
        line = self.lines.get(edited.id)
        if focused and line is not None:
            line.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _shown(self) -> tuple[ActionRow, ...]:
        return tuple(row for row in self._rows if not row.done or self.show_done.isChecked())

    def _fill(self) -> None:
        opened = self.show_done.isChecked()
        self.show_done.set_icon_name("mdi6.chevron-down" if opened else "mdi6.chevron-right")
        shown = self._shown()
        if self._editing is not None and all(row.id != self._editing.id for row in shown):
            self._editing = None
            self.form.say(tr("The action that you were changing was done or hidden meanwhile."))
        place = self._focused_place()
        self._lines.removeWidget(self.editor)
        self._drop({row.id for row in shown})
        for number, row in enumerate(shown):
            line = self._line(row)
            if self._lines.indexOf(line) != number:
                self._lines.insertWidget(number, line)
            line.setVisible(self._editing is None or self._editing.id != row.id)
        if self._editing is not None:
            self._lines.insertWidget(self._lines.indexOf(self.lines[self._editing.id]) + 1, self.editor)
        self.editor.setVisible(self._editing is not None)
        if place is not None:
            self._focus(place)

    def _line(self, row: ActionRow) -> ActionLine:
        line = self.lines.get(row.id)
        if line is not None:
            line.show_row(row, can_change=self._can_change)
            return line
        line = ActionLine(self._theme, row, can_change=self._can_change, parent=self)
        line.finished.connect(self.finished)
        line.edited.connect(self.edit)
        line.opened.connect(self.opened)
        line.link_wanted.connect(self.link_wanted)
        line.moved.connect(self._move)
        self.lines[row.id] = line
        return line

    def _drop(self, kept: set[UUID]) -> None:
        for gone in [known for known in self.lines if known not in kept]:
            line = self.lines.pop(gone)
            self._lines.removeWidget(line)
            line.hide()
            line.deleteLater()

    def _focused_place(self) -> int | None:
        """Which line has the keyboard."""
        for number in range(self._lines.count()):
            item = self._lines.itemAt(number)
            line = item.widget() if item is not None else None
            if isinstance(line, ActionLine) and line.box.hasFocus():
                return number
        return None

    def _focus(self, place: int) -> None:
        """The keyboard stays where it was when a line goes away."""
        boxes = [self.lines[row.id].box for row in self._shown()]
        if boxes and not any(box.hasFocus() for box in boxes):
            boxes[min(place, len(boxes) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)
        elif not boxes:
            self.form.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _move(self, by: int) -> None:
        boxes = [self.lines[row.id].box for row in self._shown()]
        at = next((number for number, box in enumerate(boxes) if box.hasFocus()), 0) + by
        if 0 <= at < len(boxes):
            boxes[at].setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_empty(self, *, loaded: bool, any_done: bool) -> None:
        if not loaded:
            words = tr("Asking the hub for them …")
        elif any_done:
            words = tr("Everything is done.")
        elif self._empty_says:
            words = self._empty_says
        else:
            words = tr(
                "What the team wants to do about its incidents stands here, from week to week, until it is"
                " done. A to-do of an incident comes here by itself; anything else is written in the line"
                " above."
            )
        self._empty.set(words)
        self._empty.setVisible(not loaded or all(row.done for row in self._rows))

    def _change(self, draft: object) -> None:
        if self._editing is not None:
            self.changed.emit(self._editing.id, self._editing.draft, draft)

    def _undo(self) -> None:
        if self._last_done is not None:
            self.finished.emit(self._last_done, False)
