"""One proposed rule: what it is, what speaks for it, what it would have meant, and the two answers."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.present.rules.proposals import IncidentLink, ProposalRow
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.flow_row import FlowRow
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.label import Label


class ProposalBlock(QWidget):
    """Built once for a row; another row is another block."""

    accepted = Signal()
    dismissed = Signal()
    opened = Signal(object)
    """UUID of an incident."""

    def __init__(self, theme: Theme, row: ProposalRow) -> None:
        super().__init__()
        self._theme = theme
        self.row = row
        self.setAccessibleName(row.spoken)
        self.accept = QuietButton(theme, tr("Accept"), "mdi6.check")
        self.accept.setAccessibleName(tr("Accept: {rule}").format(rule=row.title))
        self.accept.clicked.connect(self.accepted)
        self.dismiss = QuietButton(theme, tr("Not this one"), flat=True)
        self.dismiss.setAccessibleName(tr("Not this one: {rule}").format(rule=row.title))
        self.dismiss.setToolTip(tr("It comes back only when more incidents join it."))
        self.dismiss.clicked.connect(self.dismissed)
        self.copy = QuietButton(theme, tr("Copy"), "mdi6.content-copy")
        self.copy.setAccessibleName(tr("Copy for the team file: {rule}").format(rule=row.title))
        self.copy.clicked.connect(self._copy)
        self.links = [self._link(link) for link in row.links]
        self._lay_out()

    def _lay_out(self) -> None:
        row, theme = self.row, self._theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 3 * SPACE, 0, 3 * SPACE)
        column.setSpacing(SPACE)
        column.addLayout(self._line(row.icon, Tone.TEXT, row.title, Type.STRONG))
        # What is fine is quiet: only its sign has a colour.
        told = Tone.TEXT if row.effect_tone is Tone.OK else row.effect_tone
        column.addLayout(self._line(row.effect_icon, row.effect_tone, row.effect, Type.BODY, told))
        why = " ".join((row.common, row.where))
        column.addLayout(self._line("", Tone.MUTED, why, Type.SMALL))
        incidents = QWidget()
        flow = FlowRow(incidents)
        for link in self.links:
            flow.addWidget(link)
        if row.more:
            more = Label(theme, row.more, Type.SMALL, Tone.MUTED)
            more.setAlignment(Qt.AlignmentFlag.AlignVCenter)
            more.setMinimumHeight(self.links[0].sizeHint().height())
            flow.addWidget(more)
        column.addWidget(self._indented(incidents))
        if row.snippet:
            column.addWidget(self._indented(self._snippet()))
        answers = QWidget()
        flow = FlowRow(answers)
        flow.addWidget(self.accept)
        flow.addWidget(self.dismiss)
        column.addWidget(self._indented(answers))
        # Not before they have parents: they would flash up as windows of their own.
        self.accept.setHidden(not row.can_decide or bool(row.snippet))
        self.dismiss.setHidden(not row.can_decide)
        answers.setVisible(row.can_decide)

    def _line(self, icon: str, tone: Tone, words: str, role: Type, told: Tone | None = None) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(2 * SPACE)
        if icon:
            line.addWidget(IconLabel(self._theme, icon, tone, 18), 0, Qt.AlignmentFlag.AlignTop)
        else:
            line.addSpacing(round(18 * self._theme.text_scale) + 2 * SPACE)
        line.addWidget(Label(self._theme, words, role, told or tone, max_lines=0), 1)
        return line

    def _indented(self, widget: QWidget) -> QWidget:
        holder = QWidget()
        across = QHBoxLayout(holder)
        across.setContentsMargins(round(18 * self._theme.text_scale) + 2 * SPACE, SPACE, 0, 0)
        across.addWidget(widget)
        return holder

    def _snippet(self) -> Card:
        box = Card(self._theme, Tone.RAISED, Tone.LINE)
        box.setAccessibleName(tr("What to write into the team file"))
        line = QHBoxLayout(box)
        line.setContentsMargins(3 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        line.addWidget(Label(self._theme, self.row.snippet.strip(), Type.SMALL, max_lines=0), 1)
        line.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignTop)
        return box

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.row.snippet)
        self.copy.setText(tr("Copied"))

    def _link(self, link: IncidentLink) -> QuietButton:
        button = QuietButton(self._theme, link.words)
        button.make_pill()
        button.setEnabled(link.can_open)
        button.setAccessibleName(tr("Open {incident}").format(incident=link.spoken))
        old = tr("The incident is older than what is kept here.")
        button.setToolTip(link.spoken if link.can_open else f"{link.spoken}\n{old}")
        button.clicked.connect(lambda: self.opened.emit(link.incident_id))
        return button

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(self._theme.colour(Tone.LINE), 1))
        painter.drawLine(0, 0, self.width(), 0)
