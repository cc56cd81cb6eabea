"""Who shall never be on duty together: pairs that are put together, listed, and taken away again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.present.schedule.schedule_form import PersonChoice
from desktop.ui.present.words import tr
from desktop.ui.schedule.form_parts import Chooser
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.label import Label

Pair = tuple[str, str]
_SIDE_BY_SIDE = 520


class ApartField(QWidget):
    """`changed`: there are others."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._names: dict[str, str] = {}
        self.pairs: tuple[Pair, ...] = ()
        self.one = Chooser(theme, tr("Never together: the first person"))
        self.other = Chooser(theme, tr("Never together: the second person"))
        self.add = QuietButton(theme, tr("Keep apart"), "mdi6.account-off-outline")
        self.hint = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self._list = QVBoxLayout()
        self._list.setSpacing(SPACE)
        self._fields = QGridLayout()
        self._fields.setHorizontalSpacing(2 * SPACE)
        self._fields.setVerticalSpacing(2 * SPACE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(Label(theme, tr("Never together"), Type.SMALL, Tone.MUTED))
        column.addLayout(self._list)
        column.addLayout(self._fields)
        column.addWidget(self.hint)
        self.one.currentIndexChanged.connect(self._look)
        self.other.currentIndexChanged.connect(self._look)
        self.add.clicked.connect(self._add)
        self._arrange()
        self._look()

    def offer(self, people: Sequence[PersonChoice]) -> None:
        """Everybody who could take turns; pairs of whom one is gone are forgotten."""
        self._names = {person.id: person.words for person in people}
        for chooser in (self.one, self.other):
            chooser.offer(people)
        if len(people) > 1 and self.one.chosen == self.other.chosen:
            self.other.offer(people, people[1].id)
        self._show(tuple(p for p in self.pairs if p[0] in self._names and p[1] in self._names))

    def put(self, pairs: Sequence[Pair]) -> None:
        """These, as far as they are people who could take turns."""
        known = (tuple(sorted(pair)) for pair in pairs if set(pair) <= set(self._names))
        self._show(tuple(dict.fromkeys((a, b) for a, b in known if a != b)))

    def _add(self) -> None:
        pair = self._chosen
        if pair is None:
            return
        self._show((*self.pairs, pair))
        self.one.setFocus()

    def _remove(self, pair: Pair) -> None:
        self._show(tuple(p for p in self.pairs if p != pair))
        self.one.setFocus()

    @property
    def _chosen(self) -> Pair | None:
        """In one order, so that each pair is there once; None when it cannot be added."""
        one, other = sorted((self.one.chosen, self.other.chosen))
        return (one, other) if one and one != other and (one, other) not in self.pairs else None

    def _look(self, _number: int = 0) -> None:
        """Say why nothing can be added, or what it means."""
        self.add.setEnabled(self._chosen is not None)
        if self.one.chosen and self.one.chosen == self.other.chosen:
            words = tr("Choose two different people.")
        elif self._chosen is None and self.one.chosen:
            words = tr("These two are kept apart already.")
        else:
            words = tr("They are a pair only where nobody else is there; then it is said.")
        self.hint.set(words)

    def _show(self, pairs: tuple[Pair, ...]) -> None:
        if pairs != self.pairs:
            self.pairs = pairs
            while (item := self._list.takeAt(0)) is not None:
                widget = item.widget()
                if widget is not None:
                    widget.setParent(None)
                    widget.deleteLater()
            for pair in pairs:
                self._list.addWidget(self._line(pair))
            self.changed.emit()
        self._look()

    def _line(self, pair: Pair) -> QWidget:
        words = tr("{one} and {other}").format(one=self._names[pair[0]], other=self._names[pair[1]])
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * SPACE)
        row.addWidget(IconLabel(self._theme, "mdi6.account-off-outline", Tone.MUTED, 16))
        row.addWidget(Label(self._theme, words, Type.SMALL, max_lines=2), 1)
        remove = QuietButton(self._theme, tr("Remove"), "mdi6.close", flat=True)
        remove.make_pill()
        remove.setAccessibleName(tr("Remove: {pair} never together").format(pair=words))
        remove.clicked.connect(lambda: self._remove(pair))
        row.addWidget(remove)
        return line

    def _arrange(self) -> None:
        wide = self.width() >= _SIDE_BY_SIDE * self._theme.text_scale
        places = ((0, 0), (0, 1), (0, 2)) if wide else ((0, 0), (1, 0), (2, 0))
        for widget, (row, column) in zip((self.one, self.other, self.add), places, strict=True):
            self._fields.removeWidget(widget)
            self._fields.addWidget(widget, row, column)
        for column in range(2):
            self._fields.setColumnStretch(column, int(wide or column == 0))

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._arrange()
