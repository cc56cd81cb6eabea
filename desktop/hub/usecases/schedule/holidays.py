"""Public holidays, on which the office is closed: looked up by a short-lived process, kept with the team."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import msgspec

from desktop.core.urgency.office import Office
from desktop.hub.usecases.errors import BadUrgency

YEARS_AHEAD = 2
"""Holidays are known for so many years after this one."""
PATIENCE = timedelta(seconds=30)
MANY = "--many"
"""In the place of the country: the next argument has all places, as JSON."""
_MODULE = "desktop.hub.usecases.schedule.holidays_process"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The dates in order, or what is wrong with the place."""

    dates: tuple[date, ...] = ()
    sentence: str = ""
    remedy: str = ""


def are_stale(office: Office, today: date) -> bool:
    """Whether the holidays of the office's country should be looked up (again): a year before they end."""
    if not office.country:
        return bool(office.holidays)
    return not office.holidays or office.holidays[-1].year <= today.year


async def with_holidays(office: Office, today: date) -> Office:
    """The office with the holidays of its place from this year on. Raises BadUrgency for an unknown place."""
    if not office.country:
        return replace(office, holidays=())
    said = await _said(_command(office.country, office.region, _years(today)))
    return replace(office, holidays=_dates(said))


async def known_of(places: Sequence[tuple[str, str]], today: date) -> list[Known]:
    """What is known of each of these countries and regions from this year on, by one process: its start is
    what takes time. Raises BadUrgency when none could be looked up."""
    if not places:
        return []
    said = await _said(_command(MANY, msgspec.json.encode(places).decode(), _years(today)))
    try:
        return msgspec.json.decode(said, type=list[Known])
    except msgspec.DecodeError as error:
        raise _failed() from error


def _years(today: date) -> Iterable[int]:
    return range(today.year, today.year + YEARS_AHEAD + 1)


async def _said(command: Sequence[str]) -> bytes:
    process = await asyncio.create_subprocess_exec(
        *command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C is for the hub
    )
    try:
        async with asyncio.timeout(PATIENCE.total_seconds()):
            said, _ = await process.communicate()
    except TimeoutError as error:
        raise _failed() from error
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return said


def check_place(country: str, region: str) -> None:
    """Raises BadUrgency when no holidays are known for the place. Waits for a process: not for the loop."""
    try:
        said = subprocess.run(
            _command(country, region, ()),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE.total_seconds(),
            check=False,
        ).stdout
    except subprocess.TimeoutExpired as error:
        raise _failed() from error
    _dates(said)


def _command(country: str, region: str, years: Iterable[int]) -> tuple[str, ...]:
    # -P: a folder called `desktop` where the hub was started must not be taken for ours.
    return (sys.executable, "-P", "-m", _MODULE, country, region, *(str(year) for year in years))


def _dates(said: bytes) -> tuple[date, ...]:
    try:
        known = msgspec.json.decode(said, type=Known)
    except msgspec.DecodeError as error:
        raise _failed() from error
    if known.sentence:
        raise BadUrgency(known.sentence, known.remedy)
    return known.dates


def _failed() -> BadUrgency:
    return BadUrgency(
        "The holidays could not be looked up.", "Try again, or leave the country out and name closed dates."
    )
