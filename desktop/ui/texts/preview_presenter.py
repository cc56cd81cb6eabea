"""Tries a text on an incident: on one that runs, or on the sample."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop.client.drafts import BrokenTemplate
from desktop.core.telling.template import Template
from desktop.ui.bridge import Bridge
from desktop.ui.present.telling.texts import Source, TextKey
from desktop.ui.present.telling.texts_preview import preview, preview_choices
from desktop.ui.present.words import tr
from desktop.ui.texts.preview_card import PreviewCard


class PreviewPresenter(QObject):
    """Without a choice of somebody's, the newest incident that runs is taken."""

    def __init__(self, card: PreviewCard, bridge: Bridge) -> None:
        super().__init__(card)
        self._card, self._bridge = card, bridge
        self._chosen: str | None = None
        self._drawn: tuple[TextKey, Source] | None = None
        card.chosen.connect(self._choose)

    def draw(self, key: TextKey, source: Source) -> None:
        """What is written now."""
        self._drawn = (key, source)
        state, now = self._bridge.state, self._bridge.hub_now()
        choices = preview_choices(state)
        if self._chosen not in [known for known, _words in choices]:
            self._chosen = None
        tried = choices[0][0] if self._chosen is None else self._chosen
        self._card.show_choices(choices, tried)
        if state.team is None:
            return
        stage, readers = key
        template = Template(stage=stage, readers=readers, subject=source.subject, text=source.text)
        try:
            made = preview(template, state, state.team, tried, now)
        except BrokenTemplate:
            hint = tr("This is the last that could be filled in, not what is written now.")
            self._card.show_notes((), hint)
            return
        self._card.show_draft(made.subject, made.text)
        self._card.show_notes(made.notes, "")

    def _choose(self, chosen: str) -> None:
        self._chosen = chosen
        if self._drawn is not None:
            self.draw(*self._drawn)
