"""Does what `sync` wants done: sockets and waits. Says what came of it as inputs; decides nothing."""

from __future__ import annotations

import asyncio
import importlib
import logging
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import aclosing
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from desktop import tasks
from desktop.client.effects import (
    DropConnections,
    Effect,
    FetchSnapshot,
    KeepWarm,
    OpenFeed,
    PostCommand,
    Wait,
)
from desktop.client.errors import HubFailure, Trouble, Undeliverable
from desktop.client.hub_access import AccessSource, HubAccess
from desktop.client.inputs import (
    ChangeArrived,
    CommandAnswered,
    CommandFailed,
    CommandUndeliverable,
    HeartbeatArrived,
    Input,
    LinkFailed,
    SnapshotArrived,
    SnapshotWanted,
    TimePassed,
    Timer,
)
from desktop.client.state import PendingCommand
from desktop.clock import Clock
from desktop.oslayer.daemon_threads import DaemonThreads
from desktop.wire.feed import Change, Heartbeat

if TYPE_CHECKING:
    from desktop.client.hub_api import HubApi

T = TypeVar("T")
Work: TypeAlias = Callable[[], Coroutine[Any, Any, None]]

_log = logging.getLogger(__name__)
_DEFECT = "Something went wrong in Pairwatch. Its log says more; it goes on trying."


class Runner:
    """`give` takes the inputs; it is called on the loop's thread, and may call `do` again from there."""

    def __init__(self, access: AccessSource, clock: Clock, give: Callable[[Input], None]) -> None:
        self._source = access
        self._access: HubAccess | None = None
        self._clock = clock
        self._give = give
        self._api: HubApi | None = None
        self._current: dict[str, asyncio.Task[None]] = {}
        self._running: set[asyncio.Task[None]] = set()
        self._timers: dict[Timer, asyncio.TimerHandle] = {}
        self._closed = False

    def do(self, effect: Effect) -> None:
        """Begin to do it; this returns at once."""
        if self._closed:
            return
        match effect:
            case FetchSnapshot(link=link):
                self._instead("link", partial(self._fetch_snapshot, link), partial(_link_broken, link))
            case OpenFeed(link=link, after=after):
                self._instead("link", partial(self._follow, link, after), partial(_link_broken, link))
            case PostCommand(pending=pending):
                self._instead("post", partial(self._post, pending), partial(_post_broken, pending))
            case KeepWarm():
                if "warm" not in self._current:
                    self._instead("warm", self._keep_warm, None)
            case Wait(timer=timer, delay=delay):
                self._wait(timer, delay.total_seconds())
            case DropConnections():
                self._drop()
            case _:
                raise TypeError(f"the runner cannot do {type(effect).__name__}")

    async def ask(self, question: Callable[[HubApi], Awaitable[T]]) -> T:
        """Ask the hub something at once, beside the feed and the commands. Raises PairwatchError."""
        return await question(await self._hub())

    async def close(self) -> None:
        """Stop everything and close every connection; twice is harmless."""
        self._closed = True
        for timer in self._timers.values():
            timer.cancel()
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
        api, self._api = self._api, None
        if api is not None:
            await api.close()

    # --- the parts

    async def _fetch_snapshot(self, link: int) -> None:
        try:
            hub = await self._hub()
            asked_at = self._clock.now()
            snapshot = await hub.snapshot()
        except HubFailure as failure:
            self._link_failed(link, failure.trouble, str(failure))
        else:
            at = self._clock.now()
            self._give(SnapshotArrived(at=at, link=link, asked_at=asked_at, snapshot=snapshot))

    async def _follow(self, link: int, after: int) -> None:
        try:
            async with aclosing((await self._hub()).feed(after)) as feed:
                async for heard in feed:
                    at = self._clock.now()
                    match heard:
                        case Change():
                            self._give(ChangeArrived(at=at, link=link, change=heard))
                        case Heartbeat():
                            self._give(HeartbeatArrived(at=at, link=link, heartbeat=heard))
                        case _:
                            self._give(SnapshotWanted(at=at, link=link))
        except HubFailure as failure:
            self._link_failed(link, failure.trouble, str(failure))

    async def _post(self, pending: PendingCommand) -> None:
        try:
            answer = await (await self._hub()).post(pending)
        except Undeliverable as error:
            self._give(CommandUndeliverable(at=self._clock.now(), key=pending.key, sentence=str(error)))
        except HubFailure as failure:
            self._give(CommandFailed(at=self._clock.now(), key=pending.key, trouble=failure.trouble))
        else:
            self._give(CommandAnswered(at=self._clock.now(), key=pending.key, answer=answer))

    async def _keep_warm(self) -> None:
        try:
            await (await self._hub()).keep_warm()
        except HubFailure as failure:
            _log.debug("no connection to keep warm: %s", failure)

    async def _hub(self) -> HubApi:
        if self._access is None:
            # In a thread, because this import takes a quarter of a second, for which the tray must not
            # stand still.
            threads = DaemonThreads("client: import")
            await asyncio.get_running_loop().run_in_executor(
                threads, importlib.import_module, "desktop.client.hub_api"
            )
        from desktop.client.hub_api import HubApi

        access = self._source()
        if access is None:
            raise HubFailure(Trouble.UNREACHABLE, "The hub is not running yet.", "Pairwatch goes on trying.")
        if self._api is None or access != self._access:
            self._close_api()
            self._access, self._api = access, HubApi(access)
        return self._api

    def _link_failed(self, link: int, trouble: Trouble, problem: str) -> None:
        self._give(LinkFailed(at=self._clock.now(), link=link, trouble=trouble, problem=problem))

    def _wait(self, timer: Timer, seconds: float) -> None:
        if timer in self._timers:
            self._timers[timer].cancel()
        loop = asyncio.get_running_loop()
        self._timers[timer] = loop.call_later(seconds, self._time_passed, timer)

    def _time_passed(self, timer: Timer) -> None:
        del self._timers[timer]
        self._give(TimePassed(at=self._clock.now(), timer=timer))

    def _drop(self) -> None:
        for task in self._current.values():
            task.cancel()
        self._current.clear()
        self._close_api()

    def _close_api(self) -> None:
        api, self._api = self._api, None
        if api is not None:
            self._start("close", api.close)

    def _instead(self, name: str, work: Work, broken: Callable[[datetime], Input] | None) -> None:
        """Run `work`, and whatever ran under this name no longer. A defect in it becomes the input
        `broken`."""
        if name in self._current:
            self._current[name].cancel()
        self._current[name] = self._start(name, partial(self._watched, name, work, broken))

    async def _watched(self, name: str, work: Work, broken: Callable[[datetime], Input] | None) -> None:
        try:
            await work()
        except Exception:  # noqa: BLE001 - a defect must not end the retries: that would be silence
            _log.exception("defect in the client's %s", name)
            if broken is not None:
                self._give(broken(self._clock.now()))

    def _start(self, name: str, work: Work) -> asyncio.Task[None]:
        task = tasks.start(work(), f"client: {name}")
        self._running.add(task)
        task.add_done_callback(partial(self._ended, name))
        return task

    def _ended(self, name: str, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        if self._current.get(name) is task:
            del self._current[name]


def _link_broken(link: int, at: datetime) -> Input:
    return LinkFailed(at=at, link=link, trouble=Trouble.HUB_FAULT, problem=_DEFECT)


def _post_broken(pending: PendingCommand, at: datetime) -> Input:
    return CommandFailed(at=at, key=pending.key, trouble=Trouble.HUB_FAULT)
