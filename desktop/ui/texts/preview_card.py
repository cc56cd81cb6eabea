"""What the text makes of an incident, while it is written."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QTextDocument
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from desktop.ui.panels.telling.gap_marks import GapMarks
from desktop.ui.present.words import tr
from desktop.ui.texts.reading_text import ReadingText
from desktop.ui.theme.icons import paint
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.label import Label

_LINES = 8
_ICON = 18


class _Marks(GapMarks):
    """The subject, which is the first line, is bold."""

    def __init__(self, theme: Theme, document: QTextDocument) -> None:
        super().__init__(theme, document)

    def highlightBlock(self, text: str) -> None:
        if self.currentBlock().blockNumber() == 0:
            strong = self.format(0)
            strong.setFontWeight(QFont.Weight.Bold)
            self.setFormat(0, len(text.encode("utf-16-le")) // 2, strong)
        super().highlightBlock(text)


class _Chooser(QComboBox):
    """With a sign that it opens: the style sheet draws none."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = round(_ICON * self._theme.text_scale)
        where = QRectF(self.width() - side - 2 * SPACE, (self.height() - side) / 2, side, side)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint(painter, "mdi6.chevron-down", where, self._theme.colour(Tone.MUTED))


class PreviewCard(Card):
    """`chosen`: the key of the incident to try it on."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._theme = theme
        self._choices: list[tuple[str, str]] = []
        self._title = Label(theme, tr("Preview"), Type.STRONG)
        self.incidents = _Chooser(theme)
        self.incidents.setAccessibleName(tr("Incident to try it on"))
        self.incidents.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.incidents.setMinimumContentsLength(12)
        self.incidents.activated.connect(lambda number: self.chosen.emit(self._choices[number][0]))
        self.text = ReadingText(theme, tr("Preview"), _LINES)
        self._marks = _Marks(theme, self.text.document())
        self._notes = Label(theme, "", Type.SMALL, Tone.WARN, max_lines=0)
        self._hint = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
        column.setSpacing(2 * SPACE)
        for widget in (self._title, self.incidents):
            column.addWidget(widget)
        column.addWidget(self.text, 1)
        column.addWidget(self._notes)
        column.addWidget(self._hint)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.show_notes((), "")

    @property
    def words(self) -> str:
        return self.text.toPlainText()

    @property
    def notes(self) -> str:
        return self._notes.text()

    @property
    def hint(self) -> str:
        return self._hint.text()

    def show_choices(self, choices: Sequence[tuple[str, str]], chosen: str) -> None:
        """Key and words of each incident."""
        if list(choices) != self._choices:
            self._choices = list(choices)
            self.incidents.clear()
            self.incidents.addItems([words for _key, words in choices])
        self.incidents.setCurrentIndex([key for key, _words in choices].index(chosen))

    def show_draft(self, subject: str, text: str) -> None:
        made = f"{subject}\n\n{text}"
        if made != self.words:
            at = self.text.verticalScrollBar().value()
            self.text.setPlainText(made)
            self.text.verticalScrollBar().setValue(at)

    def show_notes(self, notes: Sequence[str], hint: str) -> None:
        """What to think about again; `hint` says that the preview is not of what is written now."""
        self._notes.set("\n".join(notes))
        self._notes.setVisible(bool(notes))
        self._hint.set(hint)
        self._hint.setVisible(bool(hint))

    def _restyle(self) -> None:
        self.incidents.setFont(self._theme.font(Type.SMALL))
