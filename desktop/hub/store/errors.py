"""What can go wrong with the store, for people and for the layers above."""

from __future__ import annotations

from desktop.core.errors import PairwatchError


class StoreUnavailable(PairwatchError):
    """The database did not take or give the data just now; nothing was acknowledged, so trying again is
    right."""


class CannotOpen(PairwatchError):
    """The database cannot be used as it is."""
