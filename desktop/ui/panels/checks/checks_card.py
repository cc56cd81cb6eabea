"""The checks that one can run for an incident, from its run-books."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.panels.checks.check_output import CheckOutput
from desktop.ui.panels.checks.check_row import CheckRowWidget
from desktop.ui.panels.checks.confirm_form import ConfirmForm
from desktop.ui.present.fixing.checks import CheckRow, Confirmation, Key
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.label import Label


class ChecksCard(Card):
    """Signals carry the key of the check. `opened`: its output is to be shown; `confirmed` also whether to
    remember."""

    run = Signal(object)
    run_all = Signal()
    cancelled = Signal(object)
    attached = Signal(object)
    opened = Signal(object)
    confirmed = Signal(object, bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.rows: list[CheckRowWidget] = []
        self.open_key: Key | None = None
        self._lead = Label(theme, tr("Checks"), Type.STRONG)
        self._count = Label(theme, "", Type.SMALL, Tone.MUTED)
        self.all = QuietButton(theme, tr("Run all that only look"), "mdi6.play-box-multiple-outline", "R")
        self.all.make_pill()
        self._said = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self.output = CheckOutput(theme)
        self.output.hide()
        self.form = ConfirmForm(theme)
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        head.addWidget(self._lead)
        head.addWidget(self._count, 1)
        self._column = QVBoxLayout()
        self._column.setSpacing(2 * SPACE)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(4 * SPACE, 3 * SPACE, 3 * SPACE, 3 * SPACE)
        outer.setSpacing(2 * SPACE)
        outer.addLayout(head)
        outer.addWidget(self.all, 0, Qt.AlignmentFlag.AlignLeft)
        outer.addWidget(self._said)
        outer.addLayout(self._column)
        self.all.clicked.connect(self.run_all)
        self.output.closed.connect(self.close_output)
        self.form.left.connect(self.close_form)
        self.form.confirmed.connect(self._confirm)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)

    @property
    def said(self) -> str:
        return self._said.text() if not self._said.isHidden() else ""

    def say(self, words: str, tone: Tone = Tone.MUTED) -> None:
        """In place of rows, or above them."""
        self._said.set(words, tone)
        self._said.setVisible(bool(words))

    def show_rows(self, rows: Sequence[CheckRow], *, can_run_all: bool) -> None:
        while len(self.rows) < len(rows):
            self._add_row()
        for widget, row in zip(self.rows, rows, strict=False):
            widget.show_row(row)
            widget.show()
        for widget in self.rows[len(rows) :]:
            widget.hide()
            widget.row = None
        self.all.setVisible(can_run_all)
        bad = sum(row.tone is Tone.ALARM for row in rows)
        self._count.set(tr("{n} bad").format(n=bad) if bad else "", Tone.ALARM)
        self._keep_in_place()

    def take_focus(self) -> None:
        """The keyboard to the first check."""
        first = next((one for one in self.rows if one.row is not None), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def row_of(self, key: Key) -> CheckRowWidget | None:
        return next((one for one in self.rows if one.row is not None and one.row.key == key), None)

    def open_output(self, key: Key) -> None:
        """Below its row; there is one output at a time."""
        widget = self.row_of(key)
        if widget is not None:
            self.open_key = key
            widget.below.addWidget(self.output)
            self.output.show()

    def close_output(self) -> None:
        key, self.open_key = self.open_key, None
        self.output.stop()
        had_keyboard = self.output.isAncestorOf(QApplication.focusWidget() or self)
        self.output.hide()
        self._back_to(key, had_keyboard)

    def ask(self, what: Confirmation) -> None:
        """Below its row."""
        widget = self.row_of(what.key)
        if widget is not None:
            widget.below.insertWidget(0, self.form)
            self.form.ask(what)

    def close_form(self) -> None:
        key = self.form.shown.key if self.form.shown is not None else None
        self.form.shown = None
        had_keyboard = self.form.isAncestorOf(QApplication.focusWidget() or self)
        self.form.hide()
        self._back_to(key, had_keyboard)

    def forget(self) -> None:
        """Another incident."""
        self.close_output()
        self.close_form()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_R and not event.modifiers() and not self.all.isHidden():
            self.run_all.emit()
            return
        super().keyPressEvent(event)

    def _add_row(self) -> None:
        widget = CheckRowWidget(self._theme)
        for signal, ours in (
            (widget.run, self.run),
            (widget.cancelled, self.cancelled),
            (widget.attached, self.attached),
        ):
            signal.connect(partial(self._pass_on, widget, ours))
        widget.toggled.connect(partial(self._toggle, widget))
        widget.moved.connect(partial(self._move, widget))
        self.rows.append(widget)
        self._column.addWidget(widget)

    def _pass_on(self, widget: CheckRowWidget, signal: object) -> None:
        if widget.row is not None:
            signal.emit(widget.row.key)  # type: ignore[attr-defined]

    def _toggle(self, widget: CheckRowWidget) -> None:
        if widget.row is None:
            return
        if widget.row.key == self.open_key:
            self.close_output()
        else:
            self.opened.emit(widget.row.key)

    def _move(self, widget: CheckRowWidget, by: int) -> None:
        shown = [one for one in self.rows if one.row is not None]
        there = shown.index(widget) + by
        if 0 <= there < len(shown):
            shown[there].setFocus(Qt.FocusReason.OtherFocusReason)

    def _confirm(self, remember: bool) -> None:
        if self.form.shown is not None:
            key = self.form.shown.key
            self.close_form()
            self.confirmed.emit(key, remember)

    def _keep_in_place(self) -> None:
        """Rows may have changed places: what is open goes with its check."""
        if self.open_key is not None:
            widget = self.row_of(self.open_key)
            if widget is None:
                self.close_output()
            elif not widget.isAncestorOf(self.output):
                widget.below.addWidget(self.output)
        if self.form.shown is not None:
            widget = self.row_of(self.form.shown.key)
            if widget is None:
                self.close_form()
            elif not widget.isAncestorOf(self.form):
                widget.below.insertWidget(0, self.form)

    def _back_to(self, key: Key | None, had_keyboard: bool) -> None:
        widget = self.row_of(key) if key is not None else None
        if widget is not None and had_keyboard:
            widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _focus_moved(self, before: QWidget | None, now: QWidget | None) -> None:
        for widget in self.rows:
            widget.focus_moved()
