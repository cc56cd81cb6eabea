"""Commands with their variables bound: each place becomes a reference to a variable of the environment, in
which the value travels. A shell expands such a reference once, and looks at nothing in it again; where the
reference is quoted it is one argument (POSIX.1-2024, Shell Command Language, 2.2.3 and 2.6.5).

    outside of quotes   ssh {{ host }} df        ssh "${PW_HOST}" df
    in double quotes    echo "on {{ host }}"     echo "on ${PW_HOST}"
    in single quotes    echo 'on {{ host }}'     echo 'on '"${PW_HOST}"''
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from desktop.core.errors import PairwatchError
from desktop.core.fixing.variables import PLACE
from desktop.formats.shell import programs, safety
from desktop.formats.shell.words import Place, Quoting, UnsafeCommand, read

LONGEST_COMMAND = 64_000
"""Characters; Linux takes 128 KB for one argument."""
LONGEST_VALUE = 64_000
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Categories of Unicode: control, format (which turn the direction of writing), and separators."""


class UnsafeValue(PairwatchError):
    """What the alert says must not be given to this command."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundCommand:
    """`text` is what the shell is given: no value is in it. `names` are pairs of a variable and what it is
    called in the environment. `leading`: those that begin a word, where a hyphen would make an option;
    `plain`: those that a program gives a meaning to unless they are plain."""

    text: str
    names: tuple[tuple[str, str], ...] = ()
    leading: frozenset[str] = frozenset()
    plain: frozenset[str] = frozenset()

    def environment(self, values: Mapping[str, str]) -> dict[str, str]:
        """The variables of the environment that the command needs. Raises UnsafeValue."""
        found = {}
        for name, called in self.names:
            value = values.get(name)
            if value is None:
                raise UnsafeValue(f"The alert says no {name}.", "Copy the command, and fill it in by hand.")
            self._check(name, value)
            found[called] = value
        return found

    def _check(self, name: str, value: str) -> None:
        by_hand = "Copy the command, and fill it in by hand if it is right."
        if "\0" in value or len(value) > LONGEST_VALUE or not _is_text(value):
            raise UnsafeValue(f"The value of {name} can be no argument of a command.", by_hand)
        if name in self.leading and value.startswith("-"):
            raise UnsafeValue(
                f"The value of {name} begins with a hyphen: it would be taken for an option.", by_hand
            )
        if name in self.plain and not is_plain(value):
            raise UnsafeValue(
                f"The value of {name} has characters to which the program would give a meaning.", by_hand
            )


def bind(command: str) -> BoundCommand:
    """`command` with its places bound; as it is when it has none. Raises UnsafeCommand when a value could
    become anything but an argument."""
    if len(command) > LONGEST_COMMAND:
        raise UnsafeCommand("The command is too long.", "Make a script of it.")
    if any(unicodedata.category(letter) in _HIDDEN and letter not in "\n\t" for letter in command):
        raise UnsafeCommand(
            "The command has characters that cannot be seen, so what is read is not what would run.",
            "Take them out of the run-book.",
        )
    if not PLACE.search(command):
        return BoundCommand(text=command)
    commands = read(command)
    places = [(place, each) for each in commands for word in each.words for place in word.places]
    if not places:
        return BoundCommand(text=command)  # in comments only
    safety.check(commands)
    names = _names(place.name for place, _ in places)
    return BoundCommand(
        text=_referring(command, [place for place, _ in places], names),
        names=tuple(names.items()),
        leading=frozenset(place.name for place, _ in places if place.begins_word),
        plain=frozenset(place.name for place, each in places if safety.wants_plain(each)),
    )


def is_plain(value: str) -> bool:
    """Whether `value` can be nothing but a name, a path or a number."""
    return programs.PLAIN.fullmatch(value) is not None


def _names(found: Iterable[str]) -> dict[str, str]:
    names: dict[str, str] = {}
    for name in dict.fromkeys(found):
        called = base = "PW_" + re.sub(r"[^A-Z0-9_]", "_", name.upper())
        number = 2
        while called in names.values():
            called, number = f"{base}__{number}", number + 1
        names[name] = called
    return names


def _referring(command: str, places: Sequence[Place], names: Mapping[str, str]) -> str:
    text, end = [], 0
    for place in sorted(places, key=lambda one: one.start):
        text += [command[end : place.start], _reference(names[place.name], place.quoting)]
        end = place.end
    return "".join([*text, command[end:]])


def _reference(called: str, quoting: Quoting) -> str:
    reference = f"${{{called}}}"
    match quoting:
        case Quoting.DOUBLE:
            return reference
        case Quoting.BARE:
            return f'"{reference}"'
        case Quoting.SINGLE:
            return f"'\"{reference}\"'"


def _is_text(value: str) -> bool:
    return not any("\ud800" <= letter <= "\udfff" for letter in value)
