"""A desktop on Qt's event loop, as a process: rings, claims the Manager's seat, ends. See `play`."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.client.hub_access import HubAccess
from desktop.core.team.seat import Seat
from desktop.oslayer.qtloop import run
from tests.integration.client.desktops import Desktop


async def play(address: str, token: str, folder: str) -> int:
    access = HubAccess(address=address, token=token)
    desktop = Desktop(lambda: access, Path(folder)).start()
    await desktop.until(lambda d: d.ringing and d.state.connection == "connected")
    incident_id = desktop.ringing[0].incident.id
    desktop.session.catch_up()
    desktop.session.claim(incident_id, Seat.MANAGER)
    await desktop.until(lambda d: not d.state.pending and not d.ringing)
    timeline = await desktop.session.timeline(incident_id)
    await desktop.stop()
    print(len(timeline), len(asyncio.all_tasks()))
    return 7


if __name__ == "__main__":
    sys.exit(run(QApplication([]), play(*sys.argv[1:4])))
