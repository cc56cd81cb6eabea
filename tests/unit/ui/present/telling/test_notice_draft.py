"""What becomes of what is written, how users will see it, what to think about again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from desktop.core.telling.notice import Notice, NoticeSeverity
from desktop.ui.present.telling.notice_draft import NoticeDraft, draft_of, draft_warnings, preview, written
from desktop.ui.present.times import viewer_of
from tests.ui.story import NIGHT, TEAM, Story

H = timedelta(hours=1)
NEW = UUID(int=7)
FAILING = Notice(
    id=UUID(int=1), service="Checkout", text="Payments may fail.", changed_by="ana", changed_at=NIGHT
)


def warnings(draft: NoticeDraft, known: Notice | None = None) -> tuple[str, ...]:
    story = Story()
    incident, viewer = story.incident(story.checkout), viewer_of(TEAM, "ben")
    return draft_warnings(draft, known, incident, TEAM, viewer, NIGHT)


def test_a_new_one_is_off() -> None:
    made = written(NoticeDraft(service="Mail", text="Mails arrive late."), None, NEW, NIGHT)
    assert (made.id, made.service, made.text, made.on) == (NEW, "Mail", "Mails arrive late.", False)


def test_a_change_leaves_it_on_or_off_as_it_is_now() -> None:
    draft = replace(draft_of(FAILING), text="Cards fail.", until_at=NIGHT + H)
    on_meanwhile = replace(FAILING, on=True, incident_id=UUID(int=9))
    changed = written(draft, on_meanwhile, NEW, NIGHT)
    assert changed == replace(on_meanwhile, text="Cards fail.", until_at=NIGHT + H)
    gone = written(draft, None, NEW, NIGHT)
    assert (gone.id, gone.on) == (FAILING.id, False)


def test_the_preview_says_what_the_page_says() -> None:
    draft = NoticeDraft(service=" Check  out ", text="Cards fail. ", until_at=NIGHT + H)
    seen = preview(draft, TEAM, NIGHT)
    assert (seen.heading, seen.service, seen.text) == ("Disturbed", "Check out", "Cards fail.")
    assert seen.until == "Shown until 04:41 CET."
    planned = preview(replace(draft, planned=True, severity=NoticeSeverity.OUTAGE), TEAM, NIGHT)
    assert planned.heading == "Planned work"
    empty = preview(NoticeDraft(service=""), TEAM, NIGHT)
    assert (empty.service, empty.text, empty.until) == ("Service", "What users should know", "")


def test_a_calm_text_has_no_warning() -> None:
    assert warnings(draft_of(FAILING), FAILING) == (), "a notice need not say when the next one comes"


@pytest.mark.parametrize(
    ("draft", "sentence"),
    [
        (NoticeDraft(service="Checkout", text="Fixed by 05:00."), "promise"),
        (NoticeDraft(service="Checkout", text="Something on db-7 fails."), "“db-7” looks like"),
        (NoticeDraft(service="checkout-api", text="Cards fail."), "Write the service as users know it"),
        (NoticeDraft(service="Checkout", text="x " * 101 + "x"), "203 characters"),
        (
            NoticeDraft(service="Checkout", text="x", from_at=NIGHT + H, until_at=NIGHT + H),
            "end before it begins",
        ),
        (NoticeDraft(service="Checkout", text="x", until_at=NIGHT), "Its time is over"),
    ],
)
def test_what_to_think_about_again(draft: NoticeDraft, sentence: str) -> None:
    (found,) = warnings(draft)
    assert sentence in found


def test_what_somebody_else_did_meanwhile_is_told() -> None:
    draft = replace(draft_of(FAILING), text="Cards fail.")
    switched = replace(FAILING, on=True, changed_by="mei", changed_at=NIGHT + H)
    assert warnings(draft, switched) == (), "switching is no change of the text"
    rewritten = replace(switched, text="Cards fail, invoices work.")
    assert warnings(draft, rewritten) == (
        "Mei Lindqvist changed this message meanwhile. Saving replaces that.",
    )
    assert "deleted this message" in warnings(draft, None)[0]
