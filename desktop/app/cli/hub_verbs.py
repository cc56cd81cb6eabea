"""`pairwatch invite` and `pairwatch oncall`: they ask the hub's database, whether the hub runs or not."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Annotated, TypeVar

import msgspec
import typer

from desktop.app.cli.desktop_verbs import ask_desktop
from desktop.app.config import read_config
from desktop.app.on_duty import moment, on_duty
from desktop.core.schedule.on_call import who_is_on_call
from desktop.core.team.team import Team
from desktop.oslayer.paths import default_paths

if TYPE_CHECKING:
    from desktop.hub.store.transaction import Transaction

T = TypeVar("T")

Database = Annotated[
    str,
    typer.Option(
        envvar="PAIRWATCH_DATABASE", help="The hub's database; without it the one of this computer."
    ),
]


def add_to(app: typer.Typer) -> None:
    """Add the verbs to the command line."""
    app.command("invite")(invite)
    app.command("oncall")(oncall)


def invite(
    name: Annotated[str, typer.Argument(help="Whom: the name or the id that the roster has.")],
    database: Database = "",
    address: Annotated[
        str, typer.Option(help="How their desktop reaches the hub; without it as the hub was started.")
    ] = "",
) -> None:
    """Print an invitation: one line, good once, for 24 hours. Send it by a way that others do not read."""
    print(asyncio.run(_with_store(database, partial(_invitation, name=name, address=address.rstrip("/")))))


def oncall(
    at: Annotated[
        str, typer.Option(help="When, as in 2026-12-24T18:00, by the schedule's clocks; without it now.")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, for scripts.")] = False,
    database: Database = "",
) -> None:
    """Say who is on duty, in which seat, and until when."""
    paths = default_paths()
    if not database and read_config(paths.config).hub is not None:
        # The hub is somebody else's; the desktop that has joined it knows.
        print(ask_desktop({"command": "oncall", "at": at or None, "json": as_json}))
        return
    team, now = asyncio.run(_with_store(database, _team))
    found = who_is_on_call(team, moment(at, team.schedule.zone) if at else now)
    print(msgspec.json.encode(found).decode() if as_json else on_duty(found))


def _team(tx: Transaction) -> tuple[Team, datetime]:
    from desktop.hub.usecases.team.team import current_team

    return current_team(tx), tx.now


def _invitation(tx: Transaction, name: str, address: str) -> str:
    from desktop.app.account import local_zone
    from desktop.hub.usecases.access.invitations import written_invitation

    return written_invitation(tx, name, address, local_zone()).line


async def _with_store(database: str, function: Callable[[Transaction], T]) -> T:
    # Imported here: SQLAlchemy costs half a second, and `pairwatch send` should not wait for it.
    from desktop.app.server.hub_app import database_url
    from desktop.hub.store.store import Store

    url = database_url(database, default_paths())
    store = Store.open(url)
    try:
        return await store.write(function)
    finally:
        await store.close()
