"""One alert in the card of what broke: severity and times, labels, links, the monitor's own words."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.present.incident.broken import AlertFacts, LinkView
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.flow_row import FlowRow
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.label import Label
from desktop.ui.widgets.reading_box import ReadingBox
from desktop.ui.widgets.tag import Tag


class AlertBlock(QWidget):
    """`pressed` carries the `LinkView` that shall be opened."""

    pressed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view: AlertFacts | None = None
        self._icon = IconLabel(theme, "mdi6.alert-circle", Tone.ALARM, 18)
        self._heading = Label(theme, "", Type.STRONG, max_lines=3)
        self._facts = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0, clock=True)
        self.tags: list[Tag] = []
        self.links: list[QuietButton] = []
        self._tag_row, self._link_row = QWidget(), QWidget()
        FlowRow(self._tag_row).setSpacing(SPACE + 2)
        FlowRow(self._link_row)
        self.words = ReadingBox(theme, tr("What the monitor told"))
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._heading, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * SPACE)
        column.addLayout(head)
        for widget in (self._facts, self._tag_row, self.words, self._link_row):
            column.addWidget(widget)

    @property
    def facts(self) -> str:
        return self._facts.text()

    def button_of(self, link: LinkView) -> QuietButton | None:
        """The button of this link; None where it is not shown any more."""
        shown = zip(self._view.links, self.links, strict=True) if self._view else ()
        return next((button for known, button in shown if known == link), None)

    def show_view(self, view: AlertFacts) -> None:
        """Labels and links are made anew only when they differ, so that no button changes under the
        finger."""
        before, self._view = self._view, view
        if view == before:
            return
        self._icon.set(view.icon, view.tone)
        self._icon.setVisible(bool(view.heading))
        self._heading.set(view.heading, Tone.TEXT if view.tone is Tone.ALARM else Tone.MUTED)
        self._heading.setVisible(bool(view.heading))
        self._facts.set(view.facts)
        if before is None or view.labels != before.labels:
            self._put_tags(view)
        if before is None or view.links != before.links:
            self._put_links(view)
        self.words.show_text(view.words, raw=view.raw)
        self.words.setVisible(bool(view.words))
        self.setAccessibleName(", ".join(part for part in (view.heading, view.facts) if part))

    def _put_tags(self, view: AlertFacts) -> None:
        for tag in self.tags:
            _drop(self._tag_row, tag)
        self.tags = [Tag(self._theme, key, value) for key, value in view.labels]
        for tag in self.tags:
            _row(self._tag_row).addWidget(tag)
        self._tag_row.setVisible(bool(self.tags))

    def _put_links(self, view: AlertFacts) -> None:
        for button in self.links:
            _drop(self._link_row, button)
        self.links = [self._link(link) for link in view.links]
        for button in self.links:
            _row(self._link_row).addWidget(button)
        self._link_row.setVisible(bool(self.links))

    def _link(self, link: LinkView) -> QuietButton:
        button = QuietButton(self._theme, link.text, "mdi6.open-in-new" if link.host else "mdi6.link-off")
        button.setToolTip(link.href if link.host else tr("Not a web address: {href}").format(href=link.href))
        button.setEnabled(bool(link.host))
        button.clicked.connect(lambda: self.pressed.emit(link))
        return button


def _row(widget: QWidget) -> FlowRow:
    row = widget.layout()
    assert isinstance(row, FlowRow)
    return row


def _drop(row: QWidget, widget: QWidget) -> None:
    _row(row).removeWidget(widget)
    widget.hide()
    widget.deleteLater()
