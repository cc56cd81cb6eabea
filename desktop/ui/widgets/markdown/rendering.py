"""Markdown to the HTML that a QTextDocument shows. Imports markdown-it: load it when there is something to
show.

markdown-it tells raw HTML apart, and every piece of it is escaped here: what Qt gets has only tags that this
module wrote. Comments are left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from desktop.core.fixing.variables import PLACE
from desktop.formats.run_book.front import split
from desktop.formats.run_book.markdown import TASK
from desktop.ui.present.incident.broken import web_host
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone
from desktop.ui.widgets.markdown.places import Places
from desktop.ui.widgets.markdown.style import MarkdownStyle

LONGEST = 200_000
"""Characters that are shown; nobody reads more in one place."""
MOST_CELLS = 2_000
"""Of all tables: Qt takes seconds for more."""
_NESTING = 40
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_PLACE_QUOTED = re.compile(r"%7B%7B.*?%7D%7D", re.IGNORECASE)
_SHELLS = {"run": "bash", "sh": "bash", "shell": "bash", "zsh": "bash", "promql": "", "": ""}


def html_of(
    markdown: str, style: MarkdownStyle, values: Mapping[str, str] | None = None, *, checks: bool = True
) -> str:
    """`values` None leaves variables as they are written. `checks` False leaves out the blocks of checks:
    they are shown otherwise."""
    shown = _joined(markdown[:LONGEST])
    found = _Rendering(style, Places(values, style), checks).document(shown)
    if len(markdown) > LONGEST:
        found += _quiet(style, tr("The rest is too long to be shown here."))
    return found


def addresses(markdown: str, values: Mapping[str, str] | None, style: MarkdownStyle) -> list[str]:
    """Where its links lead, in their order, each once."""
    places = Places(values, style)
    found: dict[str, None] = {}
    for token in _reader().parse(_joined(markdown[:LONGEST])):
        for child in token.children or ():
            if child.type == "link_open" and (href := places.address(_written(child, "href"))):
                found[href] = None
            if child.type == "image" and web_host(href := places.address(_written(child, "src"))):
                found[href] = None
    return list(found)


def _joined(markdown: str) -> str:
    """Places without blanks, with which an address in Markdown would end (CommonMark 0.31, 6.3)."""
    return PLACE.sub(lambda place: f"{{{{{place[1]}}}}}", markdown)


@cache
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"maxNesting": _NESTING}).enable(["table", "strikethrough"])


class _Rendering(RendererHTML):
    """One document."""

    def __init__(self, style: MarkdownStyle, places: Places, checks: bool) -> None:
        super().__init__()
        self._style, self._places, self._checks = style, places, checks
        self._open: list[bool] = []
        line = style.colour(Tone.LINE)
        self._frame = (
            f'border="1" cellspacing="0" cellpadding="4" style="border-collapse:collapse;'
            f'border-style:solid;border-color:{line};margin-top:4px;margin-bottom:8px"'
        )

    def document(self, markdown: str) -> str:
        reader = _reader()
        env: EnvType = {}
        tokens = reader.parse(markdown, env)
        colour = self._style.colour(Tone.TEXT)
        body = str(self.render(_without_long_tables(tokens), reader.options, env))
        return f'<div style="color:{colour};font-size:{self._style.body}pt">{body}</div>'

    # Text

    def text(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        words = tokens[idx].content
        if idx == 0 and (box := TASK.match(words)):
            sign = "☐" if box[0][1] == " " else "☑"
            return f"{sign}&nbsp;{self._places.html(words[box.end() :])}"
        return self._places.html(words)

    def code_inline(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        ground = self._style.colour(Tone.BG)
        words = self._places.html(tokens[idx].content)
        # Narrow spaces on the ground's colour: Qt knows no padding of inline text.
        return (
            f"<span style=\"background-color:{ground};font-family:'{self._style.fixed}';"
            f'font-size:{self._style.small}pt">&#8201;{words}&#8201;</span>'
        )

    def html_inline(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return escape(_COMMENT.sub("", tokens[idx].content))

    def html_block(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        written = _COMMENT.sub("", tokens[idx].content).strip()
        return f"<p>{escape(written).replace(chr(10), '<br>')}</p>" if written else ""

    def softbreak(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return " "

    # Links and images

    def link_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        href = self._places.address(_written(tokens[idx], "href"))
        self._open.append(bool(href))
        return self._link(href) if href else ""

    def link_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return "</a>" if self._open.pop() else ""

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        token = tokens[idx]
        source = _written(token, "src")
        name = token.content.strip() or tr("without a description")
        if source.lower().startswith("data:image/"):
            return f'<img src="{escape(source)}" alt="{escape(name)}">'
        words = escape(tr("Image, not loaded: {name}").format(name=name))
        href = self._places.address(source)
        host = web_host(href)
        if not host:
            return f'<span style="color:{self._style.colour(Tone.MUTED)}">[{words}]</span>'
        return f"[{self._link(href)}{words}, {escape(host)}</a>]"

    def _link(self, href: str) -> str:
        return f'<a href="{escape(href)}" style="color:{self._style.colour(Tone.MANAGER)}">'

    # Code

    def fence(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        token = tokens[idx]
        language, _, rest = token.info.strip().partition(" ")
        if language == "check":
            if not self._checks:
                return ""
            kind, _, name = rest.strip().partition(" ")
            words = tr("Check ({kind}): {name}") if name.strip() else tr("Check ({kind})")
            caption = words.format(kind=kind, name=name.strip())
            return self._code(token.content, "yaml", caption)
        if language == "run":
            head, command = split(token.content)
            return self._code(command if head is not None else token.content, "bash", rest.strip())
        return self._code(token.content, _SHELLS.get(language.lower(), language.lower()))

    def code_block(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return self._code(tokens[idx].content, "")

    def _code(self, code: str, language: str, caption: str = "") -> str:
        from desktop.ui.widgets.markdown.code import coloured

        style = self._style
        said = coloured(code.rstrip("\n"), language, style, self._places)
        title = ""
        if caption:
            title = f'<p style="margin:0;color:{style.colour(Tone.MUTED)};font-size:{style.small}pt">'
            title += f"{self._places.html(caption)}</p>"
        return (
            f'<table width="100%" cellspacing="0" cellpadding="8" border="1" '
            f'bgcolor="{style.colour(Tone.BG)}" style="border-collapse:collapse;border-style:solid;'
            f"border-color:{style.colour(Tone.LINE)};"
            f'margin-top:4px;margin-bottom:8px"><tr><td>{title}'
            f"<pre style=\"margin:0;white-space:pre-wrap;font-family:'{style.fixed}';"
            f'font-size:{style.small}pt">{said}</pre></td></tr></table>'
        )

    # Blocks

    def heading_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        large = tokens[idx].tag == "h1"
        size = self._style.title if large else self._style.body
        return f'<p style="font-size:{size}pt;font-weight:600;margin-top:12px;margin-bottom:4px">'

    def heading_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return "</p>"

    def blockquote_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        muted = self._style.colour(Tone.MUTED)
        return f'<blockquote style="margin-left:16px;color:{muted}">'

    def table_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return f"<table {self._frame}>"


def _written(token: Token, name: str) -> str:
    """An attribute as it was written: markdown-it quotes the braces of variables."""
    value = str(token.attrs.get(name, ""))
    return _PLACE_QUOTED.sub(lambda found: unquote(found[0]), value)


def _quiet(style: MarkdownStyle, words: str) -> str:
    return f'<p style="color:{style.colour(Tone.MUTED)}">{escape(words)}</p>'


def _without_long_tables(tokens: list[Token]) -> list[Token]:
    """Rows beyond the most cells are left out, and it is said."""
    kept: list[Token] = []
    cells, skipping, left = 0, False, 0
    for token in tokens:
        if token.type == "tr_open" and cells >= MOST_CELLS:
            skipping, left = True, left + 1
        if token.type in ("td_open", "th_open"):
            cells += 1
        if not skipping:
            kept.append(token)
        if token.type == "tr_close":
            skipping = False
        if token.type == "table_close" and left:
            kept.append(_paragraph(tr("{n} more rows are not shown here.").format(n=left)))
            left = 0
    return kept


def _paragraph(words: str) -> Token:
    made = Token("html_block", "", 0)
    made.content = words
    return made
