"""What an incident cost its service, below how it ended: a line, and on demand the fields that correct it."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from desktop.ui.present.retro.uptime_week import ImpactChoice
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.choice_row import ChoiceRow
from desktop.ui.widgets.flow_row import FlowRow
from desktop.ui.widgets.label import Label
from desktop.ui.widgets.moment_edit import MomentEdit

_SHARES = (100, 50, 0)
_LONGEST = 500


class ImpactForm(QWidget):
    """Hidden until the owner calls `show_impact`. `given` carries from, until (None: until it is over), the
    share in per cent and the reason; then the owner calls `show_impact` or `say`."""

    given = Signal(object, object, int, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._choice: ImpactChoice | None = None
        self._share = _SHARES[0]
        self.line = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self.correct = QuietButton(theme, tr("Correct the impact…"), "mdi6.pencil-outline", flat=True)
        self.correct.make_pill()
        self.correct.clicked.connect(self._unfold)
        self.begins = MomentEdit(theme, tr("The impact began"))
        self.ends = MomentEdit(theme, tr("The impact ended"))
        self.shares = ChoiceRow(
            theme,
            tr("Part of the service that failed"),
            ((tr("All of it failed"), ""), (tr("Half"), ""), (tr("No impact"), "")),
            small=True,
        )
        self.shares.chosen.connect(self._choose)
        self.reason = QLineEdit()
        self.reason.setMaxLength(_LONGEST)
        self.reason.setPlaceholderText(tr("Why, so that others can follow"))
        self.reason.setAccessibleName(tr("Reason of the correction"))
        self.reason.returnPressed.connect(self._send)
        self.problem = Label(theme, "", Type.SMALL, Tone.WARN, max_lines=0)
        self.save = QuietButton(theme, tr("Save the impact"), "mdi6.check")
        self.cancel = QuietButton(theme, tr("Leave it"), flat=True)
        self.save.clicked.connect(self._send)
        self.cancel.clicked.connect(self._fold)
        self._fields = QWidget()
        self._fields.hide()
        self._place(theme)
        self.hide()

    def show_impact(self, words: str, choice: ImpactChoice, there: ZoneInfo) -> None:
        """What counts by now; the fields close."""
        self._choice = choice
        self.line.set(words)
        self.begins.show_at(choice.begins_at, there)
        self.ends.show_at(choice.ends_at or choice.begins_at, there)
        self._share = choice.share
        self.shares.show_chosen(_SHARES.index(choice.share) if choice.share in _SHARES else -1)
        self.reason.clear()
        self._fold()
        self.show()

    def say(self, problem: str) -> None:
        """What keeps it from being saved; empty: nothing does."""
        self.problem.set(problem)
        self.problem.setVisible(bool(problem))
        self.save.setEnabled(True)

    @property
    def is_open(self) -> bool:
        """Whether somebody is correcting it."""
        return self._fields.isVisibleTo(self)

    def _place(self, theme: Theme) -> None:
        fields = QVBoxLayout(self._fields)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(SPACE)
        for caption, widget in ((tr("Impact from"), self.begins), (tr("until"), self.ends)):
            fields.addWidget(Label(theme, caption, Type.SMALL, Tone.MUTED))
            fields.addWidget(widget)
        buttons = FlowRow()
        buttons.addWidget(self.save)
        buttons.addWidget(self.cancel)
        fields.addWidget(self.shares)
        fields.addWidget(self.reason)
        fields.addWidget(self.problem)
        fields.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(self.line)
        column.addWidget(self.correct, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._fields)

    def _unfold(self) -> None:
        self._fields.show()
        self.correct.hide()
        self.begins.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fold(self) -> None:
        focus = QApplication.focusWidget()
        had_keyboard = isinstance(focus, QWidget) and self.isAncestorOf(focus)
        self.say("")
        self._fields.hide()
        self.correct.show()
        if had_keyboard:
            self.correct.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, number: int) -> None:
        self._share = _SHARES[number]

    def _send(self) -> None:
        reason = self.reason.text().strip()
        if not reason:
            self.say(tr("A correction needs a reason. Say why, so that others can follow."))
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if self._choice is not None and self.save.isEnabled():
            self.save.setEnabled(False)
            self.given.emit(self.begins.at, self.ends.at, self._share, reason)
