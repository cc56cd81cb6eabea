"""The exported retro: everything is in it, nothing in it runs or is loaded, and nobody is "you"."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser

import pytest

from desktop.core.retro.meeting import MeetingState
from desktop.core.retro.morale import MoraleFigures, Wish
from desktop.ui.present.retro.retro_html import markdown_html, report_html
from desktop.ui.present.retro.retro_markdown import report_markdown
from desktop.ui.present.retro.retro_report import Report
from desktop.ui.present.retro.trend_svg import chart_svg
from desktop.ui.theme.tokens import LIGHT
from tests.unit.ui.present.retro.report_scene import MEETING, SOURCE, report

WRITERS = pytest.mark.parametrize("write", [report_html, report_markdown])


class Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@WRITERS
def test_everything_is_in_it(write):
    text = write(report())
    for words in (
        "Week 48 of 2026",
        "To talk about",
        "The meeting",
        "Closed by Ana Okafor, 2026-11-30 10:30 CET",
        "Came again: Pool is full",
        "Action: Write the run-book of the pool",
        "Done in it",
        "Figures",
        "Until a Manager answers, median",
        "Nights disturbed",
        "Ana Okafor: 3 nights",
        "Uptime of services",
        "Called in by name",
        "Over the weeks",
        "Falling: ",
        "Made by Pairwatch, 2026-11-30 10:30 CET",
    ):
        assert words in text, words
    assert SOURCE.told.definition in text
    assert "Done long ago" not in text
    assert "nobody reads this" not in text, "of a topic that was skipped"
    assert not re.search(r"\b[Yy]ou\b", re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL))


@WRITERS
def test_each_figure_stands_beside_both_weeks(write):
    text = write(report())
    for row in report().week.figures:
        for value in (row.name, row.this, row.before, row.four_ago):
            assert value in text


def test_html_is_one_file_that_loads_and_runs_nothing():
    text = report_html(report())
    found = Tags(text).found
    assert {tag for tag, _ in found}.isdisjoint(
        {"script", "img", "link", "iframe", "object", "embed", "base", "form"}
    )
    for tag, attributes in found:
        for name, value in attributes.items():
            assert not name.startswith("on"), (tag, name)
            assert name not in ("src", "srcset", "background", "data"), (tag, name)
            assert not (value or "").startswith(("javascript:", "data:")), (tag, name)
    assert "url(" not in text
    assert "@import" not in text
    policy = next(a["content"] for tag, a in found if a.get("http-equiv") == "Content-Security-Policy")
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"
    assert "&lt;script&gt;" in text
    assert {"prefers-color-scheme:dark", "@media print"} <= {
        part for part in ("prefers-color-scheme:dark", "@media print") if part in text
    }


def test_the_markdown_of_people_has_no_html_and_no_headings_above_ours():
    html = markdown_html("# Loud\n\n<b>x</b>\n\n[l](javascript:alert(1)) ![p](http://e/p.png)\n\n- **a**")
    tags = {tag for tag, _ in Tags(html).found}
    assert tags <= {"h4", "p", "ul", "li", "strong", "a"}
    assert "h4" in tags
    assert "strong" in tags
    assert not [a for tag, a in Tags(html).found if (a.get("href") or "").startswith("javascript")]
    assert markdown_html(" \n") == ""


def test_charts_are_pictures_that_part_where_a_week_has_no_number():
    chart = next(one for one in report().charts if one.key == "pages")
    svg = ElementTree.fromstring(chart_svg(chart, LIGHT.__getitem__, marked=7))
    lines = [one for one in svg.iter() if one.tag.endswith("polyline")]
    assert [len(one.attrib["points"].split()) for one in lines] == [3, 4]
    ys = [float(point.split(",")[1]) for one in lines for point in one.attrib["points"].split()]
    assert ys == sorted(ys), "fewer pages stand lower"
    assert report_html(report()).count("<svg") == len(report().charts)


def test_a_meeting_that_was_not_held_and_trends_that_are_not_known_are_left_out():
    bare = report(replace(SOURCE, meeting=None, trends=None, actions=()))
    prepared = report(replace(SOURCE, meeting=replace(MEETING, state=MeetingState.PREPARED)))
    assert prepared.meeting is None
    for text in (report_html(bare), report_markdown(bare)):
        assert "The meeting" not in text
        assert "Over the weeks" not in text
        assert "Actions" not in text


def test_a_week_that_runs_says_so():
    told = replace(SOURCE.told, told_at=SOURCE.told.told_at - timedelta(days=5))
    running: Report = report(replace(SOURCE, told=told))
    assert "not over" in running.note
    assert running.note in report_html(running)
    assert running.note in report_markdown(running)


@WRITERS
def test_what_hides_who_answered_hides_it_here(write):
    few = replace(SOURCE.told.week, morale=MoraleFigures(), recovery_days=1.5)
    text = write(report(replace(SOURCE, told=replace(SOURCE.told, week=few))))
    assert "Fewer than three answers: not shown." in text
    assert "The team took 1.5 days of rest" in text
    shown = MoraleFigures(answers=4, moods=(0, 1, 3, 0, 0), slept=(1, 2, 1), wishes=(Wish(text="Sleep"),))
    some = replace(SOURCE.told.week, morale=shown)
    text = write(report(replace(SOURCE, told=replace(SOURCE.told, week=some))))
    assert "2.8 of 5" in text
    assert "“Sleep”" in text
    assert "How it was" in text
