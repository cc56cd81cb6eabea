"""The words of communicating: stages, readers, steps, and how an update came through on a channel."""

from __future__ import annotations

from datetime import datetime

from desktop.core.closing.closing import ClosingStep, Verdict
from desktop.core.incident.events import NoteKind
from desktop.core.telling.communication import Due
from desktop.core.telling.update import Delivery, DeliveryState, Readers, Stage
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone


def stage_name(stage: Stage) -> str:
    """ "Investigating"."""
    return {
        Stage.INVESTIGATING: tr("Investigating"),
        Stage.IDENTIFIED: tr("Identified"),
        Stage.MONITORING: tr("Monitoring"),
        Stage.RESOLVED: tr("Resolved"),
    }[stage]


def readers_name(readers: Readers) -> str:
    """As a heading or a chip: "Customers"."""
    return {
        Readers.CUSTOMERS: tr("Customers"),
        Readers.COLLEAGUES: tr("Colleagues"),
        Readers.EXECUTIVES: tr("Executives"),
        Readers.DEVOPS: tr("DevOps"),
    }[readers]


def readers_in_sentence(readers: Readers) -> str:
    """ "customers"."""
    return tr("DevOps") if readers is Readers.DEVOPS else readers_name(readers).lower()


def due_name(due: Due) -> str:
    """What the next update must tell at least; empty when that is nothing in particular."""
    return {
        Due.FIRST: tr("that it is known and worked on"),
        Due.SCOPE: tr("scope of impact"),
        Due.NEXT: "",
    }[due]


def note_kind_name(kind: NoteKind) -> str:
    """ "Note", "Decision", "To do"."""
    return {NoteKind.NOTE: tr("Note"), NoteKind.DECISION: tr("Decision"), NoteKind.TODO: tr("To do")}[kind]


def step_name(step: ClosingStep) -> str:
    """A step of closing: "Closing update"."""
    return {
        ClosingStep.UPDATE: tr("Closing update"),
        ClosingStep.NOTICES: tr("Notices off"),
        ClosingStep.LABELS: tr("Labels"),
        ClosingStep.RESOLUTION: tr("How it ended"),
        ClosingStep.RUN_BOOK: tr("Run-book"),
        ClosingStep.VERDICT: tr("Verdict"),
    }[step]


def verdict_name(verdict: Verdict) -> str:
    """ "Act now", "Could have waited"."""
    return tr("Act now") if verdict is Verdict.ACT_NOW else tr("Could have waited")


def delivery_words(delivery: Delivery, viewer: Viewer, now: datetime) -> tuple[str, Tone, str]:
    """One channel's result: words without the channel's name, tone, icon."""
    at = viewer.moment(delivery.at, now)
    match delivery.state:
        case DeliveryState.SENT if delivery.detail:
            sent = tr("sent {time}").format(time=at)
            joint = ". " if delivery.detail[0].isupper() else ", "  # the hub's are whole sentences
            return f"{sent}{joint}{delivery.detail}", Tone.WARN, "mdi6.check"
        case DeliveryState.SENT:
            return tr("sent {time}").format(time=at), Tone.OK, "mdi6.check"
        case DeliveryState.FAILED:
            why = delivery.detail or tr("nobody knows why")
            return tr("failed: {why}").format(why=why), Tone.ALARM, "mdi6.alert-circle-outline"
        case DeliveryState.WAITING if delivery.attempts:
            tried = _tried(delivery, viewer, now)
            words = f"{tried}: {delivery.detail}" if delivery.detail else tried
            return words, Tone.WARN, "mdi6.clock-outline"
        case _:
            return tr("on its way"), Tone.MUTED, "mdi6.clock-outline"


def _tried(delivery: Delivery, viewer: Viewer, now: datetime) -> str:
    """ "tried twice, again at 03:52:10"; once that has passed it may have been tried more often."""
    count = tr("tried {n} times").format(n=delivery.attempts)
    if delivery.attempts <= 2:
        count = tr("tried once") if delivery.attempts == 1 else tr("tried twice")
    if delivery.again_at is None or delivery.again_at <= now:
        return tr("{tried}, and again soon").format(tried=count)
    return tr("{tried}, again at {time}").format(tried=count, time=viewer.second(delivery.again_at))
