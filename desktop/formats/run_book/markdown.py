"""What of Markdown matters to a run-book: its blocks. Their inline text is rendered where it is shown."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

LONGEST_TITLE = 300
"""Characters of source that are looked at to make a plain line of it."""

_NESTING = 40
"""Blocks in blocks. People need four; without a limit a hostile file costs minutes."""


def blocks(body: str) -> list[Token]:
    """The block tokens of `body`."""
    return _reader().parse(body)


def plain(markdown: str) -> str:
    """One line of plain text: without marks of emphasis, code and links; images by their description."""
    source = " ".join(markdown.split())[:LONGEST_TITLE]
    inline = _inline().parseInline(source)
    text = "".join(_plain(child) for token in inline for child in token.children or ())
    return " ".join(text.split())


def first_heading(tokens: list[Token]) -> str:
    """The text of the first heading; empty when there is none."""
    for token, following in pairwise(tokens):
        if token.type == "heading_open":
            return plain(following.content)
    return ""


def dedented(lines: list[str], columns: int) -> str:
    """`lines` without up to `columns` columns of white space before each; a tab reaches to the next multiple
    of four (CommonMark 0.31, 2.2)."""
    return "\n".join(_dedented(line, columns) for line in lines).strip("\n")


def _dedented(line: str, columns: int) -> str:
    column = 0
    for index, letter in enumerate(line):
        if column >= columns or letter not in " \t":
            return " " * (column - columns) + line[index:] if column > columns else line[index:]
        column += 4 - column % 4 if letter == "\t" else 1
    return ""


def _plain(token: Token) -> str:
    match token.type:
        case "softbreak" | "hardbreak":
            return " "
        case "html_inline":
            return ""
        case _:
            return token.content


@cache
def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"maxNesting": _NESTING}).enable("table")
    reader.core.ruler.enableOnly(["normalize", "block"])
    return reader


@cache
def _inline() -> MarkdownIt:
    return MarkdownIt("commonmark", {"maxNesting": _NESTING})


TASK = re.compile(r"\[[ xX]\](?=\s|$)[ \t]*")
"""What makes a bullet a task, at the beginning of its text."""
