"""One level of the ladder in the editor: whom it pages, how long it waits, its waves, its repeats."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.core.team.team import Audience
from desktop.ui.policy.fields import Chooser, DurationEdit
from desktop.ui.policy.form_grid import FormGrid
from desktop.ui.policy.grip import Grip
from desktop.ui.policy.wave_line import WaveLine
from desktop.ui.present.rules.policy_draft import LevelDraft, WaveDraft
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.label import Label

AUDIENCES = (Audience.PAIR, Audience.STAFF, Audience.EXECUTIVES)


def audience_options() -> tuple[str, ...]:
    """In the order of `AUDIENCES`."""
    return (tr("The pair on duty"), tr("Everyone but VP and CTO"), tr("VP and CTO"))


class LevelBlock(Card):
    """`changed` carries the whole LevelDraft; `removed`: it is not wanted any more; `moved`: one up (-1) or
    down (1)."""

    changed = Signal(object)
    removed = Signal()
    moved = Signal(int)

    def __init__(self, theme: Theme, number: int, parent: QWidget | None = None) -> None:
        super().__init__(theme, Tone.RAISED, parent=parent)
        self._draft, self._editable = LevelDraft(), True
        self._title = Label(theme, tr("Level {n} pages").format(n=number), Type.STRONG)
        where = tr("level {n}").format(n=number)
        self.audience = Chooser(theme, tr("Who is paged on {where}").format(where=where), audience_options())
        self.wait = DurationEdit(theme, tr("Wait of {where}").format(where=where))
        self.repeat = DurationEdit(theme, tr("Repeat of {where}").format(where=where), never=tr("never"))
        hint = tr("Drag it, or press Alt with the arrow keys, to move the level up or down")
        self.grip = Grip(theme, tr("Move {where}").format(where=where), hint)
        self.remove = QuietButton(theme, tr("Remove level"), "mdi6.close", flat=True, tone=Tone.MUTED)
        self.remove.setAccessibleName(tr("Remove {where}").format(where=where))
        self.add_wave = QuietButton(theme, tr("Page a few first"), "mdi6.plus", flat=True, tone=Tone.MUTED)
        self.waves: list[WaveLine] = []
        self._where = where
        self._waves = QVBoxLayout()
        self._waves.setSpacing(SPACE)
        when = FormGrid(theme)
        when.add(tr("Moves up after"), self.wait)
        when.add(tr("Unanswered pages again every"), self.repeat)
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(self.grip)
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 2 * SPACE, 3 * SPACE, 3 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addLayout(head)
        column.addWidget(self.audience, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self._waves)
        column.addWidget(self.add_wave, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(when)
        self.audience.picked.connect(lambda n: self._change(audience=AUDIENCES[n]))
        self.wait.changed.connect(lambda: self._change(wait=self.wait.text()))
        self.repeat.changed.connect(lambda: self._change(repeat=self.repeat.text()))
        self.add_wave.clicked.connect(self._add_wave)
        self.remove.clicked.connect(self.removed)
        self.grip.moved.connect(self.moved)
        for key, by in (("Alt+Up", -1), ("Alt+Down", 1)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self.moved.emit, by))
        self._theme = theme

    def show_draft(self, draft: LevelDraft, *, editable: bool, can_remove: bool, can_move: bool) -> None:
        self._draft, self._editable = draft, editable
        self.audience.setCurrentIndex(AUDIENCES.index(draft.audience))
        self.wait.show_text(draft.wait)
        self.repeat.show_text(draft.repeat)
        while len(self.waves) > len(draft.waves):
            gone = self.waves.pop()
            self._waves.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        while len(self.waves) < len(draft.waves):
            self._make_wave()
        for line, wave in zip(self.waves, draft.waves, strict=True):
            line.show_draft(wave, editable=editable)
        for field in (self.wait, self.repeat):
            field.setReadOnly(not editable)
        self.audience.setEnabled(editable)
        self.remove.setVisible(editable and can_remove)
        self.grip.setVisible(editable and can_move)
        self.add_wave.setText(tr("Then a few more") if draft.waves else tr("Page a few first"))
        self.add_wave.updateGeometry()
        self.add_wave.setVisible(editable and draft.audience is not Audience.PAIR)

    def _make_wave(self) -> None:
        number = len(self.waves)
        line = WaveLine(self._theme, number + 1, self._where)
        line.changed.connect(lambda wave: self._change_wave(number, wave))
        line.removed.connect(lambda: self._change_wave(number, None))
        self.waves.append(line)
        self._waves.addWidget(line)

    def _change(self, **changes: object) -> None:
        draft = replace(self._draft, **changes)  # type: ignore[arg-type]
        if draft.audience is Audience.PAIR:
            draft = replace(draft, waves=())
        self._tell(draft)

    def _add_wave(self) -> None:
        self._tell(replace(self._draft, waves=(*self._draft.waves, WaveDraft(wait="3 min"))))
        self.waves[-1].who.setFocus(Qt.FocusReason.OtherFocusReason)

    def _change_wave(self, number: int, wave: WaveDraft | None) -> None:
        kept = (wave,) if wave is not None else ()
        waves = (*self._draft.waves[:number], *kept, *self._draft.waves[number + 1 :])
        self._tell(replace(self._draft, waves=waves))
        if wave is None:
            self.add_wave.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self, draft: LevelDraft) -> None:
        self._draft = draft
        self.changed.emit(draft)
