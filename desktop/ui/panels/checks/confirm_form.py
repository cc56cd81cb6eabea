"""A command before it runs: all of it, its variables, where it comes from. In its place, never a dialog."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.present.fixing.checks import Confirmation
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.flow_row import FlowRow
from desktop.ui.widgets.label import Label
from desktop.ui.widgets.reading_box import ReadingBox

_SEEN_AT_ONCE = 8
"""Lines of a `ReadingBox`."""


class ConfirmForm(Card):
    """`confirmed` carries whether to remember it. The keyboard is in the text, so that Enter pressed twice
    runs nothing: Ctrl+Enter does."""

    confirmed = Signal(bool)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, Tone.RAISED, Tone.WARN, parent)
        self.shown: Confirmation | None = None
        self._lead = Label(theme, "", Type.SMALL_STRONG, max_lines=0)
        self.command = ReadingBox(theme, tr("The command"))
        self._variables = Label(theme, "", Type.SMALL, max_lines=0)
        self._warning = Label(theme, "", Type.SMALL, Tone.WARN, max_lines=0)
        self._origin = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self.once = QuietButton(theme, tr("Run it once"), "mdi6.play", "Ctrl+Enter", tone=Tone.ENGINEER)
        self.always = QuietButton(theme, tr("Run and remember this exact text"), "mdi6.playlist-check")
        self.copy = QuietButton(theme, tr("Copy"), "mdi6.content-copy")
        self.no = QuietButton(theme, tr("No"), key="Esc", flat=True)
        buttons = FlowRow()
        for button in (self.once, self.always, self.copy, self.no):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 3 * SPACE, 3 * SPACE, 3 * SPACE)
        column.setSpacing(2 * SPACE)
        for widget in (self._lead, self.command, self._variables, self._warning, self._origin):
            column.addWidget(widget)
        column.addLayout(buttons)
        self.once.clicked.connect(lambda: self._confirm(remember=False))
        self.always.clicked.connect(lambda: self._confirm(remember=True))
        self.copy.clicked.connect(self._copy)
        self.no.clicked.connect(self.left)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            shortcut = QShortcut(QKeySequence(Qt.Modifier.CTRL | key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda: self._confirm(remember=False))
        self.hide()

    @property
    def words(self) -> str:
        """All that it says but the command."""
        labels = (self._lead, self._variables, self._warning, self._origin)
        return "\n".join(label.text() for label in labels if not label.isHidden())

    def ask(self, what: Confirmation) -> None:
        self.shown = what
        lead = tr("This command runs on your computer, as you:")
        if lines := max(0, what.command.count("\n") + 1 - _SEEN_AT_ONCE):
            lead = tr("This command runs on your computer, as you. Scroll: {n} more lines.").format(n=lines)
        self._lead.set(tr("This command is not run from here:") if what.refused else lead)
        self.command.show_text(what.command, raw=True)
        self._variables.set("\n".join(what.variables))
        self._variables.setVisible(bool(what.variables))
        self._warning.set(what.refused or what.warning)
        self._warning.setVisible(bool(what.refused or what.warning))
        self._origin.set(what.origin)
        self.once.setVisible(not what.refused)
        self.always.setVisible(not what.refused and what.can_remember)
        self.copy.setVisible(bool(what.refused))
        self.no.setText(tr("Close") if what.refused else tr("No"))
        self.setAccessibleName(f"{self._lead.text()} {what.command}")
        self.show()
        self.command.setFocus(Qt.FocusReason.OtherFocusReason)

    def _confirm(self, *, remember: bool) -> None:
        if self.shown is None or self.shown.refused or self.isHidden():
            return
        self.confirmed.emit(remember)

    def _copy(self) -> None:
        if self.shown is not None:
            QGuiApplication.clipboard().setText(self.shown.command)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        event.accept()  # what is pressed here is not for the rows
