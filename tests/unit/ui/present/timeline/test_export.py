from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from desktop.core.closing.ticket import Label, Ticket
from desktop.core.incident.commands import SendUpdate
from desktop.core.team.seat import Seat
from desktop.core.telling.update import Readers, Stage
from desktop.ui.present.rows import RowKind, TimelineRow
from desktop.ui.present.timeline.export import as_html, as_line, as_markdown, as_page
from desktop.ui.present.timeline.timeline import timeline_rows
from desktop.ui.present.times import viewer_of
from desktop.ui.theme.tokens import Tone
from tests.ui.story import NIGHT, Story

STORY = Story(me="ana")
VIEWER = viewer_of(STORY.team, "ana")


class Words(HTMLParser):
    """What a reader sees of HTML; `tags` are those that are open."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.seen += [f"{name}={value}" for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.seen.append(data)


def read(html: str) -> tuple[str, set[str]]:
    words = Words()
    words.feed(html)
    words.close()
    return " ".join("".join(words.seen).split()), words.tags


@pytest.fixture
def story() -> Story:
    story = Story(me="ana")
    story.claims(story.checkout, "ana", Seat.MANAGER)
    story.others(
        SendUpdate(
            incident_id=story.checkout,
            by="ana",
            pressed_at=NIGHT,
            update_id=UUID(int=1),
            stage=Stage.IDENTIFIED,
            readers=Readers.COLLEAGUES,
            text="Cards *fail*.\n\n1. Use invoices",
            channels=("Mail",),
        )
    )
    story.clock.advance(timedelta(days=1))
    story.notes(story.checkout, "ana", "Never <b>again</b>")
    story.resolves(story.checkout, "ana")
    label, ticket = (
        Label(key="cause", value="deploy"),
        Ticket(tracker="GitHub", key="#42", url="https://e.com/42"),
    )
    story.session.put(replace(story.incident(story.checkout), labels=(label,), ticket=ticket), [])
    return story


def exported(story: Story, how=as_markdown) -> str:
    told = [entry.event for entry in asyncio.run(story.session.timeline(story.checkout))]
    now = story.clock.now()
    rows = timeline_rows(told, story.team, VIEWER, now)
    text: str = how(story.incident(story.checkout), rows, story.team, VIEWER, now)
    return text


def test_markdown_from_the_first_line_to_the_last(story: Story) -> None:
    assert exported(story).splitlines() == [
        "# \\#142 Checkout fails for 31 % of customers",
        "",
        "- **Service:** checkout-api",
        "- **Opened:** 2026-11-24 03:41:52",
        "- **Resolved:** 2026-11-25 03:41:52",
        "- **Incident Manager:** Ana Okafor",
        "- **Incident Engineer:** nobody",
        "- **Labels:** cause: deploy",
        "- **Ticket:** \\#42 https://e.com/42",
        "",
        "## 2026-11-24",
        "",
        "- **03:41:52** Alert from Prometheus: Checkout fails for 31 % of customers",
        "- **03:41:52** Paged you \\(Manager\\) and Ben Sato \\(Engineer\\)"
        " — ringing on both desktops at once",
        "- **03:41:52** You took the Manager's seat — 0 s after the page",
        "- **03:41:52** You told colleagues: Identified — Mail on its way · next by Tue 03:51",
        "  > Cards \\*fail\\*.",
        "  >",
        "  > 1\\. Use invoices",
        "",
        "## 2026-11-25",
        "",
        "- **03:41:52** Never \\<b\\>again\\</b\\> — You",
        "- **03:41:52** You resolved the incident",
        "",
        "*All times in the zone Europe/Berlin.*",
    ]


def test_html_says_the_same_and_has_no_markup_of_others(story: Story) -> None:
    html = exported(story, as_html)
    words, tags = read(html)
    assert tags == {"h1", "h2", "ul", "li", "b", "i", "p", "blockquote", "br"}
    assert "03:41:52 Never <b>again</b> — You" in words
    assert words.startswith("#142 Checkout fails for 31 % of customers")
    marked, _ = read(MarkdownIt("commonmark").render(exported(story)))
    for line in (
        "Never <b>again</b> — You",
        "Cards *fail*.",
        "1. Use invoices",
        "Ticket: #42 https://e.com/42",
    ):
        assert line in words
        assert line in marked


ANY = st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=40).filter(str.strip)
MARKUP = st.text(alphabet="*_`#<>[]()!&\\~|-+=1.) ab\n", min_size=1, max_size=30).filter(str.strip)


@given(st.one_of(ANY, MARKUP), st.one_of(ANY, MARKUP))
def test_whatever_is_written_comes_out_as_it_is(title: str, detail: str) -> None:
    row = TimelineRow("03:41", "icon", Tone.MUTED, title, detail, at=NIGHT, kind=RowKind.NOTE)
    incident = STORY.incident(STORY.checkout)
    for html in (
        MarkdownIt("commonmark").render(as_markdown(incident, [row], STORY.team, VIEWER, NIGHT)),
        as_html(incident, [row], STORY.team, VIEWER, NIGHT),
    ):
        words, tags = read(html)
        assert f"03:41:52 {' '.join(title.split())} — {' '.join(detail.split())}" in words
        assert tags <= {"h1", "h2", "ul", "li", "b", "i", "p", "strong", "em"}


def test_a_page_has_its_title_and_says_how_it_is_written() -> None:
    story = Story(quiet=True)
    made = story.alert("<b>Disk</b> full", "storage")
    page = as_page(story.incident(made), "<p>ü</p>\n")
    assert "<title>#142 &lt;b&gt;Disk&lt;/b&gt; full</title>" in page
    assert '<meta charset="utf-8">' in page
    assert page.endswith("<body>\n<p>ü</p>\n</body></html>\n")


def test_one_row_is_a_line_with_its_text_below() -> None:
    row = TimelineRow("03:41", "", Tone.MUTED, "Two\nlines", "Ana", body="Cards fail.\n\nWait.")
    assert as_line(row) == "03:41 Two lines — Ana\nCards fail.\n\nWait."
    assert as_line(replace(row, detail="", body="")) == "03:41 Two lines"
