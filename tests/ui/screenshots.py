"""Renders the windows from core values, in light and dark, at two sizes, without a screen.

    QT_QPA_PLATFORM=offscreen python -m tests.ui.screenshots FOLDER [NAME ...]
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from desktop.core.seat import Seat
from desktop.ui.alarm.controller import AlarmController
from desktop.ui.bridge import Bridge
from desktop.ui.present.duty import SoundState
from desktop.ui.pyside_none import keep_none
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import Scheme
from tests.ui.story import NIGHT, S, Story

SOUND = SoundState(device="Built-in Speakers", verified_at=NIGHT - timedelta(hours=9, minutes=42))
Shot = Callable[[Theme], tuple[QWidget, list[object]]]
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"


def _alarm(theme: Theme, story: Story) -> tuple[AlarmController, Bridge]:
    bridge = Bridge(story.session, story.clock)
    return AlarmController(bridge, theme, lambda: SOUND), bridge


def alarm(theme: Theme) -> tuple[QWidget, list[object]]:
    story = Story()
    story.clock.advance(9 * S)
    story.claims(story.checkout, "ana", Seat.MANAGER)
    story.clock.advance(12 * S)
    made, bridge = _alarm(theme, story)
    return made.window, [made, bridge]


def alarm_names(theme: Theme) -> tuple[QWidget, list[object]]:
    window, kept = alarm(theme)
    kept[0].window.page.forecast.toggle.setChecked(True)  # type: ignore[attr-defined]
    return window, kept


def alarm_both(theme: Theme) -> tuple[QWidget, list[object]]:
    story = Story(me="kwame")
    story.alert("Search index lags 9 min", "search")
    story.wait(timedelta(minutes=5))
    story.wait(40 * S)
    made, bridge = _alarm(theme, story)
    return made.window, [made, bridge]


def alarm_long(theme: Theme) -> tuple[QWidget, list[object]]:
    story = Story(quiet=True)
    story.alert(f"Certificate for {LONG}.example.com ends " * 3, LONG, f"Prometheus in {LONG}")
    story.clock.advance(42 * S)
    made, bridge = _alarm(theme, story)
    return made.window, [made, bridge]


def _closing(theme: Theme, do: Callable[[Story], None]) -> tuple[QWidget, list[object]]:
    story = Story()
    made, bridge = _alarm(theme, story)
    story.clock.advance(9 * S)
    do(story)
    return made.window, [made, bridge]


def closing_mine(theme: Theme) -> tuple[QWidget, list[object]]:
    return _closing(theme, lambda story: story.session.claim(story.checkout, Seat.ENGINEER))


def closing_taken(theme: Theme) -> tuple[QWidget, list[object]]:
    return _closing(theme, lambda story: story.claims(story.checkout, "jonas", Seat.ENGINEER))


def closing_over(theme: Theme) -> tuple[QWidget, list[object]]:
    return _closing(theme, lambda story: story.monitor_resolves(story.checkout))


def closing_not_sent(theme: Theme) -> tuple[QWidget, list[object]]:
    def press(story: Story) -> None:
        story.session.lose_hub()
        story.session.claim(story.checkout, Seat.ENGINEER)

    return _closing(theme, press)


SHOTS: dict[str, Shot] = {
    "alarm": alarm,
    "alarm-names": alarm_names,
    "alarm-both": alarm_both,
    "alarm-long": alarm_long,
    "closing-mine": closing_mine,
    "closing-taken": closing_taken,
    "closing-over": closing_over,
    "closing-not-sent": closing_not_sent,
}
SIZES = ((1280, 800), (1920, 1080))


def main(folder: Path, names: list[str]) -> None:
    keep_none()
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv[:1])
    theme = Theme(app)
    for name, shot in SHOTS.items():
        if names and name not in names:
            continue
        for scheme in (Scheme.DARK, Scheme.LIGHT):
            theme.set_scheme(scheme)
            window, kept = shot(theme)
            for width, height in SIZES:
                window.showNormal()
                window.setGeometry(0, 0, width, height)
                app.processEvents()
                app.processEvents()
                window.grab().save(str(folder / f"{name}-{scheme}-{width}.png"))
            window.hide()
            kept.clear()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
