"""What users of the incident's service are told: a switch for each message, the editor below."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.panels.notices.notice_editor import NoticeEditor
from desktop.ui.panels.notices.notice_row import NoticeLine
from desktop.ui.present.telling.notices import NoticeRow, NoticesView
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.label import Label


class NoticesCard(Card):
    """`switched` carries a notice's id and whether users shall see it; `edit_wanted` an id, or None for a
    new one; `undone`: the last switch shall be taken back."""

    switched = Signal(object, bool)
    edit_wanted = Signal(object)
    undone = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._theme = theme
        self._shown: tuple[NoticesView, frozenset[UUID]] | None = None
        self._lines: dict[UUID, NoticeLine] = {}
        self._order: tuple[UUID, ...] = ()
        self._folded: frozenset[UUID] = frozenset()
        self._open = False
        self._about: UUID | None = None
        self._service = Label(theme, "", Type.SMALL, Tone.MUTED)
        self._service.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._nothing = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self._did = Label(theme, "", Type.SMALL_STRONG, max_lines=0)
        self.undo = QuietButton(theme, tr("Undo"), "mdi6.undo")
        self.undo.clicked.connect(self.undone)
        self.new = QuietButton(theme, tr("New message"), "mdi6.plus")
        self.new.clicked.connect(lambda: self.edit_wanted.emit(None))
        self.fold_others = QuietButton(theme, "", "mdi6.chevron-right", flat=True)
        self.fold_others.padding = (SPACE, 7)
        self.fold_others.clicked.connect(self._turn_fold)
        self.editor = NoticeEditor(theme)
        self.editor.hide()
        self._lay_out()
        self.say("")

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        head.addWidget(Label(self._theme, tr("Shown to users"), Type.STRONG, keep=True))
        head.addWidget(self._service, 1)
        self._undoing = QWidget()
        undoing = QHBoxLayout(self._undoing)
        undoing.setContentsMargins(0, 0, 0, 0)
        undoing.setSpacing(2 * SPACE)
        undoing.addWidget(self._did, 1)
        undoing.addWidget(self.undo)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2 * SPACE)
        self._rows.addWidget(self._nothing)
        self._rows.addWidget(self.fold_others, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 2 * SPACE + 2, 3 * SPACE, 2 * SPACE + 2)
        column.setSpacing(2 * SPACE)
        column.addLayout(head)
        column.addLayout(self._rows)
        column.addWidget(self._undoing)
        column.addWidget(self.new, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.editor)

    @property
    def service(self) -> str:
        return self._service.text()

    @property
    def nothing(self) -> str:
        """What is said where messages would be; empty when there are some."""
        return "" if self._nothing.isHidden() else self._nothing.text()

    @property
    def did(self) -> str:
        """What may be undone."""
        return "" if self._undoing.isHidden() else self._did.text()

    @property
    def lines(self) -> list[NoticeLine]:
        """Those that are in sight, from the top."""
        return [self._lines[this] for this in self._order if not self._lines[this].isHidden()]

    @property
    def editing(self) -> bool:
        return not self.editor.isHidden()

    def line(self, notice_id: UUID) -> NoticeLine | None:
        return self._lines.get(notice_id)

    def show_view(self, view: NoticesView, busy: Collection[UUID]) -> None:
        """`busy`: what the hub is asked about now. Rows are kept: who has the keyboard keeps it."""
        if (view, frozenset(busy)) == self._shown:
            return
        self._shown = view, frozenset(busy)
        self._service.set(view.service)
        self._nothing.set(view.nothing)
        self._nothing.setVisible(not view.own)
        self.new.setVisible(view.can_change and not self.editing)
        rows = (*view.own, *view.on, *view.others)
        folded = frozenset(row.id for row in view.others)
        for row in rows:
            line = self._lines.get(row.id) or self._made(row)
            line.show_row(row, busy=row.id in busy, can_change=view.can_change)
        order = tuple(row.id for row in rows)
        if (order, folded) != (self._order, self._folded):
            self._folded = folded
            self._put_in_order(order)
        self._show_fold()

    def show_begun(self, *, begun: bool) -> None:
        """Whether a new message was begun and left."""
        self.new.setText(tr("Go on writing") if begun else tr("New message"))
        self.new.set_icon_name("mdi6.pencil-outline" if begun else "mdi6.plus")
        self.new.updateGeometry()

    def say(self, did: str, about: UUID | None = None) -> None:
        """What may be undone, and of which notice; empty: nothing any more."""
        if not did and self.undo.hasFocus():
            line = self._lines.get(self._about) if self._about is not None else None
            (line.switch if line is not None else self.new).setFocus(Qt.FocusReason.OtherFocusReason)
        self._about = about
        self._did.set(did)
        self._undoing.setVisible(bool(did))

    def open_editor(self) -> None:
        self.editor.show()
        self.new.hide()
        self.editor.take_keyboard()

    def fold_editor(self, then: UUID | None = None) -> None:
        """The rows alone again; `then`: whose switch gets the keyboard if the editor had it."""
        focused = QApplication.focusWidget()
        had_keyboard = focused is not None and self.editor.isAncestorOf(focused)
        self.editor.hide()
        self.new.setVisible(self._shown is not None and self._shown[0].can_change)
        if had_keyboard:
            line = self._lines.get(then) if then is not None else None
            if then in self._folded and not self._open:
                self._turn_fold()  # what was just written is not hidden
            target: QWidget = line.switch if line is not None else self.new
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _made(self, row: NoticeRow) -> NoticeLine:
        line = NoticeLine(self._theme)
        this = row.id
        line.switched.connect(lambda on: self.switched.emit(this, on))
        line.edit_wanted.connect(lambda: self.edit_wanted.emit(this))
        self._lines[this] = line
        return line

    def _put_in_order(self, order: tuple[UUID, ...]) -> None:
        for gone in set(self._lines) - set(order):
            line = self._lines.pop(gone)
            self._rows.removeWidget(line)
            line.deleteLater()
        for this in order:
            self._rows.removeWidget(self._lines[this])
        position = 1  # after the words for nothing
        for this in order:
            if this not in self._folded:
                self._rows.insertWidget(position, self._lines[this])
                position += 1
        for this in order:
            if this in self._folded:
                self._rows.addWidget(self._lines[this])
        self._order = order
        # Tab goes from the top to the bottom, whenever a row was made.
        before: QWidget | None = None
        for this in order:
            for stop in (self._lines[this].switch, self._lines[this].pencil):
                if before is not None:
                    QWidget.setTabOrder(before, stop)
                before = stop
        for stop in (self.undo, self.new):
            if before is not None:
                QWidget.setTabOrder(before, stop)
            before = stop

    def _turn_fold(self) -> None:
        self._open = not self._open
        self._show_fold()

    def _show_fold(self) -> None:
        number = len(self._folded)
        self.fold_others.setText(tr("Others ({n})").format(n=number))
        self.fold_others.set_icon_name("mdi6.chevron-down" if self._open else "mdi6.chevron-right")
        self.fold_others.setAccessibleName(
            tr("Messages of other services: {n}, {state}").format(
                n=number, state=tr("shown") if self._open else tr("folded")
            )
        )
        self.fold_others.updateGeometry()
        self.fold_others.setVisible(number > 0)
        for this, line in self._lines.items():
            line.setVisible(self._open or this not in self._folded)
