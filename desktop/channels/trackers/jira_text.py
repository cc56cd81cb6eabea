"""Plain words as Jira takes them: as a document in its cloud, as wiki text on a server of one's own."""

from __future__ import annotations

import re
from typing import Any

from desktop.channels.trackers.markdown import cut

_ADDRESS = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)\]]")
_MARKUP = re.compile(r"([{}\[\]\\|*_^~+?!-])")


def document(text: str) -> dict[str, Any]:
    """Atlassian's document format: paragraphs with their line breaks, addresses as links. Nothing in the text
    is markup there, so it cannot mention anybody or hide anything."""
    paragraphs = [part for part in re.split(r"\n\s*\n", cut(text).strip()) if part.strip()]
    return {
        "type": "doc",
        "version": 1,
        "content": [{"type": "paragraph", "content": _inline(part)} for part in paragraphs],
    }


def wiki(text: str) -> str:
    """Wiki text; what would be markup is escaped, addresses are left whole."""
    text = cut(text)
    parts, at = [], 0
    for address in _ADDRESS.finditer(text):
        parts += [_MARKUP.sub(r"\\\1", text[at : address.start()]), address.group()]
        at = address.end()
    return "".join([*parts, _MARKUP.sub(r"\\\1", text[at:])])


def _inline(paragraph: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for number, line in enumerate(paragraph.split("\n")):
        if number:
            found.append({"type": "hardBreak"})
        at = 0
        for address in _ADDRESS.finditer(line):
            found += _plain(line[at : address.start()])
            link = {"type": "link", "attrs": {"href": address.group()}}
            found.append({"type": "text", "text": address.group(), "marks": [link]})
            at = address.end()
        found += _plain(line[at:])
    return found


def _plain(text: str) -> list[dict[str, Any]]:
    # Jira does not take an empty text.
    return [{"type": "text", "text": text}] if text else []
