"""Rules of urgency as a team file has them."""

from __future__ import annotations

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from desktop.core.urgency.urgency import Urgency, UrgencyRule
from desktop.formats.urgency_toml import rule_snippet

RULE = UrgencyRule(
    id="x",
    name="search, warning",
    service=("search", "staging-*"),
    severity=("warning",),
    labels=(("env", "staging"), ("k8s.io/app", 'a "b"')),
    urgency=Urgency.OFFICE_HOURS,
)


def test_what_is_copied_into_the_team_file() -> None:
    assert rule_snippet(RULE) == (
        "[[urgency.rules]]\n"
        'name = "search, warning"\n'
        'urgency = "office_hours"\n'
        'service = ["search", "staging-*"]\n'
        'severity = ["warning"]\n'
        'labels = { env = "staging", "k8s.io/app" = "a \\"b\\"" }\n'
    )


_TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)


@given(_TEXT, st.lists(_TEXT, max_size=3), st.dictionaries(_TEXT, _TEXT, max_size=3))
def test_toml_reads_it_back_whatever_is_in_it(name: str, services: list[str], labels: dict[str, str]) -> None:
    rule = UrgencyRule(
        id="x",
        name=name,
        service=tuple(services),
        labels=tuple(labels.items()),
        urgency=Urgency.NOW,
    )
    (read,) = tomllib.loads(rule_snippet(rule))["urgency"]["rules"]
    assert read["name"] == name
    assert read.get("service", []) == services
    assert read.get("labels", {}) == labels
