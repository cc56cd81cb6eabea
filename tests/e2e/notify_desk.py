"""A desktop with nothing but notifications: `python -m tests.e2e.notify_desk`, on Qt's loop.

In, a JSON object a line: {"show": {…}} a Notification, {"withdraw": KEY}, {"quit": true}. Out, a JSON object
a line: {"mechanism": NAME} after each, {"pressed": KEY, "action": ID, "token": ACTIVATION TOKEN}.
"""

from __future__ import annotations

import asyncio
import json
import sys
from typing import Any

from PySide6.QtWidgets import QApplication

from desktop.oslayer import qtloop
from desktop.oslayer.notify.candidates import usual_candidates
from desktop.oslayer.notify.notifier import Notification, Pressed


def say(**values: object) -> None:
    print(json.dumps(values), flush=True)


def by_tray(title: str, body: str, urgent: bool) -> bool:
    say(tray=title)
    return True


async def main() -> None:
    def pressed(press: Pressed) -> None:
        say(pressed=press.key, action=press.action, token=press.activation_token)

    notifications, _ = usual_candidates(by_tray, pressed)
    while True:
        order: dict[str, Any] = json.loads(await asyncio.to_thread(sys.stdin.readline))
        match order:
            case {"show": what}:
                actions = tuple((id_, label) for id_, label in what.pop("actions", ()))
                await notifications.show(Notification(**what, actions=actions))
            case {"withdraw": key}:
                await notifications.withdraw(key)
            case _:
                notifications.close()
                return
        say(mechanism=notifications.mechanism)


if __name__ == "__main__":
    sys.exit(qtloop.run(QApplication([]), main()))
