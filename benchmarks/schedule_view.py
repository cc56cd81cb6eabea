"""How fluid the schedule is: a year of forty people, scrolled and zoomed, drawn without a screen.

QT_QPA_PLATFORM=offscreen python -m benchmarks.schedule_view
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.core.team.seat import Seat
from desktop.ui.present.schedule.schedule_grid import Zoom
from desktop.ui.schedule.lane_scene import LaneScene
from desktop.ui.schedule.lanes import LaneView
from desktop.ui.theme.theme import Theme
from tests.ui.schedule.scenes import DAY, MONDAY, H, exception, forty, scene
from tests.ui.story import NIGHT

STEPS = 200
SIZE = (1400, 900)
EXCEPTIONS = 300
_FRAME = 1000 / 60


def year_of_forty() -> LaneScene:
    """Weekly turns of forty people, with 300 overrides in the coming year."""
    team = forty()
    made = tuple(
        exception(
            number,
            Seat.MANAGER if number % 2 else Seat.ENGINEER,
            f"p{number % 39 + 1}",
            MONDAY + (number * 37 % 360) * DAY + (number % 5) * 3 * H,
            MONDAY + (number * 37 % 360 + 1 + number % 2) * DAY,
        )
        for number in range(EXCEPTIONS)
    )
    schedule = replace(team.schedule, exceptions=made)
    return scene(replace(team, schedule=schedule), "ana", NIGHT, ())


def measured(steps: int, step: Callable[[int], None], lanes: LaneView) -> list[float]:
    """Milliseconds for each step with what is drawn after it."""
    took = []
    for number in range(steps):
        began = time.perf_counter()
        step(number)
        QApplication.processEvents()
        took.append((time.perf_counter() - began) * 1000)
    return took


def step_of(number: int) -> int:
    """Forty steps down, forty up."""
    return 48 if number // 40 % 2 == 0 else -48


def row(name: str, took: list[float]) -> str:
    ordered = sorted(took)
    late = ordered[int(len(ordered) * 0.95)]
    return f"| {name} | {statistics.median(took):.1f} ms | {late:.1f} ms | {max(took):.1f} ms |"


def main() -> None:
    app = QApplication(sys.argv[:1])
    lanes = LaneView(Theme(app))
    lanes.resize(*SIZE)
    lanes.show()
    began = time.perf_counter()
    lanes.show_scene(year_of_forty())
    app.processEvents()
    print(f"The first picture took {(time.perf_counter() - began) * 1000:.0f} ms.\n")
    print(f"{SIZE[0]}×{SIZE[1]}, 40 people, {EXCEPTIONS} overrides; a frame at 60 Hz is {_FRAME:.1f} ms.\n")
    print("| step | median | 95 % | slowest |\n|---|---|---|---|")
    for zoom in Zoom:
        lanes.set_zoom(zoom)
        bar = lanes.verticalScrollBar()
        bar.setValue(0)
        whole = measured(50, lambda _n: lanes.viewport().repaint(), lanes)
        print(row(f"{zoom}: drawn anew as a whole", whole))
        down = measured(STEPS, lambda n, bar=bar: bar.setValue(bar.value() + step_of(n)), lanes)  # type: ignore[misc]
        print(row(f"{zoom}: scroll by 48 pixels", down))
    lanes.set_zoom(Zoom.MONTH)
    keys = (Qt.Key.Key_PageDown, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_PageUp)
    walked = measured(STEPS, lambda n: QTest.keyClick(lanes, keys[n % 4]), lanes)
    print(row("a key of the keyboard", walked))
    zooms = list(Zoom)
    changed = measured(40, lambda n: lanes.set_zoom(zooms[n % 4]), lanes)
    print(row("another zoom", changed))


if __name__ == "__main__":
    main()
