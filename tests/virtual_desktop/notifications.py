"""The notifications that the virtual desktop shows, as noted by `listen`."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Notification:
    """A desktop notification; `actions` maps keys to labels."""

    id: int
    app: str
    summary: str
    body: str
    actions: Mapping[str, str]
    urgency: int
    closed: bool


class Notifications:
    """What was shown since `listen` was called."""

    def __init__(self) -> None:
        self._by_id: dict[int, Notification] = {}
        self._listening = threading.Event()

    def all(self) -> list[Notification]:
        """Replaced ones in their last form, oldest first."""
        return list(self._by_id.values())

    def listen(self, environment: Mapping[str, str]) -> subprocess.Popen[str]:
        """Start the listener on the session bus of `environment` and give it when it listens."""
        listener = subprocess.Popen(
            [sys.executable, "-m", "tests.virtual_desktop.listen"],
            cwd=ROOT, env={**environment, "PYTHONSAFEPATH": ""}, stdout=subprocess.PIPE, text=True,
            start_new_session=True,
        )  # fmt: skip
        threading.Thread(target=self._follow, args=(listener,), name="notifications", daemon=True).start()
        if not self._listening.wait(30):
            raise RuntimeError("the notification listener does not start")
        return listener

    def _follow(self, listener: subprocess.Popen[str]) -> None:
        assert listener.stdout is not None
        with listener.stdout as lines:
            for line in lines:
                self._note(json.loads(line))

    def _note(self, said: dict[str, Any]) -> None:
        match said.pop("what"):
            case "listening":
                self._listening.set()
            case "shown":
                actions = said.pop("actions")
                pairs = dict(zip(actions[::2], actions[1::2], strict=True))
                self._by_id[said["id"]] = Notification(**said, actions=pairs, closed=False)
            case "closed" if said["id"] in self._by_id:
                self._by_id[said["id"]] = replace(self._by_id[said["id"]], closed=True)
