"""One run-book in an incident: whose it is, how far it is, its steps, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.core.incident.alert import Link
from desktop.ui.panels.run_book.amend_form import AmendForm
from desktop.ui.panels.run_book.step_list import StepList
from desktop.ui.present.fixing.run_book_head import BookHead
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.flow_row import FlowRow
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.label import Label
from desktop.ui.widgets.markdown.link_bar import LinkBar


class BookPage(QWidget):
    """Escape goes back to the list; `ended` carries whether it helped."""

    back_wanted = Signal()
    begin_wanted = Signal()
    ended = Signal(bool)
    amend_wanted = Signal()
    again = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.back = QuietButton(theme, tr("All"), "mdi6.arrow-left", "Esc", flat=True)
        self.back.clicked.connect(self.back_wanted)
        self._title = Label(theme, "", Type.STRONG, max_lines=3)
        self._meta = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self._reviewed_icon = IconLabel(theme, "mdi6.alert-outline", Tone.WARN, 16)
        self._reviewed = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self._progress = Label(theme, "", Type.SMALL_STRONG, Tone.ENGINEER, max_lines=0)
        self._told = Label(theme, "", Type.SMALL, Tone.WARN, max_lines=0)
        self.begin = QuietButton(theme, "", "mdi6.play", tone=Tone.ENGINEER)
        self.begin.clicked.connect(self.begin_wanted)
        self._link_row = FlowRow()
        self.links: list[QuietButton] = []
        self.steps = StepList(theme)
        self._said = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self.retry = QuietButton(theme, tr("Try again"), "mdi6.refresh")
        self.retry.clicked.connect(self.again)
        self.link = LinkBar(theme)
        self.link.went_back.connect(self.steps.take_focus)
        self.link.said_yes.connect(self.steps.take_focus)
        self.steps.link_wanted.connect(self.link.lead_to)
        self.helped = QuietButton(theme, tr("It helped"), "mdi6.book-check-outline", tone=Tone.OK)
        self.helped.clicked.connect(lambda: self.ended.emit(True))
        self.helped_not = QuietButton(theme, tr("It did not help"), "mdi6.book-remove-outline")
        self.helped_not.clicked.connect(lambda: self.ended.emit(False))
        self.amend = QuietButton(theme, "", "mdi6.file-compare", tone=Tone.WARN)
        self.amend.clicked.connect(self.amend_wanted)
        self.form = AmendForm(theme)
        self.form.hide()
        self._lay_out()
        self.say("")

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        head.addWidget(self._title, 1)
        head.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        reviewed = QHBoxLayout()
        reviewed.setSpacing(SPACE)
        reviewed.addWidget(self._reviewed_icon, 0, Qt.AlignmentFlag.AlignTop)
        reviewed.addWidget(self._reviewed, 1)
        end = FlowRow()
        for button in (self.helped, self.helped_not, self.amend):
            end.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addLayout(head)
        column.addWidget(self._meta)
        column.addLayout(reviewed)
        column.addWidget(self._told)
        column.addSpacing(SPACE)
        column.addLayout(self._link_row)
        column.addSpacing(SPACE)
        column.addWidget(self._progress)
        column.addWidget(self.begin, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(SPACE)
        column.addWidget(self.steps)
        column.addWidget(self.link)
        column.addWidget(self._said)
        column.addWidget(self.retry, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(SPACE)
        column.addLayout(end)
        column.addWidget(self.form)

    @property
    def progress(self) -> str:
        return self._progress.text()

    @property
    def title(self) -> str:
        return self._title.text()

    @property
    def meta(self) -> str:
        return self._meta.text()

    @property
    def reviewed(self) -> str:
        return self._reviewed.text()

    @property
    def told(self) -> str:
        return self._told.text()

    @property
    def said(self) -> str:
        return self._said.text()

    def show_head(self, head: BookHead) -> None:
        self._title.set(head.title)
        self._meta.set(head.meta)
        self._meta.setVisible(bool(head.meta))
        self._reviewed.set(head.reviewed, head.reviewed_tone)
        self._reviewed.setVisible(bool(head.reviewed))
        self._reviewed_icon.setVisible(bool(head.reviewed) and head.reviewed_tone is Tone.WARN)
        self._progress.set(head.progress)
        self._progress.setVisible(bool(head.progress))
        self._told.set(head.told)
        self._told.setVisible(bool(head.told))
        for button, words in ((self.begin, head.begin), (self.amend, head.amend)):
            button.setText(words)
            button.setVisible(bool(words))
            button.updateGeometry()
        self.amend.setVisible(bool(head.amend) and self.form.isHidden())
        self.helped.setVisible(head.can_end)
        self.helped_not.setVisible(head.can_end)
        self._show_links(head.links)
        self.setAccessibleName(". ".join(part for part in (head.title, head.progress, head.told) if part))

    def say(self, words: str, tone: Tone = Tone.MUTED, *, can_retry: bool = False) -> None:
        """What came of something, or why there is nothing."""
        self._said.set(words, tone)
        self._said.setVisible(bool(words))
        self.retry.setVisible(can_retry)

    def _show_links(self, links: Sequence[Link]) -> None:
        while len(self.links) < len(links):
            button = QuietButton(self._theme, "", "mdi6.open-in-new")
            button.make_pill()
            button.clicked.connect(partial(self._lead, len(self.links)))
            self.links.append(button)
            self._link_row.addWidget(button)
        self._hrefs = [link.href for link in links]
        for number, button in enumerate(self.links):
            button.setVisible(number < len(links))
            if number < len(links):
                button.setText(links[number].text or links[number].href)
                button.updateGeometry()

    def _lead(self, number: int) -> None:
        if number < len(self._hrefs):
            self.link.lead_to(self._hrefs[number])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back_wanted.emit()
            return
        super().keyPressEvent(event)
