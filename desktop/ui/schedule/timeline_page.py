"""Who is on, the lanes with what is done on them, and beside them what is worth a look."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.ui.present.schedule.schedule_grid import Zoom
from desktop.ui.present.words import tr
from desktop.ui.retro.undo_bar import UndoBar
from desktop.ui.schedule.away_form import AwayForm
from desktop.ui.schedule.form_parts import Form
from desktop.ui.schedule.lanes import LaneView
from desktop.ui.schedule.offers_card import OffersCard
from desktop.ui.schedule.override_form import OverrideForm
from desktop.ui.schedule.shadow_form import ShadowForm
from desktop.ui.schedule.side_line import SideLine
from desktop.ui.schedule.swap_form import SwapForm
from desktop.ui.schedule.take_form import TakeForm
from desktop.ui.schedule.who_card import WhoCard
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.choice_row import ChoiceRow
from desktop.ui.widgets.flow_row import FlowRow
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.label import Label

_WIDE = 900
_SIDE = 264
_LANES = 380


class TimelinePage(QWidget):
    """Shows what it is told."""

    zoomed = Signal(object)
    """Zoom."""
    take_wanted = Signal()
    override_wanted = Signal()
    swap_wanted = Signal()
    shadow_wanted = Signal()
    away_wanted = Signal()
    calendar_wanted = Signal()

    def __init__(self, theme: Theme, calendar: QWidget, parent: QWidget | None = None) -> None:
        """`calendar`: what opens below the buttons for the calendar addresses."""
        super().__init__(parent)
        self._theme, self._calendar = theme, calendar
        self.who = WhoCard(theme)
        self.lanes = LaneView(theme)
        self.side = SideLine(theme)
        self.undo = UndoBar(theme)
        self.offers = OffersCard(theme)
        self.override = OverrideForm(theme)
        self.take = TakeForm(theme)
        self.swap = SwapForm(theme)
        self.shadow = ShadowForm(theme)
        self.away = AwayForm(theme)
        self.zones = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self._chosen = Label(theme, "", Type.SMALL, max_lines=2)
        self._alone = self._make_alone()
        self._lay_out()
        self.lanes.zoom_wanted.connect(self.zoomed)
        for form in (self.override, self.take, self.swap, self.shadow, self.away):
            form.left.connect(self.lanes.setFocus)

    def _make_alone(self) -> Card:
        card = Card(self._theme, Tone.RAISED)
        row = QHBoxLayout(card)
        row.setContentsMargins(4 * SPACE, 3 * SPACE, 4 * SPACE, 3 * SPACE)
        row.setSpacing(3 * SPACE)
        row.addWidget(IconLabel(self._theme, "mdi6.account-plus-outline", Tone.MUTED), 0)
        words = tr("You are on duty alone, in both seats. Invite your partner in the settings.")
        row.addWidget(Label(self._theme, words, Type.BODY, max_lines=0), 1)
        card.hide()
        return card

    def _lay_out(self) -> None:
        theme = self._theme
        zooms = [(self._zoom_name(zoom), "") for zoom in Zoom]
        self.zoom = ChoiceRow(theme, tr("How much is shown"), zooms, small=True)
        self.zoom.show_chosen(list(Zoom).index(Zoom.MONTH))
        self.zoom.chosen.connect(lambda number: self.zoomed.emit(list(Zoom)[number]))
        self.earlier = QuietButton(theme, "", "mdi6.chevron-up", flat=True)
        self.later = QuietButton(theme, "", "mdi6.chevron-down", flat=True)
        self.today = QuietButton(theme, tr("Today"), "mdi6.calendar-today", "T")
        for button, name in ((self.earlier, tr("Earlier")), (self.later, tr("Later"))):
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.make_pill()
        self.today.make_pill()
        self.earlier.clicked.connect(lambda: self._page(-1))
        self.later.clicked.connect(lambda: self._page(1))
        self.take_button = QuietButton(theme, tr("Take it from me"), "mdi6.hand-back-right-outline")
        self.override_button = QuietButton(theme, tr("Override"), "mdi6.account-switch-outline")
        self.swap_button = QuietButton(theme, tr("Swap"), "mdi6.swap-horizontal")
        self.away_button = QuietButton(theme, tr("Away"), "mdi6.beach")
        self.shadow_button = QuietButton(theme, tr("Shadow"), "mdi6.eye-outline")
        self.calendar_button = QuietButton(theme, tr("Calendar"), "mdi6.calendar-export-outline")
        for button, signal in (
            (self.take_button, self.take_wanted),
            (self.override_button, self.override_wanted),
            (self.swap_button, self.swap_wanted),
            (self.shadow_button, self.shadow_wanted),
            (self.away_button, self.away_wanted),
            (self.calendar_button, self.calendar_wanted),
        ):
            button.clicked.connect(signal)
        over, below = QWidget(), QWidget()
        ways, deeds = FlowRow(over), FlowRow(below)
        for widget in (self.zoom, self.earlier, self.today, self.later):
            ways.addWidget(widget)
        for button in (
            self.take_button,
            self.override_button,
            self.swap_button,
            self.shadow_button,
            self.away_button,
            self.calendar_button,
        ):
            deeds.addWidget(button)
        lanes = Card(theme)
        inside = QVBoxLayout(lanes)
        inside.setContentsMargins(3 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        inside.setSpacing(SPACE)
        inside.addWidget(over)
        inside.addWidget(self.lanes, 1)
        inside.addWidget(self._chosen)
        inside.addWidget(self.zones)
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._across.setSpacing(3 * SPACE)
        self._across.addWidget(lanes, 1)
        self._across.addWidget(self.side, 0, Qt.AlignmentFlag.AlignTop)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 3 * SPACE, 0)
        column.setSpacing(3 * SPACE)
        column.addWidget(self.who)
        column.addWidget(self._alone)
        column.addWidget(self.offers)
        column.addWidget(below)
        for form in (self._calendar, self.take, self.swap, self.shadow, self.away, self.override, self.undo):
            column.addWidget(form)
        column.addLayout(self._across, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    @staticmethod
    def _zoom_name(zoom: Zoom) -> str:
        return {
            Zoom.WEEK: tr("Week"),
            Zoom.MONTH: tr("4 weeks"),
            Zoom.QUARTER: tr("Quarter"),
            Zoom.YEAR: tr("Year"),
        }[zoom]

    def show_zoom(self, zoom: Zoom) -> None:
        self.zoom.show_chosen(list(Zoom).index(zoom))
        self.lanes.set_zoom(zoom)

    def show_alone(self, alone: bool) -> None:
        """Whether one person has both seats all the time."""
        self._alone.setVisible(alone)
        self.swap_button.setVisible(not alone)
        self.shadow_button.setVisible(not alone)
        self.take_button.setVisible(not alone)

    @property
    def is_alone(self) -> bool:
        return not self._alone.isHidden()

    def show_chosen(self, words: str) -> None:
        """What the keyboard is on; said to a screen reader, too."""
        if words == self._chosen.text():
            return
        self._chosen.set(words)
        if words and self.lanes.hasFocus():
            said = QAccessibleAnnouncementEvent(self.lanes, words)
            said.setPoliteness(QAccessible.AnnouncementPoliteness.Polite)
            QAccessible.updateAccessibility(said)

    @property
    def chosen_words(self) -> str:
        return self._chosen.text()

    def only(self, shown: Form) -> None:
        """One form at a time."""
        for form in (self.override, self.take, self.swap, self.shadow, self.away):
            if form is not shown:
                form.hide()

    def _page(self, by: int) -> None:
        bar = self.lanes.verticalScrollBar()
        bar.setValue(bar.value() + round(by * self.lanes.grid.page))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        scale = self._theme.text_scale
        wide = self.width() >= _WIDE * scale
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._across.setDirection(direction)
        self.side.setMaximumWidth(round(_SIDE * scale) if wide else 16_777_215)
        self.side.setMinimumWidth(round(_SIDE * scale) if wide else 0)
        self.lanes.setMinimumHeight(_LANES)
