"""The demo on a screen: the stage, two real desktops side by side, and the director's strip."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys

from PySide6.QtWidgets import QApplication

from desktop import tasks
from desktop.app.demo import story
from desktop.app.demo.director import Director
from desktop.app.demo.history.making import Making
from desktop.app.demo.stage import Stage
from desktop.app.desk.options import Place
from desktop.app.local_hub import write_private
from desktop.oslayer.qtloop import run
from desktop.ui.app_icon import icon
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import Scheme

STRIP = 84
"""Height of the director's strip, in pixels."""


def play(scheme: Scheme, *, history: bool = False) -> int:
    """Play until the person ends it, with `history` after six months of it; the exit status."""
    app = QApplication(["pairwatch-demo"])
    app.setApplicationDisplayName("Pairwatch demo")
    app.setQuitOnLastWindowClosed(False)
    app.setWindowIcon(icon())
    return run(app, _play(app, scheme, history=history))


async def _play(app: QApplication, scheme: Scheme, *, history: bool) -> None:
    stage = Stage()
    desktops: list[subprocess.Popen[bytes]] = []
    theme, places = Theme(app, scheme), _places(app)
    try:
        if history:
            making = Making(theme, places[2])
            making.show()
            await stage.start(making.tell)
            making.close()
        else:
            await stage.start()
        for who, place in zip((story.MANAGER, story.ENGINEER), places[:2], strict=True):
            token = await stage.token(who)
            desktops.append(_start_desktop(stage, who, token, place, scheme))
        director = Director(theme, stage, places[2], has_history=history)
        ended = asyncio.Event()
        director.ended.connect(ended.set)
        director.show()
        if not history:
            tasks.start(_first_alert(stage), "demo: the first alert")
        tasks.start(_until_gone(desktops, ended), "demo: watch the desktops")
        await ended.wait()
        director.hide()
    finally:
        for desktop in desktops:
            desktop.terminate()
        for desktop in desktops:
            await asyncio.to_thread(desktop.wait)
        await stage.stop()


def _places(app: QApplication) -> tuple[Place, Place, Place]:
    free = app.primaryScreen().availableGeometry()
    half, height = free.width() // 2, free.height() - STRIP
    return (
        Place(x=free.x(), y=free.y(), width=half, height=height),
        Place(x=free.x() + half, y=free.y(), width=free.width() - half, height=height),
        Place(x=free.x(), y=free.y() + height, width=free.width(), height=STRIP),
    )


def _start_desktop(
    stage: Stage, who: str, token: str, place: Place, scheme: Scheme
) -> subprocess.Popen[bytes]:
    home = stage.folder / who
    home.mkdir(mode=0o700)
    file = home / "token"
    write_private(file, token.encode())
    return subprocess.Popen(
        [
            *(sys.executable, "-P", "-m", "desktop"),
            *("--hub", stage.hub.address, "--token-file", str(file)),
            *("--place", f"{place.x},{place.y},{place.width},{place.height}", "--theme", scheme.value),
        ],
        env=os.environ | {"PAIRWATCH_HOME": str(home)},
        stdin=subprocess.DEVNULL,
    )


async def _first_alert(stage: Stage) -> None:
    """When both desktops follow the hub, and a moment for the person to look at them."""
    while stage.hub.subscribers < 2:  # noqa: ASYNC110 - a demo may look ten times a second
        await asyncio.sleep(0.1)
    await asyncio.sleep(3)
    _team, incidents = await stage.look()
    if not incidents:
        await stage.send(story.alert(stage.key))


async def _until_gone(desktops: list[subprocess.Popen[bytes]], ended: asyncio.Event) -> None:
    """Whoever quits both desktops wants to be done."""
    for desktop in desktops:
        await asyncio.to_thread(desktop.wait)
    ended.set()
