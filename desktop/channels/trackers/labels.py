"""Our labels as trackers take them. The same label is the same there, always: that is how it is taken off
again."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from desktop.core.closing.ticket import Label

GITHUB_LONGEST = 50
LONGEST = 255


def github_label(label: Label) -> str:
    """`service: checkout`; GitHub takes 50 characters."""
    return _cut(str(label), GITHUB_LONGEST)


def gitlab_label(label: Label) -> str:
    """`service: checkout`; a comma would begin another label. Not GitLab's `::`, of which a ticket has but
    one for each key."""
    return _cut(" ".join(str(label).replace(",", " ").split()), LONGEST)


def jira_label(label: Label) -> str:
    """`service:checkout`; Jira's labels have no blanks."""
    return _cut(f"{'-'.join(label.key.split())}:{'-'.join(label.value.split())}", LONGEST)


def names(
    wanted: Iterable[Label], dropped: Iterable[Label], name: Callable[[Label], str]
) -> tuple[list[str], list[str]]:
    """What to put on and what to take off, each once and sorted. Two labels may be the same over there: what
    is wanted stays."""
    put = {name(label) for label in wanted}
    return sorted(put), sorted({name(label) for label in dropped} - put)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
