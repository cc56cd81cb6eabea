"""The schedule: its timeline, the fairness of it, and the making of the rotation."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.ui.present.words import tr
from desktop.ui.schedule.calendar_card import CalendarCard
from desktop.ui.schedule.fairness_page import FairnessPage
from desktop.ui.schedule.import_page import ImportPage
from desktop.ui.schedule.rotation_page import RotationPage
from desktop.ui.schedule.timeline_page import TimelinePage
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Type
from desktop.ui.widgets.banner import Banner
from desktop.ui.widgets.choice_row import ChoiceRow
from desktop.ui.widgets.label import Label


class Leaf(IntEnum):
    """The pages of the view."""

    TIMELINE = 0
    FAIRNESS = 1
    ROTATION = 2
    IMPORT = 3
    """Reached from the rotation."""


class ScheduleView(QWidget):
    """Shows what it is told; the presenters tell it."""

    shown = Signal()
    retried = Signal()
    leaf_shown = Signal(object)
    """Leaf."""
    undo_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.problem = Banner(theme)
        self.problem.acted.connect(self.retried)
        self.problem.hide()
        self.calendar = CalendarCard(theme)
        self.timeline = TimelinePage(theme, self.calendar)
        self.fairness = FairnessPage(theme)
        self.rotation = RotationPage(theme)
        self.bring_in = ImportPage(theme)
        self.rotation.form.import_wanted.connect(lambda: self.open(Leaf.IMPORT))
        self.bring_in.form.left.connect(lambda: self.open(Leaf.ROTATION))
        leaves = [
            (tr("Timeline"), "mdi6.calendar-week-outline"),
            (tr("Fairness"), "mdi6.scale-balance"),
            (tr("Make the rotation"), "mdi6.autorenew"),
        ]
        self.leaves = ChoiceRow(theme, tr("Pages of the schedule"), leaves, small=True)
        self.leaves.chosen.connect(self.open)
        self.leaves.show_chosen(0)
        self._stack = QStackedWidget()
        for page in (self.timeline, self.fairness, self.rotation, self.bring_in):
            self._stack.addWidget(page)
        head = QHBoxLayout()
        head.setSpacing(4 * SPACE)
        head.addWidget(Label(theme, tr("Schedule"), Type.TITLE, keep=True))
        head.addWidget(self.leaves, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(5 * SPACE, 4 * SPACE, 2 * SPACE, 3 * SPACE)
        column.setSpacing(3 * SPACE)
        column.addLayout(head)
        column.addWidget(self.problem)
        column.addWidget(self._stack, 1)
        self.setFocusProxy(self.timeline.lanes)
        undo = QShortcut(QKeySequence.StandardKey.Undo, self)
        undo.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        undo.activated.connect(self.undo_wanted)
        self.timeline.undo.undone.connect(self.undo_wanted)

    @property
    def leaf(self) -> Leaf:
        return Leaf(self._stack.currentIndex())

    def open(self, leaf: int) -> None:
        """Turn to that page."""
        was = self.leaf
        self.leaves.show_chosen(min(leaf, Leaf.ROTATION))
        self._stack.setCurrentIndex(leaf)
        first = (self.timeline.lanes, self.fairness.first, self.rotation.first, self.bring_in.first)[leaf]
        self.setFocusProxy(first)
        if leaf == Leaf.IMPORT:
            first.setFocus()
        elif was is Leaf.IMPORT and leaf == Leaf.ROTATION:
            self.rotation.form.bring_in.setFocus()
        self.leaf_shown.emit(Leaf(leaf))

    def show_problem(self, title: str, remedy: str = "") -> None:
        """What could not be loaded or done; an empty title: nothing is wrong (any more)."""
        if title:
            self.problem.say(title, remedy, tr("Try again"))
        self.problem.setVisible(bool(title))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shown.emit()
