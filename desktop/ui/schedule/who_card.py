"""Who is on: both seats now, or at any moment that is asked about."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.core.team.seat import Seat
from desktop.ui.present.people import SEAT_ICON, SEAT_TONE, seat_name
from desktop.ui.present.schedule.schedule_unproven import UNPROVEN_ICON
from desktop.ui.present.schedule.schedule_who import WhoSeat, WhoView
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.label import Label
from desktop.ui.widgets.moment_edit import MomentEdit

_NARROW = 620


class _SeatBlock(Card):
    """One seat."""

    def __init__(self, theme: Theme, seat: Seat) -> None:
        super().__init__(theme, Tone.RAISED, SEAT_TONE[seat])
        self._seat = seat
        self.setObjectName("who_seat")  # traces know it by this
        self._name = Label(theme, "", Type.STRONG)
        self._until = Label(theme, "", Type.SMALL, Tone.MUTED)
        self._asleep = IconLabel(theme, "mdi6.sleep", Tone.WARN, 16)
        self._local = Label(theme, "", Type.SMALL, Tone.MUTED)
        self._kind_icon = IconLabel(theme, "mdi6.account-switch", Tone.MUTED, 16)
        self._kind = Label(theme, "", Type.SMALL, Tone.MUTED)
        self._unproven = QWidget()
        self._unproven_words = Label(theme, "", Type.SMALL, Tone.WARN)
        unproven = QHBoxLayout(self._unproven)
        unproven.setContentsMargins(0, 0, 0, 0)
        unproven.setSpacing(SPACE + 2)
        unproven.addWidget(IconLabel(theme, UNPROVEN_ICON, Tone.WARN, 16))
        unproven.addWidget(self._unproven_words, 1)
        self._unproven.hide()
        self._then = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=2)
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        head.addWidget(IconLabel(theme, SEAT_ICON[seat], SEAT_TONE[seat], 16))
        head.addWidget(Label(theme, seat_name(seat), Type.SMALL_STRONG, SEAT_TONE[seat], keep=True))
        head.addStretch(1)
        head.addWidget(self._until)
        local = QHBoxLayout()
        local.setSpacing(SPACE + 2)
        for widget in (self._asleep, self._local, self._kind_icon, self._kind):
            local.addWidget(widget)
        local.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self._name)
        column.addLayout(local)
        column.addWidget(self._unproven)
        column.addWidget(self._then)

    def show_seat(self, who: WhoSeat) -> None:
        self._name.set(who.name)
        self._until.set(who.until)
        self._asleep.setVisible(who.asleep)
        words = tr("{local}, probably asleep").format(local=who.local) if who.asleep else who.local
        self._local.set(words, Tone.WARN if who.asleep else Tone.MUTED)
        self._local.setVisible(bool(words))
        self._kind_icon.setVisible(bool(who.kind))
        self._kind.setVisible(bool(who.kind))
        if who.kind:
            self._kind_icon.set(who.kind_icon, Tone.MUTED)
            self._kind.set(who.kind)
        self._unproven_words.set(who.unproven)
        self._unproven.setVisible(bool(who.unproven))
        self._then.set(who.following)
        spoken = (seat_name(self._seat), who.name, who.until, words, who.kind, who.unproven, who.following)
        self.setAccessibleName(", ".join(part for part in spoken if part))


class WhoCard(Card):
    """`asked` carries a moment, or None for now."""

    asked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._theme = theme
        self._title = Label(theme, "", Type.STRONG, max_lines=0)
        self._mine = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self._beside = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self.seats = {seat: _SeatBlock(theme, seat) for seat in Seat}
        self.moment = MomentEdit(theme, tr("Who is on at this moment?"))
        self.moment.setToolTip(tr("Who is on at this moment? Type it, or step with the arrow keys."))
        self.moment.dateTimeChanged.connect(self._ask)
        self.now = QuietButton(theme, tr("Now"), "mdi6.clock-outline")
        self.now.clicked.connect(lambda: self.asked.emit(None))
        self._filling = False
        self._zone: ZoneInfo | None = None
        ask = QHBoxLayout()
        ask.setSpacing(2 * SPACE)
        ask.addWidget(Label(theme, tr("At"), Type.SMALL, Tone.MUTED, keep=True))
        ask.addWidget(self.moment)
        ask.addWidget(self.now)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._mine)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(2 * SPACE)
        self._head.addLayout(words, 1)
        self._head.addLayout(ask)
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pair.setSpacing(2 * SPACE)
        for block in self.seats.values():
            self._pair.addWidget(block, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 3 * SPACE, 4 * SPACE, 3 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addLayout(self._head)
        column.addLayout(self._pair)
        column.addWidget(self._beside)

    def show_who(self, who: WhoView, mine: str, at: datetime, there: ZoneInfo) -> None:
        self._title.set(who.title)
        self._mine.set(mine)
        self._mine.setVisible(bool(mine))
        self._beside.set(who.beside)
        self._beside.setVisible(bool(who.beside))
        self.now.setVisible(not who.is_now)
        for seat in who.seats:
            self.seats[seat.seat].show_seat(seat)
        for block in self.seats.values():
            block.setVisible(bool(who.seats))
        if (who.is_now and not self.moment.hasFocus()) or self._zone != there:
            self._filling, self._zone = True, there
            self.moment.show_at(at, there)
            self._filling = False

    def _ask(self) -> None:
        if not self._filling:
            self.asked.emit(self.moment.at)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _NARROW * self._theme.text_scale
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        for box in (self._pair, self._head):
            box.setDirection(direction)
        self._head.setAlignment(Qt.AlignmentFlag.AlignLeft)
