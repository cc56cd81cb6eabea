"""Which hub this desktop uses, and how it gets at it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from desktop.app.config import Config
from desktop.app.desk.options import DesktopOptions
from desktop.app.hub_token import secret_name, token_file
from desktop.app.local_hub import running_hub
from desktop.client.hub_access import HubAccess
from desktop.core.errors import PairwatchError
from desktop.oslayer.paths import Paths
from desktop.oslayer.secrets import Place, Secrets

Access = Callable[[], HubAccess | None]
"""Asked before every attempt to connect; None: not known yet."""


def uses_embedded_hub(options: DesktopOptions, config: Config) -> bool:
    """Whether this desktop brings its own hub: it was neither told of another nor has joined one."""
    return not options.hub and config.hub is None


def embedded_access(runtime: Path) -> HubAccess | None:
    """The embedded hub as it runs now. Its port and token may be others after each start of it."""
    hub = running_hub(runtime)
    if hub is None or not _lives(hub.pid):
        return None
    certificate = Path(hub.certificate).read_text("utf-8") if hub.certificate else ""
    return HubAccess(address=hub.address, token=hub.token, certificate=certificate)


class SharedAccess:
    """A hub of somebody else: its token comes from a file or from the keyring, which may take its time."""

    def __init__(self, options: DesktopOptions, config: Config, paths: Paths) -> None:
        self._options, self._config, self._paths = options, config, paths
        self._access: HubAccess | None = None
        self.in_memory = False
        """Whether the token will be gone after a restart."""

    def __call__(self) -> HubAccess | None:
        return self._access

    async def load(self) -> None:
        """Find the token. Raises PairwatchError with what to do when there is none."""
        if self._options.hub:
            assert self._options.token_file is not None
            token = _read(self._options.token_file)
            self._access = HubAccess(address=self._options.hub.rstrip("/"), token=token)
            return
        hub = self._config.hub
        assert hub is not None
        file = token_file(self._paths)
        if file is not None:
            token = _read(file)
        else:
            found = await Secrets().get(secret_name(hub.address))
            if found.value is None:
                remedy = found.sentence or "Ask for a new invitation and run: pairwatch join INVITATION"
                raise PairwatchError(f"The token for the hub at {hub.address} is not in the keyring.", remedy)
            token, self.in_memory = found.value, found.place is Place.MEMORY
        self._access = HubAccess(address=hub.address, token=token, certificate=hub.certificate)


def _read(file: Path) -> str:
    try:
        return file.read_text("utf-8").strip()
    except OSError as error:
        raise PairwatchError(f"The token file {file} cannot be read: {error.strerror}.") from error


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
