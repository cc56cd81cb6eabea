"""`pairwatch change`: tells the hub what was changed, from a deployment, a script, or a git hook."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Annotated
from urllib.parse import quote

import msgspec
import typer

from desktop.app.alert_post import deliver
from desktop.app.cli.send_verb import where_to
from desktop.app.local_hub import running_hub
from desktop.core.errors import PairwatchError
from desktop.oslayer.paths import default_paths


def add_to(app: typer.Typer) -> None:
    """Add the verb to the command line."""
    app.command("change")(change)


def change(
    summary: Annotated[str, typer.Argument(help="What was changed, such as “Deploy checkout 1.4”.")],
    service: Annotated[str, typer.Option(help="The service that it concerns, as alerts call it.")] = "",
    kind: Annotated[str, typer.Option(help="Such as deploy, configuration, migration.")] = "",
    author: Annotated[str, typer.Option(help="Who made it.")] = "",
    source: Annotated[str, typer.Option(help="Where it was made, such as a repository.")] = "",
    at: Annotated[str, typer.Option(help="When, such as 2026-11-24T02:11:52Z; left out: now.")] = "",
    link: Annotated[list[str] | None, typer.Option(help="Where to read more; as often as wanted.")] = None,
    details: Annotated[str, typer.Option(help="What else helps, in any number of lines.")] = "",
    hub: Annotated[
        str,
        typer.Option(envvar="PAIRWATCH_HUB", help="The hub's address; without it the one of this computer."),
    ] = "",
    key: Annotated[str, typer.Option(envvar="PAIRWATCH_KEY", help="An integration key of that hub.")] = "",
) -> None:
    """Tell the hub of one change; it pages nobody. Status 0 only when the hub has it on disk."""
    if not summary.strip():
        raise PairwatchError("The change has no words.", "Say in one line what was changed.")
    message = {
        "summary": summary,
        "service": service,
        "kind": kind,
        "author": author,
        "source": source,
        "at": _checked(at),
        "links": link or [],
        "details": details,
        # Made here, so that an attempt whose answer was lost is the same change, not a second one.
        "key": f"change-{secrets.token_hex(12)}",
    }
    address, key, context = where_to(hub, key, running_hub(default_paths().runtime))
    deliver(f"{address}/ingest/change/{quote(key, safe='')}", msgspec.json.encode(message), context)
    print("Written down.")


def _checked(at: str) -> str:
    """The hub takes what it does not understand for now; here somebody can correct it."""
    if at:
        try:
            moment = datetime.fromisoformat(at)
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is None:
            raise PairwatchError("--at is no time with an offset.", "Write it as 2026-11-24T02:11:52Z.")
    return at
