"""The hub of one process: from options to a running hub, signals, and what other programs are told of it."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import os
import secrets
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from desktop import tasks
from desktop.app import local_hub
from desktop.app.account import account_name, local_zone
from desktop.app.local_hub import Kept, RunningHub
from desktop.app.server import seal_keys
from desktop.app.server.hub_options import HubCommand
from desktop.clock import SystemClock
from desktop.core.errors import PairwatchError
from desktop.core.team.responder import Role
from desktop.diagnostics.collector import Collector
from desktop.hub.app import tls
from desktop.hub.app.hub import Door, Hub, HubOptions
from desktop.hub.app.listen import DOOR_PORTS, CannotListen, Listen, free_port, read_listen
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.access.access import admit
from desktop.hub.usecases.access.integrations import integration_of, new_integration_key
from desktop.hub.usecases.access.seal import Strongbox
from desktop.hub.usecases.errors import UnknownKey
from desktop.hub.usecases.fixing.run_book_sources import RunBookSetting
from desktop.hub.usecases.retro.page_log_writing import PageLogSetting
from desktop.hub.usecases.team.team import apply_team, current_team, ensure_first_admin
from desktop.hub.usecases.team.team_file import TeamFile, read_team_file
from desktop.oslayer.paths import Paths
from desktop.oslayer.secrets import Secrets

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Local:
    """What the preparation found out for the desktops of this computer."""

    responder: str = ""
    integration_key: str = ""
    is_new: bool = False


class HubProcess:
    """Starts one hub, runs it until it is told to end, and ends it."""

    def __init__(self, command: HubCommand, paths: Paths, database: str) -> None:
        self._command = command
        self._paths = paths
        self._database = database
        self._strongbox = Strongbox(self._keys)
        self._end = asyncio.Event()
        self._failed = False

    async def run(self) -> int:
        """The exit status. Raises PairwatchError when the hub cannot start."""
        tasks.report_failures_to(self._task_failed)
        self._listen_to_signals()
        kept = local_hub.kept(self._paths.data) if self._command.embedded else Kept()
        kept = Kept(
            port=kept.port,
            token=kept.token or secrets.token_urlsafe(32),
            integration_key=kept.integration_key,
            door_port=kept.door_port,
        )
        local = _Local(integration_key=kept.integration_key)
        team = self._team_file()
        hub, wanted_port = await self._start(kept, local, team)
        # What is loaded by now stays: to look all of it through for garbage would stop paging for a tenth of
        # a second, whenever anybody asked for much.
        gc.freeze()
        try:
            await self._announce(hub, kept, local, wanted_port)
            ended = tasks.start(hub.ended(), "hub process: wait for the server")
            asked = tasks.start(self._end.wait(), "hub process: wait for a signal")
            await asyncio.wait({ended, asked}, return_when=asyncio.FIRST_COMPLETED)
            self._failed |= not self._end.is_set()
            ended.cancel()
            asked.cancel()
        finally:
            await hub.stop()
            if self._command.embedded:
                local_hub.forget_running_hub(self._paths.runtime)
        return 1 if self._failed else 0

    async def _start(self, kept: Kept, local: _Local, team: TeamFile | None) -> tuple[Hub, int]:
        """The started hub, and the port that it should have had but did not get (0: none)."""

        # A keyring may be slow: only a file with secrets needs it before the first request.
        seal = await self._strongbox.seal() if team is not None and team.has_secrets else None

        def prepare(tx: Transaction) -> None:
            if team is not None:
                apply_team(tx, team, seal)
            self._prepare(tx, kept, local)

        wanted = self._listen(kept)
        door = self._door(kept)
        hub = Hub(self._hub_options(wanted, team, door))
        try:
            await hub.start(prepare)
        except CannotListen:
            # The embedded hub's own port was taken meanwhile. Paging from another one is better than none.
            if not self._command.embedded or self._command.listen or not wanted.port:
                raise
            hub = Hub(self._hub_options(Listen(wanted.host, 0), team, door))
            await hub.start(prepare)
            _log.warning(
                "port %s is taken by another program; monitors that use it do not get through", wanted.port
            )
            return hub, wanted.port
        return hub, 0

    def _prepare(self, tx: Transaction, kept: Kept, local: _Local) -> None:
        first = ensure_first_admin(tx, account_name(), local_zone())
        local.is_new = first is not None
        if not self._command.embedded:
            local.integration_key = first.integration_key if first else ""
            local.responder = first.responder.id if first else ""
            return
        roster = current_team(tx).roster
        admins = [person.id for person in roster.responders if person.role is Role.ADMIN]
        local.responder = self._command.me or next(iter(admins or [p.id for p in roster.responders]), "")
        admit(tx, local.responder, kept.token)
        try:
            integration_of(tx, kept.integration_key)
            local.integration_key = kept.integration_key
        except UnknownKey:
            local.integration_key = (
                first.integration_key if first else new_integration_key(tx, "This computer")
            )

    async def _announce(self, hub: Hub, kept: Kept, local: _Local, wanted_port: int) -> None:
        if self._command.embedded:
            self._write_files(hub, kept, local, wanted_port)
        elif local.is_new:
            print(f"integration key (shown once): {local.integration_key}")
            print(f"invite yourself with: pairwatch invite {local.responder}")
        # The supervisor may be gone already, and its pipe with it.
        with contextlib.suppress(OSError):
            print(f"ready {hub.address}", flush=True)
        _log.info("the hub is ready at %s", hub.address)

    def _write_files(self, hub: Hub, kept: Kept, local: _Local, wanted_port: int) -> None:
        port = wanted_port or (kept.port if self._command.listen else hub.port)
        local_hub.keep(
            self._paths.data,
            Kept(
                port=port,
                token=kept.token,
                integration_key=local.integration_key,
                door_port=hub.door_port or kept.door_port,
            ),
        )
        certificate = hub.certificate
        local_hub.write_running_hub(
            self._paths.runtime,
            RunningHub(
                pid=os.getpid(),
                address=hub.local_address,
                token=kept.token,
                responder=local.responder,
                epoch=hub.store.epoch,
                integration_key=local.integration_key,
                fingerprint=certificate.fingerprint if certificate else "",
                certificate=str(certificate.cert_file) if certificate else "",
                wanted_port=wanted_port,
                door_port=hub.door_port,
                door_problem=str(hub.door_problem or ""),
            ),
        )

    def _listen(self, kept: Kept) -> Listen:
        if self._command.listen:
            return read_listen(self._command.listen)
        return Listen(port=kept.port) if self._command.embedded else Listen()

    def _door(self, kept: Kept) -> Door | None:
        """For others' computers. Its port stays, as they have been told of it."""
        if not self._command.door:
            return None
        listen = Listen("0.0.0.0", kept.door_port or free_port(DOOR_PORTS))
        certificate = tls.self_signed(self._paths.data, listen.names(), SystemClock().now())
        return Door(listen=listen, tls=certificate)

    def _hub_options(self, listen: Listen, team: TeamFile | None, door: Door | None) -> HubOptions:
        return HubOptions(
            database=self._database,
            listen=listen,
            tls=self._certificate(listen),
            door=door,
            address=self._command.address.rstrip("/"),
            pulse=timedelta(seconds=self._command.pulse),
            strongbox=self._strongbox,
            run_books=self._run_books(team),
            collector=Collector() if team is None or team.automatic_checks else None,
            page_log=self._page_log(team),
        )

    def _run_books(self, team: TeamFile | None) -> RunBookSetting | None:
        if team is None or team.run_books is None or self._command.team is None:
            return None
        return team.run_books.beside(self._command.team)

    def _page_log(self, team: TeamFile | None) -> PageLogSetting | None:
        if team is None or team.page_log is None or self._command.team is None:
            return None
        return team.page_log.beside(self._command.team)

    async def _keys(self) -> Sequence[str]:
        path = self._command.key_file or self._paths.data / seal_keys.FILE
        if self._command.embedded and self._command.key_file is None:
            return await seal_keys.keyring_keys(Secrets(), path)
        return await seal_keys.file_keys(path)

    def _certificate(self, listen: Listen) -> tls.Certificate | None:
        command = self._command
        if command.tls_cert and command.tls_key:
            return tls.given(command.tls_cert, command.tls_key)
        if listen.is_loopback or command.behind_proxy:
            return None
        return tls.self_signed(self._paths.data, listen.names(), SystemClock().now())

    def _team_file(self) -> TeamFile | None:
        path = self._command.team
        if path is None:
            return None
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise PairwatchError(
                f"The team file {path} cannot be read: {error}.", "Give --team a TOML file."
            ) from error
        return read_team_file(text, path.name)

    def _listen_to_signals(self) -> None:
        if sys.platform == "win32":
            signal.signal(signal.SIGTERM, lambda *_: self._end.set())
            return
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._end.set)

    def _task_failed(self, name: str, error: BaseException) -> None:
        # A hub without its engine would take alerts and wake nobody else: better to end and be started again.
        _log.critical("background task %s failed; the hub ends", name, exc_info=error)
        self._failed = True
        self._end.set()
