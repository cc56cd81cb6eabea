"""Variables of run-books and checks: what an incident fills in for `{{ host }}`.

Values come from monitors, and so from whoever can make a monitor say something: they are one line, short, and
without characters that would make them look like something else. Whoever puts them anywhere quotes them for
that place: `filled` takes how.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC

from desktop.core.incident.alert import Alert
from desktop.core.incident.incident import Incident

LONGEST_VALUE = 500
"""Characters; what is longer is cut."""
MOST_VARIABLES = 300

PLACE = re.compile(r"\{\{\s*([A-Za-z_][\w.-]*)\s*\}\}")
"""Where a variable stands. The same names as in `core.diagnostic`."""

_NAME = re.compile(r"[A-Za-z_][\w.-]*")
_SPACES = re.compile(r"\s+")
# Shown, they would turn what is around them (Unicode, UAX 9), or nothing would be seen of them.
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_PORT = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^:\[\]]+):\d{1,5}")

Escape = Callable[[str], str]


def variables_of(incident: Incident) -> dict[str, str]:
    """The values by their names. There are `title`, `service`, `source`, `severity`, `number`, `opened_at`
    (ISO 8601, UTC), `dedup_key`, `summary`, `link` and `link.<its text>`, `label.<name>` for each label, and
    the bare names of the alerts' labels (`host`, `instance`, `namespace` …). The newest alert that is open
    says it first; a label is never taken for one of the first group.

    `host` is made of `hostname`, `node` or `instance` (without its port) where no label is called so.
    """
    values: dict[str, str] = {}
    alerts = _by_weight(incident.alerts)
    first = alerts[0] if alerts else None
    _put(values, "title", incident.title)
    _put(values, "number", str(incident.number))
    _put(values, "opened_at", incident.opened_at.astimezone(UTC).isoformat(timespec="seconds"))
    _put(values, "service", incident.service or next((a.service for a in alerts if a.service), ""))
    _put(values, "source", next((a.source for a in alerts if a.source), ""))
    _put(values, "severity", next((a.severity for a in alerts if a.severity), ""))
    _put(values, "summary", first.summary if first else "")
    _put(values, "dedup_key", first.dedup_key if first else "")
    for link in (link for alert in alerts for link in alert.links):
        _put(values, "link", link.href)
        _put(values, f"link.{_named(link.text)}", link.href)
    labels = [*(pair for alert in alerts for pair in alert.labels)]
    labels += [(label.key, label.value) for label in incident.labels]
    for name, value in labels:
        _put(values, f"label.{name}", value)
    for name, value in labels:
        _put(values, name, value)
    if "host" not in values:
        _put(values, "host", _host(values))
    return values


def filled(
    text: str, values: Mapping[str, str], escape: Escape = lambda value: value
) -> tuple[str, tuple[str, ...]]:
    """`text` with its `{{ … }}` places filled, each value after `escape`, and the names for which there is no
    value, each once: their places stay as they are. A value is never looked at for places of its own."""
    missing: dict[str, None] = {}

    def value_of(place: re.Match[str]) -> str:
        value = values.get(place[1])
        if value is None:
            missing[place[1]] = None
            return place[0]
        return escape(value)

    return PLACE.sub(value_of, text), tuple(missing)


def in_markdown(value: str) -> str:
    """A value that stays text within Markdown: it makes no link, no image, no heading (CommonMark 0.31,
    2.4)."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", value)


def clean(value: str) -> str:
    """One line of at most `LONGEST_VALUE` characters, without control and invisible characters."""
    line = _SPACES.sub(" ", value[: 4 * LONGEST_VALUE])
    seen = "".join(letter for letter in line if unicodedata.category(letter) not in _HIDDEN)
    return seen.strip()[:LONGEST_VALUE]


def _put(values: dict[str, str], name: str, value: str) -> None:
    """The first to say it is right; a name that could not stand in a place, or nothing, is left out."""
    if name in values or len(name) > LONGEST_VALUE or len(values) >= MOST_VARIABLES:
        return
    if _NAME.fullmatch(name) and (cleaned := clean(value)):
        values[name] = cleaned


def _by_weight(alerts: Iterable[Alert]) -> list[Alert]:
    return sorted(alerts, key=lambda one: (one.resolved_at is not None, -one.last_seen_at.timestamp()))


def _named(text: str) -> str:
    return re.sub(r"[^\w.-]+", "_", text.strip().lower()).strip("_")


def _host(values: Mapping[str, str]) -> str:
    for name in ("hostname", "node", "instance"):
        value = values.get(name, "")
        if value:
            with_port = _PORT.fullmatch(value)
            return with_port[1].strip("[]") if with_port else value
    return ""
