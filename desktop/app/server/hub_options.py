"""The options of `pairwatch hub`. argparse, not Typer: a hub is started often and should cost little."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class HubCommand:
    """What was asked for. Empty strings and None: not given."""

    database: str
    listen: str
    team: Path | None
    address: str
    tls_cert: Path | None
    tls_key: Path | None
    behind_proxy: bool
    embedded: bool
    door: bool
    me: str
    key_file: Path | None
    pulse: float
    log_json: bool
    verbose: bool


def hub_command(arguments: list[str]) -> HubCommand:
    """The options in `arguments`. Ends the program for --help and with status 2 for a bad one."""
    parser = argparse.ArgumentParser(
        prog="pairwatch hub",
        description="The hub: takes alerts, pages people, answers desktops. Runs until it is told to end.",
    )
    parser.add_argument(
        "--database", default="", metavar="URL",
        help="sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME; without it a file in the data folder",
    )  # fmt: skip
    parser.add_argument(
        "--listen", default="", metavar="HOST:PORT",
        help="default 127.0.0.1:8765, for this computer only; anything else is encrypted or behind a proxy",
    )  # fmt: skip
    parser.add_argument("--team", type=Path, metavar="FILE", help="roster, schedule, policy and keys (TOML)")
    parser.add_argument(
        "--address", default="", metavar="URL", help="how others reach this hub, for invitations"
    )
    parser.add_argument("--tls-cert", type=Path, metavar="FILE", help="a certificate (PEM); else one is made")
    parser.add_argument("--tls-key", type=Path, metavar="FILE", help="the key of that certificate (PEM)")
    parser.add_argument("--behind-proxy", action="store_true", help="plain HTTP: a proxy in front encrypts")
    parser.add_argument(
        "--key-file", type=Path, metavar="FILE",
        help="the key that seals channels' addresses; made if missing, the same for all replicas",
    )  # fmt: skip
    parser.add_argument("--embedded", action="store_true", help="as the desktop starts its own hub")
    parser.add_argument(
        "--door", action="store_true", help="with --embedded: let other computers in too, encrypted"
    )
    parser.add_argument("--me", default="", metavar="ID", help="with --embedded: who sits at this computer")
    parser.add_argument("--pulse", type=float, default=15.0, metavar="SECONDS", help=argparse.SUPPRESS)
    parser.add_argument("--log-json", action="store_true", help="log a line of JSON for each event")
    parser.add_argument("--verbose", action="store_true", help="log more")
    known = parser.parse_args(arguments)
    if bool(known.tls_cert) != bool(known.tls_key):
        parser.error("--tls-cert and --tls-key go together")
    if known.behind_proxy and known.tls_cert:
        parser.error("with --behind-proxy the proxy has the certificate")
    if known.door and (not known.embedded or known.listen):
        parser.error("--door goes with --embedded; give --listen to a hub of its own")
    return HubCommand(**vars(known))
