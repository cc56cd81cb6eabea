"""The update as it is written: stage, readers, text, what to think about again, when the next one comes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from desktop.core.telling.update import Readers, Stage
from desktop.ui.panels.telling.answer_offer import AnswerOffer
from desktop.ui.panels.telling.channel_chips import ChannelChip, ChannelChips
from desktop.ui.panels.telling.checks import Checks
from desktop.ui.panels.telling.findings_offer import FindingsOffer
from desktop.ui.panels.telling.preview import Preview
from desktop.ui.panels.telling.promise_row import PromiseRow
from desktop.ui.panels.telling.update_text import UpdateText
from desktop.ui.present.telling.communicating import readers_name, stage_name
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import PrimaryButton, QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.choice_row import ChoiceRow
from desktop.ui.widgets.flow_row import FlowRow
from desktop.ui.widgets.label import Label

STAGES, READERS = tuple(Stage), tuple(Readers)
SEND_KEY, PREVIEW_KEY, INSERT_KEY, FINDING_KEY = "Ctrl+Enter", "Ctrl+P", "Ctrl+I", "Ctrl+J"


class Composer(Card):
    """`chosen`: another stage, other readers or whether it tells the scope; `edited`: the text; `routed`:
    other channels; `previewed`: to be shown as readers get it; `sent`: it was told; `closed`: not now."""

    chosen = Signal()
    edited = Signal()
    routed = Signal()
    previewed = Signal()
    sent = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._theme = theme
        self._stage, self._readers = Stage.INVESTIGATING, Readers.COLLEAGUES
        self._stages = ChoiceRow(
            theme, tr("Stage"), [(stage_name(stage), "") for stage in STAGES], small=True
        )
        self._who = ChoiceRow(
            theme, tr("Readers"), [(readers_name(readers), "") for readers in READERS], small=True
        )
        self.offer = AnswerOffer(theme, INSERT_KEY)
        self.found = FindingsOffer(theme, FINDING_KEY)
        self.text = UpdateText(theme)
        self.preview = Preview(theme)
        self.checks = Checks(theme)
        self.scope = QCheckBox(tr("It says who and what is hit"))
        self.promised = PromiseRow(theme)
        self._chips = ChannelChips(theme)
        self._hint = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self.told = PrimaryButton(theme, tr("It is told"), "mdi6.send", SEND_KEY)
        self.look = QuietButton(theme, tr("Preview"), "mdi6.eye-outline", PREVIEW_KEY)
        self.look.setCheckable(True)
        self.copy = QuietButton(theme, "", "mdi6.content-copy", flat=True)
        self.copy.setToolTip(tr("Copy the text"))
        self.copy.setAccessibleName(tr("Copy the text"))
        self.later = QuietButton(theme, tr("Not now"), key="Esc", flat=True)
        self._lay_out()
        self._connect()
        theme.changed.connect(self._restyle)
        self._restyle()
        self.preview.hide()
        self.offer.hide()
        self.found.hide()
        self.show_channels(())

    def _lay_out(self) -> None:
        buttons = FlowRow()
        for button in (self.told, self.copy, self.look, self.later):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 3 * SPACE, 3 * SPACE, 3 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addWidget(Label(self._theme, tr("Update"), Type.STRONG))
        for widget in (
            *(self._stages, self._who, self.offer, self.found, self.text, self.preview, self.checks),
            *(self.scope, self.promised, self._chips, self._hint),
        ):
            column.addWidget(widget)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self._stages.chosen.connect(self._choose_stage)
        self._who.chosen.connect(self._choose_readers)
        self.text.textChanged.connect(self.edited)
        self.text.sent.connect(self._send)
        self.text.left.connect(self.closed)
        self.scope.clicked.connect(lambda _on: self.chosen.emit())  # the next update is due at another time
        self.promised.left.connect(self.closed)
        self._chips.changed.connect(self._routes)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.words))
        self.look.toggled.connect(self._look)
        self.told.clicked.connect(self._send)
        self.later.clicked.connect(self.closed)
        for key, press in (
            (PREVIEW_KEY, self.look.click),
            (INSERT_KEY, self.offer.insert.click),
            (FINDING_KEY, self.found.take_first),
        ):
            QShortcut(
                QKeySequence(key), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
            ).activated.connect(press)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            send = QShortcut(QKeySequence(key), self)
            send.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            send.activated.connect(self._send)

    @property
    def stage(self) -> Stage:
        return self._stage

    @property
    def readers(self) -> Readers:
        return self._readers

    @property
    def words(self) -> str:
        return self.text.words

    @property
    def warnings(self) -> str:
        return self.checks.warnings

    @property
    def promise(self) -> str:
        return self.promised.sentence

    @property
    def chosen_channels(self) -> tuple[str, ...]:
        """The names of those that it shall go to."""
        return self._chips.chosen

    @property
    def channels(self) -> list[ChannelChip]:
        return self._chips.chips

    @property
    def previewing(self) -> bool:
        return not self.preview.isHidden()

    def begin(self, stage: Stage, readers: Readers, *, scope: bool) -> None:
        """A new update."""
        self._stage, self._readers = stage, readers
        self._stages.show_chosen(STAGES.index(stage))
        self._who.show_chosen(READERS.index(readers))
        self.scope.setChecked(scope)
        self.look.setChecked(False)

    def show_draft(self, text: str) -> None:
        """The text to begin with; the cursor at its end."""
        self.text.begin(text)

    def show_channels(self, names: Sequence[str]) -> None:
        """Where the chosen readers are reached; all of it is chosen until somebody says otherwise."""
        self._chips.show_channels(names, self._chips.left_out)
        self._name_it()

    def show_found(self, warnings: Sequence[str], clean: str) -> None:
        """What to think about again; it can be sent all the same."""
        self.checks.show_found(warnings, clean)

    def take_focus(self) -> None:
        self.look.setChecked(False)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _name_it(self) -> None:
        """Say what the button does: send it, or write down that it is told by other means."""
        sends = bool(self.chosen_channels)
        self.told.setText(tr("Send") if sends else tr("It is told"))
        self.told.updateGeometry()
        hint = tr("No channel reaches these readers: copy it, tell it, then say that it is told.")
        if self.channels:
            hint = tr("No channel is chosen: copy it, tell it, then say that it is told.")
        self._hint.set("" if sends else hint)
        self._hint.setVisible(not sends)
        self.copy.setVisible(not sends)

    def _routes(self) -> None:
        self._name_it()
        self.routed.emit()

    def _look(self, on: bool) -> None:
        had_keyboard = self.text.hasFocus()
        if on:
            self.previewed.emit()
        self.preview.setVisible(on)
        self.text.setVisible(not on)
        self.look.setText(tr("Edit") if on else tr("Preview"))
        self.look.set_icon_name("mdi6.pencil-outline" if on else "mdi6.eye-outline")
        if on and had_keyboard:
            self.look.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not on and self.look.hasFocus():
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _send(self) -> None:
        if not self.words.strip():
            self.take_focus()
        elif not self.promised.finish():
            self.promised.hour.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.sent.emit()

    def _choose_stage(self, number: int) -> None:
        self._stage = STAGES[number]
        self.chosen.emit()

    def _choose_readers(self, number: int) -> None:
        self._readers = READERS[number]
        self.chosen.emit()

    def _restyle(self) -> None:
        self.scope.setFont(self._theme.font(Type.SMALL))
