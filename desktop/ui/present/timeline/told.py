"""The rows of a timeline that are about communicating: updates, questions, notices, labels, closing."""

from __future__ import annotations

from datetime import datetime

from desktop.core.closing.closing import Verdict
from desktop.core.closing.ticket import Ticket
from desktop.core.incident.events import (
    ClosingStepDone,
    Event,
    LabelAdded,
    LabelRemoved,
    NoteAdded,
    NoteKind,
    NoticeSwitched,
    QuestionAnswered,
    QuestionAsked,
    QuestionPostponed,
    ResolutionRecorded,
    TicketChanged,
    UpdateExtended,
    UpdateMissed,
    VerdictGiven,
)
from desktop.core.team.team import Team
from desktop.core.telling.question import Findings
from desktop.core.telling.update import DeliveryState, Update
from desktop.ui.present.closing.outcome import how_sentence, kept_words
from desktop.ui.present.people import person, starts
from desktop.ui.present.rows import RowKind, TimelineRow
from desktop.ui.present.telling.communicating import (
    delivery_words,
    note_kind_name,
    readers_in_sentence,
    stage_name,
    step_name,
)
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone

NOTE_LOOKS = {
    NoteKind.NOTE: ("mdi6.note-text-outline", Tone.MUTED, RowKind.NOTE),
    NoteKind.DECISION: ("mdi6.gavel", Tone.TEXT, RowKind.DECISION),
    NoteKind.TODO: ("mdi6.checkbox-blank-outline", Tone.WARN, RowKind.TODO),
}
"""Icon, tone and kind of row of each kind of note."""


def update_row(update: Update, team: Team, viewer: Viewer, now: datetime) -> TimelineRow:
    """An update with the result of each of its channels; the text is the row's body."""
    results = [
        f"{delivery.channel} {delivery_words(delivery, viewer, now)[0]}" for delivery in update.deliveries
    ]
    if not results:
        results = [tr("told by other means")]
    if update.next_update_at is not None:
        results.append(tr("next by {time}").format(time=viewer.moment(update.next_update_at, now)))
    failed = any(delivery.state is DeliveryState.FAILED for delivery in update.deliveries)
    title = tr("{name} told {readers}: {stage}").format(
        name=starts(team, update.by, viewer.me),
        readers=readers_in_sentence(update.readers),
        stage=stage_name(update.stage),
    )
    return TimelineRow(
        viewer.moment(update.sent_at, now),
        "mdi6.bullhorn-outline",
        Tone.ALARM if failed else Tone.MANAGER,
        title,
        " · ".join(results),
        at=update.sent_at,
        kind=RowKind.UPDATE,
        body="\n".join(part for part in (update.subject, update.text) if part),
    )


