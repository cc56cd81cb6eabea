"""Reads calendars in a process of its own that lives for one of them: what it takes is not the hub's to
carry, and a calendar or a server that never ends costs the hub nothing."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from datetime import datetime, timedelta

import msgspec

from desktop.formats.calendar.reader import CalendarRead, NoCalendar

PATIENCE = timedelta(seconds=60)


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """What to read: `content`, or what is at `address`; see `formats.calendar.reader`."""

    begin: datetime
    end: datetime
    zone: str
    address: str = ""
    content: bytes | None = None


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What was read, or why nothing was."""

    read: CalendarRead | None = None
    sentence: str = ""
    remedy: str = ""


async def in_child(question: Question, patience: timedelta = PATIENCE) -> CalendarRead:
    """The calendar. Raises NoCalendar."""
    process = await asyncio.create_subprocess_exec(
        # -P: a folder called `desktop` where the hub was started must not be taken for ours.
        *(sys.executable, "-P", "-m", "desktop.hub.usecases.schedule.calendar_process"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C is for the hub
    )
    try:
        async with asyncio.timeout(patience.total_seconds()):
            said, _ = await process.communicate(msgspec.json.encode(question))
        reading = msgspec.json.decode(said, type=Reading)
    except (TimeoutError, msgspec.DecodeError) as error:
        raise NoCalendar("The calendar takes too long to read.", "Use a smaller one.") from error
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if reading.read is None:
        raise NoCalendar(reading.sentence, reading.remedy)
    return reading.read
