"""A desktop that is paged while a command of its own streams: what `stream` starts on a virtual screen.

python -m benchmarks.stream_desk ROUNDS FILE
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop import tasks
from desktop.clock import SystemClock
from desktop.core.team.seat import Seat
from desktop.oslayer import qtloop
from desktop.ui.alarm.controller import AlarmController
from desktop.ui.bridge import Bridge
from desktop.ui.panels.checks.checks_card import ChecksCard
from desktop.ui.panels.checks.checks_presenter import ChecksPresenter
from desktop.ui.present.fixing.checks import Key
from desktop.ui.present.schedule.duty import SoundState
from desktop.ui.theme.theme import Theme
from tests.ui.story import Story

SIZE = 50_000_000
PAGES = 8
"""Alarms in each half of a round."""
_PIECES = 50
_LINE = "2026-11-24T02:41:52Z level=error service=checkout-api msg=upstream_timed_out took=30.001s"
# In pieces, as programs write; all at once it would be over before anybody can be paged.
COMMAND = f"for n in $(seq {_PIECES}); do yes '{_LINE}' | head -c {SIZE // _PIECES}; sleep 0.03; done"
BOOK = f"---\nservices: [checkout-api]\n---\n\n```run Stream\n---\ntimeout: 5m\n---\n{COMMAND}\n```\n"
_TICK_MS = 5


@dataclass
class Half:
    """`painted`: from the alert to the alarm on the screen. `stalls`: how late a timer of 5 ms was, the worst
    of each half. `streamed` in bytes, `took` in seconds."""

    painted: list[float] = field(default_factory=list)
    stalls: list[float] = field(default_factory=list)
    streamed: list[int] = field(default_factory=list)
    took: list[float] = field(default_factory=list)


class Desk:
    """The window with the output, and the alarm."""

    def __init__(self, app: QApplication) -> None:
        theme = Theme(app)
        self.story = Story(me="ben", quiet=True)
        self.story.checkout = self.story.alert("Checkout is slow", "checkout-api", ring=False)
        for who, seat in (("ana", Seat.MANAGER), ("ben", Seat.ENGINEER)):
            self.story.claims(self.story.checkout, who, seat)
        self.story.session.run_books.put("stream", BOOK)
        self.bridge = Bridge(self.story.session, SystemClock())
        heard = SoundState(device="Speakers", verified_at=self.story.clock.now())
        self.alarm = AlarmController(self.bridge, theme, lambda: heard)
        self.card = ChecksCard(theme)
        self.checks = ChecksPresenter(self.card, self.bridge, tasks.start, Path(tempfile.mkdtemp()))
        self.window = QWidget()
        QVBoxLayout(self.window).addWidget(self.card)
        self.window.resize(460, 800)
        self.window.show()
        self.ended, self.painted = asyncio.Event(), asyncio.Event()
        self.checks.runs.changed.connect(self.ended.set)
        self.alarm.painted.connect(lambda _incident: self.painted.set())

    async def offered(self) -> Key:
        """The command, once it is in the list."""
        incident = self.story.incident(self.story.checkout)
        self.checks.show(incident, self.story.team, self.bridge.viewer, self.story.clock.now())
        await asyncio.sleep(0.5)  # the run-book is asked for in the background
        row = self.card.rows[0].row
        assert row is not None
        return row.key

    async def page(self) -> float:
        """Seconds from the alert to the alarm on the screen; then it is put away."""
        self.painted.clear()
        began = time.perf_counter()
        incident_id: UUID = self.story.alert("Search is down", "search", ring=False)
        await asyncio.wait_for(self.painted.wait(), 10)
        took = time.perf_counter() - began
        self.story.resolves(incident_id, "ana")
        self.alarm._put_away()
        return took

    async def half(self, into: Half, key: Key | None) -> None:
        """Some alarms, while the command streams if there is a `key`."""
        gauge = Stalls()
        begun = None
        if key is not None:
            self.checks.run(key)
            self.card.form.once.click()
            begun = self.checks.runs.find(self.story.checkout, key)
            assert begun is not None
            self.ended.clear()  # that it began was told too
        for _ in range(PAGES):
            into.painted.append(await self.page())
            await asyncio.sleep(0.1)
        if begun is not None:
            await self.ended.wait()
            assert begun.finished is not None
            into.streamed.append(begun.output.size)
            into.took.append(begun.finished.result.took.total_seconds())
        into.stalls.append(gauge.stop())


class Stalls:
    """The longest time in which the window could do nothing."""

    def __init__(self) -> None:
        self._worst = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def stop(self) -> float:
        """Seconds."""
        self._timer.stop()
        return max(0.0, self._worst - _TICK_MS / 1000)

    def _tick(self) -> None:
        now = time.perf_counter()
        self._worst, self._last = max(self._worst, now - self._last), now


async def measure(app: QApplication, rounds: int, found: dict[str, Half]) -> int:
    """With and without, taking turns, so that whatever else the machine does hits both."""
    desk = Desk(app)
    key = await desk.offered()
    quiet = found["quiet"] = Half()
    streaming = found["streaming"] = Half()
    await desk.half(Half(), None)  # the first alarm of a process loads fonts and icons
    for number in range(rounds):
        await desk.half(quiet, None)
        await desk.half(streaming, key)
        print(f"round {number + 1} of {rounds}", file=sys.stderr, flush=True)
    desk.window.close()
    desk.bridge.close()
    return 0


def main() -> int:
    app = QApplication(sys.argv[:1])
    found: dict[str, Half] = {}
    status = qtloop.run(app, measure(app, int(sys.argv[1]), found))
    Path(sys.argv[2]).write_text(json.dumps({name: vars(half) for name, half in found.items()}))
    return status


if __name__ == "__main__":
    sys.exit(main())
