"""The texts that ship: each can be filled in, none says what no update should say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.client.drafts import Values, draft, find_gaps
from desktop.core.telling.public_text import names_next_update, text_warnings
from desktop.core.telling.template import Template
from desktop.core.telling.update import Readers, Stage
from desktop.hub.usecases.telling.templates import check_source, shipped

KNOWN: Values = {
    "title": "Checkout fails",
    "service": "Checkout",
    "number": "7",
    "started": "03:41 CET",
    "impact": "card payments in Europe",
    "condition": "The certificate has expired.",
    "action": "A new one is being issued.",
    "needs": "Nothing.",
    "next_update": "04:02 CET",
    "manager": "Ana Okafor",
    "engineer": "Ben Sato",
    "labels": ("impact: card payments in Europe",),
}
INSIDE = ("Ana Okafor", "Ben Sato", "The certificate has expired.", "A new one is being issued.", "Nothing.")
each = pytest.mark.parametrize("template", shipped(), ids=lambda t: f"{t.stage}-{t.readers}")


def test_there_is_one_for_each_stage_and_readers():
    found = [(template.stage, template.readers) for template in shipped()]
    assert found == [(stage, readers) for stage in Stage for readers in Readers]


@each
def test_each_is_filled_in_without_a_warning(template: Template):
    check_source(template.subject, template.text)
    made = draft(template, KNOWN)
    assert not made.gaps
    assert not made.subject_gaps
    warnings = text_warnings(made.text, stage=template.stage, readers=template.readers)
    assert [warning.sentence for warning in warnings] == []
    assert names_next_update(made.text) == (template.stage is not Stage.RESOLVED)
    assert len(made.text) < 500, "short enough to be read at four in the morning"


@each
def test_customers_are_told_nothing_from_within(template: Template):
    if template.readers is Readers.CUSTOMERS:
        made = draft(template, KNOWN)
        assert not [word for word in INSIDE if word in f"{made.subject} {made.text}"]


def test_the_first_update_to_customers_needs_nothing_but_a_time():
    """Two key presses after acknowledging there is nothing to fill in yet."""
    first = shipped()[0]
    assert (first.stage, first.readers) == (Stage.INVESTIGATING, Readers.CUSTOMERS)
    made = draft(first, {"next_update": "04:02 CET"})
    assert not find_gaps(f"{made.subject} {made.text}")
    assert "‹next_update›" in draft(replace(first), {}).text
