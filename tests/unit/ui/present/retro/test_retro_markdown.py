"""A week as Markdown: what monitors sent stays text."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

from desktop.ui.present.retro.retro_agenda import agenda_rows
from desktop.ui.present.retro.retro_markdown import week_markdown
from desktop.ui.present.retro.retro_week import week_shown
from desktop.ui.present.times import Viewer
from tests.sample import TEAM
from tests.ui.retro.week_scene import DEBT, FULL, WEEK

VIEWER = Viewer(me=None, zone=ZoneInfo("Europe/Berlin"))


def test_a_title_makes_no_table_link_or_line() -> None:
    bad = replace(DEBT, title="[a](http://x) | b\n# c *d*", service="e_f", again=(1,))
    told = replace(WEEK, debts=(bad,))
    text = week_markdown(week_shown(told, TEAM, VIEWER), agenda_rows(told, TEAM, VIEWER, ()))
    assert "- \\[a\\](http://x) \\| b \\# c \\*d\\* (e\\_f · #1): Came again" in text


def test_an_empty_week_has_its_figures_only() -> None:
    empty = replace(WEEK, week=replace(FULL, nights=(), services=()), uptime=())
    text = week_markdown(week_shown(empty, TEAM, VIEWER), ())
    assert [line for line in text.splitlines() if line.startswith("#")] == [
        "# Retro: Week 48 of 2026",
        "## Figures",
    ]
