"""A page on which a plan is made: a form, how far it is, what came out, and publishing it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from desktop.ui.present.schedule.schedule_fairness import FairTable
from desktop.ui.present.schedule.schedule_grid import Zoom
from desktop.ui.present.schedule.schedule_rotation import ChangeRow
from desktop.ui.present.words import tr
from desktop.ui.schedule.fairness_table import FairnessTable
from desktop.ui.schedule.form_parts import Form, Warnings
from desktop.ui.schedule.lane_scene import LaneScene
from desktop.ui.schedule.lanes import LaneView
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import PrimaryButton, QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.flow_row import FlowRow
from desktop.ui.widgets.label import Label
from desktop.ui.widgets.question_bar import QuestionBar

_TABLE, _LANES = 280, 340


class PlanPage(QWidget):
    """Shows what it is told. `name`: what is going on while it is made."""

    stopped = Signal()
    publish_wanted = Signal()
    published = Signal()

    def __init__(self, theme: Theme, form: Form, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._form, self._name = theme, form, name
        self.read_only = Label(theme, "", Type.BODY, Tone.MUTED, max_lines=0)
        self.read_only.hide()
        self.progress = self._make_progress()
        self.result = self._make_result()
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 3 * SPACE, 0)
        column.setSpacing(3 * SPACE)
        for widget in (self.read_only, form, self.progress, self.result):
            column.addWidget(widget)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        self._scroll = scroll
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        form.show()  # not before it has a parent: it would be a window of its own for a moment
        self.progress.hide()
        self.result.hide()

    def _make_progress(self) -> Card:
        card = Card(self._theme)
        self._progress_words = Label(self._theme, "", Type.SMALL, max_lines=0)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(8)
        self.bar.setAccessibleName(self._name)
        self.stop = QuietButton(self._theme, tr("Stop"), "mdi6.stop")
        self.stop.clicked.connect(self.stopped)
        words = QVBoxLayout()
        words.addWidget(self._progress_words)
        words.addWidget(self.bar)
        row = QHBoxLayout(card)
        row.setContentsMargins(4 * SPACE, 3 * SPACE, 4 * SPACE, 3 * SPACE)
        row.setSpacing(3 * SPACE)
        row.addLayout(words, 1)
        row.addWidget(self.stop)
        return card

    def _make_result(self) -> Card:
        theme = self._theme
        card = Card(theme)
        self._summary = Label(theme, "", Type.STRONG, max_lines=0)
        self.unmet = Warnings(theme)
        self._warned_title = Label(theme, tr("Worth a second look"), Type.STRONG)
        self.warned = Warnings(theme)
        self.lanes = LaneView(theme)
        self.lanes.set_zoom(Zoom.QUARTER)
        self.lanes.setFixedHeight(_LANES)
        self.table = FairnessTable(theme)
        self.table.setFixedHeight(_TABLE)
        self._changes_title = Label(theme, "", Type.STRONG, max_lines=0)
        self._changes = QVBoxLayout()
        self._changes.setSpacing(SPACE)
        self.rows: tuple[ChangeRow, ...] = ()
        self.publish = PrimaryButton(theme, tr("Publish"), "mdi6.publish")
        self.question = QuestionBar(theme)
        self.said = Warnings(theme)
        self.publish.clicked.connect(self.publish_wanted)
        self.question.said_yes.connect(self._publish)
        self.question.went_back.connect(self.publish.show)
        below = QWidget()
        self.buttons = FlowRow(below)
        self.buttons.addWidget(self.publish)
        column = QVBoxLayout(card)
        column.setContentsMargins(4 * SPACE, 3 * SPACE, 4 * SPACE, 3 * SPACE)
        column.setSpacing(2 * SPACE)
        for widget in (self._summary, self.unmet, self._warned_title, self.warned, self._changes_title):
            column.addWidget(widget)
        column.addLayout(self._changes)
        column.addWidget(Label(theme, tr("As it would be"), Type.STRONG))
        column.addWidget(self.lanes)
        column.addWidget(Label(theme, tr("For each person"), Type.STRONG))
        column.addWidget(self.table)
        column.addWidget(self.said)
        column.addWidget(below)
        column.addWidget(self.question)
        return card

    def show_read_only(self, reason: str) -> None:
        """Why nothing can be made here; empty: it can."""
        self.read_only.set(reason)
        self.read_only.setVisible(bool(reason))
        self._form.setEnabled(not reason)
        self._form.confirm.setVisible(not reason)

    def show_progress(self, words: str, part: float | None) -> None:
        """`part`: how much is done, 0 to 1; below 0: nobody knows; None: nothing runs."""
        self.progress.setVisible(part is not None)
        self._progress_words.set(words)
        self.bar.setRange(0, 0 if part is not None and part < 0 else 100)
        self.bar.setValue(round(100 * (part or 0.0)))

    def show_result(
        self,
        summary: str,
        unmet: Sequence[str],
        changes: Sequence[ChangeRow],
        table: FairTable,
        scene: LaneScene,
        warned: Sequence[str] = (),
    ) -> None:
        """`unmet`: what could not be done or understood; `warned`: what is unusual in it."""
        self._summary.set(summary)
        self.unmet.say(unmet)
        self.warned.say(warned)
        self._warned_title.setVisible(bool(warned))
        self.table.show_table(table)
        self._changes_title.set(
            tr("What changes, for {n} people").format(n=len(changes)) if changes else tr("Nothing changes")
        )
        self.rows = tuple(changes)
        while (item := self._changes.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        for row in changes:
            words = Label(self._theme, f"{row.who}: {row.words}", Type.SMALL, max_lines=0)
            self._changes.addWidget(words)
        self.said.say(())
        self.question.hide()
        self.publish.show()
        self.publish.setEnabled(True)
        self.result.show()
        self.lanes.show_scene(scene)

    def reveal_result(self) -> None:
        """Scroll to it: a long form is above."""
        # Not before it is laid out.
        QTimer.singleShot(0, self, lambda: self._scroll.verticalScrollBar().setValue(self.result.y()))

    def hide_result(self) -> None:
        self.result.hide()

    def ask(self, question: str) -> None:
        """Whether it is to be published; in the place of the button."""
        self.publish.hide()
        self.question.ask(question, tr("Publish"))
        QTimer.singleShot(0, self, lambda: self._scroll.ensureWidgetVisible(self.question))

    def _publish(self) -> None:
        self.publish.show()
        self.publish.setEnabled(False)
        self.published.emit()

    def say(self, words: str, tone: Tone) -> None:
        """What became of publishing."""
        self.said.say((words,) if words else (), tone)

    @property
    def summary(self) -> str:
        return self._summary.text()
