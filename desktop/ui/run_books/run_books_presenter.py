"""Fills the library of run-books, and carries out what is done there."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop import tasks
from desktop.core.errors import PairwatchError
from desktop.core.fixing.run_book import RunBook, RunBookSource
from desktop.ui.bridge import Bridge
from desktop.ui.present.fixing.run_book_steps import without_title
from desktop.ui.present.fixing.run_book_words import (
    origin_words,
    owner_words,
    problem_lines,
    proposal_count,
    reviewed_words,
)
from desktop.ui.present.words import tr
from desktop.ui.run_books.list_presenter import ListPresenter
from desktop.ui.run_books.proposals_presenter import ProposalsPresenter
from desktop.ui.run_books.reader_page import ReaderHead
from desktop.ui.run_books.run_books_view import RunBooksView
from desktop.ui.run_books.versions_presenter import VersionsPresenter
from desktop.ui.run_books.writing_presenter import NEW, WritingPresenter
from desktop.ui.theme.tokens import Tone
from desktop.ui.timeline_loader import Start


class RunBooksPresenter(QObject):
    """`refresh` is called when the view is shown, and while it is shown whenever the state changed. What is
    not saved lives as long as this does."""

    def __init__(self, view: RunBooksView, bridge: Bridge, start: Start = tasks.start) -> None:
        super().__init__(view)
        self._view, self._bridge, self._start = view, bridge, start
        self._book: RunBook | None = None
        self._chosen = ""
        self._list = ListPresenter(view, bridge, start)
        self._writing = WritingPresenter(view.writer, bridge, start)
        self._versions = VersionsPresenter(view.versions, bridge, start)
        self._proposals = ProposalsPresenter(view.proposals, bridge, start)
        self._list.loaded.connect(self._hear_list)
        view.chosen.connect(self._choose)
        view.new_wanted.connect(self._new)
        view.proposals_wanted.connect(lambda: self._open_proposals(""))
        view.save_wanted.connect(self._save)
        reader = view.reader
        reader.change_wanted.connect(self._change)
        reader.versions_wanted.connect(self._open_versions)
        reader.proposals_wanted.connect(lambda: self._open_proposals(self._chosen))
        reader.delete_wanted.connect(self._ask_to_delete)
        reader.question.said_yes.connect(self._delete)
        reader.again.connect(self._load)
        for page in (view.writer, view.versions, view.proposals):
            page.left.connect(self._read)
        self._writing.saved.connect(self._hear_saved)
        self._writing.changed.connect(lambda: self._list.draw(self._writing.unsaved))
        self._writing.proposed.connect(lambda _id: self._list.load())
        self._versions.restored.connect(self._hear_saved)
        self._proposals.decided.connect(self._hear_decided)

    @property
    def unsaved(self) -> int:
        """How many run-books were changed here and not saved."""
        return len(self._writing.unsaved)

    def refresh(self) -> None:
        """What the hub says now."""
        self._list.refresh()

    def show_run_book(self, run_book_id: str) -> None:
        """From elsewhere: read this one."""
        self._choose(run_book_id)
        self._list.draw()
        self._view.open_page()

    def write_new(self, text: str) -> None:
        """From elsewhere: go on with this new one."""
        self._new(text)

    # Reading

    def _hear_list(self) -> None:
        self._proposals.hear(self._list.amendments, self._list.cards)
        card = next((card for card in self._list.cards if card.id == self._chosen), None)
        if card is not None and self._book is not None and card.version != self._book.version:
            self._load()
        if not self._chosen and self._view.page is self._view.empty:
            self._show_empty()
        self._draw_reader()

    def _show_empty(self) -> None:
        if self._list.cards:
            self._view.empty.show_words(
                tr("No run-book is open"), tr("Choose one on the left, or search with K.")
            )
        else:
            self._view.empty.show_words(
                tr("No run-books yet"),
                tr(
                    "What helped once helps again when it is written down. Write one with Ctrl+N, or let the "
                    "hub follow a folder or a git repository of Markdown files."
                ),
            )

    def _choose(self, run_book_id: str) -> None:
        if run_book_id == self._chosen and self._view.page is not self._view.empty:
            return
        self._chosen, self._list.chosen = run_book_id, run_book_id
        self._book = None
        self._view.reader.question.hide()
        self._view.reader.link.hide()
        self._load()

    def _load(self) -> None:
        if self._chosen:
            self._start(self._fetch(self._chosen), "read run-book")

    async def _fetch(self, run_book_id: str) -> None:
        try:
            book = await self._bridge.session.run_books.get(run_book_id)
        except PairwatchError as error:
            if run_book_id == self._chosen:
                if self._book is None:
                    self._view.reader.show_head(ReaderHead(title=self._title(run_book_id)))
                    self._view.reader.text.show_markdown("")
                    self._view.show_page(self._view.reader)
                self._view.reader.say(str(error), Tone.ALARM, can_retry=True)
            return
        if run_book_id != self._chosen:
            return
        is_new = self._book is None
        self._book = book
        self._view.reader.say("")
        self._draw_reader()
        if is_new and run_book_id in self._writing.unsaved:
            self._change(focus=False)
        elif is_new:
            self._view.show_page(self._view.reader)

    def _title(self, run_book_id: str) -> str:
        known = next((card.title for card in self._list.cards if card.id == run_book_id), "")
        return known or run_book_id

    def _draw_reader(self) -> None:
        book, team = self._book, self._bridge.state.team
        if book is None or team is None:
            return
        viewer, now = self._bridge.viewer, self._bridge.hub_now()
        reviewed, tone = reviewed_words(book.reviewed_on, now.astimezone(viewer.zone).date())
        waiting = sum(1 for one in self._list.amendments if one.run_book_id == book.id)
        services = tr("For {services}").format(services=", ".join(book.services)) if book.services else ""
        is_file = book.source.is_file
        self._view.reader.show_head(
            ReaderHead(
                title=book.title,
                meta=" · ".join(part for part in (services, owner_words(book.owner)) if part),
                reviewed=reviewed,
                reviewed_tone=tone,
                origin=origin_words(book, self._list.following, team, viewer, now),
                problems=tuple(problem_lines(book.problems)),
                links=book.links,
                change=tr("Propose a change") if is_file else tr("Change"),
                proposals=proposal_count(waiting) if waiting else "",
                can_delete=not is_file,
                has_versions=not is_file and book.source is not RunBookSource.SAMPLE,
            )
        )
        self._view.reader.text.show_markdown(without_title(book.body, book.title))

    def _read(self) -> None:
        """From writing, versions or proposals back to reading."""
        to = self._view.reader if self._book is not None else self._view.empty
        if to is self._view.empty:
            self._show_empty()
        self._view.show_page(to)
        if self._book is None:
            self._view.open_list()
        else:
            self._view.open_page()

    # Writing

    def _change(self, *, focus: bool = True) -> None:
        if self._book is None:
            return
        self._writing.open(self._book)
        self._view.show_page(self._view.writer)
        if focus:
            self._view.open_page()

    def _new(self, text: str = "") -> None:
        self._chosen = self._list.chosen = NEW
        self._book = None
        if text:
            self._writing.begin(text)
        else:
            self._writing.open(None)
        self._view.show_page(self._view.writer)
        self._list.draw()
        self._view.open_page()

    def _save(self) -> None:
        if self._view.page is self._view.writer:
            self._writing.save()

    def _hear_saved(self, book: RunBook) -> None:
        if self._chosen in (NEW, book.id):
            self._chosen = self._list.chosen = book.id
            self._book = book
            self._draw_reader()
        self._list.load()

    def _open_versions(self) -> None:
        if self._book is not None:
            self._versions.open(self._book)
            self._view.show_page(self._view.versions)
            self._view.open_page()

    def _open_proposals(self, only: str) -> None:
        self._proposals.open(only)
        self._view.show_page(self._view.proposals)
        self._view.open_page()

    def _hear_decided(self, run_book_id: str) -> None:
        self._list.load()
        if run_book_id == self._chosen:
            self._load()

    # Deleting

    def _ask_to_delete(self) -> None:
        if self._book is not None:
            question = tr("Delete “{title}” for everybody?").format(title=self._book.title)
            self._view.reader.question.ask(question, tr("Delete"))

    def _delete(self) -> None:
        if self._book is not None:
            self._start(self._remove(self._book), "delete run-book")

    async def _remove(self, book: RunBook) -> None:
        try:
            await self._bridge.session.run_books.remove(book.id)
        except PairwatchError as error:
            self._view.reader.say(str(error), Tone.ALARM)
            return
        self._writing.drop(book.id)
        if self._chosen == book.id:
            self._chosen = self._list.chosen = ""
            self._book = None
            self._view.empty.show_words(
                tr("Deleted"), tr("“{title}” is gone for everybody.").format(title=book.title)
            )
            self._view.show_page(self._view.empty)
            self._view.open_list()
        self._list.load()
