"""One wave of a level in the editor: how many, and how long until the next."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.policy.fields import Chooser, DurationEdit
from desktop.ui.policy.phrase import Phrase
from desktop.ui.present.people import people_count
from desktop.ui.present.rules.policy_draft import WaveDraft
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import Tone
from desktop.ui.widgets.button import QuietButton

MOST = 20
"""People of a wave that can be chosen here; a team file or the API may say more."""


class WaveLine(QWidget):
    """`changed` carries the WaveDraft."""

    changed = Signal(object)
    removed = Signal()

    def __init__(self, theme: Theme, number: int, where: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = WaveDraft()
        name = tr("wave {n} of {where}").format(n=number, where=where)
        options = (tr("The next shift"), *(people_count(count) for count in range(1, MOST + 1)))
        self.who = Chooser(theme, tr("Who is paged by {name}").format(name=name), options)
        self.wait = DurationEdit(theme, tr("Wait of {name}").format(name=name))
        self.remove = QuietButton(theme, "", "mdi6.close", flat=True, tone=Tone.MUTED)
        self.remove.setAccessibleName(tr("Remove {name}").format(name=name))
        self.remove.setToolTip(tr("Remove this wave"))
        first = tr("First") if number == 1 else tr("Then")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Phrase(theme, first, self.who, tr("for"), self.wait), 1)
        row.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)
        self.who.picked.connect(lambda n: self._tell(replace(self._draft, size=n or None)))
        self.wait.changed.connect(lambda: self._tell(replace(self._draft, wait=self.wait.text())))
        self.remove.clicked.connect(self.removed)

    def show_draft(self, draft: WaveDraft, *, editable: bool) -> None:
        self._draft = draft
        size = draft.size or 0
        while self.who.count() <= size:
            self.who.addItem(people_count(self.who.count()))
        self.who.setCurrentIndex(size)
        self.wait.show_text(draft.wait)
        self.who.setEnabled(editable)
        self.wait.setReadOnly(not editable)
        self.remove.setVisible(editable)

    def _tell(self, draft: WaveDraft) -> None:
        self._draft = draft
        self.changed.emit(draft)
