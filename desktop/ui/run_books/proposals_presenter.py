"""Fills the proposals, and accepts or rejects the chosen one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from desktop.core.errors import PairwatchError
from desktop.core.fixing.run_book import RunBook, RunBookCard
from desktop.core.fixing.run_book_amendment import RunBookAmendment
from desktop.ui.bridge import Bridge
from desktop.ui.present.fixing.run_book_amended import body_difference
from desktop.ui.present.fixing.run_book_words import proposed_by
from desktop.ui.present.telling.texts import TextRow
from desktop.ui.present.telling.texts_difference import difference_count
from desktop.ui.present.words import tr
from desktop.ui.run_books.proposals_page import ProposalsPage
from desktop.ui.theme.tokens import Tone
from desktop.ui.timeline_loader import Start
from desktop.wire.run_book import DecidedAmendment


class ProposalsPresenter(QObject):
    """`decided` carries the id of the run-book: read it again."""

    decided = Signal(str)

    def __init__(self, page: ProposalsPage, bridge: Bridge, start: Start) -> None:
        super().__init__(page)
        self._page, self._bridge, self._start = page, bridge, start
        self._open: list[RunBookAmendment] = []
        self._books: dict[str, RunBook] = {}
        self._asked: set[str] = set()
        self._titles: dict[str, str] = {}
        self._chosen = ""
        self._only = ""
        self._against_now = False
        self._taken_over = ""
        self._busy = False
        page.chosen.connect(self._choose)
        page.accepted.connect(lambda: self._decide(accept=True))
        page.rejected.connect(lambda: self._decide(accept=False))
        page.now_wanted.connect(self._compare)

    def open(self, only: str = "") -> None:
        """Those of one run-book, or all."""
        self._only, self._chosen, self._against_now, self._taken_over = only, "", False, ""
        self._books.clear()
        self._asked.clear()
        self._page.say("")
        self._draw()

    def hear(self, amendments: Sequence[RunBookAmendment], cards: Sequence[RunBookCard]) -> None:
        """What waits by now."""
        self._titles |= {card.id: card.title for card in cards}
        if list(amendments) != self._open:
            self._open = list(amendments)
            self._draw()

    @property
    def _shown(self) -> list[RunBookAmendment]:
        return [one for one in self._open if self._only in ("", one.run_book_id)]

    def _find(self) -> RunBookAmendment | None:
        return next((one for one in self._shown if str(one.id) == self._chosen), None)

    def _choose(self, key: str) -> None:
        if key != self._chosen:
            self._chosen, self._against_now, self._taken_over = key, False, ""
            self._page.say("")
            self._draw_chosen()

    def _draw(self) -> None:
        team, viewer, now = self._bridge.state.team, self._bridge.viewer, self._bridge.hub_now()
        if team is None:
            return
        shown = self._shown
        if self._find() is None and not self._taken_over:
            self._chosen = str(shown[0].id) if shown else ""
        rows = [
            TextRow(
                key=str(one.id),
                title=self._title(one.run_book_id),
                detail=proposed_by(team, one.proposed_by, one.at, viewer, now),
            )
            for one in shown
        ]
        self._page.show_rows(rows, self._chosen)
        self._draw_chosen()

    def _title(self, run_book_id: str) -> str:
        book = self._books.get(run_book_id)
        return book.title if book is not None else self._titles.get(run_book_id, run_book_id)

    def _draw_chosen(self) -> None:
        found = self._find()
        if found is None:
            words = (
                "" if self._taken_over else tr("Nothing waits. What people propose after incidents is here.")
            )
            self._page.show_proposal((), words, "", can_decide=False, copied=self._taken_over)
            return
        self._ask_for(found.run_book_id)
        book = self._books.get(found.run_book_id)
        conflict = ""
        if book is not None and book.body != found.old_body and not book.source.is_file:
            conflict = tr(
                "The run-book was changed since this was proposed, so it cannot simply be accepted. Put what "
                "is still right into its text, then reject this."
            )
        before = book.body if self._against_now and book is not None else found.old_body
        lines = body_difference(before, found.new_body)
        count = difference_count(lines)
        told = [found.because, f"{count}." if count else ""]
        if self._against_now:
            told.append(tr("Compared with what it says now."))
        self._page.show_proposal(
            lines, " ".join(part for part in told if part), conflict, can_decide=not self._busy
        )

    def _compare(self) -> None:
        self._against_now = not self._against_now
        self._draw_chosen()

    def _ask_for(self, run_book_id: str) -> None:
        if run_book_id not in self._asked:
            self._asked.add(run_book_id)
            self._start(self._fetch(run_book_id), "run-book of a proposal")

    async def _fetch(self, run_book_id: str) -> None:
        try:
            self._books[run_book_id] = await self._bridge.session.run_books.get(run_book_id)
        except PairwatchError:
            return  # the difference is shown all the same; accepting says what is wrong
        self._draw()

    # Deciding

    def _decide(self, *, accept: bool) -> None:
        found = self._find()
        if found is not None and not self._busy:
            self._busy = True
            self._start(self._send(found, accept=accept), "decide proposal")

    async def _send(self, found: RunBookAmendment, *, accept: bool) -> None:
        desk = self._bridge.session.run_books
        try:
            decided = await (desk.accept(found.id) if accept else desk.reject(found.id))
        except PairwatchError as error:
            self._page.say(str(error), Tone.ALARM)
            self._asked.discard(found.run_book_id)  # perhaps it was changed meanwhile
            return
        finally:
            self._busy = False
            self._draw_chosen()
        self._open = [one for one in self._open if one.id != found.id]
        self._asked.discard(found.run_book_id)
        self._taken_over = decided.difference if accept and decided.run_book is None else ""
        self._draw()
        self._page.say(_decided_words(decided, self._title(found.run_book_id), accept=accept))
        self._page.take_focus()
        self.decided.emit(found.run_book_id)


def _decided_words(decided: DecidedAmendment, title: str, *, accept: bool) -> str:
    if not accept:
        return tr("Rejected. “{title}” stays as it is.").format(title=title)
    if decided.run_book is not None:
        return tr("Accepted: it is the new version of “{title}”.").format(title=title)
    return tr("Accepted. “{title}” is a file: copy the difference and take it over there.").format(
        title=title
    )
