"""Help from one more person: who was called, and a way to call somebody."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.panels.call_in.call_form import CallForm
from desktop.ui.panels.call_in.call_row import CallRowWidget
from desktop.ui.present.fixing.call_ins import CallRow
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.label import Label


class CallInCard(Card):
    """`again` and `cancelled` carry the responder. The form's signals are its own."""

    again = Signal(str)
    cancelled = Signal(str)
    comes = Signal()
    cannot = Signal()
    opened = Signal()
    """The form was opened: its list is wanted."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.rows: list[CallRowWidget] = []
        self._lead = Label(theme, tr("Called in"), Type.STRONG)
        self._column = QVBoxLayout()
        self._column.setSpacing(3 * SPACE)
        self.call_someone = QuietButton(theme, tr("Call someone in"), "mdi6.account-plus-outline")
        self.call_someone.clicked.connect(self.open_form)
        self._hint = Label(
            theme,
            tr("One person, by name or by what they know. Nobody else is paged."),
            Type.SMALL,
            Tone.MUTED,
            max_lines=0,
        )
        self.form = CallForm(theme)
        self.form.hide()
        self.form.left.connect(self.close_form)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(4 * SPACE, 3 * SPACE, 3 * SPACE, 3 * SPACE)
        outer.setSpacing(3 * SPACE)
        outer.addWidget(self._lead)
        outer.addLayout(self._column)
        outer.addWidget(self.call_someone, 0, Qt.AlignmentFlag.AlignLeft)
        outer.addWidget(self._hint)
        outer.addWidget(self.form)

    @property
    def shown(self) -> tuple[CallRow, ...]:
        return tuple(widget.row for widget in self.rows if widget.row is not None and not widget.isHidden())

    @property
    def is_open(self) -> bool:
        """Whether somebody is being looked for."""
        return not self.form.isHidden()

    def show_calls(self, rows: Sequence[CallRow], *, can_call: bool) -> None:
        while len(self.rows) < len(rows):
            widget = CallRowWidget(self._theme)
            widget.again.connect(self.again)
            widget.cancelled.connect(self.cancelled)
            widget.comes.connect(self.comes)
            widget.cannot.connect(self.cannot)
            self.rows.append(widget)
            self._column.addWidget(widget)
        for widget, row in zip(self.rows, rows, strict=False):
            widget.show_row(row)
            widget.show()
        for widget in self.rows[len(rows) :]:
            widget.hide()
        if not can_call:
            self.form.hide()
        self._lead.setVisible(bool(rows) or self.is_open)
        self._lead.set(tr("Called in") if rows else tr("Call someone in"))
        self.call_someone.setVisible(can_call and not self.is_open)
        self._hint.setVisible(can_call and not self.is_open and not rows)
        self.set_edge(Tone.ALARM if any(row.mine for row in rows) else None)
        self.setAccessibleName(tr("Called in: {n}").format(n=len(rows)))

    def open_form(self) -> None:
        """Look for somebody."""
        self.form.show()
        self._lead.show()
        self.call_someone.hide()
        self._hint.hide()
        self.form.begin()
        self.opened.emit()

    def close_form(self) -> None:
        """Back to the button, with the keyboard."""
        self.form.hide()
        self._lead.setVisible(bool(self.shown))
        self.call_someone.show()
        self.call_someone.setFocus(Qt.FocusReason.OtherFocusReason)
