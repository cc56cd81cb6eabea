"""The notices that users still see: each is switched off, or kept."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core.notice import Notice
from desktop.ui.panels.closing.step_form import StepForm
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.flow_row import FlowRow
from desktop.ui.widgets.label import Label


class NoticesForm(StepForm):
    """Both signals carry the UUID of a notice."""

    switched_off = Signal(object)
    kept = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: tuple[Notice, ...] | None = None
        self.lines: dict[UUID, NoticeLine] = {}

    def first(self) -> QWidget:
        return next((line.off for line in self.lines.values()), self)

    def show_notices(self, notices: Sequence[Notice], kept: Collection[UUID]) -> None:
        """Those that are shown; `kept` are to stay."""
        if tuple(notices) != self._shown:
            self._shown = tuple(notices)
            for line in self.lines.values():
                self.column.removeWidget(line)
                line.deleteLater()
            self.lines = {notice.id: NoticeLine(self._theme, notice) for notice in notices}
            for notice_id, line in self.lines.items():
                line.off.clicked.connect(lambda _=False, found=notice_id: self.switched_off.emit(found))
                line.keep.clicked.connect(lambda _=False, found=notice_id: self.kept.emit(found))
                self.column.addWidget(line)
        for notice_id, line in self.lines.items():
            line.keep.set_icon_name("mdi6.check" if notice_id in kept else "")


class NoticeLine(QWidget):
    """One notice, as users read it, and what to do with it."""

    def __init__(self, theme: Theme, notice: Notice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        service = tr("{service} shows:").format(service=notice.service)
        self.off = QuietButton(theme, tr("Switch off"), "mdi6.eye-off-outline", tone=Tone.MANAGER)
        self.off.setAccessibleName(tr("Switch off: {text}").format(text=notice.text))
        self.keep = QuietButton(theme, tr("Keep"))
        self.keep.setAccessibleName(tr("Keep: {text}").format(text=notice.text))
        row = FlowRow()
        row.addWidget(self.off)
        row.addWidget(self.keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(Label(theme, service, Type.SMALL, Tone.MUTED, max_lines=0))
        column.addWidget(Label(theme, notice.text, Type.BODY, max_lines=3))
        column.addLayout(row)
