"""One run-book, written: its text, what it will look like, what is not understood."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.ui.present.telling.texts_difference import DifferenceLine
from desktop.ui.present.words import tr
from desktop.ui.run_books.source_editor import SourceEditor
from desktop.ui.texts.conflict_bar import ConflictBar
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.difference_view import DifferenceView
from desktop.ui.widgets.flow_row import FlowRow
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.label import Label
from desktop.ui.widgets.markdown.link_bar import LinkBar
from desktop.ui.widgets.markdown.markdown_view import MarkdownView

_WIDE = 760
"""From here on text and preview stand side by side."""
_MOST_PROBLEMS = 4


class WriterPage(Card):
    """`edited`: the text differs; not told for what `load` puts in. `left`: back to reading."""

    edited = Signal()
    save_wanted = Signal()
    undo_wanted = Signal()
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._theme = theme
        self._loading = False
        self._title = Label(theme, "", Type.STRONG, max_lines=2)
        self._hint = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self.back = QuietButton(theme, tr("Read"), "mdi6.arrow-left", "Esc", flat=True)
        self.back.clicked.connect(self.left)
        self.conflict = ConflictBar(theme)
        self.editor = SourceEditor(theme)
        self.editor.textChanged.connect(self._edit)
        self.preview = MarkdownView(theme, tr("Preview"))
        self.link = LinkBar(theme)
        self.preview.link_pressed.connect(self.link.lead_to)
        self.difference = DifferenceView(theme, tr("What differs"), 8)
        self._side = QStackedWidget()
        self._side.addWidget(self.preview)
        self._side.addWidget(self.difference)
        self.conflict.compared.connect(lambda: self._side.setCurrentWidget(self.difference))
        self._problem_icon = IconLabel(theme, "mdi6.alert-circle-outline", Tone.ALARM, 16)
        self._problems = Label(theme, "", Type.SMALL, Tone.ALARM, max_lines=0)
        self.save = QuietButton(theme, tr("Save"), "mdi6.content-save", "Ctrl+S", tone=Tone.ENGINEER)
        self.save.clicked.connect(self.save_wanted)
        self.editor.left.connect(lambda: self.back.setFocus(Qt.FocusReason.OtherFocusReason))
        self.undo = QuietButton(theme, tr("Undo changes"), "mdi6.undo")
        self.undo.clicked.connect(self.undo_wanted)
        self._said = Label(theme, "", Type.SMALL, Tone.OK, max_lines=0)
        self._lay_out()
        self.show_problems((), set())
        self.say("")

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        head.addWidget(self._title, 1)
        head.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._across.setSpacing(3 * SPACE)
        self._across.addWidget(self.editor, 1)
        self._across.addWidget(self._side, 1)
        problems = QHBoxLayout()
        problems.setSpacing(SPACE)
        problems.addWidget(self._problem_icon, 0, Qt.AlignmentFlag.AlignTop)
        problems.addWidget(self._problems, 1)
        buttons = FlowRow()
        buttons.addWidget(self.save)
        buttons.addWidget(self.undo)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 3 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addLayout(head)
        column.addWidget(self._hint)
        column.addWidget(self.conflict)
        column.addLayout(self._across, 1)
        column.addWidget(self.link)
        column.addLayout(problems)
        column.addLayout(buttons)
        column.addWidget(self._said)

    @property
    def text(self) -> str:
        return self.editor.toPlainText()

    @property
    def title(self) -> str:
        return self._title.text()

    @property
    def problems(self) -> str:
        return self._problems.text()

    @property
    def said(self) -> str:
        return self._said.text()

    def load(self, text: str) -> None:
        """Another run-book's text; what was written before cannot be undone here any more."""
        self._loading = True
        self.editor.setPlainText(text)
        self._loading = False
        self._side.setCurrentWidget(self.preview)

    def replace(self, text: str) -> None:
        """Other words for the same run-book; Ctrl+Z brings back what was there."""
        if text != self.text:
            self._loading = True
            self.editor.replace_all(text)
            self._loading = False

    def show_head(self, title: str, hint: str, save: str, *, can_save: bool, can_undo: bool) -> None:
        """`save` is what its button says."""
        self._title.set(title)
        self._hint.set(hint)
        self._hint.setVisible(bool(hint))
        self.save.setText(save)
        self.save.setEnabled(can_save)
        self.save.updateGeometry()
        self.undo.setEnabled(can_undo)
        self.setAccessibleName(f"{title}. {hint}")

    def show_problems(self, problems: Sequence[str], lines: set[int]) -> None:
        """What is not understood; it can be saved all the same."""
        shown = list(problems[:_MOST_PROBLEMS])
        if len(problems) > len(shown):
            shown.append(tr("and {n} more").format(n=len(problems) - len(shown)))
        self._problems.set("\n".join(shown))
        self._problems.setVisible(bool(shown))
        self._problem_icon.setVisible(bool(shown))
        self.editor.mark_lines(lines)

    def show_conflict(self, title: str, remedy: str, lines: Sequence[DifferenceLine] = ()) -> None:
        """`lines`: from theirs to mine. Without a title there is none."""
        self.conflict.show_conflict(title, remedy)
        self.difference.show_lines(lines)
        if not title:
            self._side.setCurrentWidget(self.preview)

    def say(self, words: str, tone: Tone = Tone.OK) -> None:
        """What became of saving."""
        self._said.set(words, tone)
        self._said.setVisible(bool(words))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width() >= _WIDE * self._theme.text_scale
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._across.setDirection(direction)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _edit(self) -> None:
        if not self._loading:
            self.edited.emit()
