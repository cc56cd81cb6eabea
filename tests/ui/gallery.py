"""Renders every widget in light and dark, at text scale 1 and 1.5, to PNG files, so that somebody can look
at them.

QT_QPA_PLATFORM=offscreen python -m tests.ui.gallery FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QHBoxLayout, QListView, QVBoxLayout, QWidget

from desktop.ui.present.rows import IncidentRow, LadderStep, SeatView, Section, TimelineRow
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Scheme, Tone, Type
from desktop.ui.timeline.timeline_delegate import TimelineDelegate
from desktop.ui.tray_icons import TrayState, pixmap
from desktop.ui.widgets.banner import Banner
from desktop.ui.widgets.button import PrimaryButton, QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.chip import Chip
from desktop.ui.widgets.copy_field import CopyField
from desktop.ui.widgets.countdown_ring import CountdownRing
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.incident_delegate import IncidentDelegate
from desktop.ui.widgets.label import Label
from desktop.ui.widgets.level_ladder import LevelLadder
from desktop.ui.widgets.row_roles import ROW
from desktop.ui.widgets.seat_card import SeatCard

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"


class Rows(QAbstractListModel):
    """A list that does not change."""

    def __init__(self, rows: list[object], parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = rows

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        return self._rows[index.row()] if role == ROW else None


def seats(theme: Theme) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(3 * SPACE)
    manager = SeatView(
        "MANAGER", "You · Ana Okafor", "held since 03:42", "mdi6.bullhorn", Tone.MANAGER, Tone.OK
    )
    engineer = SeatView("ENGINEER", "Ben Sato", "ringing for 1:54", "mdi6.wrench", Tone.ENGINEER, Tone.ALARM)
    long = SeatView(
        "ENGINEER", f"Maria {LONG}", "acknowledged 12 s ago", "mdi6.wrench", Tone.ENGINEER, Tone.OK
    )
    for view in (manager, engineer, long):
        row.addWidget(SeatCard(theme, view), 1)
    return box


def forecast(theme: Theme) -> QWidget:
    card = Card(theme)
    row = QHBoxLayout(card)
    row.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
    row.setSpacing(4 * SPACE)
    for text, left, tone in (
        ("4:39", 0.93, Tone.WARN),
        ("1:02:09", 0.4, Tone.WARN),
        ("0:09", 0.03, Tone.ALARM),
    ):
        ring = CountdownRing(theme)
        ring.show_left(text, left, tone)
        row.addWidget(ring)
    words = QVBoxLayout()
    words.setSpacing(SPACE)
    words.addStretch(1)
    words.addWidget(
        Label(theme, "If your seat stays empty until 03:47, 11 people are woken", Type.STRONG, max_lines=0)
    )
    words.addWidget(
        Label(
            theme,
            "9 of them are asleep. Dmitri was last woken on Sunday.",
            Type.SMALL,
            Tone.MUTED,
            max_lines=0,
        )
    )
    words.addStretch(1)
    row.addLayout(words, 1)
    row.addWidget(QuietButton(theme, "See names", flat=True, tone=Tone.MUTED))
    return card


def ladder(theme: Theme) -> QWidget:
    card = Card(theme)
    column = QVBoxLayout(card)
    column.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
    steps = LevelLadder(theme)
    steps.show_steps(
        (
            LadderStep(1, "the pair", 0.62, True),
            LadderStep(2, "everyone · 11", 0.0, False),
            LadderStep(3, f"VP and CTO · 2 {LONG}", 0.0, False),
        )
    )
    column.addWidget(steps)
    return card


def lists(theme: Theme) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    incidents = QListView()
    incidents.setFixedWidth(300)
    incidents.setItemDelegate(IncidentDelegate(theme, incidents))
    incidents.setModel(
        Rows(
            [
                Section("Needs you"),
                IncidentRow(
                    "1",
                    "Checkout fails for 31 % of customers",
                    "checkout-api · opened 03:41",
                    "mdi6.alert-octagon",
                    Tone.ALARM,
                    "2:12",
                    Tone.WARN,
                ),
                Section("Running"),
                IncidentRow(
                    "2",
                    "Search index lags 9 min",
                    "search · answered, both seats",
                    "mdi6.progress-wrench",
                    Tone.OK,
                    "14:05",
                ),
                IncidentRow("3", LONG, LONG, "mdi6.progress-wrench", Tone.OK, "1:14:05"),
                Section("Resolved lately"),
                IncidentRow(
                    "4",
                    "Certificate ends in 6 days",
                    "edge · over by itself 02:10",
                    "mdi6.check-circle-outline",
                    Tone.MUTED,
                    quiet=True,
                ),
            ],
            incidents,
        )
    )
    incidents.setCurrentIndex(incidents.model().index(1, 0))
    timeline = QListView()
    timeline.setItemDelegate(TimelineDelegate(theme, timeline))
    timeline.setModel(
        Rows(
            [
                TimelineRow(
                    "03:45",
                    "mdi6.note-text-outline",
                    Tone.MUTED,
                    f"Provider says: {LONG}. " * 3,
                    "Ana Okafor",
                ),
                TimelineRow(
                    "03:42",
                    "mdi6.check-circle-outline",
                    Tone.OK,
                    "Ana Okafor took the Manager's seat",
                    "19 s after the page",
                ),
                TimelineRow(
                    "03:41",
                    "mdi6.bell-ring-outline",
                    Tone.ALARM,
                    "Paged Ana Okafor (Manager) and Ben Sato (Engineer)",
                    "ringing on both after 0.1 s",
                ),
                TimelineRow(
                    "03:41",
                    "mdi6.alert-circle",
                    Tone.ALARM,
                    "Alert from Prometheus: 5xx ratio 0.31 > 0.05",
                    "seen 14 times since",
                ),
            ],
            timeline,
        )
    )
    row.addWidget(incidents)
    row.addWidget(timeline, 1)
    box.setFixedHeight(400)
    return box


def buttons(theme: Theme) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(PrimaryButton(theme, "Acknowledge", key="Space", large=True))
    row = QHBoxLayout()
    off = QuietButton(theme, "Not now")
    off.setEnabled(False)
    for widget in (
        QuietButton(theme, "I can't, page the next", "mdi6.account-arrow-right"),
        QuietButton(theme, "Open the incident", "mdi6.open-in-new", "O"),
        PrimaryButton(theme, "Resolve"),
        off,
        Chip(theme, "on duty until Mon 09:00", Tone.OK),
        Chip(theme, LONG, Tone.MUTED),
    ):
        row.addWidget(widget)
    row.addStretch(1)
    column.addLayout(row)
    return box


def tray_sheet() -> QPixmap:
    """Every state at 16, 22, 24 and 32 pixels on a light and a dark panel, and each again four times as
    large."""
    sheet = QPixmap(900, 460)
    sheet.fill(Qt.GlobalColor.white)
    painter = QPainter(sheet)
    for band, ground in enumerate(("#EDEDED", "#1F1F1F")):
        painter.fillRect(0, band * 230, 900, 230, ground)
        for column, state in enumerate(TrayState):
            left = 20 + column * 176
            for number, size in enumerate((16, 22, 24, 32)):
                painter.drawPixmap(left + number * 40, band * 230 + 20, pixmap(state, size))
            for number, size in enumerate((16, 32)):
                large = pixmap(state, size).scaled(80, 80)
                painter.drawPixmap(left + number * 84, band * 230 + 90, large)
    painter.end()
    return sheet


def page(theme: Theme) -> QWidget:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(24, 24, 24, 24)
    column.setSpacing(4 * SPACE)
    column.addWidget(Label(theme, f"Checkout fails for 31 % of customers {LONG}", Type.HEADLINE, max_lines=3))
    banner = Banner(theme)
    banner.say(
        "The hub has not answered for 1:12.", "Pages may not reach you. Keep your phone at hand.", "Try now"
    )
    copy = CopyField(
        theme, "https://127.0.0.1:8787/ingest/alertmanager/0123456789abcdef", "Alertmanager's address"
    )
    empty = EmptyState(
        theme,
        "mdi6.weather-night",
        "All quiet",
        "What breaks appears here and rings. Try it with a page to yourself.",
        QuietButton(theme, "Send a test page", "mdi6.bell-ring-outline"),
    )
    for widget in (
        seats(theme),
        forecast(theme),
        ladder(theme),
        buttons(theme),
        banner,
        lists(theme),
        copy,
        empty,
    ):
        column.addWidget(widget)
    return whole


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv[:1])
    theme = Theme(app)
    tray_sheet().save(str(folder / "tray.png"))
    for scheme in (Scheme.DARK, Scheme.LIGHT):
        for scale in (1.0, 1.5):
            theme.set_scheme(scheme)
            theme.set_text_scale(scale)
            shown = page(theme)
            shown.resize(1000, 1300 if scale == 1.0 else 1600)
            shown.show()
            app.processEvents()
            shown.grab().save(str(folder / f"gallery-{scheme}-{scale}.png"))
            shown.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
