"""What was changed around the start of an incident, in words: what, when, by whom, why it is suspicious."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desktop.core.fixing.suspicion import Suspect, SuspicionKind, SuspicionReason, kind_of
from desktop.ui.present.fixing.links import LinkRowView
from desktop.ui.present.incident.broken import web_host
from desktop.ui.present.times import Viewer, span
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone

_ICONS = {
    "deploy": "mdi6.rocket-launch-outline",
    "migration": "mdi6.database-arrow-up-outline",
    "configuration": "mdi6.tune-variant",
    "infrastructure": "mdi6.server-outline",
    "rollback": "mdi6.undo-variant",
}
_MOST_LINKS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedRow:
    """One change. `why` is empty when only its time is suspicious."""

    id: str
    icon: str
    tone: Tone
    what: str
    when: str
    why: str
    details: str
    links: tuple[LinkRowView, ...]

    @property
    def spoken(self) -> str:
        """For a screen reader."""
        return ". ".join(part for part in (self.what, self.when, self.why) if part)


def changed_row(suspect: Suspect, viewer: Viewer, now: datetime) -> ChangedRow:
    """One change in words."""
    change = suspect.change
    about_it = any(reason.kind is SuspicionKind.SERVICE for reason in suspect.reasons)
    late = any(reason.kind is SuspicionKind.AFTER for reason in suspect.reasons)
    service = change.service if not about_it else ""
    when = [_gap(suspect), viewer.moment(change.at, now), change.author, change.source or change.integration]
    return ChangedRow(
        id=change.id,
        icon=_ICONS.get(kind_of(change), "mdi6.source-commit"),
        tone=Tone.WARN if about_it and not late else Tone.MUTED,
        what=change.summary,
        when=" · ".join(part for part in when if part),
        why=" · ".join(part for part in (*map(_reason, suspect.reasons), service) if part),
        details=change.details,
        links=tuple(
            LinkRowView(text=" ".join(link.text.split()), host=host, about="", href=link.href)
            for link in change.links[:_MOST_LINKS]
            if (host := web_host(link.href))
        ),
    )


def _gap(suspect: Suspect) -> str:
    for reason in suspect.reasons:
        if reason.kind is SuspicionKind.BEFORE:
            return tr("{span} before").format(span=span(reason.gap))
        if reason.kind is SuspicionKind.AFTER:
            return tr("{span} after the start").format(span=span(reason.gap))
    return ""


def _reason(reason: SuspicionReason) -> str:
    match reason.kind:
        case SuspicionKind.SERVICE:
            return tr("this service, {service}").format(service=reason.detail)
        case SuspicionKind.NAMED:
            return tr("is about {words} too").format(words=reason.detail)
        case SuspicionKind.KIND:
            return _kind_name(reason.detail)
        case SuspicionKind.BEFORE | SuspicionKind.AFTER:
            return ""


def _kind_name(kind: str) -> str:
    return {
        "deploy": tr("a deployment"),
        "migration": tr("a migration"),
        "configuration": tr("a configuration"),
        "infrastructure": tr("infrastructure"),
        "rollback": tr("taken back"),
    }.get(kind, kind)
