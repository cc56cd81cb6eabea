"""What a shell would make of a command: its simple commands, their words, and where variables stand.

A small part of the shell's grammar (POSIX.1-2024, Shell Command Language, 2.2, 2.3, 2.6, 2.7, 2.9), just
enough to know how each place is quoted and whose argument it is. Whatever needs more is refused, never
guessed: to be wrong about a quote is to run what an alert says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from desktop.core.errors import PairwatchError
from desktop.core.fixing.variables import PLACE

HOLE = "\0"
"""Stands for a variable in the text of a word."""


class UnsafeCommand(PairwatchError):
    """The command cannot take its variables safely."""


class Quoting(StrEnum):
    """How the text around a place is quoted."""

    BARE = "bare"
    DOUBLE = "double"
    SINGLE = "single"


@dataclass(frozen=True, slots=True)
class Place:
    """Where the variable `name` stands: `text[start:end]` of the command. `begins_word`: nothing stands
    before it in its word."""

    name: str
    start: int
    end: int
    quoting: Quoting
    begins_word: bool


@dataclass(slots=True)
class Word:
    """A word, its quotes taken off and each variable a `HOLE`. `is_target`: of a redirection. `is_whole`:
    nothing in it is expanded, so `text` is what the program gets."""

    text: str = ""
    places: list[Place] = field(default_factory=list)
    is_target: bool = False
    is_whole: bool = True
    has_braces: bool = False
    is_made_of_one: bool = False
    """A command whose output is a part of it has a variable."""

    @property
    def has_variable(self) -> bool:
        """Whether a monitor decides about a part of it."""
        return bool(self.places) or self.is_made_of_one


@dataclass(slots=True)
class Command:
    """A simple command: its words in their order, targets of redirections included. `is_fed`: it may read
    what another one writes."""

    words: list[Word] = field(default_factory=list)
    is_fed: bool = False


_PARAMETER = re.compile(r"\$(?:\{#?\w+(?:[-:+=?%#][^{}'\"`$\\]*)?\}|[A-Za-z_]\w*|[\d@*#?!$-])", re.ASCII)
_REDIRECTION = re.compile(r"[<>]{1,2}[&|]?|&>>?")
_GROUPS = frozenset({"{", "if", "while", "until", "for", "!"})
_INTRICATE: Final = "Write it without, or copy it into a terminal."


def read(text: str) -> list[Command]:
    """The simple commands of `text`, those of `$(…)` among them. Raises UnsafeCommand."""
    if HOLE in text:
        raise _refused("It has a character that no command may have.")
    reader = _Reader(text)
    reader.list(nested=False)
    return [command for command in reader.commands if command.words]


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.commands: list[Command] = []
        self._feeds_group = False

    def list(self, *, nested: bool) -> None:
        """Commands until the end, or, `nested`, until the bracket that closes."""
        command = self._begin(is_fed=False)
        word: Word | None = None
        target, depth = False, 0
        while self.at < len(self.text):
            letter = self.text[self.at]
            place = PLACE.match(self.text, self.at)
            redirection = _REDIRECTION.match(self.text, self.at)
            if place is None and (letter in " \t\n;|()" or (letter == "&" and redirection is None)):
                if letter == "(" and word is not None:
                    raise _refused("It defines a function, or has a pattern in brackets.")
                if letter == "(" and self.text.startswith("((", self.at):
                    raise _refused("It calculates.")
                is_or = self.text.startswith("||", self.at)
                self.at += 2 if is_or else 1
                word = None
                if letter in " \t":
                    continue
                command, target = self._next(command, letter, is_or=is_or), False
                depth += {"(": 1, ")": -1}.get(letter, 0)
                if depth < 0:
                    if nested:
                        return
                    raise _refused("A bracket is closed that was not opened.")
            elif place is None and redirection is not None:
                self._redirect(redirection[0])
                if word is not None and word.text.isdigit():
                    command.words.pop()  # the number of what is redirected
                word, target = None, True
            elif letter == "#" and word is None:
                end = self.text.find("\n", self.at)
                self.at = len(self.text) if end < 0 else end
            else:
                if word is None:
                    word = Word(is_target=target)
                    target = False
                    command.words.append(word)
                self._piece(word, place)
        if nested or depth:
            raise _refused("A bracket is not closed.")

    def _begin(self, *, is_fed: bool) -> Command:
        self.commands.append(Command(is_fed=is_fed))
        return self.commands[-1]

    def _next(self, command: Command, separator: str, *, is_or: bool) -> Command:
        """The command after `separator`. What a pipe feeds may be a group of several; where that ends is not
        looked for."""
        is_pipe = separator == "|" and not is_or
        opens = command.is_fed and (separator == "(" or not command.words or command.words[0].text in _GROUPS)
        self._feeds_group = self._feeds_group or opens
        return self._begin(is_fed=is_pipe or self._feeds_group)

    def _redirect(self, operator: str) -> None:
        if operator.startswith("<<"):
            raise UnsafeCommand(
                "It has a here-document, and variables.", "Give the text to the program in another way."
            )
        self.at += len(operator)
        if self.text.startswith("(", self.at):
            raise _refused("It substitutes a process.")

    def _piece(self, word: Word, place: re.Match[str] | None) -> None:
        letter = self.text[self.at]
        if place is not None:
            self._hole(word, place, Quoting.BARE)
        elif letter == "\\":
            self._escaped(word, all_letters=True)
        elif letter == "'":
            self._single(word)
        elif letter == '"':
            self._double(word)
        elif letter in "$`":
            self._expansion(word)
        else:
            word.is_whole = word.is_whole and letter not in "*?[~{"
            word.has_braces = word.has_braces or letter == "{"
            word.text += letter
            self.at += 1

    def _hole(self, word: Word, place: re.Match[str], quoting: Quoting) -> None:
        word.places.append(Place(place[1], place.start(), place.end(), quoting, not word.text))
        word.text += HOLE
        self.at = place.end()

    def _escaped(self, word: Word, *, all_letters: bool) -> None:
        following = self.text[self.at + 1 : self.at + 2]
        if PLACE.match(self.text, self.at + 1):
            raise _refused("A backslash stands before a variable.")
        if following != "\n":
            word.text += following if all_letters or following in '$`"\\' else f"\\{following}"
        self.at += 2

    def _single(self, word: Word) -> None:
        end = self.text.find("'", self.at + 1)
        if end < 0:
            raise _refused("A quotation mark is not closed.")
        self.at += 1
        while self.at < end:
            place = PLACE.match(self.text, self.at)
            if place is not None and place.end() <= end:
                self._hole(word, place, Quoting.SINGLE)
            else:
                word.text += self.text[self.at]
                self.at += 1
        self.at = end + 1

    def _double(self, word: Word) -> None:
        self.at += 1
        while self.at < len(self.text):
            letter = self.text[self.at]
            place = PLACE.match(self.text, self.at)
            if place is not None:
                self._hole(word, place, Quoting.DOUBLE)
            elif letter == '"':
                self.at += 1
                return
            elif letter == "\\":
                self._escaped(word, all_letters=False)
            elif letter in "$`":
                self._expansion(word)
            else:
                word.text += letter
                self.at += 1
        raise _refused("A quotation mark is not closed.")

    def _expansion(self, word: Word) -> None:
        """What begins with a dollar or is in backticks."""
        rest = self.text[self.at : self.at + 3]
        if rest[0] == "`":
            self._backticks()
        elif rest.startswith("$(("):
            raise _refused("It calculates.")
        elif rest.startswith("$("):
            self.at += 2
            before = len(self.commands)
            self.list(nested=True)
            inner = [each for command in self.commands[before:] for each in command.words]
            word.is_made_of_one = word.is_made_of_one or any(each.has_variable for each in inner)
        elif rest[1:2] in ("'", '"') and rest[1:2]:
            raise _refused("A dollar stands before a quotation mark.")
        elif PLACE.match(self.text, self.at + 1):
            raise _refused("A dollar stands before a variable.")
        else:
            parameter = _PARAMETER.match(self.text, self.at)
            if parameter is None and rest.startswith("${"):
                raise _refused("It has an expansion that is not understood here.")
            if parameter is None:
                word.text += "$"
                self.at += 1
                return
            if parameter[0] == "$$" and PLACE.match(self.text, parameter.end()):
                raise _refused("A dollar stands before a variable.")
            self.at = parameter.end()
        # Something that may be empty: what follows may begin the word.
        word.is_whole = False

    def _backticks(self) -> None:
        end = self.at + 1
        while end < len(self.text) and self.text[end] != "`":
            end += 2 if self.text[end] == "\\" else 1
        if end >= len(self.text):
            raise _refused("A quotation mark is not closed.")
        if PLACE.search(self.text[self.at : end]):
            raise UnsafeCommand(
                "A variable stands between backticks, where it would be read twice.", "Write $(…) instead."
            )
        self.at = end + 1


def _refused(what: str) -> UnsafeCommand:
    return UnsafeCommand(what, _INTRICATE)
