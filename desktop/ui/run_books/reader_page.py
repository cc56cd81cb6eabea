"""One run-book, read: whose it is, where it is written, what is wrong with it, and its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.core.incident.alert import Link
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.flow_row import FlowRow
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.label import Label
from desktop.ui.widgets.markdown.link_bar import LinkBar
from desktop.ui.widgets.markdown.markdown_view import MarkdownView
from desktop.ui.widgets.question_bar import QuestionBar

_MOST_PROBLEMS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderHead:
    """What stands above the text. An empty label: no such button."""

    title: str = ""
    meta: str = ""
    reviewed: str = ""
    reviewed_tone: Tone = Tone.MUTED
    origin: str = ""
    problems: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    change: str = ""
    proposals: str = ""
    can_delete: bool = False
    has_versions: bool = False


class ReaderPage(Card):
    """`back_wanted` only where the list had to give way."""

    back_wanted = Signal()
    change_wanted = Signal()
    versions_wanted = Signal()
    proposals_wanted = Signal()
    delete_wanted = Signal()
    again = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.back = QuietButton(theme, tr("All run-books"), "mdi6.arrow-left", "Esc", flat=True)
        self.back.clicked.connect(self.back_wanted)
        self.back.hide()
        self._title = Label(theme, "", Type.TITLE, max_lines=3)
        self._meta = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self._reviewed = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self._reviewed_icon = IconLabel(theme, "mdi6.alert-outline", Tone.WARN, 16)
        self._problems = Label(theme, "", Type.SMALL, Tone.ALARM, max_lines=0)
        self._problem_icon = IconLabel(theme, "mdi6.alert-circle-outline", Tone.ALARM, 16)
        self.change = QuietButton(theme, "", "mdi6.pencil")
        self.versions = QuietButton(theme, tr("Versions"), "mdi6.history")
        self.proposals = QuietButton(theme, "", "mdi6.file-compare", tone=Tone.WARN)
        self.delete = QuietButton(theme, tr("Delete"), "mdi6.trash-can-outline")
        self.retry = QuietButton(theme, tr("Try again"), "mdi6.refresh")
        for button, wanted in (
            (self.change, self.change_wanted),
            (self.versions, self.versions_wanted),
            (self.proposals, self.proposals_wanted),
            (self.delete, self.delete_wanted),
            (self.retry, self.again),
        ):
            button.clicked.connect(wanted)
        self.question = QuestionBar(theme)
        self.question.went_back.connect(lambda: self.delete.setFocus(Qt.FocusReason.OtherFocusReason))
        self.links: list[QuietButton] = []
        self._link_row = FlowRow()
        self._theme = theme
        self.text = MarkdownView(theme, tr("Run-book"))
        self.link = LinkBar(theme)
        self.text.link_pressed.connect(self.link.lead_to)
        self.link.went_back.connect(self._to_text)
        self.link.said_yes.connect(self._to_text)
        self._said = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self._lay_out()
        self.show_head(ReaderHead())
        self.say("")

    def _lay_out(self) -> None:
        reviewed, problems = QHBoxLayout(), QHBoxLayout()
        for row, icon, words in (
            (reviewed, self._reviewed_icon, self._reviewed),
            (problems, self._problem_icon, self._problems),
        ):
            row.setSpacing(SPACE)
            row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(words, 1)
        buttons = FlowRow()
        for button in (self.change, self.versions, self.proposals, self.delete, self.retry):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 3 * SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._title)
        column.addWidget(self._meta)
        column.addLayout(reviewed)
        column.addLayout(problems)
        column.addSpacing(SPACE)
        column.addLayout(buttons)
        column.addWidget(self.question)
        column.addWidget(self._said)
        column.addLayout(self._link_row)
        column.addSpacing(2 * SPACE)
        column.addWidget(self.text, 1)
        column.addWidget(self.link)

    @property
    def title(self) -> str:
        return self._title.text()

    @property
    def meta(self) -> str:
        return self._meta.text()

    @property
    def problems(self) -> str:
        return self._problems.text()

    @property
    def said(self) -> str:
        return self._said.text()

    def show_head(self, head: ReaderHead) -> None:
        self._title.set(head.title)
        self._meta.set("\n".join(part for part in (head.meta, head.origin) if part))
        self._reviewed.set(head.reviewed, head.reviewed_tone)
        self._reviewed.setVisible(bool(head.reviewed))
        self._reviewed_icon.setVisible(bool(head.reviewed) and head.reviewed_tone is Tone.WARN)
        problems = list(head.problems[:_MOST_PROBLEMS])
        if len(head.problems) > len(problems):
            problems.append(tr("and {n} more").format(n=len(head.problems) - len(problems)))
        self._problems.set("\n".join(problems))
        self._problems.setVisible(bool(problems))
        self._problem_icon.setVisible(bool(problems))
        for button, words in ((self.change, head.change), (self.proposals, head.proposals)):
            button.setText(words)
            button.setVisible(bool(words))
            button.updateGeometry()
        self.versions.setVisible(head.has_versions)
        self.delete.setVisible(head.can_delete)
        self._show_links(head.links)
        self.setAccessibleName(f"{head.title}. {head.meta}. {head.reviewed}")

    def say(self, words: str, tone: Tone = Tone.MUTED, *, can_retry: bool = False) -> None:
        """What came of something, or why there is nothing."""
        self._said.set(words, tone)
        self._said.setVisible(bool(words))
        self.retry.setVisible(can_retry)

    def _show_links(self, links: Sequence[Link]) -> None:
        for button in self.links:
            self._link_row.removeWidget(button)
            button.deleteLater()
        self.links = []
        for link in links:
            button = QuietButton(self._theme, link.text or link.href, "mdi6.open-in-new")
            button.make_pill()
            button.clicked.connect(lambda _=False, href=link.href: self.link.lead_to(href))
            self._link_row.addWidget(button)
            self.links.append(button)

    def _to_text(self) -> None:
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.back.isHidden():
            self.back_wanted.emit()
            return
        super().keyPressEvent(event)
