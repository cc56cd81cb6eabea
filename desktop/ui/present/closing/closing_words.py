"""What is left of closing, in a few words, for lists and for the end of an alarm."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.core.closing.closing import ClosingStep
from desktop.ui.present.telling.communicating import step_name
from desktop.ui.present.words import tr


def things_left(left: Sequence[ClosingStep]) -> str:
    """ "2 things left: closing update, labels"; empty when nothing is."""
    if not left:
        return ""
    steps = ", ".join(step_name(step).lower() for step in left)
    if len(left) == 1:
        return tr("One thing left: {step}").format(step=steps)
    return tr("{n} things left: {steps}").format(n=len(left), steps=steps)


def count_left(left: Sequence[ClosingStep]) -> str:
    """ "closing: 2 left", for a row of the list; empty when nothing is."""
    return tr("closing: {n} left").format(n=len(left)) if left else ""
