"""Renders the windows from core values, in light and dark, at two sizes, without a screen.

    QT_QPA_PLATFORM=offscreen python -m tests.ui.screenshots FOLDER [NAME ...] [--large]

Those of the README, in one size and by the names that it uses:

    QT_QPA_PLATFORM=offscreen python -m tests.ui.screenshots docs/screenshots --readme
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Coroutine
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from desktop.core.incident.alert import Link
from desktop.core.incident.commands import AskEngineer, SendUpdate
from desktop.core.team.channel import Channel
from desktop.core.team.seat import Seat
from desktop.core.telling.update import Readers, Stage
from desktop.hub.usecases.telling.templates import shipped
from desktop.ui.alarm.controller import AlarmController
from desktop.ui.bridge import Bridge
from desktop.ui.main_window.places import Place
from desktop.ui.main_window.surroundings import HubInfo
from desktop.ui.main_window.window import MainWindow
from desktop.ui.page_log.page_log_presenter import PageLogPresenter
from desktop.ui.page_log.page_log_view import PageLogView
from desktop.ui.present.schedule.duty import SoundState
from desktop.ui.retro.retro_view import RetroView
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import Scheme
from desktop.ui.tray import Tray
from tests.doubles.plausible_weeks import plausible_weeks
from tests.ui.page_log import scenes as page_log_scenes
from tests.ui.retro.meeting import meeting_scene
from tests.ui.retro.scenes import over
from tests.ui.retro.test_week import told_by
from tests.ui.retro.week_scene import WEEK
from tests.ui.story import NIGHT, S, Story, many

SOUND = SoundState(device="Built-in Speakers", verified_at=NIGHT - timedelta(hours=9, minutes=42))
HUB = HubInfo(
    address="http://127.0.0.1:8787",
    events_url="http://127.0.0.1:8787/v2/enqueue",
    alertmanager_url="http://127.0.0.1:8787/ingest/alertmanager/…4f2a",
    key_hint="…4f2a",
)
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


def alarm_called(theme: Theme) -> tuple[QWidget, list[object]]:
    story = Story(me="mei")
    story.claims(story.checkout, "ana", Seat.MANAGER)
    story.claims(story.checkout, "ben", Seat.ENGINEER)
    story.calls_in("ben", "mei")
    story.clock.advance(12 * S)
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


def _drive(coro: Coroutine[Any, Any, None], _name: str) -> None:
    """The double never waits, so a coroutine ends at once."""
    try:
        coro.send(None)
    except StopIteration:
        return
    raise AssertionError("it waits for something")


def _main(theme: Theme, story: Story, sound: SoundState = SOUND) -> tuple[MainWindow, list[object]]:
    bridge = Bridge(story.session, story.clock)
    window = MainWindow(bridge, theme, sound=lambda: sound, hub=lambda: HUB, start=_drive)
    return window, [bridge, story]


def _night(me: str = "ana") -> Story:
    story = Story(me, quiet=True)
    story.clock.jump(timedelta(minutes=-14))
    lag = story.alert("Search index lags 9 min", "search")
    story.clock.advance(30 * S)
    story.claims(lag, "ana", Seat.MANAGER)
    story.claims(lag, "ben", Seat.ENGINEER)
    told = SendUpdate(
        incident_id=lag,
        by="ana",
        pressed_at=story.clock.now(),
        update_id=UUID(int=1),
        stage=Stage.INVESTIGATING,
        readers=Readers.COLLEAGUES,
        text="Search shows what was there 9 minutes ago. We are looking into it.",
        tells_scope=True,
    )
    story.others(told)
    disk = story.alert("Disk 91 % full on db-7", "storage")
    story.clock.advance(40 * S)
    story.monitor_resolves(disk)
    cert = story.alert("Certificate of edge ends in 6 days", "edge", "Blackbox exporter")
    story.clock.advance(80 * S)
    story.claims(cert, "ben", Seat.ENGINEER)
    story.resolves(cert, "ben")
    story.clock.advance_to(NIGHT)
    story.checkout = story.alert(
        "Checkout fails for 31 % of customers",
        "checkout-api",
        details="5 of 16 requests to POST /checkout ended with 502 in the last 5 minutes. The payment gateway"
        " answers after 29 s, the time-out is 30 s.",
        labels=(
            ("alertname", "CheckoutErrorRate"),
            ("cluster", "eu-central-1"),
            ("namespace", "shop"),
            ("deployment", "checkout-api"),
            ("version", "2026.11.23-4"),
        ),
        links=(
            Link(href="https://grafana.example.com/d/checkout", text="Checkout dashboard"),
            Link(href="https://prometheus.example.com/graph?g0.expr=checkout_errors", text="Query"),
        ),
    )
    return story


def now(theme: Theme) -> tuple[QWidget, list[object]]:
    story = _night()
    story.clock.advance(19 * S)
    story.claims(story.checkout, "ana", Seat.MANAGER)
    story.repeats(story.checkout, 13)
    story.clock.advance(55 * S)
    story.notes(story.checkout, "ana", "Payment provider confirms no outage on their side")
    story.clock.advance(40 * S)
    return _main(theme, story)


def now_escalated(theme: Theme) -> tuple[QWidget, list[object]]:
    story = _night("ben")
    story.clock.advance(19 * S)
    story.claims(story.checkout, "ana", Seat.MANAGER)
    story.wait(timedelta(minutes=5))
    story.wait(14 * S)
    window, kept = _main(theme, story)
    window.now.incident.ladder._toggle.setChecked(True)
    return window, kept


def now_broken(theme: Theme) -> tuple[QWidget, list[object]]:
    story = _night("ben")
    story.clock.advance(19 * S)
    story.claims(story.checkout, "ben", Seat.ENGINEER)
    window, kept = _main(theme, story)
    window.now.incident.broken.blocks[0].links[0].click()
    return window, kept


def now_unread(theme: Theme) -> tuple[QWidget, list[object]]:
    story = Story(quiet=True)
    raw = '{"event":"disk","host":"db-7","used":' + '"91 %","text":"' + "x" * 900 + '"}'
    unread = story.alert("Alert that could not be read", "", parsed=False, details=raw)
    for number in range(11):
        story.joins(unread, number)
    return _main(theme, story)


def now_question(theme: Theme) -> tuple[QWidget, list[object]]:
    window, kept = now(theme)
    assert isinstance(window, MainWindow)
    window.now.incident.action_row.buttons[0].click()
    return window, kept


def alarm_stand_in(theme: Theme) -> tuple[QWidget, list[object]]:
    story = Story(me="mei")
    for by, seat in (("ana", Seat.MANAGER), ("ben", Seat.ENGINEER)):
        story.claims(story.checkout, by, seat)
    for _ in range(2):
        story.wait(timedelta(minutes=5))
    story.clock.advance(9 * S)
    made, bridge = _alarm(theme, story)
    return made.window, [made, bridge]


def now_writing(theme: Theme) -> tuple[QWidget, list[object]]:
    story = _night()
    channels = tuple(Channel(name=name, readers=Readers.COLLEAGUES) for name in ("#incidents", "Mail: all"))
    story.session.evolve(templates=shipped(), channels=channels)
    story.clock.advance(19 * S)
    story.claims(story.checkout, "ana", Seat.MANAGER)
    story.clock.advance(40 * S)
    window, kept = _main(theme, story)
    window.now.update_wanted.emit()
    return window, kept


def now_asked(theme: Theme) -> tuple[QWidget, list[object]]:
    story = _night("ben")
    story.clock.advance(19 * S)
    for by, seat in (("ana", Seat.MANAGER), ("ben", Seat.ENGINEER)):
        story.claims(story.checkout, by, seat)
    asks = AskEngineer(
        incident_id=story.checkout,
        by="ana",
        pressed_at=story.clock.now(),
        question_id=UUID(int=3),
        words="Are orders safe?",
    )
    story.others(asks)
    story.clock.advance(20 * S)
    return _main(theme, story)


def now_quiet(theme: Theme) -> tuple[QWidget, list[object]]:
    return _main(theme, Story(quiet=True), SoundState(device="Built-in Speakers"))


def now_rest(theme: Theme) -> tuple[QWidget, list[object]]:
    story = Story(quiet=True)
    over(story, "Checkout fails for 31 % of customers", "checkout-api")
    story.clock.advance(timedelta(hours=4))
    return _main(theme, story)


def now_survey(theme: Theme) -> tuple[QWidget, list[object]]:
    window, kept = now_rest(theme)
    assert isinstance(window, MainWindow)
    window.now.wellbeing.rest.no.click()
    window.now.wellbeing.survey.unfold(True)
    return window, kept


def now_lost(theme: Theme) -> tuple[QWidget, list[object]]:
    story = _night()
    story.session.lose_hub()
    story.clock.advance(72 * S)
    story.session.claim(story.checkout, Seat.MANAGER)
    return _main(theme, story)


def now_many(theme: Theme) -> tuple[QWidget, list[object]]:
    story = Story()
    story.session.put_many(many(story.team, 300, NIGHT))
    return _main(theme, story)


def settings(theme: Theme) -> tuple[QWidget, list[object]]:
    window, kept = _main(theme, _night())
    window.show_place(Place.SETTINGS)
    return window, kept


def retro(theme: Theme) -> tuple[QWidget, list[object]]:
    story = meeting_scene.prepared("ana")
    told_by(story)
    story.session.trends.told = plausible_weeks(WEEK.starts_on, NIGHT)
    window, kept = _main(theme, story)
    window.show_place(Place.RETRO)
    return window, kept


def retro_trends(theme: Theme) -> tuple[QWidget, list[object]]:
    return retro(theme)


def retro_meeting(theme: Theme) -> tuple[QWidget, list[object]]:
    window, kept = _main(theme, meeting_scene.on("ana"))
    window.show_place(Place.RETRO)
    return window, kept


def _go_to_trends(window: QWidget) -> None:
    view = window.view_of(Place.RETRO) if isinstance(window, MainWindow) else None
    assert isinstance(view, RetroView)
    view.week.trends.click()
    QTest.qWait(1_500)  # they come one by one, while somebody looks


def _join(window: QWidget) -> None:
    view = window.view_of(Place.RETRO) if isinstance(window, MainWindow) else None
    assert isinstance(view, RetroView)
    view.bar.act.click()


async def _at_once(function: Callable[..., Any], *given: Any) -> Any:
    return function(*given)


def _page_log(theme: Theme, story: Story) -> tuple[PageLogView, list[object]]:
    view, bridge = PageLogView(theme), Bridge(story.session, story.clock)
    return view, [PageLogPresenter(view, bridge, _drive, _at_once), bridge, story]


def page_log(theme: Theme) -> tuple[QWidget, list[object]]:
    return _page_log(theme, page_log_scenes.weeks())


def page_log_groups(theme: Theme) -> tuple[QWidget, list[object]]:
    view, kept = _page_log(theme, page_log_scenes.weeks(400))
    view.grouping.chosen.emit(1)
    view.grouping.show_chosen(1)
    return view, kept


def page_log_empty(theme: Theme) -> tuple[QWidget, list[object]]:
    return _page_log(theme, page_log_scenes.weeks(0))


def tray_menu(theme: Theme) -> tuple[QWidget, list[object]]:
    story = _night("ben")
    bridge = Bridge(story.session, story.clock)
    tray = Tray(bridge)
    tray.fill()
    return tray.menu, [bridge, tray, story]


SHOTS: dict[str, Shot] = {
    "alarm": alarm,
    "alarm-names": alarm_names,
    "alarm-both": alarm_both,
    "alarm-long": alarm_long,
    "alarm-called": alarm_called,
    "alarm-stand-in": alarm_stand_in,
    "closing-mine": closing_mine,
    "closing-taken": closing_taken,
    "closing-over": closing_over,
    "closing-not-sent": closing_not_sent,
    "now": now,
    "now-escalated": now_escalated,
    "now-broken": now_broken,
    "now-unread": now_unread,
    "now-question": now_question,
    "now-writing": now_writing,
    "now-asked": now_asked,
    "now-quiet": now_quiet,
    "now-rest": now_rest,
    "now-survey": now_survey,
    "now-lost": now_lost,
    "now-many": now_many,
    "settings": settings,
    "retro": retro,
    "retro-trends": retro_trends,
    "retro-meeting": retro_meeting,
    "page-log": page_log,
    "page-log-groups": page_log_groups,
    "page-log-empty": page_log_empty,
    "tray-menu": tray_menu,
}
AFTERWARDS: dict[str, Callable[[QWidget], None]] = {"retro-trends": _go_to_trends, "retro-meeting": _join}
"""What is done once it is seen, at each size."""
README: dict[str, Shot] = {
    "alarm": alarm,
    "main": now,
    "tray-menu": tray_menu,
    "retro-trends": retro_trends,
    "retro-meeting": retro_meeting,
}
SIZES = ((1280, 800), (1920, 1080))
SMALL = (1024, 640)


def _settle(app: QApplication) -> None:
    """Heights that follow from widths need some turns of the loop."""
    for _ in range(8):
        app.processEvents()


def main(folder: Path, names: list[str], scale: float = 1.0) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv[:1])
    theme = Theme(app)
    theme.set_text_scale(scale)
    for name, shot in SHOTS.items():
        if names and name not in names:
            continue
        for scheme in (Scheme.DARK, Scheme.LIGHT):
            theme.set_scheme(scheme)
            window, kept = shot(theme)
            if isinstance(window, QMenu):
                window.popup(window.pos())
                app.processEvents()
                window.grab().save(str(folder / f"{name}-{scheme}.png"))
                window.hide()
                kept.clear()
                continue
            for width, height in SIZES if scale == 1.0 else (SMALL, *SIZES):
                window.showNormal()
                window.setGeometry(0, 0, width, height)
                _settle(app)
                if name in AFTERWARDS:
                    AFTERWARDS[name](window)
                    _settle(app)
                window.grab().save(str(folder / f"{name}-{scheme}-{width}.png"))
            window.hide()
            kept.clear()


def for_readme(folder: Path) -> None:
    """Those that README and guide show: light and dark, the guide's only dark."""
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv[:1])
    theme = Theme(app)
    for name, shot in README.items():
        for scheme in (Scheme.DARK,) if name in AFTERWARDS else (Scheme.DARK, Scheme.LIGHT):
            theme.set_scheme(scheme)
            window, kept = shot(theme)
            if isinstance(window, QMenu):
                window.popup(window.pos())
            else:
                window.showNormal()
                window.setGeometry(0, 0, *SIZES[0])
            _settle(app)
            if name in AFTERWARDS:
                AFTERWARDS[name](window)
                _settle(app)
            window.grab().save(str(folder / f"{name}-{scheme}.png"), quality=0)  # 0: smallest file
            window.hide()
            kept.clear()


if __name__ == "__main__":
    if "--readme" in sys.argv:
        for_readme(Path(sys.argv[1]))
        sys.exit()
    large = "--large" in sys.argv
    main(Path(sys.argv[1]), [n for n in sys.argv[2:] if n != "--large"], 1.5 if large else 1.0)