def told_row(event: Event, team: Team, viewer: Viewer, now: datetime) -> TimelineRow | None:
    """The row of an event that is told by itself; None for events of other kinds."""
    title, detail = "", ""
    icon, tone, kind = "", Tone.MUTED, RowKind.UPDATE
    match event:
        case NoteAdded(by=by, text=text, kind=note):
            icon, tone, kind = NOTE_LOOKS[note]
            who = starts(team, by, viewer.me)
            title, detail = text, who if note is NoteKind.NOTE else f"{note_kind_name(note)} · {who}"
        case UpdateMissed(due_at=due_at):
            title = tr("The update due {time} did not come").format(time=viewer.moment(due_at, now))
            icon, tone = "mdi6.bullhorn", Tone.ALARM
        case UpdateExtended(by=by, until=until, because=because):
            title = tr("{name} moved the next update to {time}").format(
                name=starts(team, by, viewer.me), time=viewer.moment(until, now)
            )
            detail, icon, tone = because, "mdi6.clock-plus-outline", Tone.WARN
        case QuestionAsked() | QuestionAnswered() | QuestionPostponed():
            title, detail, icon, tone = _question(event, team, viewer, now)
            kind = RowKind.QUESTION
        case NoticeSwitched(by=by, service=service, text=text, on=on):
            words = tr("{name} switched the notice for {service} on")
            if not on:
                words = tr("{name} switched the notice for {service} off")
            title = words.format(name=starts(team, by, viewer.me), service=service)
            detail, icon, kind = text, "mdi6.message-alert-outline", RowKind.NOTICE
            tone = Tone.WARN if on else Tone.OK
        case LabelAdded(by=by, label=label):
            title = tr("{name} added the label {label}").format(name=starts(team, by, viewer.me), label=label)
            icon, kind = "mdi6.label-outline", RowKind.TICKET
        case LabelRemoved(by=by, label=label):
            title = tr("{name} removed the label {label}").format(
                name=starts(team, by, viewer.me), label=label
            )
            icon, kind = "mdi6.label-off-outline", RowKind.TICKET
        case ClosingStepDone(by=by, step=step, skipped=skipped):
            words = tr("{step}: skipped by {name}") if skipped else tr("{step}: done by {name}")
            title = words.format(step=step_name(step), name=person(team, by, viewer.me))
            icon, kind = "mdi6.debug-step-over" if skipped else "mdi6.check", RowKind.END
            tone = Tone.WARN if skipped else Tone.OK
        case VerdictGiven(by=by, verdict=verdict):
            words = tr("{name}: it had to be acted on at once")
            if verdict is Verdict.COULD_HAVE_WAITED:
                words = tr("{name}: it could have waited")
            title = words.format(name=starts(team, by, viewer.me))
            icon, kind = "mdi6.scale-balance", RowKind.END
        case ResolutionRecorded(outcome=outcome):
            title = f"{starts(team, outcome.by, viewer.me)}: {how_sentence(outcome.how)}"
            kept = kept_words(outcome.documented, outcome.automated)
            detail = " · ".join(part for part in (outcome.words, kept) if part)
            icon, kind = "mdi6.check-decagram-outline", RowKind.END
            tone = Tone.WARN if outcome.is_neither else Tone.OK
        case _:
            return None
    time = viewer.moment(event.at, now)
    return TimelineRow(time, icon, tone, title, detail, at=event.at, kind=kind)


def ticket_row(event: TicketChanged, before: Ticket | None, viewer: Viewer, now: datetime) -> TimelineRow:
    """What the tracker said; `before` is what it said last."""
    ticket = event.ticket
    name = ticket.key or ticket.tracker
    tone, icon = Tone.MUTED, "mdi6.ticket-outline"
    if ticket.problem:
        title = tr("Ticket {name} is not in step").format(name=name)
        detail, tone, icon = ticket.problem, Tone.WARN, "mdi6.ticket-confirmation-outline"
    elif before is None or before.key != ticket.key:
        title, detail = (
            tr("Ticket {name} opened in {tracker}").format(name=name, tracker=ticket.tracker),
            ticket.url,
        )
    else:
        title, detail = tr("Ticket {name} is in step").format(name=name), ""
    time = viewer.moment(event.at, now)
    return TimelineRow(time, icon, tone, title, detail, at=event.at, kind=RowKind.TICKET)


def findings_words(findings: Findings) -> str:
    """What the Engineer said, on one line; what is empty is left out."""
    return " · ".join(
        f"{name}: {' '.join(said.split())}"
        for name, said in (
            (tr("Condition"), findings.condition),
            (tr("Action"), findings.action),
            (tr("Needs"), findings.needs),
        )
        if said.strip()
    )


def _question(
    event: QuestionAsked | QuestionAnswered | QuestionPostponed, team: Team, viewer: Viewer, now: datetime
) -> tuple[str, str, str, Tone]:
    match event:
        case QuestionAsked(question=question):
            title = tr("{name} asked the Engineer how it stands").format(
                name=starts(team, question.asked_by, viewer.me)
            )
            by = tr("answer by {time}").format(time=viewer.moment(question.answer_by, now))
            detail = f"{question.words} · {by}" if question.words else by
            return title, detail, "mdi6.help-circle-outline", Tone.MANAGER
        case QuestionPostponed(by=by, until=until):
            title = tr("{name}: not now, until {time}").format(
                name=starts(team, by, viewer.me), time=viewer.moment(until, now)
            )
            return title, "", "mdi6.clock-outline", Tone.MUTED
        case QuestionAnswered(by=by, answer=answer):
            title = tr("{name} answered").format(name=starts(team, by, viewer.me))
            return title, findings_words(answer), "mdi6.message-reply-text-outline", Tone.ENGINEER
