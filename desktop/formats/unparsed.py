"""What cannot be understood pages anyway (product rule "Nothing is lost")."""

from __future__ import annotations

from desktop.core.incident.alert import AlertAction, Report
from desktop.formats import dedup_key, loose

LONGEST_SUMMARY = 1024
"""PagerDuty's limit, which holds for every format here; what is longer is cut."""


def unparsed(body: bytes, integration: str, summary: str = "", key: str = "") -> Report:
    """A triggering report that keeps `body` whole; `summary` and `key` are what could be made out, or ""."""
    whole = loose.storable(body.decode(errors="replace"))
    return Report(
        action=AlertAction.TRIGGER,
        dedup_key=dedup_key.bounded(key) or dedup_key.made_from(body),
        summary=cut(summary) or _title(whole, integration),
        source=integration,
        details=whole,
        parsed=False,
    )


def cut(summary: str) -> str:
    """The summary on one line, and not longer than it may be."""
    return " ".join(summary.split())[:LONGEST_SUMMARY]


def _title(whole: str, integration: str) -> str:
    title = f"Unparsed alert from {integration}" if integration else "Unparsed alert"
    words = whole.strip().partition("\n")[0].strip()
    # A plain text says in its first line what is wrong; the first line of broken JSON says nothing.
    if not words or words.startswith(("{", "[", "<", '"')) or "\ufffd" in words or not words.isprintable():
        return title
    return cut(f"{title}: {words[:200]}")
