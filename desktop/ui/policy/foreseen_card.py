"""Who would be woken when, beside the policy that says so."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.ui.present.rules.policy_foreseen import ForeseenLine, ForeseenView, PolicyForeseen
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.label import Label


class ForeseenCard(Card):
    """Now, and last night at four. What would page nobody is said first."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._shown: PolicyForeseen | None = None
        self._problem = Label(theme, "", Type.BODY, Tone.ALARM, max_lines=0)
        self._problem_row = QWidget()
        problem = QGridLayout(self._problem_row)
        problem.setContentsMargins(0, 0, 0, 0)
        problem.setHorizontalSpacing(2 * SPACE)
        problem.addWidget(IconLabel(theme, "mdi6.alert-octagon", Tone.ALARM), 0, 0, Qt.AlignmentFlag.AlignTop)
        problem.addWidget(self._problem, 0, 1)
        problem.setColumnStretch(1, 1)
        self.now, self.night = _Moment(theme), _Moment(theme)
        self._telling = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 3 * SPACE, 4 * SPACE, 4 * SPACE)
        column.setSpacing(3 * SPACE)
        column.addWidget(Label(theme, tr("Who is woken, if nobody answers"), Type.STRONG, max_lines=0))
        column.addWidget(self._problem_row)
        column.addWidget(self.now)
        column.addWidget(self.night)
        column.addWidget(self._telling)
        column.addStretch(1)
        self._problem_row.hide()

    @property
    def problem(self) -> str:
        """Why the policy would be refused; empty when it would not."""
        return self._problem.text()

    def show_foreseen(self, foreseen: PolicyForeseen) -> None:
        if foreseen == self._shown:
            return
        self._shown = foreseen
        self._problem.set(" ".join(foreseen.problems))
        self._problem_row.setVisible(bool(foreseen.problems))
        self.now.show_view(foreseen.now)
        self.night.show_view(foreseen.night)
        self._telling.set(foreseen.telling)


class _Moment(QWidget):
    """One moment at which something breaks: a line for each wake."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._title = Label(theme, "", Type.SMALL_STRONG, max_lines=0)
        self.lines: tuple[ForeseenLine, ...] = ()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(3 * SPACE)
        self._grid.setVerticalSpacing(2 * SPACE)
        self._grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * SPACE)
        column.addWidget(self._title)
        column.addLayout(self._grid)

    def show_view(self, view: ForeseenView) -> None:
        self._title.set(view.title)
        self.setAccessibleName("; ".join((view.title, *(line.spoken for line in view.lines))))
        if view.lines == self.lines:
            return
        self.lines = view.lines
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for number, line in enumerate(view.lines):
            self._add(number, line)

    def _add(self, number: int, line: ForeseenLine) -> None:
        """Time and how long after; who, and below what it costs them, so that a narrow card has room."""
        when, whom = QWidget(), QWidget()
        times, words = QVBoxLayout(when), QVBoxLayout(whom)
        for column in (times, words):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
        times.addWidget(Label(self._theme, line.time, Type.SMALL_STRONG, clock=True, keep=True))
        times.addWidget(Label(self._theme, line.after, Type.SMALL, Tone.MUTED, clock=True, keep=True))
        times.addStretch(1)
        who = Label(self._theme, line.who, Type.SMALL, line.tone if not line.cost else Tone.TEXT, max_lines=0)
        whom.setToolTip(line.names)
        words.addWidget(who)
        if line.cost:
            cost = QGridLayout()
            cost.setContentsMargins(0, 0, 0, 0)
            cost.setHorizontalSpacing(SPACE)
            cost.addWidget(IconLabel(self._theme, line.icon, line.tone, 14), 0, 0)
            cost.addWidget(Label(self._theme, line.cost, Type.SMALL, line.tone), 0, 1)
            cost.setColumnStretch(1, 1)
            words.addLayout(cost)
        words.addStretch(1)
        self._grid.addWidget(when, number, 0)
        self._grid.addWidget(whom, number, 1)
