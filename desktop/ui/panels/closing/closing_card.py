""" "After": the steps of closing, one open at a time, each with its form in place."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from desktop.core.closing.closing import ClosingStep
from desktop.core.closing.closing_plan import ClosingState
from desktop.ui.panels.closing.labels_form import LabelsForm
from desktop.ui.panels.closing.notices_form import NoticesForm
from desktop.ui.panels.closing.resolution_form import ResolutionForm
from desktop.ui.panels.closing.run_book_form import RunBookForm
from desktop.ui.panels.closing.step_form import StepForm
from desktop.ui.panels.closing.step_row import StepRow
from desktop.ui.panels.closing.update_form import UpdateForm
from desktop.ui.panels.closing.verdict_form import VerdictForm
from desktop.ui.present.closing.after import AfterView, StepView
from desktop.ui.present.telling.communicating import step_name
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.label import Label


class ClosingCard(Card):
    """`update_wanted`: the composer shall open. `done` and `skipped` carry a ClosingStep. What the forms say
    is told by their own signals. `opened_step` when a form came up. S skips the open step."""

    update_wanted = Signal()
    done = Signal(object)
    skipped = Signal(object)
    opened_step = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.telling, self.notices, self.labels = UpdateForm(theme), NoticesForm(theme), LabelsForm(theme)
        self.resolution, self.run_book = ResolutionForm(theme), RunBookForm(theme)
        self.verdict = VerdictForm(theme)
        self.telling.wanted.connect(self.update_wanted)
        self._view: AfterView | None = None
        self._open: ClosingStep | None = None
        self._told: ClosingStep | None = None
        self._unfolded = True
        self._can_act = True
        self._progress = Label(theme, "", Type.SMALL, Tone.MUTED, clock=True, keep=True)
        self.fold = QuietButton(theme, "", "mdi6.chevron-up", flat=True)
        self.fold.clicked.connect(self._fold)
        self._tick = IconLabel(theme, "mdi6.check-circle", Tone.OK)
        self._sentence = Label(theme, "", Type.BODY, max_lines=0)
        forms: dict[ClosingStep, StepForm] = {
            ClosingStep.UPDATE: self.telling,
            ClosingStep.NOTICES: self.notices,
            ClosingStep.LABELS: self.labels,
            ClosingStep.RESOLUTION: self.resolution,
            ClosingStep.RUN_BOOK: self.run_book,
            ClosingStep.VERDICT: self.verdict,
        }
        self.rows = {step: self._row(theme, step, form) for step, form in forms.items()}
        self._lay_out(Label(theme, tr("After"), Type.STRONG))
        self.setAccessibleName(tr("After the incident"))

    def _row(self, theme: Theme, step: ClosingStep, form: StepForm) -> StepRow:
        blank = StepView(
            step=step,
            state=ClosingState.OPEN,
            title=step_name(step),
            detail="",
            icon="mdi6.circle-outline",
            tone=Tone.MUTED,
        )
        row = StepRow(theme, blank, form)
        row.toggled.connect(lambda: self.open_step(None if self._open is step else step, keyboard=True))
        row.done.connect(lambda: self.done.emit(step))
        row.skipped.connect(lambda: self.skipped.emit(step))
        return row

    def _lay_out(self, lead: Label) -> None:
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        head.addWidget(lead)
        head.addStretch(1)
        head.addWidget(self._progress)
        head.addWidget(self.fold)
        self._end = QWidget()
        end = QHBoxLayout(self._end)
        end.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        end.setSpacing(2 * SPACE)
        end.addWidget(self._tick, 0, Qt.AlignmentFlag.AlignTop)
        end.addWidget(self._sentence, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE + 2)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._end)
        for row in self.rows.values():
            column.addWidget(row)
        self.order_stops()

    # What is shown

    @property
    def progress(self) -> str:
        return self._progress.text()

    @property
    def sentence(self) -> str:
        """The thanks at the end; empty before."""
        return self._sentence.text()

    @property
    def opened(self) -> ClosingStep | None:
        """The step whose form is shown."""
        return self._open if self._unfolded else None

    @property
    def shown_steps(self) -> tuple[ClosingStep, ...]:
        """The lines that are seen."""
        return tuple(step for step, row in self.rows.items() if not row.isHidden())

    def begin(self, view: AfterView, *, can_act: bool) -> None:
        """Another incident, or it is over just now: the first open step opens for who is led."""
        self._can_act = can_act
        self._unfolded = view.led and not view.sentence
        self._open = view.following if view.led and can_act else None
        self._view = view
        self._draw()

    def show_view(self, view: AfterView, *, can_act: bool) -> None:
        """The same incident, changed. When the open step is behind, the next one opens; the keyboard goes
        with it if it was here."""
        self._can_act = can_act
        before, self._view = self._state_of(self._open), view
        after = self._state_of(self._open)
        had_keyboard = self._has_keyboard()
        # Changed, not only said again: a step that is done may be opened to say it otherwise.
        moves_on = before is not None and after is not before and after is not ClosingState.OPEN
        if moves_on:
            self._open = view.following if view.led else None
            self._unfolded = self._unfolded and not (view.sentence and self._open is None)
        self._draw()
        if had_keyboard and moves_on:
            self._take_keyboard()

    def open_step(self, step: ClosingStep | None, *, keyboard: bool) -> None:
        """Open this step, or none. `keyboard`: it goes to the form."""
        self._open = step
        self._unfolded = True
        self._draw()
        if keyboard and step is not None:
            self.rows[step].form.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def _state_of(self, step: ClosingStep | None) -> ClosingState | None:
        found = (view.state for view in self._view.steps if view.step is step) if self._view else ()
        return next(iter(found), None)

    def _draw(self) -> None:
        view = self._view
        if view is None:
            return
        self._progress.set(view.progress)
        self._sentence.set(view.sentence)
        skipped = any(step.state is ClosingState.SKIPPED for step in view.steps)
        self._tick.set("mdi6.check-circle", Tone.MUTED if skipped else Tone.OK)
        self._end.setVisible(bool(view.sentence))
        words = tr("Fold the steps") if self._unfolded else tr("Show the steps")
        self.fold.setAccessibleName(words)
        self.fold.setToolTip(words)
        self.fold.set_icon_name("mdi6.chevron-up" if self._unfolded else "mdi6.chevron-down")
        shown = {step.step: step for step in view.steps}
        for step, row in self.rows.items():
            if step in shown:
                row.show_view(shown[step], opened=step is self._open, can_act=self._can_act)
            row.setVisible(step in shown and self._unfolded)
        opened = self.opened if self._can_act else None
        if opened is not self._told:
            self._told = opened
            if opened is not None:
                self.opened_step.emit(opened)

    def _fold(self) -> None:
        self._unfolded = not self._unfolded
        self._draw()

    # The keyboard

    def order_stops(self) -> None:
        """Tab goes from the top to the bottom, also over what the forms have made anew."""
        stops: list[QWidget] = [self.fold]
        for row in self.rows.values():
            stops += row.stops()
        for one, following in pairwise(stops):
            QWidget.setTabOrder(one, following)

    def _has_keyboard(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def _take_keyboard(self) -> None:
        if self.opened is not None:
            self.rows[self.opened].form.first().setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.fold.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.key() == Qt.Key.Key_S and plain and not event.isAutoRepeat():
            if self.opened is not None and self._state_of(self.opened) is ClosingState.OPEN:
                self.skipped.emit(self.opened)
            return
        super().keyPressEvent(event)
