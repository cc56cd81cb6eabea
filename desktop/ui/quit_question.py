"""Quitting: what it means on duty, and what would be lost, is said first, once. Opened, never executed, so
that the loop goes on; and the end of a session, or of the computer, asks nobody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop.client.state import State
from desktop.core.incident.incident import Status
from desktop.ui.app_icon import pixmap
from desktop.ui.present.schedule.duty import my_seats, shift_of
from desktop.ui.present.times import Viewer
from desktop.ui.present.unsaved import Unsaved, unsaved_words
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import SPACE


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """What speaks against quitting: `words`, as of `quit_words`, and what would be lost."""

    words: str = ""
    unsaved: Unsaved = Unsaved()  # noqa: RUF009 - frozen

    @property
    def sentences(self) -> str:
        """Both, each a paragraph; empty when nothing speaks against it."""
        return "\n\n".join(part for part in (unsaved_words(self.unsaved), self.words) if part)


class QuitQuestion:
    """`look` says what speaks against it, `leave` quits. However often it is wished, one question is open."""

    def __init__(
        self,
        look: Callable[[], Against],
        leave: Callable[[], None],
        parent: Callable[[], QWidget | None] = lambda: None,
    ) -> None:
        self._look, self._leave, self._parent = look, leave, parent
        self._box: QMessageBox | None = None

    @property
    def box(self) -> QMessageBox | None:
        """The question, while it is open."""
        return self._box

    def wish(self) -> None:
        """Somebody wants to quit: at once when nothing speaks against it."""
        if self._box is not None:
            self._box.raise_()
            self._box.activateWindow()
            return
        against = self._look()
        if not against.sentences:
            self._leave()
            return
        self._box = ask(against, self._leave, self._parent())
        self._box.finished.connect(self._closed)

    def _closed(self) -> None:
        self._box = None


def ask(against: Against, then: Callable[[], None], parent: QWidget | None = None) -> QMessageBox:
    """Show the question and call `then` when the person still wants to quit. Staying is the default."""
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle("Pairwatch")
    box.setIconPixmap(pixmap(48))
    box.setText(tr("Quit Pairwatch?"))
    box.setInformativeText(against.sentences)
    loses = against.unsaved.many
    stay = box.addButton(tr("Stay") if loses else tr("Keep it running"), QMessageBox.ButtonRole.RejectRole)
    lose = tr("Quit and lose it") if loses == 1 else tr("Quit and lose them")
    words = lose if loses else tr("Quit")
    leave = box.addButton(words, QMessageBox.ButtonRole.DestructiveRole)
    for button in (stay, leave):  # the box itself makes them too narrow for their words
        button.setMinimumWidth(button.fontMetrics().horizontalAdvance(button.text()) + 12 * SPACE)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    leave.clicked.connect(then)
    box.open()
    return box
