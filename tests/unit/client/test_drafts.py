from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop.client.drafts import (
    VARIABLES,
    BrokenTemplate,
    Draft,
    Values,
    draft,
    find_gaps,
    known_values,
    placeholder,
    problem_of,
)
from desktop.client.template_engine import LONGEST_SOURCE, LONGEST_TEXT, LONGEST_VALUE
from desktop.core.closing.ticket import Label
from desktop.core.fixing.finding import Finding, FindingState
from desktop.core.telling.question import Findings, Question
from desktop.core.telling.template import Template
from desktop.core.telling.update import Readers, Stage
from tests.sample import INCIDENT_ID, MINUTE, NIGHT, TEAM, fresh

KNOWN: Values = {
    "title": "Checkout fails",
    "service": "Checkout",
    "product": "Checkout",
    "next_update": "04:02 CET",
    "labels": ("impact: all customers", "cause: deploy"),
}


def filled(text: str, values: Values = KNOWN, subject: str = "") -> Draft:
    template = Template(stage=Stage.INVESTIGATING, readers=Readers.CUSTOMERS, subject=subject, text=text)
    return draft(template, values)


def refused(text: str) -> BrokenTemplate:
    with pytest.raises(BrokenTemplate) as broken:
        filled(text)
    return broken.value


def test_what_is_known_is_filled_in_bare_or_as_the_incidents() -> None:
    made = filled("{{ service }} is hit. Next update: {{ incident.next_update }}.", subject="{{ title }}\n")
    assert made == Draft(subject="Checkout fails", text="Checkout is hit. Next update: 04:02 CET.")
    assert made.gaps == ()


def test_what_is_empty_is_shown_by_its_name_and_found_again() -> None:
    made = filled("Hit: {{ impact }}. We {{ action|lower }}.", subject="{{ needs }}")
    assert made.text == "Hit: ‹impact›. We ‹action›."
    assert [(gap.name, made.text[gap.start : gap.end]) for gap in made.gaps] == [
        ("impact", "‹impact›"),
        ("action", "‹action›"),
    ]
    assert [gap.name for gap in made.subject_gaps] == ["needs"]
    edited = made.text.replace("‹impact›", "nobody")
    assert [gap.name for gap in find_gaps(edited)] == ["action"]


def test_empty_counts_as_false_and_has_a_default() -> None:
    assert (
        filled("{% if impact %}Hit: {{ impact }}{% else %}Being found out{% endif %}").text
        == "Being found out"
    )
    assert filled("{{ impact|default('not known yet') }}").text == "not known yet"
    assert filled("{{ impact or 'not known yet' }}").text == "not known yet"
    assert filled("{% if impact == '' %}empty{% endif %}").text == "empty"
    assert (
        filled("{% if service is defined %}yes{% endif %}{% if impact is defined %}no{% endif %}").text
        == "yes"
    )


def test_labels_are_joined_or_looped_over() -> None:
    assert filled("{{ labels|join(' · ') }}").text == "impact: all customers · cause: deploy"
    assert filled("{{ labels }}").text == "impact: all customers, cause: deploy"
    looped = "{% for label in labels %}{{ loop.index }}. {{ label }}\n{% endfor %}"
    assert filled(looped).text == "1. impact: all customers\n2. cause: deploy"
    assert filled(looped + "End", {}).text == "End"
    assert filled("{{ labels }}", {}).text == "‹labels›"


def test_lines_that_are_left_out_leave_no_hole() -> None:
    assert filled("A\n\n{% if impact %}\n{{ impact }}\n{% endif %}\n\n\nB").text == "A\n\nB"


def test_markup_of_a_monitor_is_words_only() -> None:
    assert filled("{{ title }}", {"title": "{{ 7 * 7 }} <b>"}).text == "{{ 7 * 7 }} <b>"


@pytest.mark.parametrize(
    ("source", "line", "words"),
    [
        ("Fine\n{{ imact }}", 2, "imact"),
        ("\n\n{{ incident.owner }}", 3, "incident.owner"),
        ("{% if impact %}\nHit", 2, "broken"),
        ("{{ impact", 1, "broken"),
        ("{{ impact|nicer }}", 1, "nicer"),
        ("{% if impact is odd %}{% endif %}", 1, "odd"),
    ],
)
def test_mistakes_are_told_with_their_line(source: str, line: int, words: str) -> None:
    broken = refused(source)
    assert (broken.line, broken.part) == (line, "text")
    assert words in broken.sentence
    assert broken.remedy


