"""Quitting on duty: what it means is said first. Opened, never executed, so that the loop goes on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop.client.state import State
from desktop.core.incident.incident import Status
from desktop.ui.app_icon import pixmap
from desktop.ui.present.schedule.duty import my_seats, shift_of
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr


def quit_words(state: State, viewer: Viewer, now: datetime, *, hub_stops: bool) -> str:
    """Why one might not want to quit; empty when nothing speaks against it."""
    words = []
    shift = shift_of(state.team, now)
    if shift is not None and my_seats(shift, state.me):
        until = viewer.moment(shift.ends_at, now)
        words.append(
            tr("You are on duty until {time}. After quitting no page rings on this computer.").format(
                time=until
            )
        )
    running = any(incident.status is not Status.RESOLVED for incident in state.incidents.values())
    if running:
        words.append(tr("An incident is running."))
    if hub_stops and (words or running):
        words.append(tr("The hub on this computer stops too: monitors cannot reach it, and nobody is paged."))
    return " ".join(words)


def ask(words: str, then: Callable[[], None], parent: QWidget | None = None) -> QMessageBox:
    """Show the question and call `then` when the person still wants to quit. Staying is the default."""
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle("Pairwatch")
    box.setIconPixmap(pixmap(48))
    box.setText(tr("Quit Pairwatch?"))
    box.setInformativeText(words)
    stay = box.addButton(tr("Keep it running"), QMessageBox.ButtonRole.RejectRole)
    leave = box.addButton(tr("Quit"), QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    leave.clicked.connect(then)
    box.open()
    return box
