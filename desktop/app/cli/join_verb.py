"""`pairwatch join`: this computer becomes a desktop of somebody's hub."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import replace
from typing import Annotated

import typer

from desktop.app.config import SharedHub, read_config, write_config
from desktop.app.hub_token import TOKEN_FILE, secret_name
from desktop.app.local_hub import write_private
from desktop.client.join import JoinedHub, join
from desktop.core.errors import PairwatchError
from desktop.oslayer.local_client import NotRunning, send_command
from desktop.oslayer.paths import Paths, default_paths
from desktop.oslayer.secrets import Place, Secrets


def add_to(app: typer.Typer) -> None:
    """Add the verb to the command line."""
    app.command("join")(join_hub)


def join_hub(
    invitation: Annotated[
        str, typer.Argument(help="The line that starts with “pairwatch:”; - reads it from standard input.")
    ],
    token_in_file: Annotated[
        bool,
        typer.Option(
            "--token-in-file", help="Where there is no keyring: keep the token in a file of mode 0600."
        ),
    ] = False,
) -> None:
    """Join a hub with an invitation. It is good once, so join on the computer that shall ring."""
    text = sys.stdin.read() if invitation == "-" else invitation
    paths = default_paths()
    config = read_config(paths.config)
    joined = asyncio.run(_join(text, paths, token_in_file))
    hub = SharedHub(
        address=joined.access.address, responder=joined.responder, certificate=joined.access.certificate
    )
    write_config(paths.config, replace(config, hub=hub))
    print(f"Joined {hub.address} as {joined.name}.")
    try:
        send_command(paths.socket, {"command": "restart"})
    except NotRunning:
        print("Start Pairwatch now; it will page you from there.")
    else:
        print("Pairwatch starts again with this hub.")


async def _join(text: str, paths: Paths, token_in_file: bool) -> JoinedHub:
    """Exchange the invitation, once it is sure that the token can be kept: the code is good once."""
    secrets = Secrets()
    if not token_in_file:
        probe = await secrets.set("probe", "can a secret be kept here?")
        await secrets.delete("probe")
        if probe.place is not Place.KEYRING:
            raise PairwatchError(
                "There is no keyring here that opens, and the token must be kept somewhere.",
                "Unlock or install one (gnome-keyring, KWallet), or join with --token-in-file.",
            )
    joined = await join(text)
    if token_in_file:
        write_private(paths.config / TOKEN_FILE, joined.access.token.encode())
    else:
        (paths.config / TOKEN_FILE).unlink(missing_ok=True)
        await secrets.set(secret_name(joined.access.address), joined.access.token)
    return joined
