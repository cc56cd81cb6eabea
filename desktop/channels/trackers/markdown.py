"""Plain words as Markdown that GitHub and GitLab show as they are, and that does nothing there."""

from __future__ import annotations

import re

LONGEST = 30_000
"""Characters of a text; the trackers take 32,767 (Jira) or more."""
_NOTHING = "\N{ZERO WIDTH SPACE}"
# Mentions would write to strangers (a host "@db-7"), "#7" and "!7" would link to somebody else's ticket.
_REFERENCE = re.compile(r"(?<![\w/.:])([@#!~])(?=\w)")
# GitLab obeys lines such as "/close", at the beginning of a line.
_QUICK_ACTION = re.compile(r"^([ \t]*)/(?=[a-z])", re.MULTILINE)


def words(text: str) -> str:
    """The text, harmless: no mentions, no references, no quick actions, no HTML. What Markdown there is
    stays."""
    text = _REFERENCE.sub(rf"\1{_NOTHING}", cut(text).replace("<", "&lt;"))
    text = _QUICK_ACTION.sub(rf"\1{_NOTHING}/", text)
    # Two blanks at its end: a line stays a line for GitLab too.
    return re.sub(r"(?<=\S)\n(?=[ \t]*\S)", "  \n", text)


def hidden(marker: str) -> str:
    """A marker that nobody sees and that is found again."""
    return f"<!-- pairwatch:{marker} -->"


def cut(text: str, longest: int = LONGEST) -> str:
    """Not longer than that."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def title(text: str) -> str:
    """One line of at most 255 characters, as all trackers take it."""
    return cut(" ".join(text.split()), 255) or "Incident"
