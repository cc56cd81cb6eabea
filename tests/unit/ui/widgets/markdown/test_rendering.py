"""Markdown to HTML: what hostile text may not become, and what variables do."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.ui.theme.tokens import DARK, Tone
from desktop.ui.widgets.markdown.rendering import LONGEST, MOST_CELLS, addresses, html_of
from desktop.ui.widgets.markdown.style import MarkdownStyle

STYLE = MarkdownStyle(colours=DARK, fixed="Mono", small=10, body=11, title=16)
TAGS = {
    "div", "p", "br", "b", "span", "em", "strong", "s", "a", "img", "ul", "ol", "li", "blockquote", "hr",
    "pre", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip


class Seen(HTMLParser):
    """Tags, attributes and text of some HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data


def seen(markdown: str, values: dict[str, str] | None = None) -> Seen:
    found = Seen()
    found.feed(html_of(markdown, STYLE, values))
    return found


def links(found: Seen) -> list[str]:
    return [value for name, value in found.attributes if name == "href"]


def sources(found: Seen) -> list[str]:
    return [value for name, value in found.attributes if name == "src"]


HOSTILE = [
    "![x](http://evil.example.com/x.png)",
    "![x](//evil.example.com/x.png)",
    "![x](file:///etc/passwd)",
    "![x](\\\\evil\\share\\x.png)",
    "![x][y]\n\n[y]: http://evil.example.com/x.png",
    "<img src=http://evil.example.com/x.png onerror=alert(1)>",
    "a <img src='http://evil.example.com/x.png'> b",
    "<script>alert(1)</script>",
    "<style>@import url(http://evil.example.com/x.css)</style>",
    '<link rel="stylesheet" href="http://evil.example.com/x.css">',
    '<a href="javascript:alert(1)">x</a>',
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](vbscript:x)",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](file:///etc/passwd)",
    "[x](smb://evil/share)",
    "[x](other.md)",
    "[x](&#106;avascript:alert(1))",
    "<javascript:alert(1)>",
    '```html"><img src=http://evil.example.com>\n<b>\n```',
    "```\n</pre></td><img src=http://evil.example.com>\n```",
    "`<img src=http://evil.example.com>`",
    "| a |\n|---|\n| <img src=http://evil.example.com> |",
    '!["><img src=http://evil.example.com>](data:image/png;base64,AAAA)',
    '[x](https://a.example.com/"><img/src=http://evil.example.com>)',
]


@pytest.mark.parametrize("markdown", HOSTILE)
@pytest.mark.parametrize("values", [None, {"x": "y"}])
def test_hostile_markdown_becomes_text(markdown: str, values: dict[str, str] | None) -> None:
    found = seen(markdown, values)
    assert set(found.tags) <= TAGS
    assert all(source.startswith("data:image/") for source in sources(found))
    assert all(re.match(r"https?://[a-z]", link) for link in links(found))
    assert not [name for name, _ in found.attributes if name.startswith("on")]


def test_a_tag_is_read_as_it_is_written_and_a_comment_not_at_all() -> None:
    found = seen("before <b>bold</b> <!-- not this --> after\n\n<!-- nor\nthis -->\n\n<div>\nx\n</div>")
    assert "before <b>bold</b>" in found.text
    assert "<div>" in found.text
    assert "this" not in found.text


def test_a_remote_image_is_a_link_that_says_its_host() -> None:
    found = seen("![The graph](https://grafana.example.com/x.png)")
    assert "Image, not loaded: The graph, grafana.example.com" in found.text
    assert links(found) == ["https://grafana.example.com/x.png"]
    assert "img" not in found.tags


def test_an_image_of_the_text_itself_is_shown() -> None:
    assert sources(seen("![x](data:image/png;base64,AAAA)")) == ["data:image/png;base64,AAAA"]
    assert sources(seen("![x](data:image/svg+xml;base64,AAAA)")) == []


