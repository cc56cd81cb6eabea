"""The texts that updates begin with."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from desktop.core.template import Template
from desktop.core.update import Readers, Stage


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
