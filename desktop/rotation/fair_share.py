"""How many turns are fair for each: the same for all, less for who is away for long, a little more or less
for what was uneven before."""

from __future__ import annotations

from collections.abc import Sequence

WHOLE_SHARE = 0.75
"""Who is there for that part of the time takes a whole share: holidays do not save turns. Who is there less
takes proportionally fewer, and never has to catch up."""
_MOST_CORRECTED = 1 / 3
"""Of a share: nobody pays for a bad year in one month."""


def fair_turns(
    there: Sequence[Sequence[bool]],
    takes: Sequence[tuple[bool, bool]],
    before: Sequence[int | None],
    first: Sequence[int],
    shifts: int,
) -> list[float]:
    """Turns for each person, two for each of `shifts` in total. `before`: their turns so far; None: new.
    `first`: the first shift that they may have at all."""
    weights = [_weight(row, begin) for row, begin in zip(there, first, strict=True)]
    managers = [weight if may == (True, False) else 0.0 for weight, may in zip(weights, takes, strict=True)]
    engineers = [weight if may == (False, True) else 0.0 for weight, may in zip(weights, takes, strict=True)]
    total = sum(weights)
    if not total:
        return [0.0] * len(weights)
    shares = [2 * shifts * weight / total for weight in weights]
    for only in (managers, engineers):
        # So many take only this seat that even together they cannot have a whole share.
        taken = sum(only)
        if total > taken > total / 2:
            shares = [
                shifts * weight / taken if one else shifts * weight / (total - taken)
                for weight, one in zip(weights, only, strict=True)
            ]
    aims = even_out(shares, [float(b) if b is not None else None for b in before])
    return [min(aim, 2.0 * sum(row)) for aim, row in zip(aims, there, strict=True)]


def even_out(shares: Sequence[float], before: Sequence[float | None], least: float = 1.0) -> list[float]:
    """The shares, corrected by what each had more or less before than the mean of those who are not new: by
    a third of the share at most, or `least`. Never below nothing."""
    old = [value for value in before if value is not None]
    mean = sum(old) / len(old) if old else 0.0
    corrections = []
    for share, value in zip(shares, before, strict=True):
        most = max(share * _MOST_CORRECTED, least) if share else 0.0
        corrections.append(max(-min(most, share), min(most, mean - value)) if value is not None else 0.0)
    drift = sum(corrections) / max(1, sum(1 for share in shares if share))
    return [
        max(0.0, share + correction - drift) if share else 0.0
        for share, correction in zip(shares, corrections, strict=True)
    ]


def _weight(row: Sequence[bool], first: int) -> float:
    """Part of a whole share. Before their first day nobody was away: they just were not there yet."""
    left = row[first:]
    if not any(left):
        return 0.0
    return len(left) / len(row) * min(1.0, sum(left) / len(left) / WHOLE_SHARE)
