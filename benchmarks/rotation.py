"""How long a rotation takes to make, process and all: the first plan, the one within 1 % of the last, and the
end."""

from __future__ import annotations

import asyncio
import random
import statistics
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from benchmarks.figures import Row, Section
from benchmarks.progress import Say
from desktop.core.schedule.absence import Absence
from desktop.core.schedule.rotation import RotationPerson, RotationRequest
from desktop.rotation.solve import WITHIN, solve

_RUNS = 3
_YEAR = date(2027, 1, 4), date(2028, 1, 3)
_ZONES = ("Europe/Berlin", "America/New_York", "Asia/Tokyo", "Europe/London", "Australia/Sydney")
_HOLIDAYS = (date(2027, 1, 6), date(2027, 5, 6), date(2027, 12, 24), date(2027, 12, 25))
_SIZES = ((40, 7), (40, 1), (8, 7), (8, 1))
_CLOSE = 1.01


def measure(folder: Path, say: Say) -> Section:
    """A year, for many and for few people, of weeks and of days; each three times."""
    del folder
    rows = []
    for people, days in _SIZES:
        what = f"{people} people, {'weekly' if days > 1 else 'daily'} shifts"
        say(what)
        runs = [asyncio.run(_run(_request(people, days))) for _ in range(_RUNS)]
        cells = [f"{statistics.median(column):.2f} s" for column in list(zip(*runs, strict=True))[:3]]
        costs = [f"{statistics.median(column):.0f}" for column in list(zip(*runs, strict=True))[3:]]
        rows.append(Row(what, (*cells, *costs), "first < 2 s, end < 10 s"))
    return Section(
        "Making the rotation of a year",
        ("first plan", "within 1 %", "end", "cost of the first", "cost of the last"),
        tuple(rows),
        f"Three absences of one to three weeks for each person, five zones, four holidays; a limit of "
        f"{WITHIN.total_seconds():.0f} s; median of {_RUNS}; the process's start included. Cost 0 is "
        "perfect, and out of reach when turns cannot be parted without rest.",
    )


async def _run(request: RotationRequest) -> tuple[float, float, float, float, float]:
    began = time.perf_counter()
    told: list[tuple[float, float]] = []
    await solve(request, tell=lambda p: told.append((time.perf_counter() - began, p.best)))
    end = time.perf_counter() - began
    close = next(at for at, best in told if best <= told[-1][1] * _CLOSE)
    return told[0][0], close, end, told[0][1], told[-1][1]


def _request(count: int, days: int) -> RotationRequest:
    dice = random.Random(3)
    people = tuple(
        RotationPerson(id=f"p{n}", name=f"Person {n}", zone=_ZONES[n % len(_ZONES)], holidays=_HOLIDAYS)
        for n in range(count)
    )
    absences: list[Absence] = []
    for person in people:
        for _ in range(3):
            begin = datetime(2027, 1, 4, tzinfo=UTC) + timedelta(days=dice.randrange(360))
            length = timedelta(days=dice.choice((7, 14, 21)))
            absences.append(
                Absence(
                    id=UUID(int=len(absences)), responder=person.id, starts_at=begin, ends_at=begin + length
                )
            )
    return RotationRequest(
        people=people,
        begin=_YEAR[0],
        end=_YEAR[1],
        zone="Europe/Berlin",
        days=days,
        absences=tuple(absences),
    )
