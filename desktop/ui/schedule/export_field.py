"""What another tool exported: a file that is chosen or dropped, or text that is pasted."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.label import Label

_LINES = 5


class ExportField(QWidget):
    """`changed`: the text is another. `choose_wanted`: a file dialog. `dropped` carries a file's path."""

    changed = Signal()
    choose_wanted = Signal()
    dropped = Signal(str)

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._read: str | None = None
        self.setAcceptDrops(True)
        self.caption = Label(theme, name, Type.SMALL, Tone.MUTED)
        self.edit = QPlainTextEdit()
        self.edit.setTabChangesFocus(True)
        # A dropped file is read, not written into the text as its address.
        self.edit.setAcceptDrops(False)
        self.edit.setPlaceholderText(tr("Drop the file here, or paste what is in it."))
        self.choose = QuietButton(theme, tr("Choose a file…"), "mdi6.folder-open-outline")
        self._file = QWidget()
        self.file_name = Label(theme, "", Type.BODY)
        self.remove = QuietButton(theme, tr("Remove"), "mdi6.close", flat=True)
        self.remove.make_pill()
        row = QHBoxLayout(self._file)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * SPACE)
        row.addWidget(IconLabel(theme, "mdi6.file-document-outline", Tone.MUTED, 16))
        row.addWidget(self.file_name, 1)
        row.addWidget(self.remove)
        told = QHBoxLayout()
        told.setSpacing(2 * SPACE)
        self._icon = IconLabel(theme, "mdi6.check", Tone.OK, 16)
        self.told = Label(theme, "", Type.SMALL, Tone.TEXT, max_lines=0)
        told.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        told.addWidget(self.told, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(self.caption)
        column.addWidget(self._file)
        column.addWidget(self.edit)
        column.addLayout(told)
        column.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeft)
        self._file.hide()
        self.say("", is_known=False)
        self.name_it(name)
        self.edit.textChanged.connect(self.changed)
        self.choose.clicked.connect(self.choose_wanted)
        self.remove.clicked.connect(self._remove)
        theme.changed.connect(self._fit)
        self._fit()

    def name_it(self, name: str) -> None:
        """What it is the schedule of."""
        self.caption.set(name)
        self.edit.setAccessibleName(tr("{name}: text of the export").format(name=name))
        self.choose.setAccessibleName(tr("{name}: choose a file").format(name=name))
        self.remove.setAccessibleName(tr("{name}: remove the file").format(name=name))

    @property
    def text(self) -> str:
        """Of the file, or what was pasted."""
        return self._read if self._read is not None else self.edit.toPlainText()

    def show_file(self, name: str, text: str) -> None:
        """Instead of what was pasted, which is there again when the file is removed."""
        self._read = text
        self.file_name.set(name)
        self._file.show()
        self.edit.hide()
        self.changed.emit()

    def say(self, words: str, *, is_known: bool) -> None:
        """What it seems to be, or why it is nothing that is known; empty: nothing is there."""
        self._icon.set("mdi6.check" if is_known else "mdi6.alert", Tone.OK if is_known else Tone.ALARM)
        self._icon.setVisible(bool(words))
        self.told.set(words, Tone.TEXT if is_known else Tone.ALARM)
        self.told.setVisible(bool(words))
        for widget in (self.edit, self.choose, self.remove):
            widget.setAccessibleDescription(words)

    def _remove(self) -> None:
        self._read = None
        self._file.hide()
        self.edit.show()
        self.edit.setFocus()
        self.changed.emit()

    def _fit(self) -> None:
        self.edit.setFont(self._theme.font(Type.SMALL))
        self.edit.setFixedHeight(_LINES * self.edit.fontMetrics().lineSpacing() + 5 * SPACE)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        data = event.mimeData()
        if data.hasText() or any(url.isLocalFile() for url in data.urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        data = event.mimeData()
        files = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
        if files:
            self.dropped.emit(files[0])
        elif data.hasText():
            self._remove()
            self.edit.setPlainText(data.text())
        event.acceptProposedAction()
