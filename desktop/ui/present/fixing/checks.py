"""The rows of checks: what each is, how it stands with it, and what a command would do before it runs."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from desktop.core.errors import PairwatchError
from desktop.core.fixing.check_result import CheckResult, CheckVerdict
from desktop.core.fixing.diagnostic import Diagnostic, DiagnosticKind
from desktop.core.fixing.run_book import RunBookSource
from desktop.core.team.team import Team
from desktop.formats.shell.bound import bind, is_plain
from desktop.ui.present.people import person, starts
from desktop.ui.present.timeline.fixed import CHECK_ICON
from desktop.ui.present.times import Viewer, ago
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone

KIND_ICON = {
    DiagnosticKind.HTTP: "mdi6.web",
    DiagnosticKind.DNS: "mdi6.dns-outline",
    DiagnosticKind.TCP: "mdi6.lan-connect",
    DiagnosticKind.PING: "mdi6.access-point-network",
    DiagnosticKind.PROMETHEUS: "mdi6.chart-line",
    DiagnosticKind.LOKI: "mdi6.text-search",
    DiagnosticKind.ELASTICSEARCH: "mdi6.text-search",
    DiagnosticKind.COMMAND: "mdi6.console",
}
Key = tuple[str, str]
"""A run-book's id and a diagnostic's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedCheck:
    """A check, and the run-book that it is from. `changed_by` is a responder's id or whoever git says."""

    run_book_id: str
    run_book: str
    source: RunBookSource
    path: str = ""
    version: str = ""
    changed_by: str = ""
    changed_at: datetime
    diagnostic: Diagnostic

    @property
    def key(self) -> Key:
        return (self.run_book_id, self.diagnostic.id)

    @property
    def is_command(self) -> bool:
        return self.diagnostic.kind is DiagnosticKind.COMMAND


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRow:
    """One check. `verdict_icon` and `tone` go with `state`, words that say it all without them."""

    key: Key
    name: str
    icon: str
    kind: str
    state: str
    verdict_icon: str
    tone: Tone
    about: str
    running: bool = False
    has_output: bool = False
    can_attach: bool = False
    run_words: str = ""
    """What its button says; empty when this person cannot run it."""

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        return ", ".join(part for part in (self.name, self.kind, self.state, self.about) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunState:
    """How it stands with a check on this desktop. `since` None: it does not run."""

    running_for: timedelta | None = None
    result: CheckResult | None = None
    has_output: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """A command as it is shown before it runs. `variables` are lines; `origin` says where it comes from.
    `refused`: why it cannot be run from here; then it is only there to be copied."""

    key: Key
    command: str
    variables: tuple[str, ...]
    origin: str
    warning: str = ""
    refused: str = ""
    can_remember: bool = True


def check_row(
    offered: OfferedCheck,
    run: RunState | None,
    known: CheckResult | None,
    *,
    attached: bool,
    may_run: bool,
    team: Team,
    viewer: Viewer,
    now: datetime,
) -> CheckRow:
    """`run` is what was run here, `known` the newest result in the incident: the hub's, or somebody's."""
    diagnostic = offered.diagnostic
    here = run.result if run is not None else None
    result = here or known
    about = offered.run_book
    running = run is not None and run.running_for is not None
    if running and run is not None and run.running_for is not None:
        state = tr("Running, {seconds} s").format(seconds=int(run.running_for.total_seconds()))
        icon, tone = "mdi6.progress-clock", Tone.ENGINEER
    elif result is None:
        state, icon, tone = tr("Not run"), "mdi6.circle-outline", Tone.MUTED
    else:
        icon, tone = CHECK_ICON[result.verdict]
        state = f"{verdict_name(result.verdict)}: {result.summary}"
        about = (
            f"{_who(result, team, viewer, here=here is not None)}, {ago(result.started_at, now)} · {about}"
        )
    if attached:
        about = f"{about} · {tr('in the timeline')}"
    return CheckRow(
        key=offered.key,
        name=diagnostic.name,
        icon=KIND_ICON[diagnostic.kind],
        kind=kind_name(diagnostic.kind),
        state=state,
        verdict_icon=icon,
        tone=tone,
        about=about,
        running=running,
        has_output=bool((run is not None and run.has_output) or (result is not None and result.excerpt)),
        can_attach=here is not None and not running and not attached,
        run_words=(tr("Run again") if result is not None else tr("Run")) if may_run and not running else "",
    )


def confirmation(
    offered: OfferedCheck,
    values: Mapping[str, str],
    team: Team,
    viewer: Viewer,
    now: datetime,
    *,
    can_remember: bool = True,
) -> Confirmation:
    """What is shown before a command runs."""
    diagnostic = offered.diagnostic
    refused = ""
    try:
        bind(diagnostic.command).environment(values)
    except PairwatchError as error:
        refused = str(error)
    shown = tuple(
        f"{name} = {escaped(values[name])}"
        if name in values
        else tr("{name}: not in the alert").format(name=name)
        for name in diagnostic.variables
    )
    unusual = [name for name in diagnostic.variables if name in values and not is_plain(values[name])]
    warning = ""
    if unusual:
        warning = tr("Look at {names}: it comes from the alert, and has more in it than a name.").format(
            names=", ".join(unusual)
        )
    return Confirmation(
        key=offered.key,
        command=diagnostic.command,
        variables=shown,
        origin=origin_words(offered, team, viewer, now),
        warning=warning,
        refused=refused,
        can_remember=can_remember and not unusual,
    )


def origin_words(offered: OfferedCheck, team: Team, viewer: Viewer, now: datetime) -> str:
    """ "From “Disk is full”, git, disk.md, version 1a2b3c4d; last changed by Ana Okafor, Tue 03:12"."""
    source = {
        RunBookSource.APP: tr("written in Pairwatch"),
        RunBookSource.FOLDER: tr("a file of the hub"),
        RunBookSource.GIT: tr("in the hub's git repository"),
        RunBookSource.SAMPLE: tr("a sample of Pairwatch"),
    }[offered.source]
    parts = [tr("From “{title}”").format(title=offered.run_book), source]
    if offered.path:
        parts.append(offered.path)
    if offered.version:
        parts.append(tr("version {version}").format(version=offered.version[:8]))
    who = person(team, offered.changed_by, viewer.me) if offered.changed_by else tr("nobody knows whom")
    when = viewer.moment(offered.changed_at, now)
    return tr("{parts}; last changed by {who}, {when}").format(parts=", ".join(parts), who=who, when=when)


def escaped(value: str) -> str:
    """In quotes, with whatever cannot be seen, or could be taken for something else, written out."""
    written = "".join(_written(letter) for letter in value)
    return f"“{written}”"


def ordered(offered: Sequence[OfferedCheck], automatic: Mapping[str, CheckResult]) -> list[OfferedCheck]:
    """Those that the hub has run already first, then in the order of the run-books."""
    return sorted(offered, key=lambda one: one.diagnostic.id not in automatic)


def kind_name(kind: DiagnosticKind) -> str:
    return {
        DiagnosticKind.HTTP: tr("HTTP"),
        DiagnosticKind.DNS: tr("DNS"),
        DiagnosticKind.TCP: tr("TCP"),
        DiagnosticKind.PING: tr("ping"),
        DiagnosticKind.PROMETHEUS: tr("Prometheus"),
        DiagnosticKind.LOKI: tr("Loki"),
        DiagnosticKind.ELASTICSEARCH: tr("Elasticsearch"),
        DiagnosticKind.COMMAND: tr("command"),
    }[kind]


def verdict_name(verdict: CheckVerdict) -> str:
    return {
        CheckVerdict.FINE: tr("Fine"),
        CheckVerdict.BAD: tr("Bad"),
        CheckVerdict.TOLD: tr("Done"),
        CheckVerdict.NOT_RUN: tr("No result"),
    }[verdict]


def _who(result: CheckResult, team: Team, viewer: Viewer, *, here: bool) -> str:
    if here:
        return tr("Here")
    return starts(team, result.run_by, viewer.me) if result.run_by else tr("The hub")


def _written(letter: str) -> str:
    if letter in "“”\\":
        return f"\\{letter}"
    is_strange = unicodedata.category(letter)[0] in "CZ" and letter != " "
    return f"\\u{{{ord(letter):x}}}" if is_strange else letter
