"""Fills the versions of a run-book, and brings one back."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop.core.errors import PairwatchError
from desktop.core.fixing.run_book import RunBook, RunBookVersion
from desktop.ui.bridge import Bridge
from desktop.ui.present.fixing.run_book_amended import body_difference
from desktop.ui.present.fixing.run_book_words import proposed_by
from desktop.ui.present.telling.texts import TextRow
from desktop.ui.present.telling.texts_difference import difference_count
from desktop.ui.present.words import tr
from desktop.ui.texts.versions_card import VersionsCard
from desktop.ui.theme.tokens import Tone
from desktop.ui.timeline_loader import Start


class VersionsPresenter(QObject):
    """`restored` carries the `RunBook` that it is now."""

    restored = Signal(object)

    def __init__(self, card: VersionsCard, bridge: Bridge, start: Start) -> None:
        super().__init__(card)
        self._card, self._bridge, self._start = card, bridge, start
        self._book: RunBook | None = None
        self._versions: list[RunBookVersion] = []
        self._busy = False
        card.chosen.connect(lambda _number: self._draw_difference())
        card.restore_wanted.connect(self._restore)

    def open(self, book: RunBook) -> None:
        """Every version of this one."""
        self._book, self._versions = book, []
        self._card.show_versions([], -1)
        self._card.show_difference((), tr("Looking …"), tr("Restore"), can_restore=False)
        self._start(self._fetch(book), "versions of a run-book")

    async def _fetch(self, book: RunBook) -> None:
        try:
            versions = await self._bridge.session.run_books.versions(book.id)
        except PairwatchError as error:
            if book is self._book:
                self._card.show_difference((), str(error), tr("Restore"), can_restore=False)
            return
        if book is self._book:
            self._versions = versions
            self._draw()

    def _draw(self) -> None:
        team, viewer, now = self._bridge.state.team, self._bridge.viewer, self._bridge.hub_now()
        if team is None or self._book is None:
            return
        rows = []
        for one in self._versions:
            current = one.version == self._book.version and one is self._versions[0]
            by = proposed_by(team, one.changed_by, one.changed_at, viewer, now)
            detail = by if one.changed_by else viewer.moment(one.changed_at, now)
            rows.append(
                TextRow(
                    key=str(one.number),
                    title=tr("Version {n}").format(n=one.number),
                    detail=detail,
                    mark=tr("in force") if current else "",
                    mark_icon="mdi6.check" if current else "",
                    mark_tone=Tone.OK,
                )
            )
        self._card.show_versions(rows, self._versions[0].number if self._versions else -1)
        if not rows:
            words = tr("No version is known: it was never changed here.")
            self._card.show_difference((), words, tr("Restore"), can_restore=False)
        self._draw_difference()

    def _chosen(self, number: int) -> RunBookVersion | None:
        return next((one for one in self._versions if one.number == number), None)

    def _draw_difference(self) -> None:
        version, book = self._chosen(self._card.version), self._book
        if version is None or book is None:
            return
        lines = body_difference(book.text, version.text)
        count = difference_count(lines)
        words = (
            tr("Against what it says now: {what}.").format(what=count) if count else tr("It says this now.")
        )
        self._card.show_difference(
            lines,
            words,
            tr("Restore version {n}").format(n=version.number),
            can_restore=version.text != book.text and not book.source.is_file and not self._busy,
        )

    def _restore(self, number: int) -> None:
        version, book = self._chosen(number), self._book
        if version is not None and book is not None and not self._busy:
            self._busy = True
            self._draw_difference()
            self._start(self._send(version, book), "restore run-book")

    async def _send(self, version: RunBookVersion, book: RunBook) -> None:
        try:
            restored = await self._bridge.session.run_books.save(book.id, version.text, book.version)
        except PairwatchError as error:
            self._bridge.refused.emit(str(error))
            return
        finally:
            self._busy = False
        self.restored.emit(restored)
        if self._book is not None and self._book.id == restored.id:
            self.open(restored)
        self._card.go_on()
