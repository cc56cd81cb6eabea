"""Links of an incident as rows: what it is, where it leads, who says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.core.incident.incident_links import IncidentLink, LinkOrigin
from desktop.ui.present.incident.broken import web_host
from desktop.ui.present.words import tr

_TEXT, _HOST = 16, 26
"""Characters on a button that stands in a narrow card."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRowView:
    """`host` is where a browser goes; `about` says who links there."""

    text: str
    host: str
    about: str
    href: str

    @property
    def spoken(self) -> str:
        """For a screen reader."""
        return tr("{text}, opens {host} in the browser").format(text=self.text, host=self.host)


def beside_its_host(text: str, host: str) -> str:
    """Both in one line that may be short: a long text is cut, and of a long host its end stays, which says
    whose it is."""
    text = text if len(text) <= _TEXT else f"{text[: _TEXT - 1]}…"
    host = host if len(host) <= _HOST else f"…{host[1 - _HOST :]}"
    return host if not text or text == host else f"{text} · {host}"


def link_rows(links: Iterable[IncidentLink]) -> tuple[LinkRowView, ...]:
    """What leads to no web address is left out: it could not be opened."""
    rows = (_row(one) for one in links)
    return tuple(row for row in rows if row.host)


def _row(one: IncidentLink) -> LinkRowView:
    host = web_host(one.link.href)
    text = " ".join(one.link.text.split()) or host
    return LinkRowView(text=text, host=host, about=_about(one), href=one.link.href)


def _about(one: IncidentLink) -> str:
    match one.origin:
        case LinkOrigin.SERVICE:
            return tr("of {service}").format(service=one.origin_name)
        case LinkOrigin.ALERT:
            return tr("from {source}").format(source=one.origin_name) if one.origin_name else ""
        case LinkOrigin.RUN_BOOK:
            return tr("in “{title}”").format(title=one.origin_name)
