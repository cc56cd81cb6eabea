"""Where a link leads, before it is followed."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from desktop.ui.present.incident.broken import web_host
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.widgets.question_bar import QuestionBar

_LONGEST = 120
"""Characters of an address that are shown beside its host."""


class LinkBar(QuestionBar):
    """`lead_to` shows the host and asks; only a yes opens the browser, or the mail program."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, quiet=True, parent=parent)
        self.address = ""
        self.said_yes.connect(self._open)

    def lead_to(self, address: str) -> None:
        """Ask about `address`; nothing happens when it is neither of the web nor of mail."""
        words = leads_to(address)
        if words:
            self.address = address
            self.ask(words, tr("Open"))

    def _open(self) -> None:
        if leads_to(self.address):
            QDesktopServices.openUrl(QUrl(self.address))


def leads_to(address: str) -> str:
    """ "Leads to grafana.example.com"; empty for what may not be opened."""
    if address.lower().startswith("mailto:"):
        to = address[len("mailto:") :].partition("?")[0]
        return tr("Writes a mail to {address}").format(address=to[:_LONGEST]) if to.strip() else ""
    host = web_host(address)
    if not host:
        return ""
    rest = address.partition("://")[2]
    shown = rest if len(rest) <= _LONGEST else f"{rest[: _LONGEST - 1]}…"
    lead = tr("Leads to {host}").format(host=host)
    return lead if rest.rstrip("/") == host else f"{lead}\n{shown}"
