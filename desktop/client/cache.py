"""The last snapshot on disk, so that a start without the hub shows what was."""

from __future__ import annotations

import logging
import os
from datetime import datetime
from pathlib import Path

import msgspec

from desktop.client.state import State
from desktop.wire.feed import Snapshot

_log = logging.getLogger(__name__)


class Cache:
    """One file of one desktop, readable for its owner only. Losing it loses nothing but a view."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self) -> Snapshot | None:
        """What was kept last; None when there is nothing, or nothing that can be read."""
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=Snapshot)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, msgspec.DecodeError) as error:
            _log.warning("the cached snapshot is ignored: %s", error)
            return None

    def save(self, snapshot: Snapshot) -> None:
        """Put `snapshot` in the place of the one before, wholly or not at all."""
        beside = self._path.with_name(self._path.name + ".new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(msgspec.json.encode(snapshot))
            beside.replace(self._path)
        except OSError as error:
            _log.warning("the snapshot could not be cached: %s", error)


def to_keep(state: State, local_now: datetime) -> Snapshot | None:
    """What of the state is worth keeping; None before the hub was ever heard."""
    if state.me is None or state.team is None:
        return None
    return Snapshot(
        now=state.hub_now(local_now),
        epoch=state.epoch,
        cursor=state.cursor,
        me=state.me,
        team=state.team,
        incidents=tuple(state.incidents.values()),
        last_woken={who: woken.at for who, woken in state.last_woken.items()},
        woken=dict(state.last_woken),
        channels=state.channels,
        templates=state.templates,
        notices=state.notices,
        vocabulary=dict(state.vocabulary),
        offers=state.offers,
    )
