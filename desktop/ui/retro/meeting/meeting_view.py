"""The moderator's view: one topic large, all of them at the side, the clock and the way on below."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from desktop.ui.present.retro.meeting import ClockShown
from desktop.ui.present.words import tr
from desktop.ui.retro.meeting.decided_page import DecidedPage
from desktop.ui.retro.meeting.topic_list import TopicList
from desktop.ui.retro.meeting.topic_page import TopicPage
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.banner import Banner
from desktop.ui.widgets.button import PrimaryButton, QuietButton
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.label import Label

_LENGTHS = (15, 30, 45, 60, 90)
"""Minutes that are offered for the whole meeting."""
_NARROWEST = 400
_NARROW_FOOT = 900
_SIDE, _SIDE_NARROW, _NARROW, _NO_SIDE = 330, 230, 1000, 720


class MeetingView(QWidget):
    """Shows what it is told; what a person does is a signal."""

    left = Signal()
    stepped = Signal(int)
    """To the next topic, or with less than zero the one before."""
    skipped = Signal()
    clock_toggled = Signal()
    granted = Signal()
    length_chosen = Signal(object)
    """timedelta."""
    began = Signal()
    """It is to be opened, or opened again."""
    moderation_wanted = Signal()
    follow_wanted = Signal()
    end_wanted = Signal()
    """To what was decided, where it is closed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.back = QuietButton(theme, tr("Retro"), "mdi6.arrow-left", flat=True)
        self.back.setToolTip(tr("Back to the week; the meeting goes on"))
        self.title = Label(theme, "", Type.TITLE)
        self.progress = Label(theme, "", Type.SMALL, Tone.MUTED)
        self.length = QuietButton(theme, "", "mdi6.clock-outline", flat=True)
        self.length.setToolTip(tr("How long the whole meeting may take"))
        self.length.clicked.connect(self._offer_lengths)
        self.moderate = QuietButton(theme, tr("Moderate"), "mdi6.account-voice")
        self.moderate.setToolTip(tr("You lead from now on: everybody sees what you show"))
        self.begin = PrimaryButton(theme, tr("Start the meeting"))
        self.again = QuietButton(theme, tr("Reopen"), "mdi6.lock-open-outline")
        self.end = QuietButton(theme, tr("Close …"), "mdi6.check-all")
        self.end.setAccessibleName(tr("To what was decided, and to the end"))
        self.problem = Banner(theme)
        self.problem.hide()
        self.elsewhere = Banner(theme)
        self.elsewhere.acted.connect(self.follow_wanted)
        self.elsewhere.hide()
        self.topics = TopicList(theme)
        self.topic = TopicPage(theme)
        self.decided = DecidedPage(theme)
        self.quiet = EmptyState(
            theme, "mdi6.weather-sunny", tr("A quiet week: nothing to talk about."), tr("Add a topic.")
        )
        self.pages = QStackedWidget()
        for page in (self.topic, self.decided, self.quiet):
            self.pages.addWidget(page)
        self.clock = Label(theme, "", Type.TITLE, clock=True, keep=True)
        self.of = Label(theme, "", Type.SMALL, Tone.MUTED)
        self.pause = QuietButton(theme, tr("Pause"), "mdi6.pause", flat=True)
        self.more = QuietButton(theme, tr("5 min more"), "mdi6.plus", flat=True)
        self.before = QuietButton(theme, tr("Previous"), "mdi6.chevron-left", key="Ctrl+PgUp")
        self.skip = QuietButton(theme, tr("Skip"), "mdi6.debug-step-over")
        self.next = PrimaryButton(theme, tr("Talked about, next"), key="Ctrl+PgDn")
        self.on = QuietButton(theme, tr("Next"), "mdi6.chevron-right", key="Ctrl+PgDn")
        self._connect()
        self._lay_out()

    def _connect(self) -> None:
        for signal, told in (
            (self.back.clicked, self.left),
            (self.topics.left, self.left),
            (self.moderate.clicked, self.moderation_wanted),
            (self.begin.clicked, self.began),
            (self.again.clicked, self.began),
            (self.end.clicked, self.end_wanted),
            (self.pause.clicked, self.clock_toggled),
            (self.more.clicked, self.granted),
            (self.skip.clicked, self.skipped),
        ):
            signal.connect(told)
        self.before.clicked.connect(lambda: self.stepped.emit(-1))
        for button in (self.next, self.on):
            button.clicked.connect(lambda: self.stepped.emit(1))
        for keys, step in (("Ctrl+PgUp", -1), ("Ctrl+PgDown", 1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda by=step: self.stepped.emit(by))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        head.addWidget(self.back)
        head.addWidget(self.title)
        head.addWidget(self.progress, 100)
        head.addStretch(1)
        for button in (self.length, self.moderate, self.again, self.end, self.begin):
            head.addWidget(button)
        time = QHBoxLayout()
        time.setSpacing(2 * SPACE)
        for widget in (self.clock, self.of, self.pause, self.more):
            time.addWidget(widget)
        time.addStretch(1)
        way = QHBoxLayout()
        way.setSpacing(2 * SPACE)
        way.addStretch(1)
        for button in (self.before, self.skip, self.on, self.next):
            way.addWidget(button)
        self._foot = QWidget()
        self._foot_row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._foot)
        self._foot_row.setContentsMargins(0, 0, 0, 0)
        self._foot_row.setSpacing(2 * SPACE)
        self._foot_row.addLayout(time, 1)
        self._foot_row.addLayout(way)
        right = QVBoxLayout()
        right.setSpacing(3 * SPACE)
        right.addWidget(self.elsewhere)
        right.addWidget(self.pages, 1)
        body = QHBoxLayout()
        body.setSpacing(4 * SPACE)
        body.addWidget(self.topics)
        body.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(6 * SPACE, 4 * SPACE, 6 * SPACE, 4 * SPACE)
        column.setSpacing(3 * SPACE)
        column.addLayout(head)
        column.addWidget(self.problem)
        column.addLayout(body, 1)
        column.addWidget(self._foot)
        self.setFocusProxy(self.topics)

    def wait(self) -> None:
        """Nothing is known of the meeting yet: what was shown before is another's."""
        self.show_head(tr("Asking the hub for it …"), "", "")
        self.topics.show_rows((), "", can_change=False, can_rename=False)
        self.show_elsewhere("")
        self.pages.hide()
        self._foot.hide()

    def arrive(self) -> None:
        """It is known."""
        self.pages.show()
        self._foot.show()

    def show_head(
        self,
        title: str,
        progress: str,
        length: str,
        *,
        begin: bool = False,
        again: bool = False,
        moderate: bool = False,
        end: bool = False,
    ) -> None:
        """Which of the buttons there are; without `length` it cannot be chosen."""
        self.title.set(title)
        self.progress.set(progress)
        self.length.setText(length)
        self.length.setVisible(bool(length))
        self.length.updateGeometry()
        self.begin.setVisible(begin)
        self.again.setVisible(again)
        self.moderate.setVisible(moderate)
        self.end.setVisible(end)

    def show_clock(self, shown: ClockShown, *, running: bool) -> None:
        """The time of the topic."""
        self.clock.set(shown.clock)
        self.of.set(shown.of, shown.tone)
        self.pause.setText(tr("Pause") if running else tr("Go on"))
        self.pause.set_icon_name("mdi6.pause" if running else "mdi6.play")
        self.pause.updateGeometry()

    def show_foot(self, next_words: str, *, leads: bool, first: bool, skip: bool, counts: bool) -> None:
        """`leads`: the buttons lead everybody, with the clock; otherwise they only turn the pages. Without
        `next_words` there is nowhere to go on to."""
        for button, here in ((self.next, leads), (self.on, not leads)):
            button.setText(next_words)
            button.setVisible(bool(next_words) and here)
            button.updateGeometry()
        self.before.setVisible(not first)
        self.skip.setVisible(skip)
        for widget in (self.clock, self.of):
            widget.setVisible(counts)
        for button in (self.pause, self.more):
            button.setVisible(counts and leads)

    def show_problem(self, title: str, remedy: str = "") -> None:
        """What was not done; an empty title: nothing is wrong (any more)."""
        self.problem.setVisible(bool(title))
        if title:
            self.problem.say(title, remedy)

    def show_elsewhere(self, words: str) -> None:
        """What everybody else is shown, while one looks elsewhere."""
        self.elsewhere.setVisible(bool(words))
        if words:
            self.elsewhere.say(words, "", tr("Follow"), Tone.MANAGER, "mdi6.account-voice")

    def minimumSizeHint(self) -> QSize:
        """The week beside it goes narrower than the meeting is good at."""
        return QSize(_NARROWEST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        scale = self._theme.text_scale
        wide = self.width() >= _NARROW * scale
        self.topics.setFixedWidth(round((_SIDE if wide else _SIDE_NARROW) * scale))
        self.topics.setVisible(self.width() >= _NO_SIDE * scale)
        down = self.width() < _NARROW_FOOT * scale
        self._foot_row.setDirection(
            QBoxLayout.Direction.TopToBottom if down else QBoxLayout.Direction.LeftToRight
        )
        self.progress.setVisible(self.width() >= _NO_SIDE * scale)

    def _offer_lengths(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for minutes in _LENGTHS:
            action = menu.addAction(tr("{n} min for the whole meeting").format(n=minutes))
            action.triggered.connect(lambda _=False, n=minutes: self.length_chosen.emit(timedelta(minutes=n)))
        menu.popup(self.length.mapToGlobal(self.length.rect().bottomLeft()))
