"""The director's strip of the demo: what to look at, what to try, and the parts of everybody else."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import tasks
from desktop.app.demo import story
from desktop.app.demo.stage import Stage
from desktop.app.desk.options import Place
from desktop.core.incident.commands import ClaimSeat
from desktop.core.incident.incident import Incident, Status
from desktop.core.incident.page import Page
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import PrimaryButton, QuietButton
from desktop.ui.widgets.label import Label


class Director(QWidget):
    """A strip below the two desktops. It follows the hub, so whatever the person does, its words fit."""

    ended = Signal()

    def __init__(self, theme: Theme, stage: Stage, place: Place, *, has_history: bool = False) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self._theme, self._stage, self._has_history = theme, stage, has_history
        self._team: Team | None = None
        self._incident: Incident | None = None
        self._all: tuple[Incident, ...] = ()
        self.setWindowTitle("Pairwatch demo")
        self.setGeometry(place.x, place.y, place.width, place.height)
        self._title = Label(theme, "Two desktops are starting …", Type.STRONG)
        self._words = Label(theme, "", Type.BODY, Tone.MUTED, max_lines=2)
        self._alert = PrimaryButton(theme, "Send the alert")
        self._rescue = QuietButton(theme, "Somebody else answers", "mdi6.account-arrow-left")
        self._second = QuietButton(theme, "Something else breaks", "mdi6.alert-plus-outline")
        self._clear = QuietButton(theme, "The monitor says: all clear", "mdi6.check")
        self._end = QuietButton(theme, "End", "mdi6.close")
        words = QVBoxLayout()
        words.setSpacing(SPACE)
        words.addStretch(1)
        words.addWidget(self._title)
        words.addWidget(self._words)
        words.addStretch(1)
        line = QHBoxLayout(self)
        line.setContentsMargins(4 * SPACE, 2 * SPACE, 4 * SPACE, 2 * SPACE)
        line.setSpacing(2 * SPACE)
        line.addLayout(words, 1)
        for button in (self._alert, self._rescue, self._second, self._clear, self._end):
            line.addWidget(button)
        self._does(self._alert, lambda: stage.send(story.alert(stage.key)))
        self._does(self._second, lambda: stage.send(story.second_alert(stage.key)))
        self._does(self._clear, lambda: stage.send(story.all_clear(stage.key)))
        self._does(self._rescue, self._somebody_answers)
        self._end.clicked.connect(self.ended)
        self._leave = stage.hub.store.listen(lambda _changes: self._look_soon())
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self._tell)
        self._tick.start()
        self._look_soon()

    def _does(self, button: QuietButton | PrimaryButton, do: Callable[[], Coroutine[Any, Any, Any]]) -> None:
        button.clicked.connect(lambda: tasks.start(do(), f"demo: {button.text()}"))

    def _look_soon(self) -> None:
        tasks.start(self._look(), "demo: look")

    async def _look(self) -> None:
        self._team, self._all = await self._stage.look()
        running = [incident for incident in self._all if incident.status is not Status.RESOLVED]
        self._incident = running[-1] if running else (self._all[0] if self._all else None)
        self._tell()

    async def _somebody_answers(self) -> None:
        """Whoever else was woken first takes the seat that they are paged for."""
        page = self._woken()
        if page is not None:
            await self._stage.act(
                ClaimSeat(
                    incident_id=page.incident_id,
                    by=page.responder,
                    seat=page.seat,
                    pressed_at=self._stage.hub.store.now(),
                )
            )

    def _woken(self) -> Page | None:
        if self._incident is None:
            return None
        pair = {story.MANAGER, story.ENGINEER}
        return next((p for p in self._incident.pages if p.is_open and p.responder not in pair), None)

    def _tell(self) -> None:
        """Words and buttons for what is true now."""
        incident, team = self._incident, self._team
        running = incident is not None and incident.status is not Status.RESOLVED
        self._alert.setVisible(not running)
        self._clear.setVisible(running)
        open_ones = [one for one in self._all if one.status is not Status.RESOLVED]
        self._second.setVisible(running and len(open_ones) < 2)
        woken = self._woken()
        self._rescue.setVisible(woken is not None)
        if woken is not None and team is not None:
            self._rescue.setText(f"{team.roster.name(woken.responder).split()[0]} answers")
        title, words = self._sentences(incident, team)
        self._title.set(title)
        self._words.set(words)

    def _sentences(self, incident: Incident | None, team: Team | None) -> tuple[str, str]:
        if self._has_history and (incident is None or incident.status is Status.RESOLVED):
            return (
                "Six months are behind them: open the retro and the page log, in either window.",
                "Ana (left) is an admin. Everybody in it is made up. An alert comes when you send one.",
            )
        if incident is None or team is None:
            return "Ana (left) and Ben (right) are on duty.", "An alert comes in a moment. Turn the sound on."
        ana, ben = (team.roster.name(who).split()[0] for who in (story.MANAGER, story.ENGINEER))
        match incident.status:
            case Status.RESOLVED:
                return (
                    "It is over.",
                    "The timeline has all of it. Send another alert, or end the demo.",
                )
            case Status.ANSWERED:
                return (
                    "Both seats are held: nobody else is woken.",
                    "Write a note (n), give a seat back, or resolve it: by hand, or by the monitor.",
                )
        if any(page.level > 1 for page in incident.pages):
            return (
                f"{_seats(incident)} moved up: more people are woken.",
                "Let one of them answer, or acknowledge here; the first to claim a seat has it.",
            )
        if len(incident.empty_seats) == 2:
            return (
                f"Both ring: {ana}, who communicates, and {ben}, who fixes.",
                "Acknowledge one with Space or the red button, and watch the other screen. Or wait a minute.",
            )
        quiet, other = (ana, ben) if incident.empty_seats == (Seat.ENGINEER,) else (ben, ana)
        return (
            f"{quiet}'s alarm is silent, and {other}'s screen says so; {other}'s goes on.",
            f"Acknowledge for {other} too, or wait: the seat moves up alone; the alarm says whom it wakes.",
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour(Tone.RAISED))
        painter.fillRect(0, 0, self.width(), 1, self._theme.colour(Tone.LINE))

    def closeEvent(self, event: QCloseEvent) -> None:
        self._leave()
        super().closeEvent(event)
        self.ended.emit()


def _seats(incident: Incident) -> str:
    if len(incident.empty_seats) == 2:
        return "Both seats"
    return "The Manager's seat" if incident.empty_seats == (Seat.MANAGER,) else "The Engineer's seat"
