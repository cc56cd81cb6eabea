"""One hub: build, start, report the address, stop in reverse order. Programs and tests embed it alike."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from desktop import tasks
from desktop.channels.courier import Carrier, Courier
from desktop.channels.trackers.clerk import Clerk, Runner
from desktop.clock import Clock, SystemClock
from desktop.diagnostics.collector import Collects
from desktop.diagnostics.uptime_asking import AsksUptime, UptimeAsker
from desktop.hub.api.api import build_api
from desktop.hub.api.incident.board import Board
from desktop.hub.api.incident.feed import Feed
from desktop.hub.app.listen import CannotListen, Listen, base_url, bind
from desktop.hub.app.server import Server
from desktop.hub.app.tls import Certificate
from desktop.hub.engine.absence_calendars import AbsenceCalendars
from desktop.hub.engine.automatic_checks import AutomaticChecks
from desktop.hub.engine.deliveries import Deliveries
from desktop.hub.engine.engine import Engine
from desktop.hub.engine.meetings import Meetings
from desktop.hub.engine.page_log_file import PageLogFile
from desktop.hub.engine.run_books import RunBookFollower
from desktop.hub.engine.tracker import TrackerWork
from desktop.hub.engine.uptime_measuring import UptimeMeasuring
from desktop.hub.store import address
from desktop.hub.store.store import Store
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.access.seal import Strongbox, passing_strongbox
from desktop.hub.usecases.fixing.run_book_sources import Followed, RunBookSetting
from desktop.hub.usecases.retro.page_log_writing import PageLogSetting

_log = logging.getLogger(__name__)

Preparation = Callable[[Transaction], None]
"""What is written before the hub takes calls: team file, first admin. May run twice (see Transaction)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """A second, encrypted way in, for other computers: what this one's monitors and desktop use stays."""

    listen: Listen
    tls: Certificate


@dataclass(frozen=True, slots=True, kw_only=True)
class HubOptions:
    """`database` is an address as SQLAlchemy takes it. `address` is how others reach the hub; empty: made
    from `door`, else from `listen`. `pulse` is the time between two heartbeats of the feed. `strongbox` has
    the keys by which secrets are kept; the one that is made without asking forgets them with the process.
    `run_books` is the folder or repository that is followed; `collector` runs the checks of incidents that
    open, None: nobody does. `page_log` is the file that is kept current."""

    database: str
    listen: Listen = field(default_factory=Listen)
    tls: Certificate | None = None
    door: Door | None = None
    address: str = ""
    pulse: timedelta = timedelta(seconds=15)
    strongbox: Strongbox = field(default_factory=passing_strongbox)
    carrier: Carrier = field(default_factory=Courier)
    clerk: Runner = field(default_factory=Clerk)
    run_books: RunBookSetting | None = None
    collector: Collects | None = None
    page_log: PageLogSetting | None = None
    uptime: AsksUptime = field(default_factory=UptimeAsker)


