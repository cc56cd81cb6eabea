"""`pairwatch send`: an alert from a script, a cron job, Nagios, or a person."""

from __future__ import annotations

import secrets
import ssl
from typing import Annotated
from urllib.parse import quote

import msgspec
import typer

from desktop.app.alert_post import NotSent, deliver
from desktop.app.local_hub import RunningHub, running_hub
from desktop.core.errors import PairwatchError
from desktop.oslayer.paths import default_paths


def add_to(app: typer.Typer) -> None:
    """Add the verb to the command line."""
    app.command("send")(send)


def send(
    summary: Annotated[str, typer.Argument(help="What is wrong, in one line.")],
    service: Annotated[str, typer.Option(help="The service that is hit.")] = "",
    severity: Annotated[str, typer.Option(help="Such as critical, error, warning, info.")] = "critical",
    dedup_key: Annotated[
        str, typer.Option(help="Names the alert: the same again is a repeat, and --resolve ends it.")
    ] = "",
    source: Annotated[str, typer.Option(help="Where it was noticed, such as a host's name.")] = "",
    details: Annotated[str, typer.Option(help="What else helps, in any number of lines.")] = "",
    resolve: Annotated[bool, typer.Option("--resolve", help="It is over.")] = False,
    acknowledge: Annotated[
        bool, typer.Option("--acknowledge", help="The monitor's own acknowledgement.")
    ] = False,
    hub: Annotated[
        str,
        typer.Option(envvar="PAIRWATCH_HUB", help="The hub's address; without it the one of this computer."),
    ] = "",
    key: Annotated[str, typer.Option(envvar="PAIRWATCH_KEY", help="An integration key of that hub.")] = "",
) -> None:
    """Send one alert to the hub. Status 0 only when the hub has it on disk."""
    if resolve and acknowledge:
        raise PairwatchError("--resolve and --acknowledge exclude each other.", "Give one of them.")
    if (resolve or acknowledge) and not dedup_key:
        raise PairwatchError(
            "Without --dedup-key it is not known what is over.", "Give the key of the alert."
        )
    local = running_hub(default_paths().runtime)
    address, key, context = where_to(hub, key, local)
    message = {
        "summary": summary,
        "service": service,
        "severity": severity,
        # Made here, so that an attempt whose answer was lost is a repeat, not a second incident.
        "dedup_key": dedup_key or f"send-{secrets.token_hex(12)}",
        "action": "resolve" if resolve else "acknowledge" if acknowledge else "trigger",
        "source": source,
        "details": details,
    }
    answer = deliver(f"{address}/ingest/generic/{quote(key, safe='')}", msgspec.json.encode(message), context)
    number = answer.get("number")
    print(f"Incident #{number}." if number is not None else "There was no such alert; nothing to do.")


def where_to(hub: str, key: str, local: RunningHub | None) -> tuple[str, str, ssl.SSLContext | None]:
    """Address, key and how to trust the hub."""
    hub = hub.rstrip("/")
    is_local = local is not None and hub in ("", local.address)
    if not is_local and not hub:
        raise NotSent("No hub runs on this computer.", "Start Pairwatch, or name a hub with --hub and --key.")
    if not is_local and not key:
        raise NotSent("This hub wants an integration key.", "Give it with --key, or in PAIRWATCH_KEY.")
    if local is None or not is_local:
        return hub, key, None
    context = None
    if local.certificate:
        context = ssl.create_default_context(cafile=local.certificate)
        context.check_hostname = False  # the certificate itself is known
    return local.address, key or local.integration_key, context
