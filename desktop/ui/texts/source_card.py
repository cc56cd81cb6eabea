"""One text as it is written: subject, text, what is wrong with it, and what can be done."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.present.telling.texts import Source
from desktop.ui.present.words import tr
from desktop.ui.texts.conflict_bar import ConflictBar
from desktop.ui.texts.source_text import SourceLine, SourceText
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.flow_row import FlowRow
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.label import Label

_LONGEST_SUBJECT = 300


class SourceCard(Card):
    """`edited`: subject or text differ from before; not told for what `load` puts in."""

    edited = Signal()
    save_wanted = Signal()
    undo_wanted = Signal()
    versions_wanted = Signal()
    variables_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._theme = theme
        self._loading = False
        self.back = QuietButton(theme, tr("All texts"), "mdi6.arrow-left", "Esc", flat=True)
        self._name = Label(theme, "", Type.STRONG)
        self._origin = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self.conflict = ConflictBar(theme)
        self.subject = SourceLine()
        self.subject.setMaxLength(_LONGEST_SUBJECT)
        self.subject.setAccessibleName(tr("Subject"))
        self.text = SourceText(theme)
        self._field: SourceLine | SourceText = self.text
        self._problem_icon = IconLabel(theme, "mdi6.alert-circle-outline", Tone.ALARM, 16)
        self._problem = Label(theme, "", Type.SMALL, Tone.ALARM, max_lines=0)
        self.save = QuietButton(theme, tr("Save"), "mdi6.content-save", "Ctrl+S", tone=Tone.MANAGER)
        self.undo = QuietButton(theme, tr("Undo changes"), "mdi6.undo")
        self.versions = QuietButton(theme, tr("Versions"), "mdi6.history")
        self._said_icon = IconLabel(theme, "mdi6.check", Tone.OK, 16)
        self._said = Label(theme, "", Type.SMALL, Tone.OK, max_lines=0)
        self._connect()
        self._lay_out()
        theme.changed.connect(self._restyle)
        self._restyle()
        self.show_problem("", "", 0)
        self.say("", Tone.OK)

    def _connect(self) -> None:
        self.subject.textChanged.connect(self._edit)
        self.text.textChanged.connect(self._edit)
        for field in (self.subject, self.text):
            field.entered.connect(partial(self._enter, field))
            field.variables_wanted.connect(self.variables_wanted)
        self.save.clicked.connect(self.save_wanted)
        self.undo.clicked.connect(self.undo_wanted)
        self.versions.clicked.connect(self.versions_wanted)
        self.back.clicked.connect(self.back_wanted)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        head.addWidget(self.back)
        head.addWidget(self._name, 1)
        problem = QHBoxLayout()
        problem.setSpacing(2 * SPACE)
        problem.addWidget(self._problem_icon, 0, Qt.AlignmentFlag.AlignTop)
        problem.addWidget(self._problem, 1)
        buttons = FlowRow()
        for button in (self.save, self.undo, self.versions):
            buttons.addWidget(button)
        said = QHBoxLayout()
        said.setSpacing(2 * SPACE)
        said.addWidget(self._said_icon, 0, Qt.AlignmentFlag.AlignTop)
        said.addWidget(self._said, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
        column.setSpacing(SPACE)
        column.addLayout(head)
        column.addWidget(self._origin)
        column.addSpacing(SPACE)
        column.addWidget(self.conflict)
        column.addSpacing(2 * SPACE)
        column.addWidget(self._caption(tr("Subject")))
        column.addWidget(self.subject)
        column.addSpacing(SPACE)
        column.addWidget(self._caption(tr("Text")))
        column.addWidget(self.text, 1)
        column.addLayout(problem)
        column.addSpacing(SPACE)
        column.addLayout(buttons)
        column.addLayout(said)

    def _caption(self, words: str) -> Label:
        return Label(self._theme, words, Type.SMALL, Tone.MUTED, max_lines=0)

    @property
    def source(self) -> Source:
        return Source(subject=self.subject.text(), text=self.text.toPlainText())

    @property
    def problem(self) -> str:
        return self._problem.text()

    @property
    def said(self) -> str:
        return self._said.text()

    @property
    def origin(self) -> str:
        return self._origin.text()

    def load(self, source: Source) -> None:
        """Another text; what was written before cannot be undone here any more."""
        self._loading = True
        self.subject.setText(source.subject)
        self.subject.setCursorPosition(0)
        self.text.setPlainText(source.text)
        self._loading = False

    def replace(self, source: Source) -> None:
        """Other words for the same text, without `edited`; Ctrl+Z in the field brings back what was there."""
        self._loading = True
        if self.subject.text() != source.subject:
            self.subject.selectAll()
            self.subject.insert(source.subject)
        if self.text.toPlainText() != source.text:
            self.text.replace_all(source.text)
        self._loading = False

    def show_name(self, name: str, origin: str) -> None:
        self._name.set(name)
        self._origin.set(origin)
        self.setAccessibleName(f"{name}. {origin}")

    def show_problem(self, words: str, part: str, line: int) -> None:
        """What is wrong, in which part and line; without words nothing is."""
        self._problem.set(words)
        self._problem.setVisible(bool(words))
        self._problem_icon.setVisible(bool(words))
        self.text.mark_line(line if words and part == "text" else 0)

    def show_buttons(self, *, can_save: bool, can_undo: bool, saving: bool) -> None:
        self.save.setEnabled(can_save and not saving)
        self.save.setText(tr("Saving …") if saving else tr("Save"))
        self.save.updateGeometry()
        self.undo.setEnabled(can_undo)

    def say(self, words: str, tone: Tone) -> None:
        """What became of saving."""
        icon = "mdi6.check" if tone is Tone.OK else "mdi6.alert-circle-outline"
        self._said_icon.set(icon, tone)
        self._said.set(words, tone)
        self._said.setVisible(bool(words))
        self._said_icon.setVisible(bool(words))

    def insert(self, words: str) -> None:
        """Where the keyboard was last: in the subject or in the text."""
        if isinstance(self._field, SourceLine):
            self._field.insert(words)
        else:
            self._field.insertPlainText(words)
        self.go_on()

    def go_on(self) -> None:
        """The keyboard goes back to where it was last."""
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.back.isVisible():
            self.back_wanted.emit()
            return
        super().keyPressEvent(event)

    def _enter(self, field: SourceLine | SourceText) -> None:
        self._field = field

    def _edit(self) -> None:
        if not self._loading:
            self.edited.emit()

    def _restyle(self) -> None:
        self.subject.setFont(self._theme.font(Type.BODY))
