"""The fields of a check, filled in for an incident."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta

from desktop.core.errors import PairwatchError
from desktop.core.fixing.diagnostic import Diagnostic
from desktop.core.fixing.variables import Escape, filled

_DURATION = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)\s*(ms|s|m|min|h|d)")
_SECONDS = {"ms": 0.001, "s": 1, "m": 60, "min": 60, "h": 3600, "d": 86400}


class CannotCheck(PairwatchError):
    """The check cannot be run as it is written."""


def field_of(
    diagnostic: Diagnostic,
    name: str,
    values: Mapping[str, str],
    default: str = "",
    escape: Escape = lambda value: value,
) -> str:
    """The field `name` with its variables filled in. Raises CannotCheck when the incident lacks one."""
    text, missing = filled(diagnostic.field(name, default), values, escape)
    if missing:
        raise lacks(missing[0])
    return text.strip()


def lacks(variable: str) -> CannotCheck:
    return CannotCheck(f"The alert says no {variable}.", "Ask what this check asks by hand.")


def duration(text: str, name: str) -> timedelta:
    """ "500ms", "90s", "2h". Raises CannotCheck."""
    match = _DURATION.fullmatch(text.strip())
    if match is None or not float(match[1]):
        raise CannotCheck(f"{name} “{text[:40]}” is not a time.", f"Write it as {name}: 30s, or 2h.")
    return timedelta(seconds=float(match[1]) * _SECONDS[match[2]])


def number(text: str, name: str, least: int, most: int) -> int:
    """A whole number. Raises CannotCheck."""
    if not re.fullmatch(r"[0-9]{1,9}", text) or not least <= int(text) <= most:
        raise CannotCheck(f"{name} “{text[:40]}” is not a number from {least} to {most}.", "Correct it.")
    return int(text)


def host(text: str) -> str:
    """A name or an address that is nothing but one: no option, no path. Raises CannotCheck."""
    bare = text.removeprefix("[").removesuffix("]")
    if re.fullmatch(r"(?!-)[^\W]([\w.-]{0,252})|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%\w+)?", bare):
        return bare
    raise CannotCheck(f"“{text[:80]}” is not the name of a host.", "Look at what the alert calls it.")
