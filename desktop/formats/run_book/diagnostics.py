"""The diagnostics of a run-book: fenced blocks that begin with `check KIND` or `run`.

    ```check http            ```run Largest folders         ```run
    url: https://{{ host }}/  du -xh --max-depth=2 {{ path }}  ---
    status: 200               ```                            name: Largest folders
    automatic: yes                                           timeout: 2m
    ```                                                      ---
                                                             du -xh --max-depth=2 {{ path }}
                                                             ```

What follows the kind, or `run`, in the first line is the name. A check is `key: value` lines. A command is
kept exactly as written; fields stand before it as front matter does before a document, because commands are
full of what YAML would take for its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from markdown_it.token import Token

from desktop.core.fixing.diagnostic import Diagnostic, DiagnosticKind, variables_in
from desktop.core.fixing.run_book import RunBookProblem, Step
from desktop.formats.run_book.checks import CHECKS, COMMON
from desktop.formats.run_book.digest import Ids
from desktop.formats.run_book.fields import Field, read_fields
from desktop.formats.run_book.front import split

LONGEST = timedelta(minutes=15)
"""A check that takes longer is no check."""
USUAL = timedelta(seconds=10)
USUAL_COMMAND = timedelta(minutes=1)

_DURATION = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)\s*(ms|s|m|min|h)")
_UNITS = {"ms": 0.001, "s": 1, "m": 60, "min": 60, "h": 3600}
_YES, _NO = ("yes", "true", "on"), ("no", "false", "off", "")
_FIELD = re.compile(r"(name|timeout|command|automatic)\s*:\s")
Problems = list[RunBookProblem]


def read_diagnostics(
    tokens: list[Token], steps: Sequence[Step], above: int, problems: Problems
) -> tuple[Diagnostic, ...]:
    """The diagnostics in their order. `above` is how many lines of the file stand above the body."""
    ids = Ids()
    found = []
    for token in tokens:
        words = token.info.split(maxsplit=1) if token.type == "fence" and token.map else []
        if not words or words[0] not in ("check", "run"):
            continue
        assert token.map is not None
        line = above + token.map[0] + 1
        rest = words[1].strip() if len(words) > 1 else ""
        read = _check if words[0] == "check" else _command
        one = read(token.content, rest, line, problems)
        if one is None:
            continue
        within = (step.id for step in steps if step.first_line <= token.map[0] + 1 <= step.last_line)
        key = "\n".join(f"{name}: {value}" for name, value in one.fields)
        # So long that nobody can make another text with the same id.
        made = ids.new(one.kind, key, one.command, length=32)
        found.append(replace(one, id=made, step=next(within, "")))
    return tuple(found)


def _check(content: str, rest: str, line: int, problems: Problems) -> Diagnostic | None:
    word, _, name = rest.partition(" ")
    kinds = {kind.value: kind for kind in CHECKS}
    kind = kinds.get(word.lower())
    if kind is None:
        _say(
            problems,
            line,
            f"There is no check called “{word}”." if word else "This block does not say what to check.",
            f"Begin it with check and one of: {', '.join(kinds)}.",
        )
        return None
    told_before = len(problems)
    fields = read_fields(content, line + 1, problems)
    if not fields and len(problems) > told_before:
        return None
    told = _known_fields(fields, kind, line, problems)
    missing = [field for field in CHECKS[kind].needed if not dict(told).get(field)]
    if missing:
        _say(problems, line, f"This check has no {missing[0]}.", f"Add a line {missing[0]}: … to it.")
        return None
    return Diagnostic(
        id="",
        kind=kind,
        name=_name(fields, name) or f"{kind}: {dict(told)[CHECKS[kind].needed[0]]}"[:100],
        fields=told,
        automatic=_yes(fields.get("automatic"), line, problems),
        timeout=_timeout(fields.get("timeout"), USUAL, line, problems),
        line=line,
    )


def _command(content: str, rest: str, line: int, problems: Problems) -> Diagnostic | None:
    head, command = split(content)
    fields = read_fields(head, line + 2, problems) if head is not None else {}
    command = command.rstrip("\n") if head is not None else content.rstrip("\n")
    for key, field in fields.items():
        if key not in COMMON:
            _unknown(key, field, line + 2, COMMON, problems)
    if not command.strip():
        _say(problems, line, "This block has no command.", "Write the command between its two fences.")
        return None
    if any(_is_hidden(letter) for letter in command):
        _say(
            problems,
            line,
            "The command holds characters that cannot be seen, so it cannot be run from here.",
            "Write it anew by hand.",
        )
        return None
    if head is None and _FIELD.match(command):
        _say(
            problems,
            line,
            "The command begins with what looks like a field.",
            "Put fields between two lines of three dashes, above the command.",
        )
    if _yes(fields.get("automatic"), line, problems):
        _say(
            problems,
            line,
            "A command never runs by itself, so automatic is left out.",
            "Use a check for what should be known at once.",
        )
    first = command.strip().splitlines()[0].strip()
    return Diagnostic(
        id="",
        kind=DiagnosticKind.COMMAND,
        name=_name(fields, rest) or first[:100],
        command=command,
        timeout=_timeout(fields.get("timeout"), USUAL_COMMAND, line, problems),
        line=line,
    )


def _is_hidden(letter: str) -> bool:
    """What a person does not see, or sees elsewhere than it is: text that runs backwards, escapes of
    terminals (see "Trojan Source", CVE-2021-42574)."""
    return letter not in "\n\t" and unicodedata.category(letter) in ("Cc", "Cf", "Co", "Zl", "Zp")


def _known_fields(
    fields: dict[str, Field], kind: DiagnosticKind, line: int, problems: Problems
) -> tuple[tuple[str, str], ...]:
    check = CHECKS[kind]
    told = []
    for key, field in fields.items():
        if key in COMMON:
            continue
        if key not in check.fields:
            _unknown(key, field, line + 1, (*check.fields, *COMMON), problems)
        elif not isinstance(field.value, str):
            _say(problems, line + 1 + field.line, f"“{key}” is not one text.", f"Write it as {key}: …")
        else:
            told.append((key, _chosen(key, field, check.choices, line, problems)))
    return tuple(told)


def _chosen(
    key: str,
    field: Field,
    choices: tuple[tuple[str, tuple[str, ...]], ...],
    line: int,
    problems: Problems,
) -> str:
    value = str(field.value).strip()
    allowed = dict(choices).get(key)
    if allowed is None or variables_in(value):
        return value
    if value.upper() in allowed:
        return value.upper()
    _say(
        problems,
        line + 1 + field.line,
        f"{key} “{value}” is not possible; {allowed[0]} is taken.",
        f"Use one of: {', '.join(allowed)}.",
    )
    return allowed[0]


def _name(fields: dict[str, Field], rest: str) -> str:
    field = fields.get("name")
    written = field.value if field is not None and isinstance(field.value, str) else ""
    return " ".join((written or rest).split())[:100]


def _yes(field: Field | None, line: int, problems: Problems) -> bool:
    if field is None:
        return False
    value = field.value.strip().lower() if isinstance(field.value, str) else "?"
    if value not in (*_YES, *_NO):
        _say(problems, line + 1 + field.line, "automatic is neither yes nor no.", "Write automatic: yes.")
    return value in _YES


def _timeout(field: Field | None, usual: timedelta, line: int, problems: Problems) -> timedelta:
    if field is None:
        return usual
    match = _DURATION.fullmatch(field.value.strip()) if isinstance(field.value, str) else None
    timeout = timedelta(seconds=float(match[1]) * _UNITS[match[2]]) if match else timedelta(0)
    if timedelta(0) < timeout <= LONGEST:
        return timeout
    _say(
        problems,
        line + 1 + field.line,
        f"timeout is not a time of at most 15 minutes; {usual.seconds} s are taken.",
        "Write it as timeout: 10s, or 2m.",
    )
    return usual


def _unknown(key: str, field: Field, above: int, known: Sequence[str], problems: Problems) -> None:
    _say(problems, above + field.line, f"“{key}” is not known here.", f"It may have: {', '.join(known)}.")


def _say(problems: Problems, line: int, sentence: str, remedy: str) -> None:
    problems.append(RunBookProblem(line=line, sentence=sentence, remedy=remedy))
