"""The shipped texts: all there, all usable, and honest."""

from __future__ import annotations

import pytest

from desktop.client.drafts import Values, draft, problem_of
from desktop.core.telling.public_text import text_warnings
from desktop.core.telling.template import Template
from desktop.core.telling.text_warning import Concern
from desktop.core.telling.update import Readers, Stage
from desktop.hub.usecases.telling.templates import shipped

KNOWN: Values = {
    "title": "Checkout fails for 31 % of customers",
    "service": "checkout",
    "number": "7",
    "started": "03:41 (Berlin)",
    "impact": "About a third of payments fail; orders already placed are safe.",
    "condition": "The new release leaks connections.",
    "action": "The release is being rolled back.",
    "needs": "Nothing.",
    "next_update": "04:07",
    "manager": "Ana Okafor",
    "engineer": "Ben Sato",
    "labels": ("cause: release",),
}


def test_there_is_one_for_each_stage_and_readers() -> None:
    assert [(found.stage, found.readers) for found in shipped()] == [
        (stage, readers) for stage in Stage for readers in Readers
    ]


@pytest.mark.parametrize("template", shipped(), ids=lambda found: f"{found.stage}-{found.readers}")
def test_each_can_be_filled_in_and_gives_no_cause_for_warning(template: Template) -> None:
    assert problem_of(template.subject, template.text) is None
    made = draft(template, KNOWN)
    assert not made.gaps
    assert not made.subject_gaps
    assert text_warnings(made.text, stage=template.stage, readers=template.readers) == ()
    if template.stage is not Stage.RESOLVED:
        assert "04:07" in made.text, "it names when the next update comes"


@pytest.mark.parametrize("stage", Stage)
def test_customers_are_told_no_names(stage: Stage) -> None:
    template = next(t for t in shipped() if (t.stage, t.readers) == (stage, Readers.CUSTOMERS))
    made = draft(template, KNOWN)
    assert "Ana" not in made.text
    assert "Ben" not in made.text


def test_what_is_not_known_is_marked() -> None:
    template = next(t for t in shipped() if (t.stage, t.readers) == (Stage.IDENTIFIED, Readers.COLLEAGUES))
    unknown = {**KNOWN, "condition": "", "impact": ""}
    assert {gap.name for gap in draft(template, unknown).gaps} == {"condition", "impact"}


def test_a_promise_would_be_noticed() -> None:
    warned = text_warnings(
        "It will be fixed in 20 minutes. Next update at 04:07.",
        stage=Stage.IDENTIFIED,
        readers=Readers.CUSTOMERS,
    )
    assert Concern.PROMISE in {warning.concern for warning in warned}
