"""Where the scribe writes: the kind of note, its text, and the button that writes it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from desktop.core.incident.events import NoteKind
from desktop.ui.present.telling.communicating import note_kind_name
from desktop.ui.present.timeline.scribe import NOTE_KEY, note_prompt
from desktop.ui.present.timeline.told import NOTE_LOOKS
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE
from desktop.ui.timeline.name_list import NameList
from desktop.ui.timeline.note_line import NoteLine
from desktop.ui.widgets.button import QuietButton

_TIGHT = 480
"""Below this width the buttons leave their room to the text."""


@dataclass(frozen=True, slots=True)
class Written:
    """A note as it stands in the line."""

    text: str = ""
    kind: NoteKind = NoteKind.NOTE


class ScribeLine(QWidget):
    """`written` carries a `Written` whose text is not blank; the line keeps it until `done`."""

    written = Signal(object)

    def __init__(self, theme: Theme, over: QWidget, parent: QWidget | None = None) -> None:
        """`over`: what the suggested names may cover, above this line."""
        super().__init__(parent)
        self._theme = theme
        self._typed, self._kind = "", NoteKind.NOTE
        self._last = Written()
        self.names = NameList(theme, over)
        self.line = NoteLine(self.names)
        self.kind_button = QuietButton(theme, "", key="▾")
        self.kind_button.clicked.connect(self._choose)
        self.write_button = QuietButton(theme, tr("Write"), "mdi6.keyboard-return")
        self.write_button.clicked.connect(self._write)
        self.write_button.setAccessibleName(tr("Write"))
        self.line.returnPressed.connect(self._write)
        self.line.typed.connect(self._keep)
        self.line.wants_last.connect(self._bring_back)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * SPACE)
        row.addWidget(self.kind_button)
        row.addWidget(self.line, 1)
        row.addWidget(self.write_button)
        for kind, key in NOTE_KEY.items():
            keys = QShortcut(QKeySequence(f"Alt+{key}"), self)
            keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            keys.activated.connect(partial(self.begin, kind))
        self.choose_kind(NoteKind.NOTE)

    @property
    def begun(self) -> Written:
        """What a person typed and has not written yet."""
        return Written(self._typed, self._kind)

    @property
    def last(self) -> Written:
        """What was written last; blank when nothing was."""
        return self._last

    def take_up(self, begun: Written, last: Written) -> None:
        """Show what was begun for this incident."""
        self._last = last
        self.names.hide()
        self._put(begun)

    def done(self) -> None:
        """What stands here is written."""
        self._last = Written(self.line.text().strip(), self._kind)
        self._put(Written())

    def begin(self, kind: NoteKind) -> None:
        """Write one of this kind; what stands in the line becomes one."""
        self.choose_kind(kind)
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def choose_kind(self, kind: NoteKind) -> None:
        self._kind = kind
        name = note_kind_name(kind)
        self.kind_button.setText(name)
        self.kind_button.set_icon_name(NOTE_LOOKS[kind][0])
        self.kind_button.updateGeometry()
        self.kind_button.setAccessibleName(tr("Kind: {name}").format(name=name))
        self.line.set_prompt(note_prompt(kind))
        self.line.setAccessibleName(name)

    def kind_menu(self) -> QMenu:
        """The kinds with their keys."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for kind, key in NOTE_KEY.items():
            action = menu.addAction(self._theme.icon(NOTE_LOOKS[kind][0]), f"{note_kind_name(kind)}\t{key}")
            action.triggered.connect(lambda _checked=False, kind=kind: self.begin(kind))
        return menu

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        tight = event.size().width() < _TIGHT * self._theme.text_scale
        self.write_button.setText("" if tight else tr("Write"))
        self.write_button.updateGeometry()

    def _choose(self) -> None:
        menu = self.kind_menu()
        top = self.kind_button.mapToGlobal(self.kind_button.rect().topLeft())
        top.setY(top.y() - menu.sizeHint().height())
        menu.popup(top)

    def _put(self, written: Written) -> None:
        self._typed = written.text
        self.choose_kind(written.kind)
        if self.line.text() != written.text:
            self.line.setText(written.text)

    def _keep(self, text: str) -> None:
        self._typed = text

    def _bring_back(self) -> None:
        if self._last.text:
            self._put(self._last)

    def _write(self) -> None:
        self.names.hide()
        text = self.line.text().strip()
        if text:
            self.written.emit(Written(text, self._kind))
