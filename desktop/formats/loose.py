"""Reading JSON whose shape nobody promised: a field may be absent, or be something else than it should."""

from __future__ import annotations

from typing import Any

import msgspec

DEEPEST = 64
"""Monitors nest three or four deep; what is much deeper only tries our patience."""


class NotJson(ValueError):
    """The body is no JSON, or such as nobody sends."""


def decode(body: bytes) -> Any:
    """The JSON value in `body`. Raises NotJson."""
    try:
        value = msgspec.json.decode(body.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise NotJson(str(error)) from error
    if body.count(b"[") + body.count(b"{") > DEEPEST and _deeper(value, DEEPEST):
        raise NotJson("nested too deeply")
    return value


def _deeper(value: Any, levels: int) -> bool:
    """Whether `value` nests deeper than `levels`; looks breadth first, without recursion."""
    layer = [value]
    for _ in range(levels + 1):
        layer = [
            inner
            for outer in layer
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
    return bool(layer)


def text(value: Any) -> str:
    """`value` as a person would write it, without blanks around it; "" for null."""
    match value:
        case None:
            return ""
        case str():
            return storable(value).strip()
        case bool():
            return "true" if value else "false"
        case int() | float():
            return str(value)
    return storable(msgspec.json.encode(value).decode())


def storable(value: str) -> str:
    """Without NUL, which PostgreSQL cannot keep."""
    return value.replace("\x00", "")


def fields(value: Any) -> dict[str, Any]:
    """`value` if it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def items(value: Any) -> list[Any]:
    """`value` if it is a list, else an empty one."""
    return value if isinstance(value, list) else []


def first(of: dict[str, Any], *names: str) -> str:
    """The first of the named fields that holds something, as text; "" when none does."""
    for name in names:
        found = text(of.get(name))
        if found:
            return found
    return ""


def pairs(of: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """The fields that hold something, as labels, in their order."""
    return tuple((storable(name), text(value)) for name, value in of.items() if text(value))


def readable(value: Any, indent: str = "") -> str:
    """`value` as lines of `name: value`, what is nested indented by two blanks."""
    lines: list[str] = []
    if isinstance(value, dict):
        for name, inner in value.items():
            lines += _entry(f"{storable(name)}:", inner, indent)
    elif isinstance(value, list):
        for inner in value:
            lines += _entry("-", inner, indent)
    else:
        lines += [indent + line for line in text(value).splitlines()]
    return "\n".join(lines)


def _entry(head: str, inner: Any, indent: str) -> list[str]:
    if isinstance(inner, dict | list):
        below = readable(inner, indent + "  ")
        return [f"{indent}{head}", below] if below else []
    lines = text(inner).splitlines()
    if len(lines) > 1:
        return [f"{indent}{head}", *(f"{indent}  {line.rstrip()}" for line in lines)]
    return [f"{indent}{head} {lines[0]}"] if lines else []
