"""Questions to name servers and their answers (RFC 1035, 4; RFC 2782; RFC 3596)."""

from __future__ import annotations

import ipaddress
import struct

from desktop.formats.check.fields import CannotCheck

TYPES = {"A": 1, "NS": 2, "CNAME": 5, "MX": 15, "TXT": 16, "AAAA": 28, "SRV": 33}
_ERRORS = {1: "does not understand the question", 2: "failed", 4: "does not do that", 5: "refuses"}
_NO_SUCH_NAME = 3


def question(number: int, name: str, kind: str) -> bytes:
    """The message that asks for records of `kind`. Raises CannotCheck for a name that can be none."""
    try:
        labels = [label.encode("idna") for label in name.rstrip(".").split(".")]
    except UnicodeError:
        labels = [b""]
    if not all(0 < len(label) < 64 for label in labels):
        raise CannotCheck(f"“{name[:80]}” is no name.", "Correct host.")
    encoded = b"".join(bytes([len(label)]) + label for label in labels) + b"\0"
    # Recursion desired; one question, of the Internet's class.
    return struct.pack("!6H", number, 0x0100, 1, 0, 0, 0) + encoded + struct.pack("!2H", TYPES[kind], 1)


def answer(message: bytes, number: int, kind: str) -> tuple[list[str], bool] | None:
    """The records of `kind` as text, and whether some are missing for lack of room; None: it is no answer to
    this question. Raises CannotCheck when the server says no."""
    try:
        return _answer(message, number, kind)
    except (struct.error, IndexError, ValueError):
        raise CannotCheck("The name server's answer is not understood.", "Ask another one.") from None


def _answer(message: bytes, number: int, kind: str) -> tuple[list[str], bool] | None:
    found, flags, questions, answers, _, _ = struct.unpack_from("!6H", message)
    if found != number or not flags & 0x8000:
        return None
    code = flags & 0xF
    if code and code != _NO_SUCH_NAME:
        raise CannotCheck(f"The name server {_ERRORS.get(code, f'says {code}')}.", "Ask another one.")
    at = 12
    for _ in range(questions):
        _, at = _name(message, at)
        at += 4
    records = []
    for _ in range(answers):
        _, at = _name(message, at)
        its_type, _, _, length = struct.unpack_from("!2HIH", message, at)
        at += 10
        if its_type == TYPES[kind]:
            records.append(_record(message, at, length, kind))
        at += length
    return sorted(records), bool(flags & 0x0200)


def _record(message: bytes, at: int, length: int, kind: str) -> str:
    data = message[at : at + length]
    match kind:
        case "A":
            return str(ipaddress.IPv4Address(data))
        case "AAAA":
            return str(ipaddress.IPv6Address(data))
        case "MX":
            return f"{struct.unpack_from('!H', data)[0]} {_name(message, at + 2)[0]}"
        case "SRV":
            weight, port = struct.unpack_from("!2H", data, 2)
            return f"{struct.unpack_from('!H', data)[0]} {weight} {port} {_name(message, at + 6)[0]}"
        case "TXT":
            parts, position = [], 0
            while position < len(data):
                size = data[position]
                parts.append(data[position + 1 : position + 1 + size].decode("utf-8", "replace"))
                position += 1 + size
            return "".join(parts)
        case _:
            return _name(message, at)[0]


def _name(message: bytes, at: int) -> tuple[str, int]:
    """The name that begins at `at`, and where it ends; pointers (4.1.4) are followed, not for ever."""
    labels: list[str] = []
    end = -1
    for _ in range(130):
        size = message[at]
        if size & 0xC0 == 0xC0:
            end = at + 2 if end < 0 else end
            at = struct.unpack_from("!H", message, at)[0] & 0x3FFF
        elif size == 0:
            return ".".join(labels) or ".", at + 1 if end < 0 else end
        else:
            labels.append(message[at + 1 : at + 1 + size].decode("ascii", "replace"))
            at += 1 + size
    raise ValueError("a name without an end")


def servers_in(resolv_conf: str) -> list[str]:
    """The name servers in the text of /etc/resolv.conf (resolv.conf(5))."""
    lines = (line.split() for line in resolv_conf.splitlines())
    return [words[1] for words in lines if len(words) > 1 and words[0] == "nameserver"]
