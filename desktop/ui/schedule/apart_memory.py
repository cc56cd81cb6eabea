"""Who shall never be on duty together, kept on this computer from one rotation to the next."""

from __future__ import annotations

import json

from PySide6.QtCore import QObject, QSettings
from PySide6.QtWidgets import QWidget

from desktop.ui.schedule.apart_field import ApartField, Pair

_KEY = "schedule/apart"


class ApartMemory(QObject):
    """In the file in which the window remembers, if it does."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._field: ApartField | None = None

    def bring_back(self, field: ApartField) -> None:
        """Once: the pairs of last time; from then on what is changed is kept."""
        if self._field is not None:
            return
        self._field = field
        kept = self._kept()
        if kept is not None and not field.pairs:
            field.put(_pairs(str(kept.value(_KEY, ""))))
        field.changed.connect(self._keep)

    def _keep(self) -> None:
        kept = self._kept()
        if kept is not None and self._field is not None:
            kept.setValue(_KEY, json.dumps(self._field.pairs))

    def _kept(self) -> QSettings | None:
        file = self._page.window().property("remembers_in")
        return QSettings(str(file), QSettings.Format.IniFormat) if file else None


def _pairs(written: str) -> list[Pair]:
    """Of a file that anybody may have written in; what is no pair is left out."""
    try:
        found = json.loads(written) if written else []
    except ValueError:
        return []
    listed = found if isinstance(found, list) else []
    return [
        (one[0], one[1])
        for one in listed
        if isinstance(one, list) and len(one) == 2 and all(isinstance(who, str) for who in one)
    ]
