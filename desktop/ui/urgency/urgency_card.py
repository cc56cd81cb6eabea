"""The rules of urgency, in Settings: a table in the order in which they are tried, each with its effect."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.present.rules.urgency_rules import RuleDraft, RuleRow
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.urgency.office_form import OfficeForm
from desktop.ui.urgency.rule_form import RuleForm
from desktop.ui.urgency.rule_list import RuleList
from desktop.ui.widgets.button import PrimaryButton, QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.flow_row import FlowRow
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.label import Label


class UrgencyCard(Card):
    """Knows no session: `urgency_presenter` fills it. Nothing is in force before it is saved."""

    ordered = Signal(object)
    """list[str]: the ids of the rules in their new order."""
    written = Signal(str, object)
    """The id of the rule that was changed, or nothing for a new one; a RuleDraft."""
    edit_wanted = Signal(str)
    delete_wanted = Signal(str)
    undo_wanted = Signal()
    save_wanted = Signal()
    discard_wanted = Signal()
    proposals_wanted = Signal()
    """What is proposed is to be shown."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._editing = ""
        self._why = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self._empty = Label(theme, "", Type.BODY, Tone.MUTED, max_lines=0)
        self._proposed = Label(theme, "", Type.SMALL, max_lines=0)
        self.look = QuietButton(theme, tr("Look at them"), "mdi6.arrow-down", flat=True)
        self.look.clicked.connect(self.proposals_wanted)
        self.list = RuleList(theme)
        self.form = RuleForm(theme)
        self.office = OfficeForm(theme)
        self._state = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self._problem = Label(theme, "", Type.SMALL, Tone.WARN, max_lines=0)
        self.add = QuietButton(theme, tr("Add a rule"), "mdi6.plus")
        self.edit = QuietButton(theme, tr("Edit"), "mdi6.pencil-outline", "Enter")
        self.up = QuietButton(theme, tr("Up"), "mdi6.arrow-up", "Alt+↑")
        self.down = QuietButton(theme, tr("Down"), "mdi6.arrow-down", "Alt+↓")
        self.delete = QuietButton(theme, tr("Delete"), "mdi6.trash-can-outline", "Del")
        self.undo = QuietButton(theme, tr("Undo"), "mdi6.undo", "Ctrl+Z")
        self.discard = QuietButton(theme, tr("Discard changes"), flat=True)
        self.save = PrimaryButton(theme, tr("Save rules"), "mdi6.check")
        self._lay_out(theme)
        self._wire()

    def _lay_out(self, theme: Theme) -> None:
        self._tools, self._keep, self._proposed_line = QWidget(), QWidget(), QWidget()
        self._proposed_line.hide()
        tools, keep = FlowRow(self._tools), FlowRow(self._keep)
        for button in (self.add, self.edit, self.up, self.down, self.delete, self.undo):
            button.make_pill()
            tools.addWidget(button)
        keep.addWidget(self.save)
        keep.addWidget(self.discard)
        rule = tr(
            "The first rule that matches an alert decides. What can wait makes no sound until the office"
            " opens, and pages only the pair; what no rule matches acts now, and is marked undecided."
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(5 * SPACE, 4 * SPACE, 5 * SPACE, 5 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addWidget(Label(theme, tr("Urgency rules"), Type.STRONG))
        column.addWidget(Label(theme, rule, Type.SMALL, Tone.MUTED, max_lines=0))
        line = QHBoxLayout(self._proposed_line)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(2 * SPACE)
        line.addWidget(IconLabel(theme, "mdi6.lightbulb-on-outline", Tone.TEXT, 18))
        line.addWidget(self._proposed, 1)
        line.addWidget(self.look)
        for widget in (self._proposed_line, self._why, self._empty, self.list, self._tools, self.form):
            column.addWidget(widget)
        column.addSpacing(SPACE)
        column.addWidget(self.office)
        column.addSpacing(SPACE)
        for widget in (self._state, self._problem, self._keep):
            column.addWidget(widget)
        self.say("")

    def _wire(self) -> None:
        self.add.clicked.connect(lambda: self.begin("", RuleDraft()))
        self.edit.clicked.connect(self._edit)
        self.up.clicked.connect(lambda: self.list.move_current(-1))
        self.down.clicked.connect(lambda: self.list.move_current(1))
        self.delete.clicked.connect(self._delete)
        self.undo.clicked.connect(self.undo_wanted)
        self.save.clicked.connect(self.save_wanted)
        self.discard.clicked.connect(self.discard_wanted)
        self.list.ordered.connect(self.ordered)
        self.list.edit_wanted.connect(self._edit)
        self.list.delete_wanted.connect(self._delete)
        self.form.submitted.connect(lambda draft: self.written.emit(self._editing, draft))
        self.form.left.connect(self._leave)
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self.list)
        undo.setContext(Qt.ShortcutContext.WidgetShortcut)
        undo.activated.connect(self.undo_wanted)

    @property
    def proposed(self) -> str:
        """How many rules are proposed; empty: none."""
        return self._proposed.text()

    def show_proposed(self, words: str) -> None:
        """How many rules are proposed; empty: none."""
        self._proposed.set(words)
        self._proposed_line.setVisible(bool(words))

    @property
    def why(self) -> str:
        """Why nothing can be changed; empty when it can."""
        return self._why.text()

    @property
    def state(self) -> str:
        return self._state.text()

    @property
    def problem(self) -> str:
        return self._problem.text()

    def show_rules(self, rows: Sequence[RuleRow], *, why: str, empty: str, can_undo: bool) -> None:
        """`why` nothing can be changed; `empty` says so when there is no rule."""
        can_change = not why
        self._why.set(why)
        self._why.setVisible(bool(why))
        self._empty.set("" if rows else empty)
        self._empty.setVisible(not rows)
        self.list.show_rows(rows, can_change=can_change)
        self._tools.setVisible(can_change)
        for button in (self.edit, self.up, self.down, self.delete):
            button.setVisible(bool(rows))
        self.undo.setVisible(can_undo)
        if not can_change:
            self.form.hide()

    def show_state(self, words: str, tone: Tone, *, unsaved: bool, busy: bool = False) -> None:
        """What all rules mean together; `unsaved`: there is something to save."""
        self._state.set(words, tone)
        self._state.setVisible(bool(words))
        self._keep.setVisible(unsaved)
        self.save.setEnabled(not busy)

    def say(self, problem: str) -> None:
        """What went wrong; empty: nothing."""
        self._problem.set(problem)
        self._problem.setVisible(bool(problem))

    def begin(self, key: str, draft: RuleDraft) -> None:
        """Open the form for this rule, or for a new one."""
        self._editing = key
        self.form.begin(tr("Change the rule") if key else tr("A new rule"), draft)

    def close_form(self, key: str) -> None:
        """It was taken: on with the table, at this rule."""
        self.form.hide()
        self.list.choose(key)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self) -> None:
        editing = self._editing
        self.form.hide()
        if editing:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _edit(self) -> None:
        if self.list.key:
            self.edit_wanted.emit(self.list.key)

    def _delete(self) -> None:
        if self.list.key:
            self.delete_wanted.emit(self.list.key)
