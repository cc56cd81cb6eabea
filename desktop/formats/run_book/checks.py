"""Which checks there are, and what they are told: the fields of each kind."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.core.fixing.diagnostic import DiagnosticKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """The fields of one kind. `needed` must be there; `choices` are the values that a field may have."""

    needed: tuple[str, ...]
    others: tuple[str, ...] = ()
    choices: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        return (*self.needed, *self.others)


COMMON = ("name", "timeout", "automatic")
"""What every check may say."""

CHECKS = {
    DiagnosticKind.HTTP: Check(
        needed=("url",),
        others=("method", "status", "contains", "within", "certificate_days"),
        choices=(("method", ("GET", "HEAD")),),
    ),
    DiagnosticKind.DNS: Check(
        needed=("host",),
        others=("type", "expect", "server"),
        choices=(("type", ("A", "AAAA", "CNAME", "MX", "NS", "TXT", "SRV")),),
    ),
    DiagnosticKind.TCP: Check(needed=("host", "port")),
    DiagnosticKind.PING: Check(needed=("host",), others=("count",)),
    DiagnosticKind.PROMETHEUS: Check(needed=("query",), others=("url", "span", "step")),
    DiagnosticKind.LOKI: Check(needed=("query",), others=("url", "span", "limit")),
    DiagnosticKind.ELASTICSEARCH: Check(needed=("query",), others=("url", "index", "span", "limit")),
}
"""All of them only look: none changes anything, so each may be automatic."""
