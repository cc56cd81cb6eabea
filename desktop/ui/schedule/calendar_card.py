"""Calendar addresses: one's own shifts, or everybody's, for any calendar program; made and revoked."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.present.schedule.schedule_feeds import FeedRow
from desktop.ui.present.words import tr
from desktop.ui.schedule.form_parts import Form
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.copy_field import CopyField
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.label import Label
from desktop.ui.widgets.question_bar import QuestionBar


class CalendarCard(Form):
    """`wanted`: an address, of mine (True) or of all (False). `revoked` carries the feed's UUID."""

    wanted = Signal(bool)
    revoked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        self.mine = QuietButton(theme, tr("Copy calendar address: my shifts"), "mdi6.account-outline")
        super().__init__(theme, tr("In your calendar"), self.mine)
        self.everybody = QuietButton(
            theme, tr("Copy calendar address: everybody's"), "mdi6.account-group-outline"
        )
        self.buttons.insertWidget(self.buttons.count() - 1, self.everybody)
        self.say_explanation(
            tr("Subscribe to this address in your calendar program: it follows the schedule by itself.")
            + " "
            + tr("Whoever has it can read it; it is good until it is revoked.")
        )
        self.cancel.setText(tr("Close"))
        self.address = CopyField(theme, "", tr("Calendar address"))
        self.address.hide()
        self.question = QuestionBar(theme)
        self._asked_about: UUID | None = None
        self.question.said_yes.connect(self._revoke)
        self._list = QVBoxLayout()
        self._list.setSpacing(SPACE)
        self.body.addWidget(self.address)
        self.body.addLayout(self._list)
        self.body.addWidget(self.question)
        self.mine.clicked.connect(lambda: self.wanted.emit(True))
        self.everybody.clicked.connect(lambda: self.wanted.emit(False))
        self.rows: tuple[FeedRow, ...] = ()

    def open(self) -> None:
        self.address.hide()
        self.say_problem("")
        self.show()
        self.mine.setFocus()

    def show_address(self, url: str) -> None:
        """It is on the clipboard already; here it can be looked at."""
        self.address.set_text(url)
        self.address.show()

    def show_feeds(self, rows: Sequence[FeedRow]) -> None:
        if tuple(rows) == self.rows:
            return
        self.rows = tuple(rows)
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        for row in rows:
            self._list.addWidget(self._line(row))

    def _line(self, row: FeedRow) -> QWidget:
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(2 * SPACE)
        across.addWidget(IconLabel(self._theme, row.icon, Tone.MUTED, 16))
        across.addWidget(Label(self._theme, row.words, Type.SMALL, max_lines=2), 1)
        revoke = QuietButton(self._theme, tr("Revoke"), "mdi6.link-off", flat=True)
        revoke.make_pill()
        revoke.setAccessibleName(tr("Revoke: {feed}").format(feed=row.words))
        revoke.clicked.connect(lambda: self._ask(row))
        across.addWidget(revoke)
        return line

    def _ask(self, row: FeedRow) -> None:
        self._asked_about = row.id
        question = tr("Calendars that use this address show nothing any more. Revoke it?")
        self.question.ask(question, tr("Revoke"))

    def _revoke(self) -> None:
        if self._asked_about is not None:
            self.revoked.emit(self._asked_about)
