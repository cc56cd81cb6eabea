"""Findings: what is suspected, confirmed, ruled out; a line to write the next one into."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.core.fixing.finding import LONGEST_WORDS
from desktop.ui.panels.findings.finding_row import FindingRow
from desktop.ui.present.fixing.findings import FindingLine, FindingsView, standing_words
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.label import Label


class _Line(QLineEdit):
    """Where the next one is written; Escape gives the keyboard back."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class FindingsCard(Card):
    """`added` carries the words; `stated` an id and a `FindingState`; `edited` an id, words, evidence."""

    added = Signal(str)
    stated = Signal(object, object)
    edited = Signal(object, str, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._rows: dict[UUID, FindingRow] = {}
        self._view = FindingsView(summary="")
        self._can_change = False
        self._summary = Label(theme, "", Type.SMALL, Tone.MUTED)
        self._summary.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.line = _Line()
        self.line.setPlaceholderText(tr("What could it be? Enter adds it"))
        self.line.setAccessibleName(tr("A new finding, suspected"))
        self.line.setMaxLength(LONGEST_WORDS)
        self.line.returnPressed.connect(self._add)
        self.line.left.connect(self._leave_line)
        self.more = QuietButton(theme, "", "mdi6.chevron-right", flat=True, tone=Tone.MUTED)
        self.more.setCheckable(True)
        self.more.toggled.connect(self._unfold)
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        head.addWidget(Label(theme, tr("Findings"), Type.STRONG, keep=True))
        head.addWidget(self._summary, 1)
        self._standing, self._ruled_out = QVBoxLayout(), QVBoxLayout()
        for inner in (self._standing, self._ruled_out):
            inner.setSpacing(SPACE)
        self._folded = QWidget()
        self._folded.setLayout(self._ruled_out)
        self._ruled_out.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 3 * SPACE, 3 * SPACE, 3 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addLayout(head)
        column.addLayout(self._standing)
        column.addWidget(self.line)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._folded)
        self._folded.hide()
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_moved)

    @property
    def summary(self) -> str:
        return self._summary.text()

    @property
    def rows(self) -> list[FindingRow]:
        """From the top, those that are folded away included."""
        return [self._rows[line.id] for line in (*self._view.standing, *self._view.ruled_out)]

    @property
    def is_edited(self) -> bool:
        """Whether somebody's words are in it that are written down nowhere."""
        return bool(self.line.text().strip()) or any(row.form is not None for row in self._rows.values())

    def take_focus(self) -> None:
        """To write the next one down."""
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def forget(self) -> None:
        """For another incident."""
        self.line.clear()
        self.more.setChecked(False)
        self.show_findings(FindingsView(summary=""), can_change=False)

    def show_findings(self, view: FindingsView, *, can_change: bool) -> None:
        """Rows stay with their findings: nothing that is being edited is lost."""
        self._view, self._can_change = view, can_change
        gone = self._rows.keys() - {line.id for line in (*view.standing, *view.ruled_out)}
        for finding_id in gone:
            row = self._rows.pop(finding_id)
            row.hide()
            row.deleteLater()
        focused = next((row for row in self._rows.values() if row.hasFocus()), None)
        self._put(self._standing, view.standing)
        self._put(self._ruled_out, view.ruled_out)
        self._summary.set(view.summary)
        self.line.setVisible(can_change)
        self.more.setText(standing_words(view.ruled_out))
        self.more.updateGeometry()
        self.more.setVisible(bool(view.ruled_out))
        self._folded.setVisible(self.more.isChecked() and bool(view.ruled_out))
        if focused is not None and not focused.isVisible():
            self._focus_near()

    def _put(self, layout: QVBoxLayout, lines: Sequence[FindingLine]) -> None:
        for place, line in enumerate(lines):
            row = self._rows.get(line.id)
            if row is None:
                row = self._rows[line.id] = self._make(line)
            item = layout.itemAt(place)
            if item is None or item.widget() is not row:
                for other in (self._standing, self._ruled_out):
                    other.removeWidget(row)
                layout.insertWidget(place, row)
            row.show_line(line, can_change=self._can_change)

    def _make(self, line: FindingLine) -> FindingRow:
        row = FindingRow(self._theme, line, self)
        row.stated.connect(partial(self.stated.emit, line.id))
        row.edited.connect(partial(self.edited.emit, line.id))
        row.moved.connect(partial(self._move, row))
        row.show()
        return row

    def _move(self, row: FindingRow, by: int) -> None:
        seen = [known for known in self.rows if known.isVisible()]
        place = seen.index(row) + by
        if 0 <= place < len(seen):
            seen[place].setFocus(Qt.FocusReason.OtherFocusReason)
        elif by > 0 and self.line.isVisible():
            self.take_focus()

    def _focus_near(self) -> None:
        """What had the keyboard was folded away."""
        seen = [known for known in self.rows if known.isVisible()]
        if seen:
            seen[0].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.take_focus()

    def _leave_line(self) -> None:
        seen = [known for known in self.rows if known.isVisible()]
        if seen:
            seen[-1].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.line.clearFocus()

    def _add(self) -> None:
        words = self.line.text().strip()
        if words:
            self.line.clear()
            self.added.emit(words)

    def _unfold(self, on: bool) -> None:
        self.more.set_icon_name("mdi6.chevron-down" if on else "mdi6.chevron-right")
        self._folded.setVisible(on and bool(self._view.ruled_out))

    def _focus_moved(self, before: QWidget | None, after: QWidget | None) -> None:
        for widget in (before, after):
            if widget is not None and self.isAncestorOf(widget):
                for row in self._rows.values():
                    row.focus_moved()
                return
