"""Notifications on a real service (dunst), and without one."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.virtual_desktop.desktop import VirtualDesktop
from tests.virtual_desktop.waiting import wait_until

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
PAGE = {
    "key": "page-1",
    "title": "Checkout is down",
    "body": "p99 > 5 s & <b>rising</b>",
    "urgent": True,
    "actions": [["default", "Open"], ["ack", "Acknowledge"]],
}


class Desk:
    """Drives tests.e2e.notify_desk."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def tell(self, **order: object) -> dict[str, Any]:
        """Give an order and the first line of the answer."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return self.line()

    def line(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line: dict[str, Any] = json.loads(self._process.stdout.readline())
        return line


@contextmanager
def desk_on(desktop: VirtualDesktop, **environment: str):
    with subprocess.Popen(
        [sys.executable, "-m", "tests.e2e.notify_desk"],
        cwd=ROOT, env={**desktop.environment, **environment}, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        text=True,
    ) as process:  # fmt: skip
        yield Desk(process)
        assert process.stdin is not None
        process.stdin.write('{"quit": true}\n')
        process.stdin.flush()
        assert process.wait(20) == 0


@pytest.fixture
def desk(virtual_desktop):
    with desk_on(virtual_desktop) as made:
        yield made


def test_a_page_is_shown_with_its_actions_and_stays(virtual_desktop, desk):
    assert desk.tell(show=PAGE) == {"mechanism": "FreedesktopNotifier"}
    shown = virtual_desktop.notification("Checkout")
    assert shown.app == "Pairwatch"
    assert shown.urgency == 2
    assert shown.actions == {"default": "Open", "ack": "Acknowledge"}
    assert shown.body == PAGE["body"]


def test_the_same_key_replaces(virtual_desktop, desk):
    desk.tell(show=PAGE)
    desk.tell(show={**PAGE, "title": "Checkout and Search are down"})
    virtual_desktop.notification("Checkout and Search")
    assert len(virtual_desktop.notifications()) == 1
    desk.tell(show={**PAGE, "key": "page-2", "title": "Billing is down"})
    virtual_desktop.notification("Billing")
    assert len(virtual_desktop.notifications()) == 2


def test_a_press_comes_back_with_its_key(virtual_desktop, desk):
    desk.tell(show=PAGE)
    virtual_desktop.notification("Checkout")
    virtual_desktop.press_notification()
    pressed = desk.line()
    assert (pressed["pressed"], pressed["action"]) == ("page-1", "default")


def test_a_withdrawn_one_is_gone(virtual_desktop, desk):
    desk.tell(show=PAGE)
    virtual_desktop.notification("Checkout")
    desk.tell(withdraw="page-1")
    wait_until(lambda: virtual_desktop.notifications()[0].closed, "the notification gone")
    desk.tell(withdraw="page-1")
    desk.tell(withdraw="never shown")


def test_a_service_that_was_restarted_shows_the_next_one(virtual_desktop, desk, tmp_path):
    desk.tell(show=PAGE)
    virtual_desktop.run(
        "pkill", "-KILL", "--parent", (virtual_desktop.folder / "pid").read_text().strip(), "dunst"
    )
    dunstrc = tmp_path / "dunstrc"
    dunstrc.write_text("[global]\n  markup = full\n")
    virtual_desktop.spawn(["dunst", "-conf", dunstrc])
    virtual_desktop.run("gdbus", "wait", "--session", "--timeout", "20", "org.freedesktop.Notifications")
    assert desk.tell(show={**PAGE, "title": "Once more"}) == {"mechanism": "FreedesktopNotifier"}
    # This one takes markup, but what a monitor says is text.
    assert virtual_desktop.notification("Once more").body == "p99 &gt; 5 s &amp; &lt;b&gt;rising&lt;/b&gt;"


def test_without_a_bus_the_tray_shows_it(virtual_desktop):
    nowhere = f"unix:path={virtual_desktop.folder}/no-bus"
    with desk_on(virtual_desktop, DBUS_SESSION_BUS_ADDRESS=nowhere) as desk:
        assert desk.tell(show=PAGE) == {"tray": "Checkout is down"}
        assert desk.line() == {"mechanism": "TrayNotifier"}
