"""A run-book worked through: its parts, its marks, what is copied."""

from __future__ import annotations

from datetime import timedelta

from desktop.core.fixing.work import RunBookWork, StepMark, StepState
from desktop.formats.run_book.reader import read_run_book
from desktop.ui.present.fixing.run_book_progress import progress_row, progress_words
from desktop.ui.present.fixing.run_book_steps import Prose, StepView, code_of, copied, parts_of, without_title
from desktop.ui.present.times import viewer_of
from desktop.ui.theme.tokens import Tone
from tests.sample import NIGHT, TEAM

TEXT = """---
title: Checkout
---
# Checkout

<!-- nobody reads this -->
Think first.

1. Look at {{ host }}

   ```check http Start page answers
   url: https://{{ host }}/
   ```

   ```run Restart it
   ---
   timeout: 2m
   ---
   systemctl restart {{ unit }}
   ```
2. Roll back

## Afterwards

- [ ] Tell them
"""
BOOK = read_run_book(TEXT, id="checkout", changed_at=NIGHT)
FIRST, SECOND, THIRD = BOOK.steps
VIEWER = viewer_of(TEAM, "ana")


def mark(step_id: str, state: StepState = StepState.DONE, words: str = "", by: str = "ben") -> StepMark:
    step = BOOK.step(step_id)
    title = step.title if step is not None else "Gone"
    return StepMark(step_id=step_id, title=title, state=state, words=words, by=by, at=NIGHT)


def work(*marks: StepMark, helped: bool | None = None, ended: bool = False) -> RunBookWork:
    return RunBookWork(
        run_book_id="checkout",
        title="Checkout",
        version=BOOK.version,
        begun_by="ana",
        begun_at=NIGHT - timedelta(minutes=1),
        marks=marks,
        ended_at=NIGHT if ended else None,
        helped=helped,
    )


def steps(found: RunBookWork | None, values: dict[str, str] | None = None, unsent: set[str] = frozenset()):  # type: ignore[assignment]
    parts = parts_of(BOOK, found, values or {}, TEAM, VIEWER, NIGHT, unsent)
    return [part for part in parts if isinstance(part, StepView)]


def test_all_of_it_in_its_order() -> None:
    parts = parts_of(BOOK, None, {}, TEAM, VIEWER, NIGHT)
    kinds = ["prose" if isinstance(part, Prose) else part.title for part in parts]
    assert kinds == ["prose", "Look at {{ host }}", "Roll back", "prose", "Tell them"]
    first, second = (part for part in parts if isinstance(part, Prose))
    assert "Think first." in first.markdown
    assert "# Checkout" not in first.markdown, "the title stands above"
    assert second.markdown == "## Afterwards"


def test_the_first_without_a_mark_is_current() -> None:
    assert [step.current for step in steps(None)] == [True, False, False]
    assert [step.current for step in steps(work(mark(FIRST.id), mark(THIRD.id)))] == [False, True, False]
    done = work(mark(FIRST.id), mark(SECOND.id), mark(THIRD.id))
    assert not any(step.current for step in steps(done))


def test_who_marked_it_when_and_why() -> None:
    found = steps(
        work(
            mark(FIRST.id),
            mark(SECOND.id, StepState.FAILED, "no older image"),
            mark(THIRD.id, StepState.DONE, "wrote a mail", by="ana"),
        ),
        unsent={THIRD.id},
    )
    hour = VIEWER.hour(NIGHT)
    assert [step.told for step in found] == [
        f"Done — Ben Sato, {hour}",
        f"Did not work: no older image — Ben Sato, {hour}",
        f"Done otherwise: wrote a mail — You, {hour} · not yet sent",
    ]
    assert "Did not work" in found[1].spoken
    assert len({step.icon for step in found[:2]}) == 2, "not told by colour alone"


def test_checks_variables_and_code() -> None:
    first = steps(None, {"host": "db-7"})[0]
    assert [name for _, name in first.checks] == ["Check: Start page answers"]
    assert first.checks[0][0] == next(one.id for one in BOOK.diagnostics if one.name == "Start page answers")
    assert first.title == "Look at db-7"
    assert first.missing == "No value for unit"
    assert first.code == "systemctl restart {{ unit }}"
    assert code_of("no code here") == ""
    assert code_of("    indented {{ x }}\n    more") == "indented {{ x }}\nmore"
    assert code_of("```check http x\nurl: y\n```") == ""


def test_what_is_copied_never_has_what_a_shell_acts_on() -> None:
    code = "restart {{ unit }} on {{host}}"
    fine = copied(code, {"unit": "checkout@2.service", "host": "db-7.example.com:80"})
    assert (fine.text, fine.tone) == ("restart checkout@2.service on db-7.example.com:80", Tone.OK)
    for hostile in (
        "a; rm -rf /",
        "$(id)",
        "`id`",
        "a b",
        "-rf",
        "a\nb",
        "a|b",
        "a&b",
        "'",
        '"',
        "~",
        "*",
        "!x",
    ):
        found = copied(code, {"unit": hostile, "host": "db-7"})
        assert found.text == "restart {{ unit }} on db-7", hostile
        assert "unit" in found.said
        assert found.tone is Tone.WARN
    assert copied(code, {"unit": "x"}).said == "Copied. No value for host: fill it in by hand."


def test_progress_in_words() -> None:
    ids = [step.id for step in BOOK.steps]
    begun = work(mark(FIRST.id))
    assert progress_words(begun, TEAM, VIEWER, ids) == "1 of 3, Ben is at it"
    assert progress_words(begun, TEAM, VIEWER) == "1 step, Ben is at it"
    assert progress_words(work(), TEAM, VIEWER, ids) == "0 of 3, you are at it"
    assert progress_words(work(mark("gone")), TEAM, VIEWER, ids).startswith("0 of 3")
    assert progress_words(work(helped=True, ended=True), TEAM, VIEWER, ids) == "0 of 3, it helped"
    assert progress_words(work(helped=False, ended=True), TEAM, VIEWER, ids) == "0 of 3, it did not help"
    titles = [(step.id, step.title) for step in BOOK.steps]
    assert progress_row(begun, TEAM, VIEWER, titles).progress == "1 of 3, Ben is at it. Next: Roll back"
    assert progress_row(begun, TEAM, VIEWER, None).progress == "1 step, Ben is at it"


def test_a_heading_that_is_the_title_is_not_read_twice() -> None:
    assert without_title("\n# A b\n\nText\n", "A b") == "Text\n"
    assert without_title("# Other\n\nText\n", "A b") == "# Other\n\nText\n"
