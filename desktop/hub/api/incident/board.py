"""The board: what users of the products see now, kept in memory, so that a crowd with a broken product costs
the store nothing."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from uuid import UUID

import msgspec

from desktop import tasks
from desktop.core.team.team import Team
from desktop.core.telling.notice import Notice, NoticeSeverity
from desktop.hub.api.incident import pages
from desktop.hub.store import team as teams
from desktop.hub.store.errors import StoreUnavailable
from desktop.hub.store.store import Store
from desktop.hub.store.telling import notices
from desktop.hub.store.transaction import Transaction
from desktop.wire.feed import Change

LONGEST_CACHED = timedelta(seconds=10)
"""A notice that is switched on is seen everywhere after this time at the latest."""
_AGAIN = timedelta(seconds=1)
_WORST_FIRST = (NoticeSeverity.OUTAGE, NoticeSeverity.WARNING, NoticeSeverity.INFO)

_log = logging.getLogger(__name__)


class PublicNotice(msgspec.Struct, frozen=True, kw_only=True):
    """What the public may know of a notice: not who wrote it, nor for which incident."""

    id: UUID
    service: str
    text: str
    severity: NoticeSeverity
    planned: bool
    from_at: datetime | None
    until_at: datetime | None


class PublicNotices(msgspec.Struct, frozen=True, kw_only=True):
    """The body of `GET /public/notices.json`; the worst first."""

    notices: list[PublicNotice]


@dataclass(frozen=True, kw_only=True)
class Posting:
    """What is shown from `since_at` (included) until `until_at` (excluded; None: until somebody changes
    it)."""

    notices: tuple[Notice, ...]
    zone: str
    since_at: datetime
    until_at: datetime | None

    def is_for(self, now: datetime) -> bool:
        """Whether this is what is shown at `now`; not so after the clock was set back, either."""
        return self.since_at <= now and (self.until_at is None or now < self.until_at)

    def fresh_for(self, now: datetime) -> int:
        """Whole seconds for which anybody may keep it: never beyond the moment at which it changes."""
        left = LONGEST_CACHED if self.until_at is None else min(LONGEST_CACHED, self.until_at - now)
        return max(0, left // timedelta(seconds=1))

    @cached_property
    def json(self) -> tuple[bytes, str]:
        """The body for programs, and its entity tag."""
        found = [
            PublicNotice(
                id=notice.id,
                service=notice.service,
                text=notice.text,
                severity=notice.severity,
                planned=notice.planned,
                from_at=notice.from_at,
                until_at=notice.until_at,
            )
            for notice in self.notices
        ]
        return _tagged(msgspec.json.encode(PublicNotices(notices=found)))

    @cached_property
    def html(self) -> tuple[bytes, str]:
        """The page for people, and its entity tag."""
        return _tagged(pages.notices_page(self.notices, self.zone, self.since_at))


class Board:
    """Follows the store. Used on the hub's loop only."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: tuple[list[Notice], Team] = ([], Team())
        self._posting: Posting | None = None
        self._reading = asyncio.Lock()
        self._following: asyncio.Task[None] | None = None
        self._behind = False
        self._unsubscribe: Callable[[], None] = lambda: None

    async def open(self) -> None:
        """Read what there is, and follow from then on. Raises StoreUnavailable."""
        self._unsubscribe = self._store.listen(self._changed)
        await self._read()

    async def close(self) -> None:
        """Follow no longer. Twice is harmless."""
        self._unsubscribe()
        following, self._following = self._following, None
        if following is not None:
            following.cancel()
            await asyncio.wait([following])

    def posting(self) -> tuple[Posting, datetime]:
        """What is shown now, and what "now" is."""
        now = self._store.now()
        if self._posting is None or not self._posting.is_for(now):
            self._posting = self._posted(now)
        return self._posting, now

    async def catch_up(self) -> None:
        """Back when all that is committed is shown, or the store does not answer: then that comes later."""
        try:
            await self._read()
        except StoreUnavailable as error:
            _log.warning("the board falls behind: %s", error)
            self._follow()

    def _changed(self, changes: Sequence[Change]) -> None:
        if any(change.incident is None for change in changes):
            self._follow()

    def _follow(self) -> None:
        self._behind = True
        if self._following is None or self._following.done():
            self._following = tasks.start(self._catch_up_whatever_happens(), "board")

    async def _catch_up_whatever_happens(self) -> None:
        while self._behind:
            self._behind = False
            try:
                await self._read()
            except StoreUnavailable as error:
                _log.warning("the board falls behind: %s", error)
                self._behind = True
                await asyncio.sleep(_AGAIN.total_seconds())

    async def _read(self) -> None:
        # One after the other, so that nothing newer is replaced by something older.
        async with self._reading:
            self._known = await self._store.read(_notices_and_team)
            self._posting = None

    def _posted(self, now: datetime) -> Posting:
        known, team = self._known
        moments = [moment for notice in known if (moment := notice.changes_at(now)) is not None]
        return Posting(
            notices=tuple(sorted((notice for notice in known if notice.is_shown(now)), key=_rank)),
            zone=team.schedule.zone,
            since_at=now,
            until_at=min(moments, default=None),
        )


def _notices_and_team(tx: Transaction) -> tuple[list[Notice], Team]:
    return notices.every(tx), teams.load(tx)


def _rank(notice: Notice) -> tuple[int, str, str]:
    return _WORST_FIRST.index(notice.severity), notice.service.casefold(), str(notice.id)


def _tagged(body: bytes) -> tuple[bytes, str]:
    return body, f'"{hashlib.sha256(body).hexdigest()[:32]}"'
