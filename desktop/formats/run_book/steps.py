"""The steps of a run-book.

The rule: every item of a numbered list and every task (`- [ ] …`) that stands at the top level of the
document is a step. What is nested in it, lists included, belongs to it. Bullets without a box are no steps,
nor is anything within a quotation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it.token import Token

from desktop.core.fixing.run_book import Step
from desktop.core.words import folded
from desktop.formats.run_book.digest import Ids
from desktop.formats.run_book.markdown import TASK, dedented, plain

_SAYS_NOTHING = re.compile(r"\s*(```|~~~|---|(name|timeout|automatic)\s*:)")


def read_steps(body: str, tokens: list[Token]) -> tuple[Step, ...]:
    """The steps in their order; `tokens` are the blocks of `body`."""
    lines = body.split("\n")
    ids = Ids()
    return tuple(_step(lines, item, section, ids) for item, section in _items(tokens))


def _items(tokens: list[Token]) -> Iterator[tuple[list[Token], str]]:
    """The tokens of each step, from `list_item_open` on, and the heading above it."""
    section, numbered, begin = "", False, 0
    for index, token in enumerate(tokens):
        match token.level, token.type:
            case 0, "heading_open":
                section = plain(tokens[index + 1].content)
            case 0, "ordered_list_open" | "bullet_list_open":
                numbered = token.type == "ordered_list_open"
            # At this level only lists of the document have items; those in a quotation are a level deeper.
            case 1, "list_item_open":
                begin = index
            case 1, "list_item_close":
                item = tokens[begin:index]
                if numbered or TASK.match(_text(item)):
                    yield item, section


def _text(item: list[Token]) -> str:
    """The source of the paragraph (or heading) that the item begins with."""
    if len(item) > 2 and item[1].type in ("paragraph_open", "heading_open"):
        return item[2].content
    return ""


def _step(lines: list[str], item: list[Token], section: str, ids: Ids) -> Step:
    opening = item[0]
    first, end = opening.map or [0, 0]
    # An item's map may take in the blank lines after it.
    while end > first + 1 and not lines[end - 1].strip():
        end -= 1
    lead = TASK.sub("", _text(item), count=1) if TASK.match(_text(item)) else _text(item)
    below = item[1].map[1] if _text(item) and item[1].map else first
    content = (
        lines[below:end] if below > first else [_without_mark(lines[first], opening), *lines[first + 1 : end]]
    )
    width = _content_column(lines[first], opening)
    rest = dedented(content, width)
    title = plain(lead) or _first_words(rest) or f"Step {opening.info}".strip()
    return Step(
        id=ids.new(" ".join(folded(title).split())),
        title=title,
        lead=lead,
        body=rest,
        section=section,
        first_line=first + 1,
        last_line=end,
    )


def _first_words(body: str) -> str:
    """What to call a step that begins with a block: the first line that says something."""
    said = (plain(line) for line in body.split("\n") if not _SAYS_NOTHING.match(line))
    return next((line for line in said if line), "")


def _without_mark(line: str, opening: Token) -> str:
    """The first line of an item that does not begin with text, its mark made white space."""
    column = _content_column(line, opening)
    expanded = line.expandtabs(4)
    return " " * column + expanded[column:]


def _content_column(line: str, opening: Token) -> int:
    """Where the content of an item begins: after its mark and one to four blanks (CommonMark 0.31, 5.2)."""
    expanded = line.expandtabs(4)
    mark = len(expanded) - len(expanded.lstrip(" ")) + len(opening.info) + len(opening.markup)
    after = expanded[mark:]
    blanks = len(after) - len(after.lstrip(" "))
    return mark + (blanks if after.strip() and 1 <= blanks <= 4 else 1)
