from __future__ import annotations

from desktop.core.schedule.rotation_preview import changes_for_people
from tests.unit.core.schedule.test_rotation_figures import plan

NAMES = {"ana": "Ana Okafor", "ben": "Ben Sato", "mei": "Mei Lindqvist", "jonas": "Jonas Weber"}


def sentences(before: list[str], after: list[str]) -> list[str]:
    return [
        change.sentence for change in changes_for_people(plan(*before), plan(*after), NAMES, "Europe/Berlin")
    ]


def test_each_person_is_told_what_changes():
    before = ["ana ben", "jonas ana", "ben jonas", "jonas ana"]
    after = ["ana mei", "jonas ana", "jonas mei", "ben ana"]
    assert sentences(before, after) == [
        "Ana Okafor: unchanged.",
        "Ben Sato: 1 shift fewer, without 7 Dec as Engineer; "
        "1 at other times, the first on 28 Dec as Manager.",
        "Mei Lindqvist: 2 shifts more, the first on 7 Dec as Engineer.",
        "Jonas Weber: 1 shift fewer, without 28 Dec as Manager; "
        "1 shift in the other seat, the first on 21 Dec as Manager.",
    ]


def test_another_time_and_both_seats():
    assert sentences(["ana ben", "mei jonas"], ["mei ben", "ana jonas"])[0] == (
        "Ana Okafor: 1 shift at other times, the first on 14 Dec as Manager."
    )
    assert sentences(["ana ben"], ["ana ana"])[0] == (
        "Ana Okafor: 1 shift in the other seat, the first on 7 Dec as Manager and Engineer."
    )


def test_whoever_is_only_in_a_plan_is_told_by_id():
    changes = changes_for_people(plan("ana priya"), plan("ana ben"), NAMES, "UTC")
    assert [change.id for change in changes if not change.is_unchanged] == ["ben", "priya"]
    assert changes[-1].sentence == "priya: 1 shift fewer, without 7 Dec as Engineer."
