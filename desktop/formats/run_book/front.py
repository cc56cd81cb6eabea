"""Front matter: what a run-book says of itself, between two lines of dashes at its beginning."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from desktop.core.fixing.run_book import RunBook, RunBookProblem
from desktop.core.incident.alert import Link
from desktop.formats.links import distinct, link
from desktop.formats.run_book.fields import Field, read_fields

KEYS = ("title", "services", "alerts", "labels", "owner", "reviewed_on", "links")
_ALSO = {"service": "services", "alert": "alerts", "reviewed": "reviewed_on", "last_reviewed": "reviewed_on"}
_LINE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_LOOKS_LIKE_FIELDS = re.compile(r"\A---[ \t]*\n[\w -]+:(?:\s|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """The understood fields. An empty title: the file has none here."""

    title: str = ""
    services: tuple[str, ...] = ()
    alerts: tuple[str, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()
    owner: str = ""
    reviewed_on: date | None = None
    links: tuple[Link, ...] = ()


def split(text: str) -> tuple[str | None, str]:
    """The front matter (without its lines of dashes; None when there is none) and the body of a file.
    Together they are the text again, see `RunBook.text`."""
    opening = _LINE.match(text)
    if opening is None or opening.end() == len(text):
        return None, text
    closing = _LINE.search(text, opening.end() + 1)
    if closing is None:
        return None, text
    return text[opening.end() + 1 : closing.start()], text[closing.end() + 1 :]


def is_left_open(body: str) -> bool:
    """Whether a file without front matter begins as if it should have had some."""
    return bool(_LOOKS_LIKE_FIELDS.match(body))


def read_front(front: str, problems: list[RunBookProblem]) -> Front:
    """The fields of `front`, which begins in line 2 of the file."""
    fields: dict[str, Field] = {}
    for key, field in read_fields(front, 2, problems).items():
        known = _ALSO.get(key, key)
        if known in KEYS:
            fields.setdefault(known, field)
        else:
            problems.append(
                RunBookProblem(
                    line=2 + field.line,
                    sentence=f"“{key}” is not known here.",
                    remedy=f"Front matter may have: {', '.join(KEYS)}.",
                )
            )
    none = Field(0, ())
    return Front(
        title=_line(fields.get("title", none)),
        services=fields.get("services", none).texts,
        alerts=fields.get("alerts", none).texts,
        labels=tuple(dict.fromkeys(pair for pair in fields.get("labels", none).pairs if pair[0])),
        owner=_line(fields.get("owner", none)),
        reviewed_on=_day(fields.get("reviewed_on"), problems),
        links=_links(fields.get("links"), problems),
    )


def front_of_run_book(run_book: RunBook) -> Front:
    """What the front matter of the run-book would have to say."""
    return Front(
        title=run_book.title,
        services=run_book.services,
        alerts=run_book.alerts,
        labels=run_book.labels,
        owner=run_book.owner,
        reviewed_on=run_book.reviewed_on,
        links=run_book.links,
    )


def _line(field: Field) -> str:
    text = field.value if isinstance(field.value, str) else ", ".join(field.texts)
    return " ".join(text.split())


def _day(field: Field | None, problems: list[RunBookProblem]) -> date | None:
    if field is None or field.value in ("", ()):
        return None
    try:
        return date.fromisoformat(field.value.strip()) if isinstance(field.value, str) else _reject(field)
    except ValueError:
        problems.append(
            RunBookProblem(
                line=2 + field.line,
                sentence="The day of the last review is not a date.",
                remedy="Write it as reviewed_on: 2026-01-31.",
            )
        )
        return None


def _reject(field: Field) -> date:
    raise ValueError(f"line {field.line} has a list")


def _links(field: Field | None, problems: list[RunBookProblem]) -> tuple[Link, ...]:
    if field is None:
        return ()
    found = [
        _link(item) for item in ((field.value,) if isinstance(field.value, str) else field.value) if item
    ]
    if None in found:
        problems.append(
            RunBookProblem(
                line=2 + field.line,
                sentence="A link is no web address, and is left out.",
                remedy="Write links as a list of https://… addresses, or as name: https://…",
            )
        )
    return distinct(found)


def _link(item: str | tuple[str, str]) -> Link | None:
    if isinstance(item, tuple):
        return link(item[1].strip(), item[0])
    return link(item.strip())
