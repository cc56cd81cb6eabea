"""The desktop's start: everything that must happen before Qt is loaded, then the tray icon, then the rest."""

from __future__ import annotations

import logging
import os
import sys
from datetime import timedelta
from functools import partial

from desktop.app import trace
from desktop.app.config import Config, read_config
from desktop.app.desk.hub_access import SharedAccess, embedded_access, uses_embedded_hub
from desktop.app.desk.hub_child import HubChild, hub_arguments
from desktop.app.desk.options import DesktopOptions, desktop_options
from desktop.app.screen import has_screen
from desktop.app.status import RESTART
from desktop.core.errors import PairwatchError
from desktop.oslayer.lean_qt import import_plainly
from desktop.oslayer.local_client import NotRunning, send_command
from desktop.oslayer.paths import Paths, default_paths

_log = logging.getLogger(__name__)


def main(arguments: list[str]) -> int:
    """Run the desktop until the person quits; the exit status. One that runs already comes to the front."""
    trace.begin()
    trace.mark("start")
    try:
        options = desktop_options(arguments)
        paths = default_paths()
        config = read_config(paths.config)
        if _another_shows(paths):
            return 0
        if not has_screen():
            raise PairwatchError(
                "There is no screen here, and the desktop needs one.",
                "On a server run: pairwatch hub. To see what it does: pairwatch demo --headless",
            )
        status = _run(options, config, paths)
    except PairwatchError as error:
        print(f"pairwatch: {error}", file=sys.stderr)
        return 1
    if status == RESTART:
        os.execv(sys.executable, [sys.executable, "-P", "-m", "desktop", *arguments])
    return status


def _another_shows(paths: Paths) -> bool:
    try:
        send_command(paths.socket, {"command": "show"}, timedelta(seconds=3))
    except NotRunning:
        return False
    return True


def _run(options: DesktopOptions, config: Config, paths: Paths) -> int:
    logging.basicConfig(
        level=logging.WARNING,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
        handlers=[logging.StreamHandler(), logging.FileHandler(paths.state / "desktop.log", "a", "utf-8")],
    )
    # Qt tells of a portal that is missing on plain window managers; nothing of ours needs it.
    os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.services.warning=false")
    # The child first: it loads on another core while the tray already shows.
    child = _embedded_hub(options, config, paths)
    from PySide6.QtWidgets import QApplication

    import_plainly()
    from desktop.app.desk.desktop import Desktop
    from desktop.oslayer.qtloop import run
    from desktop.ui.app_icon import icon

    app = QApplication(["pairwatch"])
    app.setApplicationDisplayName("Pairwatch")
    app.setDesktopFileName("pairwatch")
    app.setQuitOnLastWindowClosed(False)
    app.setWindowIcon(icon())
    shared = SharedAccess(options, config, paths)
    access = partial(embedded_access, paths.runtime) if child else shared
    desktop = Desktop(app, options, config, paths, access, child)
    trace.mark("tray")
    return run(app, desktop.live(None if child else shared))


def _embedded_hub(options: DesktopOptions, config: Config, paths: Paths) -> HubChild | None:
    if not uses_embedded_hub(options, config):
        return None
    child = HubChild(hub_arguments(options, config), paths.state / "hub.log", _hub_ended)
    child.start()
    return child


def _hub_ended(status: int) -> None:
    _log.error("the hub ended with status %s; it is started again. Its log: hub.log beside this one", status)
