"""One finding in the list: read, moved to another state with one key, edited in its place."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from desktop.core.fixing.finding import FindingState
from desktop.ui.panels.findings.finding_form import FindingForm
from desktop.ui.present.fixing.findings import FindingLine, changed_meanwhile
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.flow_row import FlowRow
from desktop.ui.widgets.focus_row import FocusRow
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.label import Label
from desktop.ui.widgets.reading_box import ReadingBox

_KEYS = {
    Qt.Key.Key_C: FindingState.CONFIRMED,
    Qt.Key.Key_X: FindingState.RULED_OUT,
    Qt.Key.Key_S: FindingState.SUSPECTED,
}


def _is_plain(event: QKeyEvent) -> bool:
    return not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier


class _Words(Label):
    """Struck through when it is ruled out; the word for that stands below it."""

    struck = False

    def strike(self, struck: bool) -> None:
        if struck is not self.struck:
            self.struck = struck
            self._restyle()

    def _restyle(self) -> None:
        super()._restyle()
        if self.struck:
            font = self.font()
            font.setStrikeOut(True)
            self.setFont(font)


class FindingRow(FocusRow):
    """`stated` carries a `FindingState`; `edited` the words and the evidence; `moved` -1 or 1: to the row
    above or below. What can be done shows while the row is looked at."""

    stated = Signal(object)
    edited = Signal(str, str)
    moved = Signal(int)

    def __init__(self, theme: Theme, line: FindingLine, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._can_change = False
        self.line = line
        self.form: FindingForm | None = None
        self._begun = line
        self._icon = IconLabel(theme, line.icon, line.tone, 18)
        self._words = _Words(theme, "", Type.BODY, max_lines=0)
        self._about = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=2)
        self.evidence = ReadingBox(theme, tr("Evidence"))
        self.states = {
            state: self._button(name, key, partial(self.stated.emit, state))
            for state, name, key in (
                (FindingState.CONFIRMED, tr("Confirm"), "C"),
                (FindingState.SUSPECTED, tr("Suspect"), "S"),
                (FindingState.RULED_OUT, tr("Rule out"), "X"),
            )
        }
        self.edit = self._button(tr("Edit"), "E", self.begin)
        self._reading, self._actions = QWidget(), QWidget()
        self._lay_out()
        self.show_line(line, can_change=False)
        self._show_actions()

    def _button(self, name: str, key: str, do: object) -> QuietButton:
        button = QuietButton(self._theme, name, key=key)
        button.make_pill()
        button.clicked.connect(do)
        return button

    def _lay_out(self) -> None:
        flow = FlowRow(self._actions)
        flow.setSpacing(SPACE)
        for button in (*self.states.values(), self.edit):
            flow.addWidget(button)
        inner = QVBoxLayout(self._reading)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(SPACE)
        for widget in (self._words, self._about, self.evidence, self._actions):
            inner.addWidget(widget)
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._reading)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        row.setSpacing(2 * SPACE)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._column, 1)

    @property
    def about(self) -> str:
        return self._about.text()

    @property
    def words(self) -> str:
        return self._words.text()

    @property
    def is_struck(self) -> bool:
        return self._words.struck

    def show_line(self, line: FindingLine, *, can_change: bool) -> None:
        """What is being edited stays; that somebody else changed it is said there."""
        self.line, self._can_change = line, can_change
        self._icon.set(line.icon, line.tone)
        self._words.strike(line.state is FindingState.RULED_OUT)
        self._words.set(line.words, Tone.MUTED if line.state is FindingState.RULED_OUT else Tone.TEXT)
        self._about.set(line.about, Tone.WARN if line.waits else Tone.MUTED)
        self.evidence.show_text(line.evidence, raw=True)
        self.evidence.setVisible(bool(line.evidence))
        self.setAccessibleName(line.spoken)
        for state, button in self.states.items():
            button.setVisible(state is not line.state)
        if self.form is not None:
            self.form.say(changed_meanwhile(self._begun, line))
        self._show_actions()

    def begin(self) -> None:
        """Edit it."""
        if self.form is not None or not self._can_change:
            return
        self._begun = self.line
        self.form = FindingForm(self._theme, self.line.words, self.line.evidence)
        self.form.saved.connect(self._save)
        self.form.left.connect(self.leave)
        self._column.addWidget(self.form)
        self._reading.hide()
        place = self.form.evidence if not self.line.evidence else self.form.words
        place.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Back to reading."""
        if self.form is None:
            return
        form, self.form = self.form, None
        self._reading.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._column.removeWidget(form)
        form.hide()
        form.deleteLater()

    def _save(self) -> None:
        if self.form is None:
            return
        words, evidence = self.form.words.text().strip(), self.form.evidence.toPlainText()
        self.leave()
        self.edited.emit(words, evidence)

    def _show_actions(self) -> None:
        focused = QApplication.focusWidget()
        looked_at = focused is not None and (focused is self or self.isAncestorOf(focused))
        self._actions.setVisible(self._can_change and looked_at)

    def focus_moved(self) -> None:
        """The keyboard is somewhere else now."""
        self._show_actions()

    def event(self, event: QEvent) -> bool:
        # The letters are this row's while it has the keyboard, whatever the window does with them elsewhere.
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._can_change
            and self.form is None
            and _is_plain(event)
            and (event.key() in _KEYS or event.key() == Qt.Key.Key_E)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self.form is not None or not _is_plain(event):
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif self._can_change and key in _KEYS and not event.isAutoRepeat():
            if _KEYS[key] is not self.line.state:
                self.stated.emit(_KEYS[key])
        elif self._can_change and key in (Qt.Key.Key_E, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.begin()
        else:
            super().keyPressEvent(event)
