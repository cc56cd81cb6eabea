"""What the running desktop does for `pairwatch ack` and its like: words from the local socket."""

from __future__ import annotations

from typing import Any, Protocol

import msgspec

from desktop.app.on_duty import moment, on_duty
from desktop.app.status import RESTART
from desktop.client.answering import acknowledge
from desktop.core.errors import PairwatchError
from desktop.core.incident.incident import Incident, Status
from desktop.core.incident.page import PageReason
from desktop.core.schedule.on_call import who_is_on_call
from desktop.ui.bridge import Bridge
from desktop.ui.present.people import seat_title


class Shown(Protocol):
    """The desktop, as far as commands need it."""

    def show(self) -> None:
        """Bring the window to the front."""
        ...

    def quit(self, status: int = 0) -> None:
        """End the program."""
        ...


class LocalCommands:
    """Each command is an object with `command`; the answer has `done` or else `error` and `remedy`."""

    def __init__(self, bridge: Bridge, shown: Shown) -> None:
        self._bridge, self._shown = bridge, shown

    async def answer(self, command: dict[str, Any]) -> dict[str, Any]:
        """Do it."""
        number = command.get("number")
        if number is not None and not isinstance(number, int):
            return {
                "error": "An incident's number is a whole number.",
                "remedy": "See the list of incidents.",
            }
        try:
            match command.get("command"):
                case "show":
                    self._shown.show()
                    return {"done": ""}
                case "restart":
                    self._shown.quit(RESTART)
                    return {"done": ""}
                case "quit":
                    self._shown.quit()
                    return {"done": ""}
                case "oncall":
                    return {"done": await self._on_duty(command.get("at"), bool(command.get("json")))}
                case "acknowledge":
                    return {"done": self._acknowledge(number)}
                case "resolve":
                    return {"done": self._resolve(number)}
        except PairwatchError as error:
            return {"error": error.sentence, "remedy": error.remedy}
        return {
            "error": "This Pairwatch does not know that command.",
            "remedy": "Restart it after an update.",
        }

    def _acknowledge(self, number: int | None) -> str:
        rings = [
            ringing
            for ringing in self._bridge.rings
            if not ringing.silenced_locally and number in (None, ringing.incident.number)
        ]
        if not rings:
            raise PairwatchError("Nothing pages you just now.", "Claim a seat in the window instead.")
        ringing = rings[0]
        acknowledge(self._bridge.session, ringing)
        incident, seat = ringing.incident, seat_title(ringing.suggested)
        if ringing.reason is PageReason.CALL_IN:
            return f"You are coming to help with #{incident.number}: {incident.title}"
        if ringing.reason is PageReason.SHADOW:
            return f"You have seen #{incident.number}: {incident.title}"
        if ringing.reason is PageReason.STILL_ON_IT:
            return f"You are still on #{incident.number}: {incident.title}"
        return f"Acknowledged #{incident.number} as {seat}: {incident.title}"

    async def _on_duty(self, at: object, as_json: bool) -> str:
        team = self._bridge.state.team
        if team is None:
            raise PairwatchError("The hub has not been reached yet.", "Try again in a moment.")
        if isinstance(at, str):
            # What was long ago only the hub knows.
            found = await self._bridge.session.schedule.on_call(moment(at, team.schedule.zone))
        else:
            found = who_is_on_call(team, self._bridge.hub_now())
        return msgspec.json.encode(found).decode() if as_json else on_duty(found)

    def _resolve(self, number: int | None) -> str:
        state = self._bridge.state
        mine = [
            incident
            for incident in state.incidents.values()
            if incident.status is not Status.RESOLVED
            and (incident.number == number or (number is None and incident.held_by(state.me or "")))
        ]
        if len(mine) != 1:
            raise PairwatchError(_which(mine, number), "Give its number: pairwatch resolve NUMBER")
        self._bridge.session.resolve(mine[0].id)
        return f"Resolved #{mine[0].number}: {mine[0].title}"


def _which(found: list[Incident], number: int | None) -> str:
    if number is not None:
        return f"No incident #{number} is open."
    if not found:
        return "You hold no seat of an open incident."
    return (
        "You hold seats of several incidents: " + ", ".join(f"#{incident.number}" for incident in found) + "."
    )
