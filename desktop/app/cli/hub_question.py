"""A verb asks the hub that this computer's desktop uses."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, TypeVar

from desktop.app.config import read_config
from desktop.app.desk.hub_access import SharedAccess, embedded_access, uses_embedded_hub
from desktop.app.desk.options import DesktopOptions
from desktop.core.errors import PairwatchError
from desktop.oslayer.paths import default_paths

if TYPE_CHECKING:
    from desktop.client.desks.retro_desk import AskHub
    from desktop.client.hub_api import HubApi

T = TypeVar("T")


@asynccontextmanager
async def asked_hub(options: DesktopOptions) -> AsyncIterator[AskHub]:
    """Asks the embedded hub, the joined one, or the one that `options` name, as desks want it. Raises
    PairwatchError when there is none."""
    from desktop.client.hub_api import HubApi  # httpx is not for every verb

    paths = default_paths()
    config = read_config(paths.config)
    if uses_embedded_hub(options, config):
        access = embedded_access(paths.runtime)
    else:
        shared = SharedAccess(options, config, paths)
        await shared.load()
        access = shared()
    if access is None:
        raise PairwatchError("No hub runs on this computer.", "Start Pairwatch, or join a hub.")
    hub = HubApi(access)

    async def ask(question: Callable[[HubApi], Awaitable[T]], /) -> T:
        return await question(hub)

    try:
        yield ask
    finally:
        await hub.close()
