"""What is known of the texts, and what is written here and not saved yet. No Qt, no hub."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from desktop.core.telling.template import Template
from desktop.ui.present.telling.texts import Edit, Source, TextKey, source_of


class TextStore:
    """All versions that were heard of, by any way, and the edits on top of them."""

    def __init__(self) -> None:
        self._versions: dict[TextKey, dict[int, Template]] = {}
        self._edits: dict[TextKey, Edit] = {}

    @property
    def edits(self) -> Mapping[TextKey, Edit]:
        return self._edits

    @property
    def newest(self) -> dict[TextKey, Template]:
        """What is in force, as far as it is known."""
        return {key: known[max(known)] for key, known in self._versions.items() if known}

    @property
    def shipped(self) -> dict[TextKey, Template]:
        """Version 0, where it is known."""
        return {key: known[0] for key, known in self._versions.items() if 0 in known}

    def versions(self, key: TextKey) -> list[Template]:
        """Of one text, the oldest first."""
        known = self._versions.get(key, {})
        return [known[number] for number in sorted(known)]

    def version(self, key: TextKey, number: int) -> Template | None:
        """None when it is not known."""
        return self._versions.get(key, {}).get(number)

    def forget(self) -> None:
        """It is another hub's; what was written here stays."""
        self._versions.clear()

    def hear(self, templates: Iterable[Template]) -> bool:
        """Whether there was something new. An edit that says what is in force already is none any more."""
        new = False
        for template in templates:
            known = self._versions.setdefault((template.stage, template.readers), {})
            new = new or known.get(template.version) != template
            known[template.version] = template
        for key in list(self._edits):
            self._settle(key)
        return new

    def write(self, key: TextKey, source: Source) -> None:
        """Keep what stands in the editor; nothing is kept when that is what is in force."""
        newest = self.newest.get(key)
        if newest is None:
            return
        before = self._edits.get(key)
        based_on = before.based_on if before is not None else newest.version
        self._edits[key] = Edit(based_on=based_on, source=source)
        self._settle(key)

    def rebase(self, key: TextKey, version: int) -> None:
        """This version was seen, and what is written here shall come after it."""
        edit = self._edits.get(key)
        if edit is not None:
            self._edits[key] = Edit(based_on=version, source=edit.source)

    def drop(self, key: TextKey) -> None:
        """What is in force shall be shown again."""
        self._edits.pop(key, None)

    def shown(self, key: TextKey) -> Source | None:
        """What the editor shows; None while nothing is known."""
        edit, newest = self._edits.get(key), self.newest.get(key)
        if edit is not None:
            return edit.source
        return source_of(newest) if newest is not None else None

    def conflict(self, key: TextKey) -> Template | None:
        """What somebody saved after the version that was changed here."""
        edit, newest = self._edits.get(key), self.newest.get(key)
        if edit is None or newest is None or newest.version == edit.based_on:
            return None
        return newest

    def _settle(self, key: TextKey) -> None:
        edit, newest = self._edits.get(key), self.newest.get(key)
        if edit is not None and newest is not None and edit.source.same(source_of(newest)):
            del self._edits[key]
