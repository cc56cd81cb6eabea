"""Now: the list by what needs me, the incident in the middle, or what to do when all is quiet."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.core.incident.events import NoteKind
from desktop.core.team.seat import Seat
from desktop.ui.main_window.banner_stack import BannerStack
from desktop.ui.main_window.incident_list import IncidentList
from desktop.ui.main_window.incident_view import IncidentView
from desktop.ui.main_window.status_line import StatusLine
from desktop.ui.present.timeline.scribe import NOTE_KEY
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.wellbeing.wellbeing_place import WellbeingPlace
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.chip import Chip
from desktop.ui.widgets.copy_field import CopyField
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.label import Label

_LIST = 300
_NARROW = 780
"""Below this width list and incident share one place."""


class NowView(QWidget):
    """Layout only; `now_presenter` fills it. In a narrow window the incident is shown, with the way to the
    list above it; whatever is chosen there comes back to the incident."""

    test_page_wanted = Signal()
    update_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = IncidentList(theme)
        self.duty = Chip(theme, "", Tone.MUTED)
        self.status = StatusLine(theme)
        self.banners = BannerStack(theme)
        self.incident = IncidentView(theme)
        self.wellbeing = WellbeingPlace(theme)
        self.wellbeing.survey.unfolded.connect(self._give_room)
        self._send = CopyField(theme, 'pairwatch send "Test page"', tr("Command that sends a page"))
        test = QuietButton(theme, tr("Send a test page"), "mdi6.bell-ring-outline")
        test.clicked.connect(self.test_page_wanted)
        self.quiet = EmptyState(theme, "mdi6.weather-night", "", "", test, self._send)
        self.waiting = EmptyState(theme, "mdi6.lan-pending", "", "")
        self.middle = QStackedWidget()
        for widget in (self.incident, self.quiet, self.waiting):
            self.middle.addWidget(widget)
        self._theme = theme
        self._narrow = False
        self._at_list = False
        self.back = QuietButton(theme, tr("All incidents"), "mdi6.arrow-left", flat=True)
        self.back.clicked.connect(self.show_list)
        self._lay_out()
        self.setFocusProxy(self.list)
        for kind, key in NOTE_KEY.items():
            QShortcut(QKeySequence(key), self).activated.connect(partial(self._write, kind))
        for key in ("/", "Ctrl+F"):
            QShortcut(QKeySequence(key), self).activated.connect(self._search)
        broken = QShortcut(QKeySequence(Qt.Key.Key_B), self)
        broken.activated.connect(self._broken)
        update = QShortcut(QKeySequence(Qt.Key.Key_U), self)
        update.activated.connect(self.update_wanted)
        for letter, seat in (("M", Seat.MANAGER), ("E", Seat.ENGINEER)):
            panel = QShortcut(QKeySequence(letter), self)
            panel.activated.connect(partial(self._panel, seat))
        QShortcut(QKeySequence("F"), self).activated.connect(self._find_cause)
        QShortcut(QKeySequence("C"), self).activated.connect(self._check)
        for key in ("K", "Ctrl+K"):
            QShortcut(QKeySequence(key), self).activated.connect(self._find_run_book)
        QShortcut(QKeySequence(Qt.Key.Key_I), self).activated.connect(self.incident.show_story)
        for keys in (QKeySequence("Alt+Left"), QKeySequence(QKeySequence.StandardKey.Back)):
            QShortcut(keys, self).activated.connect(self.show_list)
        self.list.clicked.connect(lambda _index: self.show_incident())
        self.list.activated.connect(lambda _index: self.show_incident())
        theme.changed.connect(self.update)

    def _lay_out(self) -> None:
        self._left = left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(4 * SPACE, 4 * SPACE, 2 * SPACE, 3 * SPACE)
        column.setSpacing(SPACE)
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        head.addWidget(Label(self._theme, tr("Now"), Type.TITLE, keep=True))
        head.addStretch(1)
        head.addWidget(self.duty)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        column.addWidget(self.status)
        left.setMinimumWidth(260)
        self._right = right = QWidget()
        self._main = main = QVBoxLayout(right)
        main.setContentsMargins(0, 0, 0, 0)
        main.setSpacing(0)
        way = QHBoxLayout()
        way.setContentsMargins(3 * SPACE, 2 * SPACE, 0, 0)
        way.addWidget(self.back)
        way.addStretch(1)
        main.addLayout(way)
        main.addWidget(self.banners)
        main.addWidget(self.wellbeing)
        main.addWidget(self.middle, 1)
        right.setMinimumWidth(460)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(4)
        self.splitter.addWidget(left)
        self.splitter.addWidget(right)
        self.splitter.setStretchFactor(0, 0)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([round(_LIST * min(self._theme.text_scale, 1.25)), 10_000])
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.splitter)
        self._arrange()

    @property
    def narrow(self) -> bool:
        """Whether list and incident share one place."""
        return self._narrow

    def show_list(self) -> None:
        """In a narrow window: the list instead of the incident."""
        self._at_list = True
        self._arrange()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_incident(self) -> None:
        """In a narrow window: the incident instead of the list."""
        self._at_list = False
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW * self._theme.text_scale
        if narrow is not self._narrow:
            self._narrow, self._at_list = narrow, False
            self._arrange()

    def _arrange(self) -> None:
        self._left.setVisible(not self._narrow or self._at_list)
        self._right.setVisible(not self._narrow or not self._at_list)
        self.back.setVisible(self._narrow)

    def _give_room(self, wanted: bool) -> None:
        """Who answers the questions needs nothing else; what was there comes back afterwards."""
        self.middle.setVisible(not wanted)
        self._main.setStretchFactor(self.wellbeing, 1 if wanted else 0)
        if not wanted and self.isVisible():
            # Not to whatever button comes next: Enter was just pressed.
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _panel(self, seat: Seat) -> None:
        if self.middle.currentWidget() is self.incident:
            self.show_incident()
            self.incident.show_panel(seat)

    def _find_cause(self) -> None:
        if self.middle.currentWidget() is self.incident and not self.incident.cards.findings.isHidden():
            self._panel(Seat.ENGINEER)
            self.incident.cards.findings.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _check(self) -> None:
        if self.middle.currentWidget() is self.incident and not self.incident.cards.checks.isHidden():
            self._panel(Seat.ENGINEER)
            self.incident.cards.checks.take_focus()

    def _find_run_book(self) -> None:
        if self.middle.currentWidget() is self.incident:
            self._panel(Seat.ENGINEER)
            self.incident.cards.run_book.search()

    def _broken(self) -> None:
        if self.middle.currentWidget() is self.incident:
            self.incident.broken.toggle.click()

    def _write(self, kind: NoteKind) -> None:
        if self._to_timeline():
            self.incident.timeline.write(kind)

    def _search(self) -> None:
        if self._to_timeline():
            self.incident.timeline.search()

    def _to_timeline(self) -> bool:
        """Whether there is one; it is in front then, also where it shares its place."""
        if self.middle.currentWidget() is not self.incident:
            return False
        self.show_incident()
        self.incident.show_story()
        return True
