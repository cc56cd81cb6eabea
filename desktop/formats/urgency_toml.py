"""A rule of urgency as a team file has it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from desktop.core.urgency.urgency import UrgencyRule

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def rule_snippet(rule: UrgencyRule) -> str:
    """One table of the array `urgency.rules`, in TOML."""
    lines = ["[[urgency.rules]]", f"name = {_text(rule.name)}", f"urgency = {_text(rule.urgency.value)}"]
    for field in ("source", "service", "severity"):
        patterns: tuple[str, ...] = getattr(rule, field)
        if patterns:
            lines.append(f"{field} = {_texts(patterns)}")
    if rule.labels:
        labels = ", ".join(f"{_key(name)} = {_text(pattern)}" for name, pattern in rule.labels)
        lines.append(f"labels = {{ {labels} }}")
    return "\n".join([*lines, ""])


def _text(words: str) -> str:
    # A basic string of TOML is one of JSON, but for DEL.
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")


def _texts(words: Iterable[str]) -> str:
    return f"[{', '.join(map(_text, words))}]"


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _text(name)
