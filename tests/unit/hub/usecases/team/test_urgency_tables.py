"""`[urgency]` of the team file."""

from __future__ import annotations

from datetime import date, time

import pytest

from desktop.core.urgency.office import Office
from desktop.core.urgency.urgency import Urgency, UrgencyPolicy, UrgencyRule
from desktop.hub.usecases.team.team_file import read_team_file
from desktop.hub.usecases.team.toml_table import InvalidTeamFile

TEAM = """
[[responders]]
id = "ana"
name = "Ana Okafor"
[schedule]
turns = [{ manager = "ana", engineer = "ana" }]
"""
RULES = """
[[urgency.rules]]
name = "Checkout"
service = "checkout-*"
urgency = "now"
[[urgency.rules]]
name = "Staging & warnings"
severity = ["warning", "info"]
labels = { env = "staging*" }
urgency = "office_hours"
[urgency.office]
days = ["tue", "mon"]
opens = "08:30"
closes = 16:00:00
country = "DE"
region = "BE"
closed = [2026-12-31, 2026-12-24]
"""


def urgency(text: str) -> UrgencyPolicy:
    return read_team_file(TEAM + text).team.urgency


def test_rules_in_their_order_and_the_office() -> None:
    assert urgency(RULES) == UrgencyPolicy(
        rules=(
            UrgencyRule(id="checkout", name="Checkout", service=("checkout-*",), urgency=Urgency.NOW),
            UrgencyRule(
                id="staging-warnings",
                name="Staging & warnings",
                severity=("warning", "info"),
                labels=(("env", "staging*"),),
                urgency=Urgency.OFFICE_HOURS,
            ),
        ),
        office=Office(
            days=(0, 1),
            opens=time(8, 30),
            closes=time(16),
            country="DE",
            region="BE",
            closed=(date(2026, 12, 24), date(2026, 12, 31)),
        ),
        from_file=True,
    )


def test_without_a_table_the_file_owns_nothing() -> None:
    assert urgency("") == UrgencyPolicy()
    assert urgency("[urgency]\nrules = []").from_file


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[[urgency.rules]]\nurgency = "now"', "rule 1: name is missing"),
        ('[[urgency.rules]]\nname = "A"', "rule “A”: urgency is missing"),
        ('[[urgency.rules]]\nname = "A"\nurgency = "later"', "Use one of: now, office_hours"),
        ('[[urgency.rules]]\nname = "A"\nurgency = "now"\nservices = "x"', "Did you mean service?"),
        ('[[urgency.rules]]\nname = "A"\nurgency = "now"\nservice = 3', "service is not a list of texts"),
        ('[[urgency.rules]]\nname = "A"\nurgency = "now"\nlabels = { env = 1 }', "labels: env is not a text"),
        ('[urgency.office]\ndays = ["monday"]', "Use some of: mon, tue"),
        ('[urgency.office]\nopens = "17:00"', "Let it open before it closes"),
        ('[urgency.office]\nclosed = ["2026-12-24"]', "closed is not a list of dates"),
        ('[urgency.office]\ncountry = "Germany"', "two letters"),
        ('[urgency.office]\nregion = "BE"', "Add country"),
        ('[urgency.office]\ncountry = "DE"\nregion = "XX"', "use one of: BB, BE, BW"),
        ('[urgency.office]\ncountry = "XX"', "No holidays are known for the country"),
        ("[urgency.offices]\nopens = 9", "Did you mean office?"),
    ],
)
def test_mistakes_are_named_with_a_remedy(text: str, words: str) -> None:
    with pytest.raises(InvalidTeamFile, match=r"team\.toml") as refused:
        urgency(text)
    assert words in str(refused.value)
