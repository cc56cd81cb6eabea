"""A swap: a shift of mine for one of somebody else's, offered to them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit

from desktop.ui.present.schedule.schedule_form import Own, PersonChoice, SwapDraft
from desktop.ui.present.words import tr
from desktop.ui.schedule.form_parts import Chooser, Form
from desktop.ui.theme.theme import Theme
from desktop.ui.widgets.button import QuietButton


class SwapForm(Form):
    """`person_chosen` asks for their shifts; `submitted` carries the draft."""

    person_chosen = Signal(str)
    edited = Signal()
    submitted = Signal(object)
    """SwapDraft."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(
            theme, tr("Swap"), QuietButton(theme, tr("Offer the swap"), "mdi6.send", "Ctrl+Enter")
        )
        self._mine: tuple[Own, ...] = ()
        self._theirs: tuple[Own, ...] = ()
        self.mine = Chooser(theme, tr("I give"))
        self.person = Chooser(theme, tr("With"))
        self.theirs = Chooser(theme, tr("I take"))
        self.because = QLineEdit()
        self.because.setAccessibleName(tr("Because"))
        self.because.setPlaceholderText(tr("Because (can be left out)"))
        self.because.returnPressed.connect(self._submit)
        self.add_field(tr("I give"), self.mine)
        self.add_field(tr("With"), self.person)
        self.add_field(tr("I take"), self.theirs)
        self.body.addWidget(self.because)
        self.person.picked.connect(lambda: self.person_chosen.emit(self.person.chosen))
        self.mine.picked.connect(self.edited)
        self.theirs.picked.connect(self.edited)
        self.confirm.clicked.connect(self._submit)

    def open(self, mine: Sequence[Own], people: Sequence[PersonChoice], number: int = 0) -> None:
        """`number`: which of mine to begin with."""
        self._mine = tuple(mine)
        self.mine.offer(_choices(self._mine), str(number))
        self.person.offer(people)
        self.because.setText("")
        self.say_explanation(
            tr("Nothing changes until the other accepts; until it begins either of you can undo it.")
        )
        self.say_problem("" if mine else tr("You have no coming shift to give."))
        self.show()
        self.person.setFocus(Qt.FocusReason.OtherFocusReason)
        self.person_chosen.emit(self.person.chosen)

    def show_theirs(self, theirs: Sequence[Own]) -> None:
        self._theirs = tuple(theirs)
        self.theirs.offer(_choices(self._theirs), "0")
        self.edited.emit()

    @property
    def draft(self) -> SwapDraft | None:
        """None while something is missing."""
        if not (self.mine.chosen and self.theirs.chosen and self.person.chosen):
            return None
        return SwapDraft(
            to=self.person.chosen,
            mine=self._mine[int(self.mine.chosen)],
            theirs=self._theirs[int(self.theirs.chosen)],
            because=self.because.text().strip(),
        )

    def _submit(self) -> None:
        draft = self.draft
        if draft is None:
            self.say_problem(tr("Both shifts are needed. Choose somebody who has one."))
        elif self.confirm.isEnabled():
            self.submitted.emit(draft)


def _choices(own: Sequence[Own]) -> list[PersonChoice]:
    return [PersonChoice(str(number), one.words) for number, one in enumerate(own)]