class Hub:
    """A hub that is not started yet, runs, or has stopped; it cannot be started again."""

    def __init__(self, options: HubOptions, clock: Clock | None = None) -> None:
        """With a `clock` also PostgreSQL's time is not asked: for tests.

        After the start `address` is how others reach it, `local_address` how programs of this computer do;
        `door_problem` why the door could not be opened, which does not keep the hub from paging.
        """
        self.address = ""
        self.local_address = ""
        self.port = 0
        self.door_port = 0
        self.door_problem: CannotListen | None = None
        self._options = options
        self._clock = clock
        self._stack = AsyncExitStack()
        self._servers: list[Server] = []
        self._store: Store | None = None
        self._feed: Feed | None = None

    @property
    def subscribers(self) -> int:
        """How many desktops follow the feed now."""
        return self._feed.subscribers if self._feed is not None else 0

    @property
    def certificate(self) -> Certificate | None:
        """What the hub encrypts with; None for plain HTTP."""
        return self._options.tls

    @property
    def store(self) -> Store:
        """The open store. Raises RuntimeError before the start."""
        if self._store is None:
            raise RuntimeError("the hub is not started")
        return self._store

    async def start(self, prepare: Preparation | None = None) -> None:
        """Open everything; back when the first request can come. On an error all is closed again."""
        try:
            await self._start(prepare)
        except BaseException:
            await self.stop()
            raise

    async def _start(self, prepare: Preparation | None) -> None:
        options = self._options
        bound = bind(options.listen)
        self._stack.callback(bound.close)
        self._store = store = Store.open(options.database, self._clock)
        self._stack.push_async_callback(store.close)
        if prepare:
            await store.write(prepare)
        engine = Engine(store, self._clock or SystemClock())
        await engine.start()
        self._stack.push_async_callback(engine.stop)
        deliveries = Deliveries(store, options.strongbox, options.carrier, self._clock)
        deliveries.start()
        self._stack.push_async_callback(deliveries.stop)
        tickets = TrackerWork(store, options.strongbox, options.clerk, self._clock)
        tickets.start()
        self._stack.push_async_callback(tickets.stop)
        followed = Followed(options.run_books)
        follower = RunBookFollower(store, followed, self._clock)
        follower.start()
        self._stack.push_async_callback(follower.stop)
        calendars = AbsenceCalendars(store, options.strongbox)
        calendars.start()
        self._stack.push_async_callback(calendars.stop)
        measuring = UptimeMeasuring(store, options.uptime)
        measuring.start()
        self._stack.push_async_callback(measuring.stop)
        meetings = Meetings(store, self._clock)
        meetings.start()
        self._stack.push_async_callback(meetings.stop)
        if options.collector is not None:
            checks = AutomaticChecks(store, options.collector)
            checks.start()
            self._stack.push_async_callback(checks.stop)
        if options.page_log is not None:
            log_file = PageLogFile(store, options.page_log)
            log_file.start()
            self._stack.push_async_callback(log_file.stop)
        self._feed = feed = Feed(store, options.pulse)
        board = Board(store)
        self._stack.push_async_callback(board.close)
        await board.open()
        api = build_api(store, feed, board, options.strongbox, options.carrier, followed)
        servers = self._servers = [Server(api, bound, options.tls)]
        if (door := self._open_door()) is not None and options.door is not None:
            servers.append(Server(api, door, options.door.tls))
        for server in servers:
            self._stack.push_async_callback(server.stop)
        feed.open()
        self._stack.callback(feed.close)
        for server in servers:
            await server.start()
        self.port = bound.getsockname()[1]
        encrypted = options.tls is not None
        own = base_url(options.listen, self.port, tls=encrypted)
        if door is not None and options.door is not None:
            self.door_port = door.getsockname()[1]
            own = base_url(options.door.listen, self.door_port, tls=True)
        self.address = options.address or own
        here = Listen("127.0.0.1") if options.listen.is_any else options.listen
        self.local_address = base_url(here, self.port, tls=encrypted)
        certificate = options.door.tls if self.door_port and options.door else options.tls
        known = address.Address(self.address, certificate.fingerprint if certificate else "")
        await store.write(partial(address.remember, address=known))

    def _open_door(self) -> socket.socket | None:
        door = self._options.door
        if door is None:
            return None
        try:
            bound = bind(door.listen)
        except CannotListen as error:
            _log.error("other computers are not let in: %s", error)
            self.door_problem = error
            return None
        self._stack.callback(bound.close)
        return bound

    async def stop(self) -> None:
        """Close everything in reverse order; accepted commands are finished first. Twice is harmless."""
        await self._stack.aclose()

    async def ended(self) -> None:
        """Returns when a server has stopped, by `stop` or by itself."""
        waits = [tasks.start(server.ended(), "hub: wait for a server") for server in self._servers]
        if waits:
            try:
                await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for wait in waits:
                    wait.cancel()
