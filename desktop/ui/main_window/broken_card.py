"""What broke: a line when folded; opened, every alert with what its monitor told."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.main_window.alert_block import AlertBlock
from desktop.ui.present.incident.broken import BrokenView, LinkView
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.label import Label
from desktop.ui.widgets.question_bar import QuestionBar

_STEP = 5
"""So many alerts are shown at first, and so many more on each demand."""


class BrokenCard(Card):
    """`link_wanted` carries an address that was shown and confirmed. Nothing is made while it is folded."""

    link_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.choice: bool | None = None
        """Open or folded as the person chose; None while they have not."""
        self._view = BrokenView("", ())
        self._most = _STEP
        self._link: LinkView | None = None
        self.blocks: list[AlertBlock] = []
        self.toggle = QuietButton(theme, tr("What broke"), "mdi6.chevron-right", "B", flat=True)
        self.toggle.setCheckable(True)
        self.toggle.toggled.connect(self._fold)
        self.toggle.clicked.connect(self._choose)
        self._summary = Label(theme, "", Type.SMALL, Tone.MUTED, clock=True)
        self.more = QuietButton(theme, "", "mdi6.chevron-down", flat=True)
        self.more.clicked.connect(self._show_more)
        self.question = QuestionBar(theme, quiet=True)
        self.question.said_yes.connect(self._open)
        self.question.went_back.connect(self._stay)
        self._body = QWidget()
        self._blocks = QVBoxLayout()
        self._blocks.setSpacing(4 * SPACE)
        body = QVBoxLayout(self._body)
        body.setContentsMargins(2 * SPACE, 0, SPACE, 2 * SPACE)
        body.setSpacing(2 * SPACE)
        body.addLayout(self._blocks)
        body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        body.addWidget(self.question)
        self._body.hide()
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(self.toggle)
        head.addWidget(self._summary, 1)
        head.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, SPACE, 3 * SPACE, SPACE)
        column.setSpacing(SPACE)
        column.addLayout(head)
        column.addWidget(self._body)

    @property
    def summary(self) -> str:
        return self._summary.text()

    @property
    def opened(self) -> bool:
        return self.toggle.isChecked()

    def show_view(self, view: BrokenView, *, open_by_itself: bool) -> None:
        """The alerts as they are; `open_by_itself` counts until the person chose."""
        self._view = view
        self._summary.set(view.summary)
        self._show_summary()
        self.toggle.setAccessibleName(f"{tr('What broke')}: {view.summary}")
        self.toggle.setChecked(open_by_itself if self.choice is None else self.choice)
        self._fill()

    def forget(self) -> None:
        """Another incident comes: few alerts again, and no question."""
        self._most = _STEP
        self._link = None
        self.question.hide()

    def _fill(self) -> None:
        if not self.opened:
            return
        shown = self._view.alerts[: self._most]
        while len(self.blocks) < len(shown):
            block = AlertBlock(self._theme)
            block.pressed.connect(self._ask)
            self.blocks.append(block)
            self._blocks.addWidget(block)
        while len(self.blocks) > len(shown):
            block = self.blocks.pop()
            self._blocks.removeWidget(block)
            block.hide()
            block.deleteLater()
        for block, alert in zip(self.blocks, shown, strict=True):
            block.show_view(alert)
        rest = len(self._view.alerts) - len(shown)
        if rest:
            self.more.setText(tr("Show {n} of {rest} more").format(n=min(rest, _STEP), rest=rest))
            self.more.updateGeometry()
        self.more.setVisible(bool(rest))
        if self._link is not None and not any(self._link in alert.links for alert in shown):
            self._link = None
            self.question.hide()

    def _show_more(self) -> None:
        self._most += _STEP
        self._fill()

    def _fold(self, opened: bool) -> None:
        self.toggle.set_icon_name("mdi6.chevron-down" if opened else "mdi6.chevron-right")
        self._body.setVisible(opened)
        self._show_summary()
        self._fill()

    def _show_summary(self) -> None:
        """Of one alert the block says the same."""
        self._summary.setVisible(not self.opened or len(self._view.alerts) > 1)

    def _choose(self) -> None:
        self.choice = self.opened

    # Links

    def _ask(self, link: LinkView) -> None:
        self._link = link
        words = tr("Leads to {host}, in your browser:\n{href}").format(host=link.host, href=link.href)
        self.question.ask(words, tr("Open"))

    def _open(self) -> None:
        link, self._link = self._link, None
        if link is not None:
            self.link_wanted.emit(link.href)
            self._return_to(link)

    def _stay(self) -> None:
        link, self._link = self._link, None
        if link is not None:
            self._return_to(link)

    def _return_to(self, link: LinkView) -> None:
        buttons = (block.button_of(link) for block in self.blocks)
        found = next((button for button in buttons if button is not None), self.toggle)
        found.setFocus(Qt.FocusReason.OtherFocusReason)
