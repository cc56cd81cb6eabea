"""From the monitor's POST to an alarm that is seen and heard, and from a key press to the partner's screen.

Two people, each with a screen, a sound server and a desktop of their own, and a hub: all on this machine. One
incident after the other is opened, acknowledged by one, then by the other, and resolved.
"""

from __future__ import annotations

import http.client
import json
import time
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

from benchmarks.figures import LATENCY, Section, latency
from benchmarks.progress import Say
from benchmarks.x11 import Screen
from tests.e2e.people import ALARM, KEY, HubOnServer, Person, team
from tests.virtual_desktop.waiting import NotSeen, wait_until

# Keys count when all were up for 0.6 s after the alarm got the keyboard.
_KEYS_COUNT = 0.9
_SOON = timedelta(seconds=5)


class Paging:
    """What is measured, incident by incident."""

    def __init__(self, hub: HubOnServer, ana: Person, ben: Person) -> None:
        self._hub, self._people = hub, (ana, ben)
        self._screens = {person.name: Screen(person.desk.environment["DISPLAY"]) for person in self._people}
        self.painted: list[float] = []
        self.heard: list[float] = []
        self.alarm: list[float] = []
        self.to_ringing: list[float] = []
        self.to_quiet: list[float] = []
        self.lost = 0

    def close(self) -> None:
        for screen in self._screens.values():
            screen.close()

    def incident(self, number: int) -> None:
        """One incident from its alert to its end."""
        ana, ben = self._people
        for person in self._people:
            person.forget()
        began = time.monotonic()
        self._post("trigger", number)
        for person in self._people:
            painted = person.marked("alarm_painted")["at"] - began
            heard = person.marked("player_runs")["at"] - began
            self.painted.append(painted)
            self.heard.append(heard)
            self.alarm.append(max(painted, heard))
        self._acknowledge(ana, ben, "Ana Okafor, acknowledged", self.to_ringing)
        # She looks at the incident while she waits for him.
        time.sleep(_KEYS_COUNT)
        self._screens[ana.name].press("o")
        ana.unalarmed()
        self._acknowledge(ben, ana, "Ben Sato, held since", self.to_quiet)
        self._post("resolve", number)
        for person in self._people:
            self._put_away(person)

    def _acknowledge(self, who: Person, partner: Person, words: str, samples: list[float]) -> None:
        """Press the key on one screen, and see it on the other."""
        partner.forget()
        time.sleep(_KEYS_COUNT)
        pressed = time.monotonic()
        self._screens[who.name].press("space")
        try:
            seen = partner.marked("seat_painted", _SOON, words=words)
        except NotSeen:
            # A window manager under load may give the keyboard late; then the press counted for nothing.
            self.lost += 1
            pressed = time.monotonic()
            self._screens[who.name].press("space")
            seen = partner.marked("seat_painted", _SOON, words=words)
        samples.append(seen["at"] - pressed)

    def _put_away(self, person: Person) -> None:
        """Close what the alarm says at its end, so that the next one has to appear."""

        def gone() -> bool:
            person.desk.run("wmctrl", "-F", "-c", ALARM, check=False)
            return not person.is_alarmed

        person.silent()
        wait_until(gone, f"no alarm on {person.name}'s screen")

    def _post(self, action: str, number: int) -> None:
        body = {
            "routing_key": KEY,
            "event_action": action,
            "dedup_key": f"benchmark-{number}",
            "payload": {
                "summary": f"Checkout fails for {number} % of customers",
                "source": "prometheus",
                "severity": "critical",
                "component": "checkout-api",
            },
        }
        connection = http.client.HTTPConnection("127.0.0.1", self._hub.port, timeout=10)
        headers = {"Content-Type": "application/json"}
        connection.request("POST", "/v2/enqueue", json.dumps(body), headers)
        answer = connection.getresponse()
        if answer.status != http.client.ACCEPTED:
            raise RuntimeError(f"the hub says {answer.status}: {answer.read()!r}")
        connection.close()


def measure(folder: Path, count: int, say: Say) -> Section:
    """`count` incidents, the first after the start included; about four seconds each."""
    with ExitStack() as stack:
        hub, (ana, ben) = stack.enter_context(team(folder, ("ana", "ben"), tls=False))
        for person in (ana, ben):
            person.marked("connection", now="connected")
        paging = Paging(hub, ana, ben)
        stack.callback(paging.close)
        for number in range(count):
            paging.incident(number)
            say(f"incident {number + 1} of {count}")
    rows = (
        latency("POST to the alarm painted and the player running", paging.alarm, "p99 < 150 ms"),
        latency("… painted", paging.painted),
        latency("… the player's sound proven", paging.heard),
        latency("Key press to the partner's screen, while that rings", paging.to_ringing, "p99 < 50 ms"),
        latency("Key press to the partner's screen, when that is quiet", paging.to_quiet, "p99 < 50 ms"),
    )
    lost = f" {paging.lost} key presses did not arrive and were repeated." if paging.lost else ""
    return Section(
        "From the alert to two people, and between them",
        LATENCY,
        rows,
        "Two desktops with a screen and a sound server each, and the hub (SQLite, on disk), all on this "
        "machine at once. Measured from before the monitor connects, and from the key event. *Painted*: Qt "
        "has handed the frame to the screen; *proven*: the sound device has taken some of it twice." + lost,
    )