def test_values_are_text_wherever_they_stand() -> None:
    hostile = "</pre><img src=http://evil>**b** [x](http://evil) {{ other }}"
    found = seen(
        "# {{ v }}\n\n{{ v }} `{{ v }}` *{{ v }}*\n\n```sh\necho {{ v }} # {{v}}\n```\n\n"
        "| {{ v }} |\n|---|\n",
        {"v": hostile, "other": "NO"},
    )
    assert found.text.count(hostile) == 7
    assert "NO" not in found.text
    assert links(found) == []
    assert set(found.tags) <= TAGS


def test_a_value_in_an_address_cannot_say_another_host() -> None:
    values = {"h": "evil.example.com/#", "link": "https://l.example.com/a?b=c", "js": "javascript:alert(1)"}
    found = seen(
        "[a](https://{{ h }}.ours.example.com/) [b]({{ link }}) [c]({{ js }}) [d](https://x/{{ nope }}) "
        "[e](https://x.example.com/?q={{h}})",
        values,
    )
    assert links(found) == [
        "https://evil.example.com%2F%23.ours.example.com/",
        "https://l.example.com/a?b=c",
        "https://x.example.com/?q=evil.example.com%2F%23",
    ]


def test_filled_and_missing_variables_look_different() -> None:
    html = html_of("{{ host }} {{ nope }}", STYLE, {"host": "db-7"})
    assert f'color:{DARK[Tone.ENGINEER]}">db-7<' in html
    assert re.search(f'color:{DARK[Tone.WARN]}">{{{{\\s*nope\\s*}}}}<', html)
    assert DARK[Tone.WARN] not in html_of("{{ nope }}", STYLE)


def test_code_is_coloured_and_stays_what_it_is() -> None:
    code = 'for i in 1 2; do\n\n\techo "$i" # {{ n }}\ndone'
    html = html_of(f"```sh\n{code}\n```", STYLE, {"n": "three"})
    found = Seen()
    found.feed(html)
    assert code.replace("{{ n }}", "three") in found.text
    assert DARK[Tone.MANAGER] in html, "keywords have a colour"
    assert "x = 1" in seen("```no-such-language\nx = 1\n```").text


def test_checks_and_commands_say_what_they_are() -> None:
    check = "```check http Start page\nurl: https://x\n```"
    markdown = f"{check}\n\n```run\n---\nname: Roll back\n---\nkubectl undo\n```"
    found = seen(markdown)
    assert "Check (http): Start page" in found.text
    assert "kubectl undo" in found.text
    assert "name: Roll back" not in found.text
    assert "Start page" not in html_of(markdown, STYLE, checks=False)


def test_a_huge_table_and_a_huge_text_end_somewhere() -> None:
    table = "| a | b |\n|---|---|\n" + "| 1 | 2 |\n" * 5000
    found = seen(table)
    assert MOST_CELLS <= found.tags.count("td") + found.tags.count("th") <= MOST_CELLS + 2
    assert "4001 more rows are not shown here." in found.text
    assert "The rest is too long" in seen("x" * (LONGEST + 1)).text


def test_deep_nesting_ends() -> None:
    assert 10 < seen(">" * 5000 + " x").tags.count("blockquote") <= 40
    assert "[" * 5000 in seen("[" * 5000).text


def test_where_a_text_leads() -> None:
    text = (
        "[a](https://a.example.com) [again](https://a.example.com) ![i](https://i.example.com/x) "
        "[m](mailto:ops@example.com)"
    )
    assert addresses(text, None, STYLE) == [
        "https://a.example.com", "https://i.example.com/x", "mailto:ops@example.com"
    ]  # fmt: skip
    assert addresses("[a](javascript:x) [b]({{ nope }})", {}, STYLE) == []


@given(st.text(alphabet="<>[]()!`*_~|#-:\"'&/\\ \n{}abhtpsjrf=.;"), st.text(max_size=30))
def test_nothing_but_our_own_tags_ever_comes_out(markdown: str, value: str) -> None:
    found = seen(markdown, {"a": value})
    assert set(found.tags) <= TAGS
    assert sources(found) == []
    assert all(re.match(r"(https?://|mailto:)", link, re.IGNORECASE) for link in links(found))
