"""Diagnostics: checks that can be run, declared in run-books. Declared, not run: this holds only words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

_PLACE = re.compile(r"\{\{\s*([A-Za-z_][\w.-]*)\s*\}\}")


class DiagnosticKind(StrEnum):
    """How it is run; the word after `check` in a run-book. `COMMAND` is a `run` block."""

    HTTP = "http"
    DNS = "dns"
    TCP = "tcp"
    PING = "ping"
    PROMETHEUS = "prometheus"
    LOKI = "loki"
    ELASTICSEARCH = "elasticsearch"
    COMMAND = "command"


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One check. `id` derives from its text: a changed one has another id. `fields` are as they were written,
    with their `{{ variable }}` places. `step` is the id of the step that it stands in; empty outside of
    steps. `line` is where its block begins in the file.

    `command` is the text of a shell command, exactly as written; only `COMMAND` has one, and it is never
    `automatic`: it runs when a person has seen it and said so.
    """

    id: str
    kind: DiagnosticKind
    name: str
    fields: tuple[tuple[str, str], ...] = ()
    command: str = ""
    automatic: bool = False
    timeout: timedelta = timedelta(seconds=10)
    step: str = ""
    line: int = 0

    def field(self, name: str, default: str = "") -> str:
        """The field of this name, or the default."""
        return dict(self.fields).get(name, default)

    @property
    def variables(self) -> tuple[str, ...]:
        """The names in its `{{ … }}` places, each once."""
        return variables_in("\n".join([*(value for _, value in self.fields), self.command]))


def variables_in(text: str) -> tuple[str, ...]:
    """The names in `{{ … }}` places of `text`, each once, in their order."""
    return tuple(dict.fromkeys(_PLACE.findall(text)))
