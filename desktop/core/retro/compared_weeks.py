"""A week of the retro beside the week before and the one four weeks ago."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from desktop.core.retro.debt import DEBT_DEFINITION, Debt
from desktop.core.retro.retro_figures import RetroFigures
from desktop.core.retro.uptime import DEFINITION, ServiceUptime

FOUR = 4
"""So many weeks ago is the week that is compared beside the one before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedWeeks:
    """`before` and `four_ago` None: then nobody watched yet. `uptime` has the weeks from the one four weeks
    ago to this one. `zone` says by whose clocks the weeks are meant; `told_at` when the numbers were made.
    `debts`: what came again in the week and is written down until now nowhere."""

    zone: str
    told_at: datetime
    week: RetroFigures
    before: RetroFigures | None = None
    four_ago: RetroFigures | None = None
    uptime: tuple[ServiceUptime, ...] = ()
    definition: str = DEFINITION
    debts: tuple[Debt, ...] = ()
    debt_definition: str = DEBT_DEFINITION

    @property
    def starts_on(self) -> date:
        """The Monday of the week."""
        return self.week.starts_on
