"""What every check is given."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from desktop.core.fixing.diagnostic import Diagnostic, DiagnosticKind
from desktop.diagnostics.logins import Logins, NoLogins, logins_from
from desktop.diagnostics.output import Output
from desktop.formats.check.fields import CannotCheck


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """`servers` are the addresses of Prometheus, Loki and Elasticsearch for checks that name none, by their
    kind. `context` is whom to trust; None: whom the system trusts. `guarded`: nobody looks on, so where an
    alert, or a redirect, decides whom to ask, it is never this computer itself. `logins`: what is said to
    servers that want to know who asks."""

    servers: Mapping[DiagnosticKind, str] = field(default_factory=dict)
    context: ssl.SSLContext | None = None
    guarded: bool = False
    logins: Logins = field(default_factory=NoLogins)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """One run of one check. `now` is when it began."""

    diagnostic: Diagnostic
    values: Mapping[str, str]
    output: Output
    access: Access
    now: datetime


def server_of(asking: Asking) -> str:
    """Where the check asks when it says no url. Raises CannotCheck."""
    kind = asking.diagnostic.kind
    known = asking.access.servers.get(kind, "")
    if not known:
        variable = variable_of(kind)
        raise CannotCheck(
            f"The check does not say which {kind} to ask.",
            f"Write a line url: … in it, or set {variable} in the environment.",
        )
    return known


def variable_of(kind: DiagnosticKind) -> str:
    """The variable of the environment with the address of the server of this kind."""
    return f"PAIRWATCH_{kind.upper()}_URL"


def access_from(environment: Mapping[str, str]) -> Access:
    """What the environment says: `PAIRWATCH_PROMETHEUS_URL`, `…_LOKI_URL`, `…_ELASTICSEARCH_URL`, and where
    logins are kept (see `logins`)."""
    kinds = (DiagnosticKind.PROMETHEUS, DiagnosticKind.LOKI, DiagnosticKind.ELASTICSEARCH)
    found = {kind: environment.get(variable_of(kind), "") for kind in kinds}
    servers = {kind: address for kind, address in found.items() if address}
    return Access(servers=servers, logins=logins_from(environment))
