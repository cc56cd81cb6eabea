"""The places of the rail beside Now and the settings: each made, and its modules loaded, when it is first
wanted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, runtime_checkable
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.bridge import Bridge
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.timeline_loader import Start


class Place(StrEnum):
    """From the top of the rail."""

    NOW = "now"
    SCHEDULE = "schedule"
    HAND_OVER = "hand_over"
    RUN_BOOKS = "run_books"
    TEXTS = "texts"
    PAGE_LOG = "page_log"
    RETRO = "retro"
    RULES = "rules"
    SETTINGS = "settings"


PLACES = tuple(Place)


def rail_entries() -> list[tuple[str, str]]:
    """Name and icon of each place."""
    looks = {
        Place.NOW: (tr("Now"), "mdi6.pulse"),
        Place.SCHEDULE: (tr("Schedule"), "mdi6.calendar-account-outline"),
        Place.RUN_BOOKS: (tr("Run-books"), "mdi6.book-open-page-variant-outline"),
        Place.TEXTS: (tr("Texts of updates"), "mdi6.text-box-edit-outline"),
        Place.PAGE_LOG: (tr("Page log"), "mdi6.table"),
        Place.RETRO: (tr("Retro"), "mdi6.chart-line"),
        Place.RULES: (tr("Escalation and urgency"), "mdi6.stairs-up"),
        Place.HAND_OVER: (tr("Hand-over"), "mdi6.account-switch-outline"),
        Place.SETTINGS: (tr("Settings"), "mdi6.cog-outline"),
    }
    return [looks[place] for place in PLACES]


class _Presenter(Protocol):
    def refresh(self) -> None: ...


@runtime_checkable
class _Holds(Protocol):
    """A presenter with something that may not be saved yet."""

    @property
    def unsaved(self) -> int: ...


@runtime_checkable
class _Writes(Protocol):
    """A presenter that goes on with a run-book that was begun elsewhere."""

    def write_new(self, text: str) -> None: ...


@dataclass(frozen=True, slots=True)
class _Made:
    view: QWidget
    presenter: _Presenter


class LazyPlace(QWidget):
    """Empty until it is shown for the first time."""

    run_book_wanted = Signal(str)
    """The text of a run-book that was begun in this place: the library goes on with it."""

    def __init__(
        self,
        place: Place,
        theme: Theme,
        bridge: Bridge,
        start: Start,
        open_incident: Callable[[UUID], None],
        check_sound: Callable[[], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._place, self._theme, self._bridge, self._start = place, theme, bridge, start
        self._open_incident, self._check_sound = open_incident, check_sound
        self._made: _Made | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    @property
    def view(self) -> QWidget:
        """The view, made now if it was not wanted before."""
        return self._wanted().view

    @property
    def unsaved(self) -> int:
        """How much was changed here and not saved."""
        presenter: object = self._made.presenter if self._made is not None else None
        return presenter.unsaved if isinstance(presenter, _Holds) else 0

    def refresh(self) -> None:
        """Show how it is now."""
        self._wanted().presenter.refresh()

    def write_run_book(self, text: str) -> None:
        """Go on with this new run-book; the library only."""
        presenter = self._wanted().presenter
        if isinstance(presenter, _Writes):
            presenter.write_new(text)

    def take_focus(self) -> None:
        """The keyboard goes to where the view wants it."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _wanted(self) -> _Made:
        if self._made is None:
            self._made = self._make()
            self._column.addWidget(self._made.view)
        return self._made

    def _make(self) -> _Made:
        match self._place:
            case Place.SCHEDULE:
                from desktop.ui.schedule.schedule_presenter import SchedulePresenter
                from desktop.ui.schedule.schedule_view import ScheduleView

                schedule = ScheduleView(self._theme)
                return _Made(schedule, SchedulePresenter(schedule, self._bridge, self._start))
            case Place.RULES:
                from desktop.ui.rules.rules_presenter import RulesPresenter
                from desktop.ui.rules.rules_view import RulesView

                rules = RulesView(self._theme)
                rules.opened.connect(self._open_incident)
                return _Made(rules, RulesPresenter(rules, self._bridge, self._start))
            case Place.HAND_OVER:
                from desktop.ui.hand_over.hand_over_presenter import HandOverPresenter
                from desktop.ui.hand_over.hand_over_view import HandOverView

                hand_over = HandOverView(self._theme)
                hand_over.opened.connect(self._open_incident)
                hand_over.sound_check_wanted.connect(self._check_sound)
                return _Made(hand_over, HandOverPresenter(hand_over, self._bridge, self._start))
            case Place.PAGE_LOG:
                from desktop.ui.page_log.page_log_presenter import PageLogPresenter
                from desktop.ui.page_log.page_log_view import PageLogView

                pages = PageLogView(self._theme)
                pages.opened.connect(self._open_incident)
                return _Made(pages, PageLogPresenter(pages, self._bridge, self._start))
            case Place.RUN_BOOKS:
                from desktop.ui.run_books.run_books_presenter import RunBooksPresenter
                from desktop.ui.run_books.run_books_view import RunBooksView

                run_books = RunBooksView(self._theme)
                return _Made(run_books, RunBooksPresenter(run_books, self._bridge, self._start))
            case Place.TEXTS:
                from desktop.ui.texts.texts_presenter import TextsPresenter
                from desktop.ui.texts.texts_view import TextsView

                texts = TextsView(self._theme)
                return _Made(texts, TextsPresenter(texts, self._bridge, self._start))
            case Place.RETRO:
                from desktop.ui.retro.retro_presenter import RetroPresenter
                from desktop.ui.retro.retro_view import RetroView

                retro = RetroView(self._theme)
                retro.opened.connect(self._open_incident)
                retro.run_book_wanted.connect(self.run_book_wanted)
                return _Made(retro, RetroPresenter(retro, self._bridge, self._start))
            case _:
                raise ValueError(f"{self._place} is not made here")
