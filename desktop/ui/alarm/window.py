"""The alarm's window: covers the screen in use, stays on top, and guards the keys."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QCloseEvent,
    QCursor,
    QGuiApplication,
    QHideEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from desktop.ui.alarm.closing_page import ClosingPage
from desktop.ui.alarm.key_gate import KeyGate
from desktop.ui.alarm.ringing_page import RingingPage
from desktop.ui.app_icon import icon
from desktop.ui.present.incident.alarm import AlarmView
from desktop.ui.present.incident.alarm_end import ClosingView
from desktop.ui.present.incident.incident_list import title
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import Tone

QUIET_MS = 600
"""All keys must have been up for so long before the first one counts."""
_WIDEST = 1440
_SMALL = 800


class AlarmWindow(QWidget):
    """Shows an `AlarmView` or a `ClosingView` and says what was pressed.
    It never closes itself while it rings."""

    acknowledged = Signal()
    took_second = Signal()
    declined = Signal()
    opened = Signal()
    dismissed = Signal()
    """The closing state was closed by the person."""
    painted = Signal()
    """The first frame of an alarm is on the screen, as far as Qt can tell; once for each `appear`."""

    def __init__(self, theme: Theme, place: QRect | None = None) -> None:
        """`place`: this part of the screen instead of all of it, for two desktops side by side."""
        super().__init__(
            None,
            Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint,
        )
        self._theme = theme
        self._place = place
        self._ringing = False
        self._unpainted = False
        self._footer = ""
        self._told = ""
        self._gate = KeyGate()
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(QUIET_MS)
        self._quiet.timeout.connect(self._quiet_over)
        self.setWindowTitle(tr("You are being paged"))
        self.setWindowIcon(icon())
        self.page = RingingPage(theme)
        self.closing = ClosingPage(theme)
        self._outer = QVBoxLayout(self)
        self._stack = QStackedLayout()
        self._outer.addLayout(self._stack)
        self._stack.addWidget(self.page)
        self._stack.addWidget(self.closing)
        self.page.acknowledge.clicked.connect(self.acknowledged)
        self.page.second.clicked.connect(self.took_second)
        self.page.decline.clicked.connect(self.declined)
        self.page.open.clicked.connect(self.opened)
        self.closing.open.clicked.connect(self.opened)
        self.closing.close_button.clicked.connect(self.dismissed)
        theme.changed.connect(self.update)

    @property
    def ringing(self) -> bool:
        return self._ringing

    @property
    def keys_count(self) -> bool:
        """Whether a key press would be taken now."""
        return self._gate.is_open

    # What it is told

    def appear(self, view: AlarmView, time: str, footer: str) -> None:
        """A new alarm: over the screen in use, on top, with the keyboard, but not listening to it yet."""
        self._ringing = True
        self._unpainted = True
        self._told = ""
        self._footer = footer
        self.page.forecast.fold()
        self.page.show_view(view, time)
        self._stack.setCurrentWidget(self.page)
        self._close_gate()
        self.page.acknowledge.setFocus(Qt.FocusReason.OtherFocusReason)
        self._cover()
        QApplication.alert(self)
        said = QAccessibleAnnouncementEvent(self, view.announcement)
        said.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(said)

    def refresh(self, view: AlarmView, time: str, footer: str) -> None:
        """The same alarm a moment later."""
        self._footer = footer
        self.page.show_view(view, time)
        self._show_footer()

    def close_with(self, view: ClosingView) -> None:
        """It does not ring any more, and this is why; called again it tells how that goes on."""
        told = f"{view.title}. {view.words}"
        self.closing.show_view(view, title(view.incident))
        if self._ringing:
            self._ringing = False
            self._stack.setCurrentWidget(self.closing)
            self.closing.close_button.setFocus(Qt.FocusReason.OtherFocusReason)
            self._close_gate()  # a second press of Space must not press what is under it now
        if told != self._told:
            self._told = told
            said = QAccessibleAnnouncementEvent(self, told)
            said.setPoliteness(QAccessible.AnnouncementPoliteness.Polite)
            QAccessible.updateAccessibility(said)

    def vanish(self) -> None:
        self._ringing = False
        self.hide()

    # The screen

    def _cover(self) -> None:
        if self._place is not None:
            self.setGeometry(self._place)
            self.show()
            self.raise_()
            return
        active = QApplication.activeWindow()
        screen = QGuiApplication.screenAt(QCursor.pos())
        if screen is None and active is not None:
            screen = active.screen()
        screen = screen or QGuiApplication.primaryScreen()
        if not self.isVisible():
            self.setScreen(screen)
            self.setGeometry(screen.geometry())
        self.showFullScreen()
        self.raise_()
        self.activateWindow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = max(24, round(self.width() * 0.075), (self.width() - _WIDEST) // 2)
        top = max(20, round(self.height() * (0.07 if self.width() > _SMALL else 0.04)))
        self._outer.setContentsMargins(side, top, side, max(20, round(self.height() * 0.055)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._theme.colour(Tone.BG))
        if self._unpainted and self._ringing:
            self._unpainted = False
            QTimer.singleShot(0, self, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._ringing:
            event.ignore()  # silence is the worst failure: an alarm ends by an answer
            return
        super().closeEvent(event)
        self.dismissed.emit()

    # The keys

    @staticmethod
    def _application() -> QCoreApplication:
        app = QApplication.instance()
        assert app is not None
        return app

    def _close_gate(self) -> None:
        self._gate.close()
        self._quiet.start()
        self._show_footer()

    def _quiet_over(self) -> None:
        if self._gate.quiet_over():
            self._show_footer()
        else:
            self._quiet.start()

    def _show_footer(self) -> None:
        if not self._gate.is_open and self._gate.swallowed:
            self.page.show_keys(tr("Keys count once you have let go of all of them for a moment"), Tone.WARN)
        else:
            self.page.show_keys(self._footer)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._application().installEventFilter(self)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._application().removeEventFilter(self)
        self._gate.forget_keys()
        self._quiet.stop()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange:
            self._gate.forget_keys()
            if self.isActiveWindow() and self._ringing:
                self._close_gate()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind not in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride):
            return False
        if not isinstance(watched, QWidget) or watched.window() is not self:
            return False
        assert isinstance(event, QKeyEvent)
        if kind == QEvent.Type.KeyRelease:
            if not event.isAutoRepeat():
                self._gate.release(event.key())
            if not self._gate.is_open:
                self._quiet.start()
            return False
        if kind == QEvent.Type.ShortcutOverride:
            return False
        if not self._gate.press(event.key(), repeated=event.isAutoRepeat()):
            if not self._gate.is_open:
                self._quiet.start()
                self._show_footer()
            return True
        return self._act(event)

    def _act(self, event: QKeyEvent) -> bool:
        if event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier):
            return False
        key, focused = event.key(), QApplication.focusWidget()
        if key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if isinstance(focused, QPushButton) and focused is not self.page.acknowledge:
                focused.click()
            elif self._ringing:
                self.page.acknowledge.click()
            return True
        if key == Qt.Key.Key_O:
            self.opened.emit()
            return True
        if key == Qt.Key.Key_N:
            (self.page.forecast if self._ringing else self.closing.forecast).toggle.toggle()
            return True
        if key == Qt.Key.Key_Escape and not self._ringing:
            self.dismissed.emit()
            return True
        return False
