"""The retro by mail, in words: what is asked before it goes, and how it ended."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.core.retro.retro_mail import MailState, RetroMail
from desktop.core.team.team import Team
from desktop.ui.present.people import listed
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr


def mail_question(names: Sequence[str], went: Sequence[RetroMail]) -> str:
    """Before it goes out; `went` are channels that have it."""
    have = [one.channel for one in went]
    asked = tr("Mail the retro of this week to {channels}?").format(
        channels=_quoted([name for name in names if name not in have])
    )
    if have:
        asked += " " + tr("{channels} has it already and does not get it again.").format(
            channels=_quoted(have)
        )
    return asked


def again_question(went: Sequence[RetroMail], team: Team, viewer: Viewer) -> str:
    """When every channel has it, or perhaps has it."""
    last = max(went, key=lambda one: one.at)
    told = {"who": team.roster.name(last.by), "at": f"{last.at.astimezone(viewer.zone):%Y-%m-%d %H:%M}"}
    if any(one.state is MailState.DOUBTFUL for one in went):
        asked = tr("{who} mailed it at {at}, and nobody knows whether it arrived. Send it once more?")
    elif any(one.state is MailState.SENDING for one in went):
        asked = tr("{who} is mailing it, since {at}. Send it once more?")
    else:
        asked = tr("{who} mailed it at {at}. Send it once more?")
    return asked.format(**told)


def mailed_words(told: Sequence[RetroMail]) -> str:
    """How it stands, channel by channel."""
    states = {
        MailState.SENDING: tr("Sending to {channel} …"),
        MailState.SENT: tr("Sent to {channel}."),
        MailState.FAILED: tr("Not sent to {channel}."),
        MailState.DOUBTFUL: tr("Perhaps sent to {channel}: look into the mailbox."),
    }
    parts = []
    for one in told:
        parts.append(states[one.state].format(channel=_quoted([one.channel])))
        if one.detail:
            parts.append(one.detail)
    return " ".join(parts)


def _quoted(names: Sequence[str]) -> str:
    return listed([f"“{name}”" for name in names])
