"""The hub's pages for people without the app: plain HTML, no script, everything escaped by Jinja2."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from desktop.core.telling.notice import Notice
from desktop.core.zones import told_time, zone
from desktop.hub.api.incident.incident_view import IncidentView

if TYPE_CHECKING:
    from jinja2 import Environment

_FOLDER = files("desktop") / "resources" / "pages"


def notices_page(shown: Sequence[Notice], zone_name: str, now: datetime) -> bytes:
    """The page of what is shown to users; times in that zone, which they name."""
    there = zone(zone_name)
    lines = [
        {
            "severity": notice.severity.value,
            "word": notice.heading,
            "service": notice.service,
            "paragraphs": _paragraphs(notice.text),
            "until": told_time(notice.until_at, there, now) if notice.until_at else "",
        }
        for notice in shown
    ]
    return _render("notices.html", notices=lines)


def incident_page(view: IncidentView) -> bytes:
    """The page of one incident, as of the view's moment."""
    return _render("incident.html", view=view, paragraphs=_paragraphs(view.last_update))


def sentence_page(title: str, sentence: str, *, refresh: bool = False) -> bytes:
    """A page that says why there is nothing to see, and what to do. With `refresh` it looks again."""
    return _render("sentence.html", title=title, sentence=sentence, refresh=refresh)


@cache
def content_policy() -> str:
    """The Content-Security-Policy of all pages: our own style, and nothing else at all. Should a text ever
    get through unescaped, it could still load and run nothing."""
    digest = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def _render(name: str, **values: Any) -> bytes:
    return _environment().get_template(name).render(values).encode("utf-8", "replace")


@cache
def _environment() -> Environment:
    # Imported for the first page only: most hubs on a laptop never make one.
    from jinja2 import Environment, FunctionLoader, StrictUndefined
    from markupsafe import Markup

    made = Environment(
        loader=FunctionLoader(lambda name: (_FOLDER / name).read_text("utf-8")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # Ours, not anybody's text: escaping would change the bytes whose digest the policy names.
    made.globals["style"] = Markup(_style())
    return made


@cache
def _style() -> str:
    return (_FOLDER / "style.css").read_text("utf-8")


def _paragraphs(text: str) -> list[str]:
    return [lines.strip() for lines in text.split("\n\n") if lines.strip()]
