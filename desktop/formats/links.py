"""Links in what monitors send: only such as a browser may open without harm."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.core.incident.alert import Link

MOST = 20


def link(href: str, text: str = "") -> Link | None:
    """The link; None unless it is a web address (one click must not open a file or a program)."""
    if not href.lower().startswith(("http://", "https://")) or any(c.isspace() for c in href):
        return None
    return Link(href=href, text=text if text != href else "")


def distinct(links: Iterable[Link | None]) -> tuple[Link, ...]:
    """Each address once, in their order, at most `MOST`."""
    found: dict[str, Link] = {}
    for one in links:
        if one is not None:
            found.setdefault(one.href, one)
    return tuple(found.values())[:MOST]
