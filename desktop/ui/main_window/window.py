"""The main window: rail and views. Closing it hides it; the program stays in the tray, or wherever it
lives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QSettings, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QHideEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from desktop import tasks
from desktop.ui.app_icon import icon
from desktop.ui.bridge import Bridge
from desktop.ui.main_window.now_presenter import NowPresenter, sound_tone
from desktop.ui.main_window.now_view import NowView
from desktop.ui.main_window.places import PLACES, LazyPlace, Place, rail_entries
from desktop.ui.main_window.rail import Rail
from desktop.ui.main_window.retro_badge import RetroBadge
from desktop.ui.main_window.surroundings import HubInfo, Preferences
from desktop.ui.present.people import seat_title
from desktop.ui.present.schedule.duty import SoundState, counts_seconds, sound_words
from desktop.ui.present.unsaved import Unsaved
from desktop.ui.present.words import tr
from desktop.ui.settings.settings_view import SettingsView
from desktop.ui.settings.sharing_presenter import SharingPresenter
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import Scheme, Tone
from desktop.ui.timeline_loader import Start

_FRAME = 32
"""Height of a usual title bar with its border."""
_SECOND_MS = 1000
# While nothing is counted, only the time of day moves on.
_QUIET_MS = 15_000


class MainWindow(QWidget):
    """`sound` and `hub` are asked whenever something is drawn; `remember` is an ini file for size and
    place."""

    hidden = Signal()
    """Closed or minimised: what was put aside for it may come back."""
    test_page_wanted = Signal()
    sound_check_wanted = Signal()
    sound_heard = Signal(bool)
    quit_wanted = Signal()
    """By Ctrl+Q; whether to ask first is the application's matter (`quit_question`)."""
    preferences_changed = Signal(object)
    """Preferences: keep them. Colours and text size are applied already."""

    def __init__(
        self,
        bridge: Bridge,
        theme: Theme,
        *,
        sound: Callable[[], SoundState],
        hub: Callable[[], HubInfo],
        preferences: Preferences = Preferences(),  # noqa: B008 - frozen
        remember: Path | None = None,
        start: Start = tasks.start,
    ) -> None:
        super().__init__()
        self._bridge, self._theme, self._sound, self._hub = bridge, theme, sound, hub
        self._preferences = preferences
        self._remember = remember
        # Views remember in the same file.
        self.setProperty("remembers_in", str(remember) if remember is not None else "")
        self.setWindowTitle("Pairwatch")
        self.setWindowIcon(icon())
        self.setMinimumSize(560, 480)
        self.rail = Rail(theme, rail_entries())
        self.now = NowView(theme)
        self.settings = SettingsView(theme)
        self._views = QStackedWidget()
        self._lazy: dict[Place, LazyPlace] = {
            place: LazyPlace(place, theme, bridge, start, self.show_incident, self.check_sound)
            for place in PLACES
            if place not in (Place.NOW, Place.SETTINGS)
        }
        for lazy in self._lazy.values():
            lazy.run_book_wanted.connect(self.write_run_book)
        shown: dict[Place, QWidget] = {Place.NOW: self.now, Place.SETTINGS: self.settings, **self._lazy}
        for place in PLACES:
            self._views.addWidget(shown[place])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(self._views, 1)
        self.presenter = NowPresenter(self.now, bridge, sound, hub, start)
        self._sharing = SharingPresenter(self.settings.sharing, bridge, hub, start)
        self._retro = RetroBadge(self.rail.button(PLACES.index(Place.RETRO)), bridge, start)
        self._tick = QTimer(self)
        self._tick.timeout.connect(self.refresh)
        bridge.changed.connect(self._keep_pace)
        self._keep_pace()
        bridge.changed.connect(self._refresh_lazy)
        self.rail.chosen.connect(lambda number: self.show_place(PLACES[number]))
        self.rail.choose(PLACES.index(Place.NOW))
        self.now.test_page_wanted.connect(self.test_page_wanted)
        self.presenter.sound_check_wanted.connect(self.check_sound)
        self.presenter.hand_over_wanted.connect(self.show_hand_over)
        self.settings.sound.wanted.connect(self.sound_check_wanted)
        self.settings.sound.answered.connect(self.sound_heard)
        self.settings.scheme_chosen.connect(self._scheme)
        self.settings.text_scale_chosen.connect(self._text_scale)
        self.settings.start_at_login_chosen.connect(self._start_at_login)
        quits = QShortcut(QKeySequence("Ctrl+Q"), self)
        quits.setAutoRepeat(False)
        quits.activated.connect(self.quit_wanted)
        theme.changed.connect(self.update)
        self._recall()
        self.refresh()
        self.now.setFocus()

    @property
    def place(self) -> Place:
        """Which view is shown."""
        return PLACES[self._views.currentIndex()]

    @property
    def unsaved(self) -> Unsaved:
        """What would be lost if the program ended now."""
        return Unsaved(
            updates=self.presenter.unsaved,
            texts=self._lazy[Place.TEXTS].unsaved,
            run_books=self._lazy[Place.RUN_BOOKS].unsaved,
            notes=self._lazy[Place.HAND_OVER].unsaved,
            rules=self._lazy[Place.RULES].unsaved,
        )

    def view_of(self, place: Place) -> QWidget:
        """The view of one of the other places, made if nobody wanted it yet."""
        return self._lazy[place].view

    def show_place(self, place: Place) -> None:
        """This view in front, with the keyboard."""
        self.rail.choose(PLACES.index(place))
        lazy = self._lazy.get(place)
        if lazy is not None:
            lazy.refresh()
        self._views.setCurrentIndex(PLACES.index(place))
        if lazy is not None:
            lazy.take_focus()
        else:
            (self.now if place is Place.NOW else self.settings).setFocus(Qt.FocusReason.OtherFocusReason)
        self.refresh()

    def show_incident(self, incident_id: UUID) -> None:
        """To the front, with this incident."""
        self.show_place(Place.NOW)
        self.presenter.choose(incident_id)
        self.to_front()

    def show_hand_over(self) -> None:
        """To the front, with what is handed over."""
        self.show_place(Place.HAND_OVER)
        self.to_front()

    def write_run_book(self, text: str) -> None:
        """To the front, with this new run-book to go on with."""
        self.show_place(Place.RUN_BOOKS)
        self._lazy[Place.RUN_BOOKS].write_run_book(text)
        self.to_front()

    def check_sound(self) -> None:
        """To the front, ringing for the sound check, asking whether it was heard."""
        self.show_place(Place.SETTINGS)
        self.to_front()
        self.settings.sound.start()

    def to_front(self) -> None:
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()

    def show_preferences(self, preferences: Preferences) -> None:
        self._preferences = preferences
        self.settings.show_preferences(preferences)

    def refresh(self) -> None:
        """Again and again while it is seen: every second while something counts."""
        self._retro.refresh()
        if self.place is Place.NOW:
            self.presenter.refresh()
            return
        if self.place in self._lazy:
            self._refresh_lazy()
            return
        sound, now = self._sound(), self._bridge.hub_now()
        words = sound_words(sound, self._bridge.viewer, now)
        self.settings.show_sound(words[:1].upper() + words[1:], sound_tone(sound))
        self.settings.show_who(self._who())
        self.settings.show_hub(self._hub())
        self._sharing.refresh()
        self.settings.show_preferences(self._preferences)

    def _refresh_lazy(self) -> None:
        """What another view shows; nothing for those that nobody sees."""
        lazy = self._lazy.get(self.place)
        if lazy is not None:
            lazy.refresh()

    def _keep_pace(self) -> None:
        pace = _SECOND_MS if counts_seconds(self._bridge.state) else _QUIET_MS
        if pace != self._tick.interval():
            self._tick.setInterval(pace)

    def _who(self) -> str:
        state = self._bridge.state
        known = state.team.roster.find(state.me) if state.team else None
        if known is None:
            return tr("Not known to the hub yet.")
        now = self._bridge.hub_now()
        words = tr("You are {name}; times are told for {city}.").format(
            name=known.name, city=self._bridge.viewer.city
        )
        following = state.team.schedule.next_shift_of(known.id, now) if state.team else None
        if following is not None:
            seat, shift = following
            begins = self._bridge.viewer.moment(shift.starts_at, now)
            ends = self._bridge.viewer.moment(shift.ends_at, now)
            on = shift.starts_at <= now
            told = (
                tr("On duty as {seat} until {ends}.") if on else tr("Next on duty as {seat} from {begins}.")
            )
            words = f"{words} {told.format(seat=seat_title(seat), begins=begins, ends=ends)}"
        return words

    # Preferences

    def _scheme(self, scheme: Scheme) -> None:
        self._theme.set_scheme(scheme)
        self._keep(replace(self._preferences, scheme=scheme))

    def _text_scale(self, scale: float) -> None:
        self._theme.set_text_scale(scale)
        self._keep(replace(self._preferences, text_scale=scale))

    def _start_at_login(self, wanted: bool) -> None:
        self._keep(replace(self._preferences, start_at_login=wanted))

    def _keep(self, preferences: Preferences) -> None:
        self._preferences = preferences
        self.preferences_changed.emit(preferences)

    # The window itself

    def _recall(self) -> None:
        room = self.screen().availableGeometry().size()
        # The window manager's frame comes on top of it.
        self.resize(QSize(1280, 800).boundedTo(QSize(room.width(), room.height() - _FRAME)))
        if self._remember is not None:
            kept = QSettings(str(self._remember), QSettings.Format.IniFormat)
            geometry, split = kept.value("main/geometry"), kept.value("main/splitter")
            if geometry is not None:
                self.restoreGeometry(geometry)  # Qt keeps it on a screen that is there
            broken = kept.value("main/what_broke")
            if broken in ("open", "folded"):
                self.now.incident.broken.choice = broken == "open"
            if split is not None:
                self.now.splitter.restoreState(split)

    def save(self) -> None:
        """Size and place, for the next start."""
        if self._remember is not None:
            kept = QSettings(str(self._remember), QSettings.Format.IniFormat)
            kept.setValue("main/geometry", self.saveGeometry())
            kept.setValue("main/splitter", self.now.splitter.saveState())
            if (choice := self.now.incident.broken.choice) is not None:
                kept.setValue("main/what_broke", "open" if choice else "folded")
            kept.sync()

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._theme.colour(Tone.BG))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()
        self._tick.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._tick.stop()
        self.hidden.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.save()
        super().closeEvent(event)
