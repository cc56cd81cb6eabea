"""One step of a run-book: a box, what is to do, who did it; its details when it is unfolded."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.core.fixing.work import StepState
from desktop.ui.panels.run_book.step_actions import StepActions
from desktop.ui.panels.run_book.words_line import WordsLine
from desktop.ui.present.fixing.run_book_steps import StepView
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import RADIUS_CONTROL, SPACE, Tone, Type
from desktop.ui.widgets.button import BY_KEYBOARD, QuietButton
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.label import Label
from desktop.ui.widgets.markdown.markdown_view import MarkdownView

_EDGE = 3
_NO_KEYS = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier


class StepRow(QWidget):
    """`marked` carries a `StepState` (None takes the mark back) and words; `moved` -1 or 1."""

    marked = Signal(object, str)
    moved = Signal(int)
    chosen = Signal()
    copy_wanted = Signal()
    check_wanted = Signal(str)
    link_wanted = Signal(str)

    def __init__(self, theme: Theme, view: StepView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self.view = theme, view
        self._values: Mapping[str, str] = {}
        self._can_mark = self._chosen = self._ringed = False
        self._folded: bool | None = None  # None: nobody chose, so the current one is open
        self._asked: StepState | None = None
        self._next_link = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.box = IconLabel(theme, view.icon, view.tone)
        self.lead = MarkdownView(theme, tr("Step"), whole=True)
        self.told = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self.missing = Label(theme, "", Type.SMALL, Tone.WARN, max_lines=0)
        self.fold = QuietButton(theme, "", "mdi6.chevron-down", flat=True)
        self.fold.make_pill()
        self.fold.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.fold.clicked.connect(self.toggle)
        self.body: MarkdownView | None = None
        self.buttons: StepActions | None = None
        self.words = WordsLine(theme)
        self.words.hide()
        self.words.given.connect(self._give)
        self.words.left.connect(self._leave)
        self.checks: list[QuietButton] = []
        self.lead.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.lead.link_pressed.connect(self.link_wanted)
        self._lay_out()
        theme.changed.connect(self.update)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        head.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.lead, 1)
        head.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignTop)
        self._inner = QVBoxLayout()
        self._inner.setContentsMargins(7 * SPACE, 0, 0, 0)
        self._inner.setSpacing(SPACE)
        self._details = QVBoxLayout()
        self._details.setSpacing(SPACE)
        self._inner.addWidget(self.told)
        self._inner.addLayout(self._details)
        self._inner.addWidget(self.missing)
        self._inner.addWidget(self.words)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        column.setSpacing(SPACE)
        column.addLayout(head)
        column.addLayout(self._inner)

    @property
    def unfolded(self) -> bool:
        """Whether its details are shown."""
        return self.view.current if self._folded is None else not self._folded

    @property
    def links(self) -> list[str]:
        """Where its text leads."""
        return [*self.lead.links(), *(self.body.links() if self.body is not None else ())]

    def show_step(self, view: StepView, values: Mapping[str, str], *, can_mark: bool) -> None:
        """As it is now. `can_mark`: the viewer may work through it."""
        self.view, self._values, self._can_mark = view, values, can_mark
        self.box.set(view.icon, Tone.ENGINEER if view.current else view.tone)
        self.lead.show_markdown(view.lead, values, checks=False)
        self.told.set(view.told)
        self.told.setVisible(bool(view.told))
        self.missing.set(view.missing)
        self.setAccessibleName(view.spoken)
        self._arrange()

    def set_chosen(self, chosen: bool) -> None:
        """The one that keys are for: it shows what may be done with it."""
        if chosen is not self._chosen:
            self._chosen = chosen
            self._arrange()

    def toggle(self) -> None:
        self._folded = self.unfolded
        self._arrange()

    def ask(self, state: StepState) -> None:
        """For one line: why it did not work, or what was done instead."""
        self._asked = state
        failed = state is StepState.FAILED
        self.words.ask(tr("Why? One line, may stay empty") if failed else tr("What was done instead?"))

    def _arrange(self) -> None:
        has_more = bool(self.view.body.strip())
        self.fold.setVisible(has_more)
        self.fold.set_icon_name("mdi6.chevron-up" if self.unfolded else "mdi6.chevron-down")
        self.fold.setAccessibleName(tr("Fold") if self.unfolded else tr("Unfold"))
        is_open = self.unfolded and has_more
        if is_open and self.body is None:
            self.body = MarkdownView(self._theme, tr("Details of the step"), whole=True)
            self.body.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.body.link_pressed.connect(self.link_wanted)
            self._details.insertWidget(0, self.body)
        if self.body is not None:
            if is_open:
                self.body.show_markdown(self.view.body, self._values, checks=False)
            self.body.setVisible(is_open)
        self.missing.setVisible(bool(self.view.missing) and (is_open or self.view.current))
        self._show_checks(is_open)
        wanted = self._chosen and self._can_mark
        if wanted and self.buttons is None:
            self.buttons = StepActions(self._theme)
            self.buttons.pressed.connect(self._act)
            self._inner.addWidget(self.buttons)
        if self.buttons is not None:
            self.buttons.setVisible(wanted)
            self.buttons.show_for(marked=self.view.state is not None, has_code=bool(self.view.code))
        self.update()

    def _show_checks(self, is_open: bool) -> None:
        while len(self.checks) < len(self.view.checks):
            button = QuietButton(self._theme, "", "mdi6.stethoscope")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(partial(self._want_check, len(self.checks)))
            self.checks.append(button)
            self._details.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        for number, button in enumerate(self.checks):
            there = number < len(self.view.checks)
            if there:
                button.setText(self.view.checks[number][1])
                button.updateGeometry()
            button.setVisible(there and is_open)

    def _want_check(self, number: int) -> None:
        if number < len(self.view.checks):
            self.check_wanted.emit(self.view.checks[number][0])

    # What is pressed

    def _act(self, key: int) -> None:
        """`key`: that of the keyboard which does the same."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._press(Qt.Key(key))

    def _press(self, key: Qt.Key) -> bool:
        """Whether the key does something here."""
        match key:
            case Qt.Key.Key_Up:
                self.moved.emit(-1)
            case Qt.Key.Key_Down:
                self.moved.emit(1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.toggle()
            case Qt.Key.Key_C if self.view.code:
                self.copy_wanted.emit()
            case Qt.Key.Key_R if self.view.checks:
                for check, _ in self.view.checks:
                    self.check_wanted.emit(check)
            case Qt.Key.Key_O if links := self.links:
                self.link_wanted.emit(links[self._next_link % len(links)])
                self._next_link += 1
            case _:
                return self._can_mark and self._mark(key)
        return True

    def _mark(self, key: Qt.Key) -> bool:
        match key:
            case Qt.Key.Key_Space:
                self.marked.emit(StepState.DONE, "")
            case Qt.Key.Key_L:
                self.marked.emit(StepState.SKIPPED, "")
            case Qt.Key.Key_F:
                self.ask(StepState.FAILED)
            case Qt.Key.Key_E:
                self.ask(StepState.DONE)
            case Qt.Key.Key_Backspace if self.view.state is not None:
                self.marked.emit(None, "")
            case _:
                return False
        return True

    def _give(self, words: str) -> None:
        if self._asked is StepState.DONE and not words:
            return  # without words it would simply be done
        self.words.hide()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._asked is not None:
            self.marked.emit(self._asked, words)

    def _leave(self) -> None:
        self.words.hide()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        # The window has letters of its own; here they are the step's.
        override = event.type() is QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and self.hasFocus() and self._is_ours(event):
            event.accept()
            return True
        return super().event(event)

    def _is_ours(self, event: QKeyEvent) -> bool:
        keys = (Qt.Key.Key_Space, Qt.Key.Key_F, Qt.Key.Key_L, Qt.Key.Key_E, Qt.Key.Key_Backspace)
        ours = (*(keys if self._can_mark else ()), Qt.Key.Key_C, Qt.Key.Key_R, Qt.Key.Key_O)
        return not event.modifiers() & ~_NO_KEYS and event.key() in ours

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~_NO_KEYS
        moves = event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)
        if not plain or (event.isAutoRepeat() and not moves) or not self._press(Qt.Key(event.key())):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        within = (
            self.box.geometry().adjusted(-SPACE, -SPACE, SPACE, SPACE).contains(event.position().toPoint())
        )
        if within and event.button() is Qt.MouseButton.LeftButton and self._can_mark:
            self.marked.emit(None if self.view.state is not None else StepState.DONE, "")

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ringed = event.reason() in BY_KEYBOARD
        self._next_link = 0
        self.chosen.emit()
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            above.ensureWidgetVisible(self, 0, 6 * SPACE)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self._chosen or self.view.current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour(Tone.RAISED if self._theme.dark else Tone.BG))
            painter.drawRoundedRect(body, RADIUS_CONTROL, RADIUS_CONTROL)
        if self.view.current:
            painter.setBrush(self._theme.colour(Tone.ENGINEER))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRoundedRect(QRectF(1, 6, _EDGE, self.height() - 12), 1.5, 1.5)
        if self.hasFocus() and self._ringed:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.colour(Tone.TEXT), 2))
            painter.drawRoundedRect(body, RADIUS_CONTROL, RADIUS_CONTROL)
