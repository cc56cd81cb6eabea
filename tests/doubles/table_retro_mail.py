"""The retro by mail at a hub that sits at the same table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from desktop.client.desks.retro_mail_desk import RetroLetter
from desktop.core.errors import PairwatchError
from desktop.core.retro.retro_mail import MailState, RetroMail

if TYPE_CHECKING:
    from tests.doubles.table_session import TableSession


class TableRetroMail:
    """Implements `desktop.client.desks.retro_mail_desk.RetroMailDesk`. `letters` are those that went out,
    with their channels; `ends` is how the next ones end."""

    def __init__(self, session: TableSession) -> None:
        self._session = session
        self._mails: dict[date, dict[str, RetroMail]] = {}
        self.letters: list[tuple[RetroLetter, str]] = []
        self.ends, self.detail = MailState.SENT, ""
        self.refusal: PairwatchError | None = None

    async def mailed(self, starts_on: date) -> list[RetroMail]:
        self._ask()
        return [self._ended(one) for one in self._mails.get(starts_on, {}).values()]

    async def mail(
        self, letter: RetroLetter, channels: Sequence[str], *, again: bool = False
    ) -> list[RetroMail]:
        self._ask()
        now, known = self._session.clock.now(), self._mails.setdefault(letter.starts_on, {})
        for name in channels:
            if name in known and not self._ended(known[name]).may_go(now, again=again):
                continue
            me = self._session.state.me or ""
            known[name] = RetroMail(channel=name, state=MailState.SENDING, by=me, at=now)
            self.letters.append((letter, name))
        return list(known.values())

    def _ended(self, mail: RetroMail) -> RetroMail:
        return replace(mail, state=self.ends, detail=self.detail)

    def _ask(self) -> None:
        if not self._session.online:
            raise PairwatchError("The hub cannot be reached.", "Pairwatch goes on trying.")
        if self.refusal is not None:
            raise self.refusal
