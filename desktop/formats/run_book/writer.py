"""Run-books back to text: what was changed in a form or in one step, without touching the rest."""

from __future__ import annotations

import re
from dataclasses import replace

from desktop.core.fixing.run_book import RunBook, Step
from desktop.formats.run_book.front import Front, front_of_run_book, read_front

_PLAIN = re.compile(r"[^\W\d_](?:[\w ./()+-]*[\w)])?")
_WORDS_OF_YAML = {"null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf"}


def write_run_book(run_book: RunBook) -> str:
    """The text of the run-book: its front matter as it was written if that still says the same (comments
    included), else written anew from its fields; and its body."""
    fields = front_of_run_book(run_book)
    said = read_front(run_book.front, []) if run_book.front is not None else Front()
    if said == fields or (not said.title and said == replace(fields, title="")):
        return run_book.text
    return f"---\n{front_of(fields)}---\n{run_book.body}"


def front_of(fields: Front) -> str:
    """Front matter that says this."""
    lines = [f"title: {_scalar(fields.title)}"] if fields.title else []
    for key, texts in (("services", fields.services), ("alerts", fields.alerts)):
        if texts:
            lines += [f"{key}:", *(f"  - {_scalar(text)}" for text in texts)]
    if fields.labels:
        lines += ["labels:", *(f"  - {{{_scalar(key)}: {_scalar(value)}}}" for key, value in fields.labels)]
    if fields.owner:
        lines.append(f"owner: {_scalar(fields.owner)}")
    if fields.reviewed_on:
        lines.append(f"reviewed_on: {fields.reviewed_on.isoformat()}")
    if fields.links:
        lines += ["links:", *(_link(link.text, link.href) for link in fields.links)]
    return "".join(f"{line}\n" for line in lines)


def with_step(run_book: RunBook, step: Step, markdown: str) -> str:
    """The body with the content of one of its steps replaced by `markdown` (its lead and what is below); the
    step keeps its number or box. Empty Markdown takes the step out."""
    lines = run_book.body.split("\n")
    first, last = step.first_line - 1, step.last_line
    if not markdown.strip():
        return "\n".join(lines[:first] + lines[last:])
    mark = re.match(
        r"\s*(?:[-+*]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?|\s*(?:[-+*]|\d{1,9}[.)])", lines[first]
    )
    mark_text = mark[0] if mark else "- "
    if not mark_text.endswith((" ", "\t")):
        mark_text += " "
    # Nested content is below the text of the item, not below its box.
    indent = " " * len(re.sub(r"\[[ xX]\][ \t]+$", "", mark_text).expandtabs(4))
    new, *below = markdown.strip("\n").split("\n")
    written = [f"{mark_text}{new}", *(f"{indent}{line}" if line.strip() else "" for line in below)]
    return "\n".join(lines[:first] + written + lines[last:])


def _link(text: str, href: str) -> str:
    return f"  - {{{_scalar(text)}: {_scalar(href)}}}" if text else f"  - {_scalar(href)}"


def _scalar(text: str) -> str:
    """Without quotes where nobody could mistake it; else in single quotes, in which only they are special
    (YAML 1.2, 7.3.2). What cannot stand there is escaped in double ones."""
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS_OF_YAML:
        return text
    if text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(letter if letter.isprintable() else _escape(letter) for letter in escaped) + '"'


def _escape(letter: str) -> str:
    return f"\\U{ord(letter):08x}"
