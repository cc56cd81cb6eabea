"""The update as it is written: stage, readers, text, what to think about again, when the next one comes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.core.update import Readers, Stage
from desktop.ui.panels.telling.gap_marks import GapMarks
from desktop.ui.present.communicating import readers_name, stage_name
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.choice_row import ChoiceRow
from desktop.ui.widgets.flow_row import FlowRow
from desktop.ui.widgets.label import Label

STAGES, READERS = tuple(Stage), tuple(Readers)
_LINES = 6


class Text(QPlainTextEdit):
    """Control and Enter sends, Escape gives the keyboard back; Tab leaves."""

    sent = Signal()
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setAccessibleName(tr("Text of the update"))
        self.marks = GapMarks(theme, self.document())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.sent.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class Composer(QWidget):
    """`chosen`: another stage or readers; `edited`: the text; `sent`: it was told; `closed`: not now."""

    chosen = Signal()
    edited = Signal()
    sent = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._stage, self._readers = Stage.INVESTIGATING, Readers.COLLEAGUES
        self._stages = ChoiceRow(theme, tr("Stage"), [(stage_name(stage), "") for stage in STAGES])
        self._who = ChoiceRow(theme, tr("Readers"), [(readers_name(readers), "") for readers in READERS])
        self.text = Text(theme)
        self.text.textChanged.connect(self.edited)
        self.text.sent.connect(self._send)
        self.text.left.connect(self.closed)
        self._warnings = Label(theme, "", Type.SMALL, Tone.WARN, max_lines=0)
        self._promise = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self.scope = QCheckBox(tr("It says who and what is hit"))
        self.scope.clicked.connect(lambda _on: self.chosen.emit())  # the next update is due at another time
        self._hint = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self._where = QWidget()
        self._flow = FlowRow(self._where)
        self.channels: list[QCheckBox] = []
        self.copy = QuietButton(theme, tr("Copy"), "mdi6.content-copy")
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.words))
        self.told = QuietButton(theme, tr("It is told"), "mdi6.send", "Ctrl+Enter", tone=Tone.MANAGER)
        self.told.clicked.connect(self._send)
        self.later = QuietButton(theme, tr("Not now"), key="Esc", flat=True)
        self.later.clicked.connect(self.closed)
        self._stages.chosen.connect(self._choose_stage)
        self._who.chosen.connect(self._choose_readers)
        theme.changed.connect(self._restyle)
        self._lay_out()
        self._restyle()
        self.show_channels(())

    def _lay_out(self) -> None:
        buttons = FlowRow()
        for button in (self.told, self.copy, self.later):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * SPACE)
        for widget in (
            *(self._stages, self._who, self.text, self._warnings),
            *(self.scope, self._promise, self._where, self._hint),
        ):
            column.addWidget(widget)
        column.addLayout(buttons)

    @property
    def stage(self) -> Stage:
        return self._stage

    @property
    def readers(self) -> Readers:
        return self._readers

    @property
    def words(self) -> str:
        return self.text.toPlainText()

    @property
    def warnings(self) -> str:
        return self._warnings.text()

    @property
    def promise(self) -> str:
        return self._promise.text()

    def begin(self, stage: Stage, readers: Readers, *, scope: bool) -> None:
        """A new update."""
        self._stage, self._readers = stage, readers
        self._stages.show_chosen(STAGES.index(stage))
        self._who.show_chosen(READERS.index(readers))
        self.scope.setChecked(scope)

    def show_draft(self, text: str) -> None:
        """The text to begin with; the cursor at its end."""
        self.text.setPlainText(text)
        self.text.moveCursor(self.text.textCursor().MoveOperation.End)

    @property
    def chosen_channels(self) -> tuple[str, ...]:
        """The names of those that it shall go to."""
        return tuple(box.text() for box in self.channels if box.isChecked())

    def show_channels(self, names: Sequence[str]) -> None:
        """Where the chosen readers are reached; all of it is chosen until somebody says otherwise."""
        if [box.text() for box in self.channels] != list(names):
            for box in self.channels:
                self._flow.removeWidget(box)
                box.deleteLater()
            self.channels = [QCheckBox(name) for name in names]
            for box in self.channels:
                box.setFont(self._theme.font(Type.SMALL))
                box.setChecked(True)
                box.toggled.connect(lambda _on: self._name_it())
                self._flow.addWidget(box)
        self._where.setVisible(bool(names))
        self._name_it()

    def _name_it(self) -> None:
        """Say what the button does: send it, or write down that it is told by other means."""
        sends = bool(self.chosen_channels)
        self.told.setText(tr("Send") if sends else tr("It is told"))
        self.told.updateGeometry()
        hint = tr("No channel reaches these readers: copy it, tell it, then say that it is told.")
        self._hint.set("" if sends else hint)
        self._hint.setVisible(not sends)

    def show_warnings(self, sentences: Sequence[str]) -> None:
        """What to think about again; it can be sent all the same."""
        self._warnings.set("\n".join(sentences))
        self._warnings.setVisible(bool(sentences))

    def show_promise(self, words: str) -> None:
        """When the next update comes."""
        self._promise.set(words)
        self._promise.setVisible(bool(words))

    def _send(self) -> None:
        if self.words.strip():
            self.sent.emit()
        else:
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose_stage(self, number: int) -> None:
        self._stage = STAGES[number]
        self.chosen.emit()

    def _choose_readers(self, number: int) -> None:
        self._readers = READERS[number]
        self.chosen.emit()

    def _restyle(self) -> None:
        self.text.setFont(self._theme.font(Type.BODY))
        self.scope.setFont(self._theme.font(Type.SMALL))
        self.text.setFixedHeight(_LINES * self.text.fontMetrics().lineSpacing() + 4 * SPACE)
