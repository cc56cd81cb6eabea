"""A notice as it is written: for which service, what users read, how bad, when; as they will see it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.core.telling.notice import NoticeSeverity
from desktop.ui.panels.notices.page_preview import PagePreview
from desktop.ui.panels.notices.when_row import WhenRow
from desktop.ui.present.telling.notice_draft import LONGEST_READ, NoticeDraft, NoticePreview
from desktop.ui.present.telling.notices import severity_icon, severity_name
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.choice_row import ChoiceRow
from desktop.ui.widgets.flow_row import FlowRow
from desktop.ui.widgets.label import Label
from desktop.ui.widgets.question_bar import QuestionBar

SEVERITIES = tuple(NoticeSeverity)
_LINES = 4
_STEP = timedelta(minutes=5)
_USUAL_LENGTH = timedelta(hours=1)


class NoticeEditor(QWidget):
    """`edited` after each change; `closed`: not now, what was begun is kept; `discarded`: never."""

    edited = Signal()
    saved = Signal()
    closed = Signal()
    discarded = Signal()
    deleted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._first = NoticeDraft(service="")
        self._severity = NoticeSeverity.WARNING
        self._suggested: tuple[str, ...] = ()
        self._title = Label(theme, "", Type.STRONG)
        self._on_air = Label(theme, tr("It is on: users see what you save at once."), Type.SMALL, max_lines=0)
        self.service = QLineEdit()
        self.service.setAccessibleName(tr("Service, as users know it"))
        self.service.setPlaceholderText(tr("Service, as users know it"))
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(tr("What users should know"))
        self.text.setPlaceholderText(tr("What users should know, in a line or two"))
        self._count = Label(theme, "", Type.SMALL, Tone.MUTED, clock=True)
        self.severity = ChoiceRow(
            theme, tr("How bad it is"), [(severity_name(known), severity_icon(known)) for known in SEVERITIES]
        )
        self.planned = QCheckBox(tr("Planned work"))
        self.begins = WhenRow(theme, tr("Shown from"), tr("From now"), tr("From …"))
        self.ends = WhenRow(theme, tr("Shown until"), tr("Until I switch it off"), tr("Until …"))
        self._warnings = Label(theme, "", Type.SMALL, Tone.WARN, max_lines=0)
        self._caption = Label(theme, tr("As users see it"), Type.SMALL, Tone.MUTED)
        self.preview = PagePreview(theme)
        self.save = QuietButton(theme, tr("Save"), "mdi6.check", "Ctrl+Enter", tone=Tone.MANAGER)
        self.later = QuietButton(theme, tr("Not now"), key="Esc", flat=True)
        self.discard = QuietButton(theme, tr("Discard"), "mdi6.undo", flat=True)
        self.delete = QuietButton(theme, tr("Delete"), "mdi6.trash-can-outline", flat=True)
        self.question = QuestionBar(theme)
        self._connect()
        self._lay_out()
        theme.changed.connect(self._restyle)
        self._restyle()

    def _connect(self) -> None:
        self.service.textChanged.connect(lambda _text: self._edit())
        self.text.textChanged.connect(self._edit)
        self.severity.chosen.connect(self._choose_severity)
        self.planned.clicked.connect(lambda _on: self._edit())
        self.begins.changed.connect(self._edit)
        self.ends.changed.connect(self._edit)
        self.save.clicked.connect(self._save)
        self.later.clicked.connect(self.closed)
        self.discard.clicked.connect(self.discarded)
        self.delete.clicked.connect(
            lambda: self.question.ask(tr("Delete this message for good?"), tr("Delete"))
        )
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # Whatever has the keyboard: a focused button would take it for a press of its own.
            shortcut = QShortcut(QKeySequence(Qt.Modifier.CTRL | key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._save)
        self.question.said_yes.connect(self.deleted)
        self.question.went_back.connect(lambda: self.delete.setFocus(Qt.FocusReason.OtherFocusReason))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._count)
        buttons = FlowRow()
        for button in (self.save, self.later, self.discard, self.delete):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2 * SPACE, 0, 0)
        column.setSpacing(2 * SPACE)
        column.addLayout(head)
        for widget in (
            *(self._on_air, self.service, self.text, self._warnings, self.severity, self.planned),
            *(self.begins, self.ends, self._caption, self.preview),
        ):
            column.addWidget(widget)
        column.addLayout(buttons)
        column.addWidget(self.question)

    @property
    def draft(self) -> NoticeDraft:
        """What it holds now."""
        return NoticeDraft(
            service=self.service.text(),
            text=self.text.toPlainText(),
            severity=self._severity,
            planned=self.planned.isChecked(),
            from_at=self.begins.at,
            until_at=self.ends.at,
            base=self._first.base,
        )

    @property
    def first(self) -> NoticeDraft:
        """What it was begun with."""
        return self._first

    @property
    def is_begun(self) -> bool:
        """Whether somebody wrote something of their own."""
        return self.draft != self._first

    @property
    def warnings(self) -> str:
        return self._warnings.text()

    def begin(self, first: NoticeDraft, begun: NoticeDraft | None, there: ZoneInfo, now: datetime) -> None:
        """Another notice; `begun`: what was written of it before. Times are told and taken in the zone
        `there`."""
        draft = begun or first
        self.blockSignals(True)
        self._first = first
        self._title.set(tr("New message") if first.base is None else tr("Change the message"))
        self.service.setText(draft.service)
        self.text.setPlainText(draft.text)
        self.text.moveCursor(self.text.textCursor().MoveOperation.End)
        self._severity = draft.severity
        self.severity.show_chosen(SEVERITIES.index(draft.severity))
        self.planned.setChecked(draft.planned)
        soon = next_step(now)
        self.begins.show_at(draft.from_at, soon, there)
        self.ends.show_at(draft.until_at, max(draft.from_at or soon, soon) + _USUAL_LENGTH, there)
        self.question.hide()
        self.blockSignals(False)
        self._edit()

    def suggest(self, services: Sequence[str]) -> None:
        """Names of services."""
        if tuple(services) == self._suggested:
            return
        self._suggested = tuple(services)
        completer = QCompleter(list(services), self.service)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.service.setCompleter(completer)

    def show_facts(self, preview: NoticePreview, warnings: Sequence[str], *, on: bool, exists: bool) -> None:
        """How users will see it, and what to think about again; `on`: they see it now."""
        self.preview.show_preview(preview)
        self._warnings.set("\n".join(warnings))
        self._warnings.setVisible(bool(warnings))
        self._on_air.setVisible(on)
        self.delete.setVisible(exists and not on)
        if on:
            self.question.hide()

    def show_busy(self, *, busy: bool) -> None:
        """While the hub is asked; a disabled button would lose the keyboard."""
        self.save.setText(tr("Saving …") if busy else tr("Save"))
        self.save.updateGeometry()

    def take_keyboard(self) -> None:
        empty = not self.service.text().strip()
        (self.service if empty else self.text).setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def _save(self) -> None:
        if self.draft.is_whole:
            self.saved.emit()
        else:
            self.take_keyboard()

    def _choose_severity(self, number: int) -> None:
        self._severity = SEVERITIES[number]
        self._edit()

    def _edit(self) -> None:
        length = len(self.text.toPlainText().strip())
        self._count.set(tr("{n} of {most}").format(n=length, most=LONGEST_READ))
        self.discard.setVisible(self.is_begun)
        self.edited.emit()

    def _restyle(self) -> None:
        self.text.setFont(self._theme.font(Type.BODY))
        self.service.setFont(self._theme.font(Type.BODY))
        self.planned.setFont(self._theme.font(Type.SMALL))
        self.text.setFixedHeight(_LINES * self.text.fontMetrics().lineSpacing() + 6 * SPACE)


def next_step(now: datetime) -> datetime:
    """The next round time, to begin with when somebody wants one."""
    whole = now.replace(second=0, microsecond=0)
    return whole + (_STEP - timedelta(minutes=whole.minute % 5))
