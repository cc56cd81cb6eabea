"""`pairwatch login`: what checks say to servers that want to know who asks."""

from __future__ import annotations

import asyncio
import sys
from typing import Annotated
from urllib.parse import urlsplit

import typer

from desktop.core.errors import PairwatchError
from desktop.diagnostics.logins import basic, bearer, origin_of, secret_name
from desktop.oslayer.secrets import Place, Secrets

_HERE = ("localhost", "127.0.0.1", "::1")


def add_to(app: typer.Typer) -> None:
    """Add the verb to the command line."""
    app.command("login")(login)


def login(
    address: Annotated[str, typer.Argument(help="The server, such as https://prometheus.example.com.")],
    user: Annotated[str, typer.Option(help="A name; the password is asked for, or read from a pipe.")] = "",
    remove: Annotated[bool, typer.Option("--remove", help="Forget the login for this server.")] = False,
    unencrypted: Annotated[
        bool, typer.Option("--unencrypted", help="Also where the network can read it: http://.")
    ] = False,
) -> None:
    """Keep a login for a server that checks ask, in the keyring: a token, or with --user a name and password.

    It is sent to this server only.
    """
    origin = origin_of(address)
    if not origin:
        raise PairwatchError(
            f"“{address}” is no web address.", "Write it as in https://prometheus.example.com."
        )
    if remove:
        asyncio.run(Secrets().delete(secret_name(origin)))
        print(f"Checks ask {origin} without a login.")
        return
    parts = urlsplit(origin)
    if parts.scheme == "http" and parts.hostname not in _HERE and not unencrypted:
        raise PairwatchError(
            f"Whoever is in the network could read the login for {origin}.",
            "Use https://, or say --unencrypted if that is all right there.",
        )
    if ":" in user:
        raise PairwatchError("A name with a colon in it cannot log in this way.", "Use a token.")
    secret = _secret("Password" if user else "Token")
    header = basic(user, secret) if user else bearer(secret)
    if not secret or any(not 32 <= ord(letter) < 127 for letter in header):
        raise PairwatchError("That is no token or password for the web.", "Copy it again.")
    kept = asyncio.run(Secrets().set(secret_name(origin), header))
    if kept.place is not Place.KEYRING:
        raise PairwatchError(
            "There is no keyring here that opens, and the login must be kept somewhere.",
            "Unlock or install one (gnome-keyring, KWallet). For a hub on a server see PAIRWATCH_LOGINS.",
        )
    print(f"Checks log in to {origin}.")


def _secret(name: str) -> str:
    """Typed without being shown, or the first line of what is piped in."""
    if sys.stdin.isatty():
        return str(typer.prompt(name, hide_input=True)).strip()
    return sys.stdin.readline().strip()