HOSTILE = [
    "{{ title.__class__ }}",
    "{{ incident.__class__.__mro__ }}",
    "{{ incident.items() }}",
    "{{ incident['title'] }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ title|attr('__class__') }}",
    "{{ self }}",
    "{{ self._TemplateReference__context }}",
    "{{ loop }}",
    "{{ lipsum.__globals__ }}",
    "{{ range(10**9)|list }}",
    "{{ cycler }}",
    "{{ 'a' * 1000000000 }}",
    "{{ 9 ** 9 ** 9 }}",
    "{{ '%999999999d' % 1 }}",
    "{{ '%999999999d'|format(1) }}",
    "{{ 'a'|center(1000000000) }}",
    "{{ 'a'|replace('a', 'aaaaaaaa')|replace('a', 'aaaaaaaa') }}",
    "{{ title|join('aaaa')|join('aaaa') }}",
    "{{ labels|join(labels|join(labels)) }}",
    "{{ labels|join(labels) }}",
    "{% set a = 'aaaa' %}{% set a = a ~ a %}{{ a }}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{% block b %}{{ self.b() }}{% endblock %}",
    "{% include 'secret' %}",
    "{% import 'secret' as s %}",
    "{% extends 'secret' %}",
    "{% filter upper %}a{% endfilter %}",
    "{% call title() %}{% endcall %}",
    "{% for a in labels %}{% for b in labels %}x{% endfor %}{% endfor %}",
    "{% for a in labels recursive %}{{ loop(labels) }}{% endfor %}",
    "{% for a in title %}x{% endfor %}",
    "{% for incident in labels %}{{ incident.title }}{% endfor %}",
    "{% for labels in labels %}{{ labels }}{% endfor %}",
    "{% for a in labels %}{{ loop.cycle('a') }}{% endfor %}",
    "{% for a, b in labels %}x{% endfor %}",
    "{% for loop in labels %}x{% endfor %}",
    "{% for a in labels %}{% else %}{{ loop.index }}{% endfor %}{{ a }}",
    "{{ " + "(" * 3900 + ")" * 3900 + " }}",
    "{{ " + "not " * 1900 + "a }}",
    "{% if title %}" * 500 + "{% endif %}" * 100,
    "{{ " + "9" * 7000 + " }}",
    "{{ title[0] }}",
    "{{ title[:1] }}",
    "{{ [title] }}",
    "{{ {'a': 1} }}",
    "{{ title + title }}",
    "{% if title < 3 %}{% endif %}",
    "{{ title|upper('x') }}",
    "{{ '\\N{BULLET' }}",
    "x" * (LONGEST_SOURCE + 1),
]


@pytest.mark.parametrize("source", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_templates_are_refused_with_a_sentence(source: str) -> None:
    broken = refused(source)
    assert broken.sentence.endswith(".")
    assert broken.line >= 1
    told = problem_of("", source)
    assert told is not None
    assert told.sentence == broken.sentence
    other = problem_of(source, "")
    assert other is not None
    assert other.part == "subject"


def test_a_text_can_not_grow_without_end() -> None:
    source = "{% for label in labels %}" + "{{ title }}" * 700 + "{% endfor %}"
    values: Values = {"title": "x" * 10**6, "labels": ("a",) * 10**5}
    with pytest.raises(BrokenTemplate, match=str(LONGEST_TEXT)):
        filled(source, values)
    assert len(filled("{{ title }}", values).text) == LONGEST_VALUE


@given(st.text(alphabet="{}%|~.()'\" abcdefilmnort<>=[]0123456789_\n-#", max_size=60))
@example("{% raw %}{{ x }}{% endraw %}")
@example("{#")
def test_whatever_is_typed_it_is_filled_in_or_refused(source: str) -> None:
    broken = problem_of("", source)
    if broken is None:
        assert isinstance(filled(source), Draft)
    else:
        assert broken.sentence


PIECES = st.sampled_from(
    [
        *("{{ title }}", "{{ impact|upper }}", "{% if needs %}", "{% endif %}", "{% for l in labels %}"),
        *("{{ l }}", "{% endfor %}", "{{ labels|join('; ') }}", "words ", "{% else %}", "{{ loop.last }}"),
    ]
)


@given(
    st.lists(PIECES, max_size=12).map("".join),
    st.dictionaries(st.sampled_from([*VARIABLES][:-1]), st.text()),
)
def test_every_gap_stands_where_it_says_for_something_empty(
    source: str, values: dict[str, str | tuple[str, ...]]
) -> None:
    if problem_of("", source) is not None:
        return
    made = filled(source, values)
    for gap in made.gaps:
        assert made.text[gap.start : gap.end] == placeholder(gap.name)
        assert not str(values.get(gap.name, "")).strip()


def test_what_an_incident_gives_to_a_template() -> None:
    question = Question(
        id=INCIDENT_ID,
        asked_by="ana",
        asked_at=NIGHT,
        answer_by=NIGHT,
        answer=Findings(condition="The pool is exhausted", action=" Restarting it "),
        answered_by="ben",
        answered_at=NIGHT,
    )
    incident = replace(
        fresh(),
        question=question,
        labels=(Label(key="impact", value="all customers"), Label(key="impact", value="EU")),
        findings=(
            Finding(id=UUID(int=1), words="the pool is too small", by="ben", at=NIGHT),
            Finding(
                id=UUID(int=2), words="The release leaks", state=FindingState.CONFIRMED, by="ben", at=NIGHT
            ),
        ),
    )
    incident = incident.with_seat(incident.manager.claimed("ana", NIGHT))
    assert known_values(incident, TEAM, NIGHT, next_update_at=NIGHT + 20 * MINUTE) == {
        "title": "Checkout fails",
        "service": "checkout-api",
        "product": "checkout",
        "number": "1",
        "started": "03:41 CET",
        "impact": "all customers, EU",
        "condition": "The pool is exhausted",
        "action": "Restarting it",
        "needs": "",
        "cause": "The release leaks.",
        "findings": "The release leaks. We suspect: the pool is too small.",
        "next_update": "04:01 CET",
        "manager": "Ana Okafor",
        "engineer": "",
        "labels": ("impact: all customers", "impact: EU"),
    }
    assert set(known_values(fresh(), TEAM, NIGHT)) == set(VARIABLES)
    assert known_values(fresh(), TEAM, NIGHT)["next_update"] == ""


def test_the_template_engine_is_not_imported_before_the_first_draft() -> None:
    code = "import desktop.client.drafts, sys; sys.exit('jinja2' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_variable_that_there_is_not_is_named() -> None:
    assert refused("a\n{{ servce }}").unknown == "servce"
    assert refused("{{ incident.titel }}").unknown == "incident.titel"
    assert refused("{{ service|reverse }}").unknown == ""
