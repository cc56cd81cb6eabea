"""The texts that updates begin with: shipped, rewritten by anyone of the team, restored."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from importlib.resources import files

from desktop.core.telling.template import Template
from desktop.core.telling.update import Readers, Stage
from desktop.hub.store.telling import templates
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.errors import BadTemplate, TemplateChanged, UnknownTemplate

LONGEST_SUBJECT = 300
LONGEST_TEXT = 8_000
"""Characters of source; desktops fill in no longer ones."""


@cache
def shipped() -> tuple[Template, ...]:
    """The set that comes with the program, one for each stage and readers, in that order; version 0."""
    text = (files("desktop") / "resources" / "templates" / "updates.toml").read_text("utf-8")
    found = tomllib.loads(text)
    return tuple(
        Template(
            stage=stage,
            readers=readers,
            subject=found[stage][readers]["subject"],
            text=found[stage][readers]["text"].strip(),
        )
        for stage in Stage
        for readers in Readers
    )


def current(tx: Transaction) -> tuple[Template, ...]:
    """What is in force: the newest version for each stage and readers, in that order."""
    newest = {(known.stage, known.readers): known for known in (*shipped(), *templates.every(tx))}
    return tuple(newest.values())


def versions(tx: Transaction) -> list[Template]:
    """All versions, by stage and readers, the oldest first."""
    written = templates.every(tx)
    return [
        known
        for first in shipped()
        for known in (first, *(other for other in written if _is_for(other, first.stage, first.readers)))
    ]


def save_template(
    tx: Transaction,
    stage: Stage,
    readers: Readers,
    subject: str,
    text: str,
    by: str,
    based_on: int | None = None,
) -> Template:
    """Make this the newest version; what is in force already gets none. `based_on` is the version that was
    changed into this: when it is not the newest any more, TemplateChanged is raised; None does not ask.
    Raises BadTemplate for an empty or too long one. Whether its source can be read is `check_source`'s to
    say."""
    subject, text = " ".join(subject.split()), text.strip()
    if not text:
        raise BadTemplate("The template has no text.", "Write one, or restore the one before.")
    if len(subject) > LONGEST_SUBJECT or len(text) > LONGEST_TEXT:
        raise BadTemplate(
            "The template is too long.",
            f"A subject has at most {LONGEST_SUBJECT} characters, a text {LONGEST_TEXT}.",
        )
    newest = _find(tx, stage, readers)[-1]
    if (newest.subject, newest.text) == (subject, text):
        return newest
    if based_on is not None and based_on != newest.version:
        raise TemplateChanged(
            f"Somebody saved version {newest.version} of this text meanwhile. Yours was not saved.",
            "Look at the newest version, then keep yours or take theirs.",
        )
    written = replace(
        newest, subject=subject, text=text, version=newest.version + 1, changed_by=by, changed_at=tx.now
    )
    templates.add(tx, written)
    return written


def restore_template(tx: Transaction, stage: Stage, readers: Readers, version: int, by: str) -> Template:
    """Make an old version the newest; 0 is what ships. Raises UnknownTemplate."""
    for known in _find(tx, stage, readers):
        if known.version == version:
            return save_template(tx, stage, readers, known.subject, known.text, by)
    raise UnknownTemplate(
        f"There is no version {version} of this template.", "Look at the list of its versions."
    )


def check_source(subject: str, text: str) -> None:
    """Raises BadTemplate for what Jinja2 cannot read, so that no desktop is given it. Which variables and
    statements a template may use is checked where it is filled in: on the desktop."""
    read = _reader()
    for part, source in (("subject", subject), ("text", text)):
        if len(source) > LONGEST_TEXT:
            continue  # refused for its length
        problem = read(source)
        if problem is not None:
            raise BadTemplate(
                f"The {part} cannot be read: {problem}.", "Look for a missing bracket or {% endif %}."
            )


@cache
def _reader() -> Callable[[str], str | None]:
    """Gives what is wrong with a source. Jinja2 is not imported before somebody saves a template."""
    from jinja2 import Environment, TemplateSyntaxError

    environment = Environment(autoescape=True)

    def read(source: str) -> str | None:
        try:
            environment.parse(source)
        except TemplateSyntaxError as error:
            return f"line {error.lineno}: {error.message or 'broken'}".rstrip(".")
        except (RecursionError, ValueError):
            # Brackets a thousand deep, numbers of a thousand digits: nobody means that.
            return "it is nested too deeply"
        return None

    return read


def _find(tx: Transaction, stage: Stage, readers: Readers) -> list[Template]:
    return [known for known in versions(tx) if _is_for(known, stage, readers)]


def _is_for(template: Template, stage: Stage, readers: Readers) -> bool:
    return (template.stage, template.readers) == (stage, readers)
