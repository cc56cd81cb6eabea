"""What was changed around the start, most suspicious first."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.panels.history.history_list import HistoryList
from desktop.ui.present.fixing.changed import ChangedRow
from desktop.ui.present.fixing.links import beside_its_host
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.flow_row import FlowRow
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.label import Label
from desktop.ui.widgets.reading_box import ReadingBox


class ChangeView(QWidget):
    """One change. `opened` carries the address of a link; its host is written on its button."""

    opened = Signal(str)

    def __init__(self, theme: Theme, view: ChangedRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = view
        self.setAccessibleName(view.spoken)
        self.details = ReadingBox(theme, tr("Details of the change"))
        self.details.show_text(view.details, raw=True)
        self.details.hide()
        self.links: list[QuietButton] = []
        words = QVBoxLayout()
        words.setSpacing(SPACE)
        words.addWidget(Label(theme, view.what, Type.BODY, max_lines=3))
        words.addWidget(Label(theme, view.when, Type.SMALL, Tone.MUTED, max_lines=2))
        if view.why:
            words.addWidget(Label(theme, view.why, Type.SMALL, view.tone, max_lines=2))
        buttons = self._buttons(theme)
        if buttons is not None:
            words.addLayout(buttons)
        words.addWidget(self.details)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * SPACE)
        row.addWidget(IconLabel(theme, view.icon, view.tone, 18), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)

    def _buttons(self, theme: Theme) -> FlowRow | None:
        view = self.view
        flow = FlowRow()
        flow.setSpacing(SPACE)
        for link in view.links:
            button = QuietButton(theme, beside_its_host(link.text, link.host), "mdi6.open-in-new")
            button.make_pill()
            button.setAccessibleName(link.spoken)
            button.setToolTip(link.href)
            button.clicked.connect(partial(self.opened.emit, link.href))
            flow.addWidget(button)
            self.links.append(button)
        if view.details:
            self.unfold = QuietButton(theme, tr("Details"), "mdi6.chevron-right")
            self.unfold.make_pill()
            self.unfold.setCheckable(True)
            self.unfold.toggled.connect(self._unfold)
            flow.addWidget(self.unfold)
        return flow if flow.count() else None

    def _unfold(self, on: bool) -> None:
        self.details.setVisible(on)
        self.unfold.set_icon_name("mdi6.chevron-down" if on else "mdi6.chevron-right")


class ChangedCard(HistoryList[ChangedRow]):
    """`opened` carries the address of a link that shall be shown in the browser."""

    opened = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, tr("What changed"), parent)

    def make_row(self, view: ChangedRow) -> ChangeView:
        row = ChangeView(self._theme, view)
        row.opened.connect(self.opened)
        return row
