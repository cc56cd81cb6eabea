"""What people outside call a service."""

from __future__ import annotations

import re

_SEPARATORS = re.compile(r"[-_./\s]+")
_INSIDE = frozenset(
    {
        *("api", "app", "backend", "be", "cluster", "cron", "daemon", "db", "frontend", "fe", "gateway"),
        *("grpc", "http", "job", "lb", "proxy", "queue", "server", "service", "srv", "svc", "web", "worker"),
        *("dev", "eu", "live", "main", "prod", "production", "staging", "us", "v1", "v2", "v3"),
    }
)
"""Words that say how it is built or where it runs, not what it is."""


def outside_name(service: str) -> str:
    """ "checkout-api" is "checkout" for who uses it, "eu-payment_service" is "payment". A name that has
    nothing else, or that people wrote ("Search"), stays as it is; empty for none."""
    name = service.strip()
    parts = [part for part in _SEPARATORS.split(name) if part]
    told = [part for part in parts if part.lower() not in _INSIDE and not part.isdigit()]
    return " ".join(told) or name
