"""What fixing does to an incident: run-books worked through, findings, attached results."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from desktop.core.fixing.check_result import LONGEST_EXCERPT, CheckResult
from desktop.core.fixing.finding import Finding, kept_evidence, kept_words
from desktop.core.fixing.fixing_commands import AttachCheck, BeginRunBook, EndRunBook, MarkStep, RecordFinding
from desktop.core.fixing.fixing_events import (
    CheckAttached,
    FindingRecorded,
    RunBookBegun,
    RunBookEnded,
    StepMarked,
)
from desktop.core.fixing.work import RunBookWork, StepMark
from desktop.core.incident.decision import Decision, Refusal
from desktop.core.incident.events import Event
from desktop.core.incident.incident import Incident

CHECKS_KEPT = 30
"""So many of the latest results are part of the incident's value; all are in the timeline."""


def begin_run_book(incident: Incident, command: BeginRunBook, now: datetime) -> Decision:
    """Begin it, or go on with one that was ended."""
    known = _work(incident, command.run_book_id)
    if known is not None and known.ended_at is None:
        return Decision(incident=incident)
    work = (
        replace(known, ended_at=None, helped=None, version=command.version, title=command.title)
        if known is not None
        else RunBookWork(
            run_book_id=command.run_book_id,
            title=command.title,
            version=command.version,
            begun_by=command.by,
            begun_at=now,
        )
    )
    event = RunBookBegun(at=now, by=command.by, run_book_id=command.run_book_id, title=command.title)
    return Decision(incident=_with_work(incident, work), events=[event])


def mark_step(incident: Incident, command: MarkStep, now: datetime) -> Decision:
    """Tick a step, say that it did not work, leave it out, or take that back."""
    work = _work(incident, command.run_book_id)
    if work is None:
        return Decision(incident=incident, refusal=Refusal.NO_SUCH_RUN_BOOK)
    words = " ".join(command.words.split())
    before = work.mark(command.step_id)
    if command.state is None:
        if before is None:
            return Decision(incident=incident)
        mark = None
    else:
        if before is not None and (before.state, before.words) == (command.state, words):
            return Decision(incident=incident)
        mark = StepMark(
            step_id=command.step_id,
            title=command.title,
            state=command.state,
            words=words,
            by=command.by,
            at=now,
        )
    event = StepMarked(
        at=now,
        by=command.by,
        run_book_id=work.run_book_id,
        run_book=work.title,
        step_id=command.step_id,
        title=command.title,
        mark=mark,
    )
    work = work.with_mark(command.step_id, mark)
    return Decision(incident=_with_work(incident, work), events=[event])


def end_run_book(incident: Incident, command: EndRunBook, now: datetime) -> Decision:
    """Say whether it helped; a later word replaces an earlier one, also when the incident is over."""
    work = _work(incident, command.run_book_id)
    if work is None:
        return Decision(incident=incident, refusal=Refusal.NO_SUCH_RUN_BOOK)
    if work.ended_at is not None and work.helped is command.helped:
        return Decision(incident=incident)
    event = RunBookEnded(
        at=now, by=command.by, run_book_id=work.run_book_id, title=work.title, helped=command.helped
    )
    work = replace(work, ended_at=now, helped=command.helped)
    return Decision(incident=_with_work(incident, work), events=[event])


def record_finding(incident: Incident, command: RecordFinding, now: datetime) -> Decision:
    """Write a finding down, or what is known of it by now."""
    words = kept_words(command.words)
    if not words:
        return Decision(incident=incident, refusal=Refusal.EMPTY_NOTE)
    known = next((one for one in incident.findings if one.id == command.finding_id), None)
    finding = Finding(
        id=command.finding_id,
        words=words,
        state=command.state,
        evidence=kept_evidence(command.evidence),
        by=command.by,
        at=now,
    )
    if known is not None and replace(finding, by=known.by, at=known.at) == known:
        return Decision(incident=incident)
    if known is None:
        findings = (*incident.findings, finding)
    else:
        findings = tuple(finding if one is known else one for one in incident.findings)
    event = FindingRecorded(at=now, finding=finding, before=known.state if known else None)
    return Decision(incident=replace(incident, findings=findings), events=[event])


def attach_check(incident: Incident, command: AttachCheck, now: datetime) -> Decision:
    """Put a result into the timeline; once."""
    result = replace(command.result, run_by=command.by)
    incident, events = checked(incident, result, now)
    return Decision(incident=incident, events=events)


def checked(incident: Incident, result: CheckResult, now: datetime) -> tuple[Incident, list[Event]]:
    """Write down what a diagnostic says; nothing for a result that is known."""
    if any(known.id == result.id for known in incident.checks):
        return incident, []
    result = replace(result, excerpt=result.excerpt[-LONGEST_EXCERPT:])
    checks = (*incident.checks, result)[-CHECKS_KEPT:]
    return replace(incident, checks=checks), [CheckAttached(at=now, by=result.run_by, result=result)]


def _work(incident: Incident, run_book_id: str) -> RunBookWork | None:
    return next((work for work in incident.work if work.run_book_id == run_book_id), None)


def _with_work(incident: Incident, work: RunBookWork) -> Incident:
    others = tuple(known for known in incident.work if known.run_book_id != work.run_book_id)
    if len(others) == len(incident.work):
        return replace(incident, work=(*incident.work, work))
    kept = tuple(work if known.run_book_id == work.run_book_id else known for known in incident.work)
    return replace(incident, work=kept)
