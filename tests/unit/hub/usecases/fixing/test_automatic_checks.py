"""Which checks run by themselves."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files

from desktop.core.fixing.diagnostic import DiagnosticKind
from desktop.formats.run_book.reader import read_run_book
from desktop.hub.usecases.fixing.automatic_checks import automatic
from desktop.hub.usecases.team.team_file import read_team_file
from tests.sample import NIGHT

BOOK = read_run_book(
    """
```check http Fine
url: https://{{ host }}/
automatic: yes
```

```check prometheus Graph
query: up
automatic: yes
```

```check dns By hand
host: a
```

```run Command
reboot
```
""",
    id="a",
    changed_at=NIGHT,
)


def names(*, values: dict[str, str], servers: frozenset[DiagnosticKind] = frozenset(), lie: bool = False):
    book = BOOK
    if lie:
        book = replace(book, diagnostics=tuple(replace(one, automatic=True) for one in book.diagnostics))
    return [one.name for one in automatic([book, book], values, servers)]


def test_what_is_marked_and_has_what_it_needs() -> None:
    assert names(values={"host": "a"}) == ["Fine"]
    assert names(values={}) == []
    assert names(values={}, servers=frozenset({DiagnosticKind.PROMETHEUS})) == ["Graph"]


def test_a_command_never_even_when_it_says_so() -> None:
    assert names(values={"host": "a"}, lie=True) == ["Fine", "By hand"]


def test_the_team_file_can_switch_it_off() -> None:
    team = files("desktop.resources").joinpath("team.toml").read_text()
    assert read_team_file(team).automatic_checks
    assert not read_team_file(f"{team}[run_books]\nautomatic = false\n").automatic_checks
