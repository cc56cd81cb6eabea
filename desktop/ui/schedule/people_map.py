"""Who the people of an export are here: a line for each name, with a choice."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.present.schedule.schedule_form import PersonChoice
from desktop.ui.present.schedule.schedule_import import NOT_SAID, NamedPerson
from desktop.ui.present.words import tr
from desktop.ui.schedule.form_parts import Chooser
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.label import Label

_SIDE_BY_SIDE = 460


class PeopleMap(QWidget):
    """`changed`: somebody chose. `said` has who was chosen by hand, by name; it outlives the names shown."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.choosers: dict[str, Chooser] = {}
        self.said: dict[str, str] = {}
        self._lines: list[tuple[QWidget, Chooser]] = []
        self._rows: tuple[NamedPerson, ...] = ()
        self._choices: tuple[PersonChoice, ...] = ()
        self._wide: bool | None = None
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(3 * SPACE)
        self._grid.setVerticalSpacing(SPACE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(Label(theme, tr("Who is who"), Type.SMALL, Tone.MUTED))
        column.addLayout(self._grid)
        theme.changed.connect(self._arrange)
        self.hide()

    @property
    def first_open(self) -> Chooser | None:
        """That of the first of whom nothing is said."""
        return next((c for c in self.choosers.values() if c.chosen == NOT_SAID), None)

    def show_people(self, rows: Sequence[NamedPerson], choices: Sequence[PersonChoice]) -> None:
        if (tuple(rows), tuple(choices)) == (self._rows, self._choices):
            return
        self._rows, self._choices = tuple(rows), tuple(choices)
        for pair in self._lines:
            for widget in pair:
                self._grid.removeWidget(widget)
                widget.setParent(None)
                widget.deleteLater()
        self._lines, self.choosers = [], {}
        for row in rows:
            chooser = Chooser(self._theme, tr("Who {name} is here").format(name=row.name))
            chooser.offer(choices, row.chosen)
            chooser.picked.connect(partial(self._pick, row.name))
            self.choosers[row.name] = chooser
            self._lines.append((self._line(row), chooser))
        self._wide = None
        self._arrange()
        self.setVisible(bool(rows))

    def _pick(self, name: str) -> None:
        self.said[name] = self.choosers[name].chosen
        self.changed.emit()

    def _line(self, row: NamedPerson) -> QWidget:
        line = QWidget()
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * SPACE)
        is_open = row.chosen == NOT_SAID
        icon, tone = ("mdi6.account-question-outline", Tone.WARN) if is_open else ("mdi6.account", Tone.MUTED)
        layout.addWidget(IconLabel(self._theme, icon, tone, 16))
        words = row.name
        if is_open:
            words = tr("{name}: not found").format(name=row.name)
        elif row.is_found:
            words = tr("{name}: found").format(name=row.name)
        layout.addWidget(Label(self._theme, words, Type.SMALL, Tone.TEXT, max_lines=2), 1)
        return line

    def _arrange(self) -> None:
        wide = self.width() >= _SIDE_BY_SIDE * self._theme.text_scale
        if wide is self._wide:
            return
        self._wide = wide
        for number, (line, chooser) in enumerate(self._lines):
            self._grid.removeWidget(line)
            self._grid.removeWidget(chooser)
            if wide:
                self._grid.addWidget(line, number, 0)
                self._grid.addWidget(chooser, number, 1, Qt.AlignmentFlag.AlignVCenter)
            else:
                self._grid.addWidget(line, 2 * number, 0)
                self._grid.addWidget(chooser, 2 * number + 1, 0)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, int(wide))

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._arrange()
