"""One action: done or not, what, who, until when, where it came from."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QWidget

from desktop.ui.present.retro.retro_actions import ActionRow
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.flow_row import FlowRow
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.label import Label

_ONE_LINE = 720
_OWNER = 150
_DUE = 190
_LINKS = 150
_ANY = 16_777_215
"""Qt's own largest width."""


class _Box(QCheckBox):
    """Space marks it done; Enter or F2 changes it; up and down go to the next action."""

    wanted = Signal()
    moved = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.wanted.emit()
        elif step is not None:
            self.moved.emit(step)
        else:
            super().keyPressEvent(event)


class _Small(QuietButton):
    """As low as a line of text needs."""

    padding = (8, 4)


class _Fact(QWidget):
    """An icon and some words."""

    def __init__(self, theme: Theme, icon: str) -> None:
        super().__init__()
        self._theme = theme
        self._icon = IconLabel(theme, icon, Tone.MUTED, 16)
        self.words = Label(theme, "", Type.SMALL, Tone.MUTED)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE + 2)
        row.addWidget(self._icon)
        row.addWidget(self.words, 1)

    def show_fact(self, icon: str, words: str, tone: Tone) -> None:
        self._icon.set(icon, tone)
        self.words.set(words, tone)


class ActionLine(QWidget):
    """`finished` says whether it is done now; `edited` asks for the form in its place."""

    finished = Signal(object, bool)
    """UUID, done."""
    edited = Signal(object)
    """UUID."""
    opened = Signal(object)
    """UUID of the incident."""
    link_wanted = Signal(str)
    moved = Signal(int)

    def __init__(self, theme: Theme, row: ActionRow, *, can_change: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self.row, self._narrow = theme, row, False
        self.box = _Box()
        self.box.clicked.connect(lambda done: self.finished.emit(self.row.id, done))
        self.box.wanted.connect(self._edit)
        self.box.moved.connect(self.moved)
        self.words = Label(theme, "", Type.BODY, max_lines=0)
        self.owner = _Fact(theme, "mdi6.account-outline")
        self.due = _Fact(theme, "mdi6.calendar-blank-outline")
        self.incident = _Small(theme, "", flat=True)
        self.incident.clicked.connect(self._open)
        self.ticket = _Small(theme, "", "mdi6.open-in-new", flat=True)
        self.ticket.clicked.connect(lambda: self.link_wanted.emit(self.row.ticket_url))
        self.edit = _Small(theme, "", "mdi6.pencil-outline", flat=True)
        self.edit.setToolTip(tr("Change it (Enter)"))
        kept = self.edit.sizePolicy()
        kept.setRetainSizeWhenHidden(True)  # so that columns of done ones stand below the others'
        self.edit.setSizePolicy(kept)
        self.edit.clicked.connect(self._edit)
        self._links = QWidget()
        links = QHBoxLayout(self._links)
        links.setContentsMargins(0, 0, 0, 0)
        links.setSpacing(0)
        links.addWidget(self.incident)
        links.addWidget(self.ticket)
        links.addStretch(1)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 2 * SPACE, 0, 2 * SPACE)
        self._grid.setHorizontalSpacing(3 * SPACE)
        self._grid.setVerticalSpacing(SPACE)
        self._grid.setColumnStretch(1, 1)
        self._below = FlowRow()
        self._below.setSpacing(2 * SPACE)
        self._grid.addLayout(self._below, 1, 1)
        theme.changed.connect(self._place)
        self._place()
        self.show_row(row, can_change=can_change)

    def show_row(self, row: ActionRow, *, can_change: bool) -> None:
        self.row = row
        self.box.setChecked(row.done)
        self.box.setEnabled(can_change)
        self.box.setAccessibleName(tr("Done: {action}").format(action=row.spoken))
        self.box.setToolTip(tr("To be done again (Space)") if row.done else tr("Done (Space)"))
        self.words.set(row.text, Tone.MUTED if row.done else Tone.TEXT)
        icon = "mdi6.account-outline" if row.owned else "mdi6.account-question-outline"
        self.owner.show_fact(icon, row.owner, Tone.MUTED)
        self.due.show_fact(row.due_icon, row.due, row.due_tone)
        self.incident.setText(row.incident)
        self.incident.setVisible(bool(row.incident))
        self.incident.setEnabled(row.can_open)
        self.incident.setAccessibleName(tr("Open incident {n}").format(n=row.incident))
        self.incident.setToolTip(
            tr("Open the incident") if row.can_open else tr("The incident is older than what is kept here.")
        )
        self.ticket.setText(row.ticket)
        self.ticket.setVisible(bool(row.ticket))
        self.ticket.setToolTip(row.ticket_url)
        self.edit.setVisible(can_change and not row.done)
        self.edit.setAccessibleName(tr("Change: {action}").format(action=row.text))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._is_narrow() != self._narrow:
            self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(self._theme.colour(Tone.LINE), 1))
        painter.drawLine(0, 0, self.width(), 0)

    def _is_narrow(self) -> bool:
        return self.width() < _ONE_LINE * self._theme.text_scale

    def _place(self) -> None:
        """In columns where there is room; else the facts below the words, as wide as they are."""
        self._narrow = narrow = self._is_narrow()
        facts = (self.owner, self.due, self._links)
        for fact, width in zip(facts, (_OWNER, _DUE, _LINKS), strict=True):
            wide = round(width * self._theme.text_scale)
            fact.setMinimumWidth(0 if narrow else wide)
            fact.setMaximumWidth(_ANY if narrow else wide)
            fact.setMinimumHeight(self.ticket.sizeHint().height())  # words and links on one line
        middle = Qt.AlignmentFlag.AlignVCenter
        first = Qt.AlignmentFlag.AlignTop if narrow else middle
        self._grid.addWidget(self.box, 0, 0, first)
        self._grid.addWidget(self.words, 0, 1)
        for number, fact in enumerate(facts):
            if narrow:
                self._below.addWidget(fact)
            else:
                self._grid.addWidget(fact, 0, 2 + number)
        self._grid.addWidget(self.edit, 0, 2 if narrow else 5, first)

    def _edit(self) -> None:
        if self.edit.isVisibleTo(self):
            self.edited.emit(self.row.id)

    def _open(self) -> None:
        if self.row.incident_id is not None:
            self.opened.emit(self.row.incident_id)
