"""Variables of run-books: filled from the incident, whatever monitors say."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from desktop.core.closing.ticket import Label
from desktop.core.fixing.variables import LONGEST_VALUE, clean, filled, in_markdown, variables_of
from desktop.core.incident.alert import AlertAction, Link, Report, alert_from
from desktop.core.incident.incident import Incident
from tests.ui.story import NIGHT, Story


def incident(*labels: tuple[str, str], links: tuple[Link, ...] = ()) -> Incident:
    story = Story(quiet=True)
    made = story.alert("Disk is full", "mail", labels=labels)
    found = story.session.state.incidents[made]
    return replace(found, alerts=(replace(found.alerts[0], links=links, severity="critical"),))


class TestVariables:
    def test_the_incident_says_what_it_is(self) -> None:
        values = variables_of(incident())
        assert values["title"] == "Disk is full"
        assert values["service"] == "mail"
        assert values["severity"] == "critical"
        assert values["number"].isdigit()
        assert values["opened_at"].endswith("+00:00")

    def test_labels_have_two_names(self) -> None:
        values = variables_of(incident(("namespace", "shop")))
        assert values["namespace"] == values["label.namespace"] == "shop"

    def test_a_label_is_never_taken_for_the_incidents_own_words(self) -> None:
        values = variables_of(incident(("title", "other"), ("number", "1; reboot")))
        assert values["title"] == "Disk is full"
        assert values["label.title"] == "other"
        assert values["number"].isdigit()

    def test_the_host_is_made_of_the_instance(self) -> None:
        assert variables_of(incident(("instance", "web-1:9100")))["host"] == "web-1"
        assert variables_of(incident(("instance", "[::1]:9100")))["host"] == "::1"
        assert variables_of(incident(("instance", "web-1:9100"), ("host", "db-1")))["host"] == "db-1"

    def test_links_have_the_names_that_they_are_shown_by(self) -> None:
        values = variables_of(
            incident(links=(Link(href="https://g/1", text="Dash board"), Link(href="https://g/2")))
        )
        assert values["link"] == "https://g/1"
        assert values["link.dash_board"] == "https://g/1"

    def test_an_open_alert_is_right_before_one_that_is_over(self) -> None:
        found = incident(("host", "old"))
        report = Report(action=AlertAction.TRIGGER, dedup_key="b", summary="x", labels=(("host", "new"),))
        newer = alert_from(report, "i", NIGHT - timedelta(hours=1))
        over = replace(found.alerts[0], resolved_at=NIGHT)
        assert variables_of(replace(found, alerts=(over, newer)))["host"] == "new"

    def test_what_people_labelled_is_there_too(self) -> None:
        found = replace(incident(), labels=(Label(key="cause", value="deploy"),))
        assert variables_of(found)["label.cause"] == "deploy"

    @given(st.lists(st.tuples(st.text(), st.text()), max_size=8))
    def test_any_label_gives_one_short_visible_line(self, labels: list[tuple[str, str]]) -> None:
        for name, value in variables_of(incident(*labels)).items():
            assert 0 < len(value) <= LONGEST_VALUE
            assert not any(unicodedata.category(letter) in ("Cc", "Cf", "Zl", "Zp") for letter in value), name


class TestClean:
    def test_lines_become_one(self) -> None:
        assert clean("a\n\tb\x00c\x1b[31m\u202egnp.exe") == "a bc[31mgnp.exe"

    def test_a_megabyte_is_cut(self) -> None:
        assert len(clean("x" * 1_000_000)) == LONGEST_VALUE


class TestFilled:
    def test_fills_and_tells_what_is_missing(self) -> None:
        text, missing = filled("{{ host }} {{a}} {{ a }}", {"host": "web"})
        assert text == "web {{a}} {{ a }}"
        assert missing == ("a",)

    def test_a_value_is_not_filled_again(self) -> None:
        assert filled("{{a}}{{b}}", {"a": "{{b}}", "b": "2"}) == ("{{b}}2", ())

    def test_a_value_makes_no_markdown(self) -> None:
        assert filled("{{a}}", {"a": "[x](y)"}, in_markdown) == ("\\[x\\]\\(y\\)", ())
