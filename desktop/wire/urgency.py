"""What desktops and hub say to each other about the rules of urgency; the values themselves are core's."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.core.urgency.office import Office
from desktop.core.urgency.urgency import UrgencyPolicy, UrgencyRule


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptUrgency:
    """The rules and the office as they are in force. `version` changes whenever one of them does."""

    policy: UrgencyPolicy
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenUrgency:
    """The whole list of rules, in their order. `office` None: it stays as it is; its holidays are the hub's
    to look up. `based_on` is the version that this was made from."""

    rules: tuple[UrgencyRule, ...]
    office: Office | None = None
    based_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedRules:
    """Rules whose effect is asked for."""

    rules: tuple[UrgencyRule, ...]
