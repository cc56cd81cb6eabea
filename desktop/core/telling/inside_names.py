"""Names that readers outside do not know: of machines, of people, and as programs write them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import TypeAlias

from desktop.core.incident.incident import Incident
from desktop.core.team.team import Team
from desktop.core.telling.text_warning import Concern, TextWarning, overlaps

_TECHNICAL = re.compile(r"[-_./:\d]|[a-z][A-Z]")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|(?<!\S)\S{1,80}@\S+", re.IGNORECASE)
"""Pages and mail addresses are meant to be read."""
_ROLE = (
    "db|web|app|api|node|host|srv|server|redis|kafka|mysql|maria|postgres|pg|lb|proxy|cache|worker|vm|prod"
    "|stage|staging|k8s|mq|mail|mx|smtp|dns|ns|nfs|es|elastic|mongo|cassandra|zk|etcd|master|primary"
    "|replica|gw|gateway|router|switch|fw|storage|backup|cluster|pod"
)
_PRIVATE = r"internal|intra|intranet|local|localdomain|lan|corp|svc|home\.arpa"
"""What private networks end with: RFC 6762 (.local), RFC 8375 (home.arpa), ICANN's .internal, and habits."""
_HOSTS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?i)[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.(?:{_PRIVATE})",
        r"[a-z][a-z0-9-]*\d[a-z0-9-]*(?:\.[a-z0-9-]+)+\.[a-z]{2,}",
        # A pod of a Kubernetes deployment: name, hash of the template, five random characters.
        r"[a-z][a-z0-9-]*-[0-9a-f]{8,10}-[a-z0-9]{5}",
        rf"(?:[a-z][a-z0-9]*-)*(?:{_ROLE})(?:-\d{{1,4}}[a-z]?|\d{{2,4}})(?:[-.][a-z0-9-]+)*",
        r"(?:\d{1,3}\.){3}\d{1,3}(?:/\d{1,2})?",
        r"(?:[0-9a-fA-F]{1,4}:){3,7}:?[0-9a-fA-F]{1,4}",
    )
)
_TOKEN = re.compile(r"[\w.:/-]+")
_LONGEST_HOST = 253
"""Characters (RFC 1035). Longer ones are not looked at: the patterns would take their time."""
_SNAKE = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)+")
_Named: TypeAlias = tuple[Concern, tuple[int, int]]
_SHORTEST = 3
"""Characters; a shorter name is found in too many words."""


def internal_names(incident: Incident, team: Team) -> tuple[str, ...]:
    """Names of the incident and the team that customers do not know: of people, and of services that are
    written as machines do ("checkout-api"; "Checkout" is a word)."""
    services = {incident.service, *(alert.service for alert in incident.alerts)}
    services |= {label.value for label in incident.labels if label.key == "service"}
    technical = sorted(name for name in services if _TECHNICAL.search(name))
    return (*technical, *(person.name for person in team.roster.responders))


def inside_names(text: str, internal: Collection[str]) -> Iterator[TextWarning]:
    """Each name once. `internal` are those that are known."""
    taken = [found.span() for found in _ADDRESS.finditer(text)]
    known = [
        re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])", re.IGNORECASE)
        for name in sorted(internal, key=len, reverse=True)
        if len(name.strip()) >= _SHORTEST
    ]
    for concern, (start, end) in (*_hosts(text), *_known(text, known), *_snakes(text)):
        if overlaps(start, end, taken):
            continue
        taken.append((start, end))
        words = _WORDS[concern].format(text[start:end])
        yield TextWarning(concern=concern, start=start, end=end, sentence=words)


_WORDS = {
    Concern.HOST: "“{}” looks like the name of a machine. Readers outside do not know it.",
    Concern.INTERNAL: "“{}” is a name from within. Say it in the words of your readers.",
}


def _hosts(text: str) -> Iterator[_Named]:
    for start, token in _tokens(text):
        if any(pattern.fullmatch(token) for pattern in _HOSTS) and _is_name(token):
            yield Concern.HOST, (start, start + len(token))


def _known(text: str, names: Sequence[re.Pattern[str]]) -> Iterator[_Named]:
    for name in names:
        for found in name.finditer(text):
            yield Concern.INTERNAL, found.span()


def _snakes(text: str) -> Iterator[_Named]:
    for start, token in _tokens(text):
        if _SNAKE.fullmatch(token):
            yield Concern.INTERNAL, (start, start + len(token))


def _tokens(text: str) -> Iterator[tuple[int, str]]:
    for found in _TOKEN.finditer(text):
        token = found[0].rstrip(".:/-")
        if len(token) <= _LONGEST_HOST:
            yield found.start(), token


def _is_name(name: str) -> bool:
    """Four numbers with points are an address only when each is below 256."""
    numbers = name.split("/")[0].split(".")
    return not all(number.isdigit() for number in numbers) or all(int(number) < 256 for number in numbers)
