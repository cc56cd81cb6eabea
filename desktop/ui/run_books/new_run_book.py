"""A run-book that is not there yet, saved."""

from __future__ import annotations

from datetime import datetime

from desktop.client.desks.run_book_desk import RunBookDesk
from desktop.client.errors import HubFailure
from desktop.core.errors import PairwatchError
from desktop.core.fixing.run_book import RunBook, slug

_MOST_IDS = 50


async def save_new(desk: RunBookDesk, text: str, now: datetime) -> RunBook:
    """Under an id that is made of the title, and that no other has. Raises what the hub says to it."""
    from desktop.formats.run_book.reader import read_run_book

    title = read_run_book(text, id="run-book", changed_at=now).title
    first = slug(title)
    for number in range(1, _MOST_IDS):
        run_book_id = first if number == 1 else f"{first[:70]}-{number}"
        try:
            return await desk.save(run_book_id, text)
        except HubFailure:
            raise
        except PairwatchError:
            # Taken by another one? Then the next; whatever else it is, it is told.
            if number == _MOST_IDS - 1 or not await _is_there(desk, run_book_id):
                raise
    raise AssertionError("the last one is saved or raises")


async def _is_there(desk: RunBookDesk, run_book_id: str) -> bool:
    try:
        await desk.get(run_book_id)
    except HubFailure:
        raise
    except PairwatchError:
        return False
    return True
