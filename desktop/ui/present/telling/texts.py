"""The texts that updates begin with, as the view of them tells: who changed which, what is not saved, what is
wrong with one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import get_close_matches
from types import MappingProxyType
from typing import TypeAlias

from desktop.client.drafts import VARIABLES, BrokenTemplate
from desktop.core.team.team import Team
from desktop.core.telling.template import Template
from desktop.core.telling.update import Readers, Stage
from desktop.ui.present.people import person, starts
from desktop.ui.present.rows import Section
from desktop.ui.present.telling.communicating import readers_name, stage_name
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone

TextKey: TypeAlias = tuple[Stage, Readers]

KEYS: tuple[TextKey, ...] = tuple((stage, readers) for readers in Readers for stage in Stage)
"""All texts, grouped by their readers: a text is rewritten for somebody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Subject and text as somebody writes them, in Jinja2."""

    subject: str
    text: str

    def same(self, other: Source) -> bool:
        """Whether the hub would keep the same: it takes spaces away at the ends."""
        return (" ".join(self.subject.split()), self.text.strip()) == (
            " ".join(other.subject.split()),
            other.text.strip(),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What somebody wrote and did not save yet; `based_on` is the version that was changed."""

    based_on: int
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRow:
    """A line in the list of texts, or of versions. `mark` stands at its right; `detail` below, when there is
    any."""

    key: str
    title: str
    mark: str = ""
    mark_tone: Tone = Tone.MUTED
    mark_icon: str = ""
    detail: str = ""

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        return ", ".join(part for part in (self.title, self.mark, self.detail) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class VariableRow:
    """Something that a text may name."""

    name: str
    meaning: str
    inserted: str
    """What comes into the text."""

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        return f"{self.name}: {self.meaning}"


def source_of(template: Template) -> Source:
    """What a version says."""
    return Source(subject=template.subject, text=template.text)


def key_name(key: TextKey) -> str:
    """For lists, which know texts only: "customers/identified"."""
    return f"{key[1]}/{key[0]}"


def key_of(name: str) -> TextKey:
    """The other way."""
    readers, stage = name.split("/")
    return Stage(stage), Readers(readers)


def text_name(key: TextKey) -> str:
    """ "Customers: identified"."""
    return f"{readers_name(key[1])}: {stage_name(key[0]).lower()}"


def entry_rows(
    newest: Mapping[TextKey, Template],
    shipped: Mapping[TextKey, Template],
    edits: Mapping[TextKey, Edit],
    team: Team,
    viewer: Viewer,
    now: datetime,
) -> list[TextRow | Section]:
    """All texts with a heading for each kind of readers. `shipped` may lack some: not loaded yet."""
    rows: list[TextRow | Section] = []
    for readers in Readers:
        rows.append(Section(readers_name(readers)))
        for stage in Stage:
            template, edit = newest.get((stage, readers)), edits.get((stage, readers))
            row = TextRow(key=key_name((stage, readers)), title=stage_name(stage))
            if template is not None:
                changed = not _is_shipped(template, shipped.get((stage, readers)))
                row = replace(
                    row,
                    mark=tr("changed") if changed else "",
                    detail=changed_by(template, team, viewer, now) if changed else "",
                )
                if edit is not None:
                    row = replace(row, mark=tr("not saved"), mark_icon="mdi6.pencil", mark_tone=Tone.WARN)
                if edit is not None and edit.based_on != template.version:
                    by = changed_by(template, team, viewer, now)
                    row = replace(row, mark_icon="mdi6.alert", detail=tr("Meanwhile: {by}").format(by=by))
            rows.append(row)
    return rows


def _is_shipped(template: Template, shipped: Template | None) -> bool:
    """Also when it was changed and restored. What ships is asked of the hub; until it came, by the number."""
    if shipped is None:
        return template.version == 0
    return source_of(template).same(source_of(shipped))


def changed_by(template: Template, team: Team, viewer: Viewer, now: datetime) -> str:
    """ "Ana Okafor, Mon 14:02"; for version 0 that it ships."""
    if template.version == 0 or template.changed_at is None:
        return tr("ships with Pairwatch")
    who = starts(team, template.changed_by, viewer.me)
    return f"{who}, {viewer.moment(template.changed_at, now)}"


def in_force(template: Template, team: Team, viewer: Viewer, now: datetime) -> str:
    """The line below the name: "Version 4, by Ana Okafor, Mon 14:02"."""
    if template.version == 0 or template.changed_at is None:
        return tr("As it ships with Pairwatch")
    return tr("Version {n}, by {name}, {time}").format(
        n=template.version,
        name=person(team, template.changed_by, viewer.me),
        time=viewer.moment(template.changed_at, now),
    )


def version_rows(
    versions: Sequence[Template], team: Team, viewer: Viewer, now: datetime
) -> list[TextRow | Section]:
    """All versions of one text, the newest first. `versions`: the oldest first."""
    return [
        TextRow(
            key=str(version.version),
            title=tr("Version {n}").format(n=version.version),
            detail=changed_by(version, team, viewer, now),
            mark=tr("in force") if version is versions[-1] else "",
            mark_icon="mdi6.check" if version is versions[-1] else "",
            mark_tone=Tone.OK,
        )
        for version in reversed(versions)
    ]


def conflict_words(theirs: Template, team: Team, viewer: Viewer, now: datetime) -> tuple[str, str]:
    """That somebody was faster, and what can be done."""
    assert theirs.changed_at is not None, "only a version that somebody wrote comes meanwhile"
    title = tr("{name} saved version {n} meanwhile, {time}.").format(
        name=starts(team, theirs.changed_by, viewer.me),
        n=theirs.version,
        time=viewer.moment(theirs.changed_at, now),
    )
    return title, tr("Yours is not saved. Nothing is lost: every version is kept, and Ctrl+Z goes back.")


def saved_words(saved: Template) -> str:
    """ "Saved as version 4"."""
    return tr("Saved as version {n}. Everybody's next update begins with it.").format(n=saved.version)


def restored_words(version: int, saved: Template, *, had_edits: bool) -> str:
    """What restoring did."""
    if saved.version == version:
        return tr("Version {n} is in force already.").format(n=version)
    words = tr("What ships is back, as version {new}.") if version == 0 else ""
    words = words or tr("Version {n} is back, as version {new}.")
    words = words.format(n=version, new=saved.version)
    return f"{words} {tr('What you had written comes back with Ctrl+Z.')}" if had_edits else words


def problem_words(broken: BrokenTemplate) -> str:
    """What is wrong, where, and what was probably meant."""
    meant = suggestion(broken.unknown)
    if meant:
        return f"{broken.sentence} {tr('Did you mean “{name}”?').format(name=meant)}"
    return f"{broken.sentence} {broken.remedy}".strip()


def suggestion(unknown: str) -> str:
    """The variable that was probably meant; empty when there is none like it."""
    before, _, bare = unknown.lower().rpartition(".")
    meant = [name for name, other in _OTHER_WORDS.items() if bare in other]
    meant += get_close_matches(bare, VARIABLES, n=1, cutoff=0.6)
    if not meant:
        return ""
    return f"incident.{meant[0]}" if before == "incident" else meant[0]


_OTHER_WORDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "title": frozenset({"summary", "name", "headline", "what", "incident"}),
        "service": frozenset({"system", "component", "product", "app"}),
        "number": frozenset({"id", "incident_id", "no"}),
        "started": frozenset({"since", "opened", "opened_at", "begin", "began", "time", "start_time"}),
        "impact": frozenset({"affected", "scope", "customers", "hit"}),
        "condition": frozenset({"status", "state", "problem"}),
        "action": frozenset({"fix", "doing", "measure", "remedy", "workaround"}),
        "needs": frozenset({"help", "requests", "wanted"}),
        "cause": frozenset({"reason", "root_cause"}),
        "findings": frozenset({"finding", "suspicion", "suspected", "known"}),
        "next_update": frozenset({"eta", "next", "update", "next_time"}),
        "manager": frozenset({"im", "communicator", "incident_manager", "author"}),
        "engineer": frozenset({"ie", "fixer", "incident_engineer", "assignee"}),
        "labels": frozenset({"tags", "label", "tag"}),
    }
)
"""What other products call it."""


def variable_rows() -> list[VariableRow]:
    """All that a text may name, and what each is."""
    return [
        VariableRow(
            name=name,
            meaning=tr(meaning),
            inserted="{{ labels | join(', ') }}" if name == "labels" else f"{{{{ {name} }}}}",
        )
        for name, meaning in VARIABLES.items()
    ]
