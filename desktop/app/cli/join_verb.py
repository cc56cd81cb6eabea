"""`pairwatch join`: this computer becomes a desktop of somebody's hub."""

from __future__ import annotations

import asyncio
import sys
from typing import Annotated

import typer

from desktop.app import joining
from desktop.oslayer.local_client import NotRunning, send_command
from desktop.oslayer.paths import default_paths


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
    joined = asyncio.run(joining.join_hub(text, paths, token_in_file=token_in_file))
    print(f"Joined {joined.access.address} as {joined.name}.")
    try:
        send_command(paths.socket, {"command": "restart"})
    except NotRunning:
        print("Start Pairwatch now; it will page you from there.")
    else:
        print("Pairwatch starts again with this hub.")
