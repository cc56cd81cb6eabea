"""Web addresses of checks. A value fills the part in which it stands, and cannot leave it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote, urlsplit

from desktop.core.fixing.variables import PLACE, filled
from desktop.formats.check.fields import CannotCheck, lacks

_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_HOST = re.compile(r"[A-Za-z0-9._-]{1,253}|\[?[0-9A-Fa-f:.]+\]?|[A-Za-z0-9._-]{1,253}:\d{1,5}")
LONGEST = 4_000


def web_address(template: str, values: Mapping[str, str]) -> str:
    """The address with its variables filled in: percent-encoded (RFC 3986, 2.1) behind the host, plain names
    in it. One that is a variable as a whole is what the alert says. Raises CannotCheck."""
    template = template.strip()
    whole = PLACE.fullmatch(template)
    if whole:
        if whole[1] not in values:
            raise lacks(whole[1])
        return checked(values[whole[1]])
    scheme = _SCHEME.match(template)
    if scheme is None:
        raise CannotCheck("Only addresses that begin with http:// or https:// are asked.", "Correct url.")
    end = re.search(r"[/?#]", template[scheme.end() :])
    cut = scheme.end() + end.start() if end else len(template)
    authority, missing = filled(template[scheme.end() : cut], values, _within_host)
    rest, missing_behind = filled(template[cut:], values, lambda value: quote(value, safe=""))
    if missing or missing_behind:
        raise lacks((*missing, *missing_behind)[0])
    return checked(f"{scheme[0].lower()}{authority}{rest}")


def names_its_host(template: str) -> bool:
    """Whether no variable says whom to ask."""
    scheme = _SCHEME.match(template.strip())
    return scheme is not None and not PLACE.search(re.split(r"[/?#]", template.strip()[scheme.end() :])[0])


def checked(address: str) -> str:
    """`address`, if it can be asked. Raises CannotCheck."""
    try:
        parts = urlsplit(address)
        is_right = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        raise _wrong(address) from None
    if not is_right or len(address) > LONGEST or re.search(r"[\s\\\x00-\x1f]", address):
        raise _wrong(address)
    if parts.username is not None or parts.password is not None:
        raise CannotCheck("An address with a name and password in it is not asked.", "Take them out.")
    return address


def base_address(address: str) -> str:
    """The address of a server without a slash at its end. Raises CannotCheck."""
    return checked(address).rstrip("/")


def _within_host(value: str) -> str:
    if not _HOST.fullmatch(value):
        raise CannotCheck(f"“{value[:80]}” is not the name of a host.", "Look at what the alert calls it.")
    return f"[{value}]" if value.count(":") > 1 and not value.startswith("[") else value


def _wrong(address: str) -> CannotCheck:
    return CannotCheck(f"“{address[:80]}” is no web address.", "Correct url.")
