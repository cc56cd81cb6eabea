"""A document in Markdown, read and not written. It asks nobody for anything."""

from __future__ import annotations

import math
from collections.abc import Mapping

from PySide6.QtCore import QBuffer, QByteArray, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QFontDatabase, QImage, QImageReader, QPalette, QResizeEvent, QTextOption
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QWidget

from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import Tone, Type
from desktop.ui.widgets.markdown.style import MarkdownStyle

_MOST_BYTES = 3_000_000
"""Of an image within the run-book, as it is written."""
_WIDEST, _MOST_PIXELS = 1200, 20_000_000


class MarkdownView(QTextBrowser):
    """`link_pressed` carries an address; nothing is opened here. `whole`: as high as the text is, for a place
    that scrolls itself."""

    link_pressed = Signal(str)

    def __init__(
        self, theme: Theme, name: str, *, whole: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._whole = theme, whole
        self._markdown = ""
        self._values: Mapping[str, str] | None = None
        self._checks = True
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(0)
        if whole:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.anchorClicked.connect(lambda url: self.link_pressed.emit(url.toString()))
        theme.changed.connect(self._render)
        self._restyle()

    @property
    def markdown(self) -> str:
        """What is shown, as it was written."""
        return self._markdown

    def show_markdown(
        self, markdown: str, values: Mapping[str, str] | None = None, *, checks: bool = True
    ) -> None:
        """`values` fill its variables; None leaves them as they are written."""
        if (markdown, values, checks) == (self._markdown, self._values, self._checks):
            return
        self._markdown, self._values, self._checks = markdown, values, checks
        self._render()

    def links(self) -> list[str]:
        """Where it leads, in the order of the text."""
        from desktop.ui.widgets.markdown.rendering import addresses

        return addresses(self._markdown, self._values, self._style()) if self._markdown else []

    def loadResource(self, kind: int, url: QUrl | str) -> object:
        """Images that are part of the text itself; everything else is nothing, wherever it is said to be."""
        address = url if isinstance(url, str) else url.toString()
        if not address.lower().startswith("data:image/") or len(address) > _MOST_BYTES:
            return QImage()
        return _image(address)

    def _style(self) -> MarkdownStyle:
        theme = self._theme
        return MarkdownStyle(
            colours=theme.colours,
            fixed=QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family(),
            small=theme.font(Type.SMALL).pointSizeF(),
            body=theme.font(Type.BODY).pointSizeF(),
            title=theme.font(Type.TITLE).pointSizeF(),
        )

    def _restyle(self) -> None:
        self.setFont(self._theme.font(Type.BODY))
        colours = self.palette()
        colours.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
        colours.setColor(QPalette.ColorRole.Text, self._theme.colour(Tone.TEXT))
        self.setPalette(colours)

    def _render(self) -> None:
        self._restyle()
        if not self._markdown.strip():
            self.clear()
        else:
            from desktop.ui.widgets.markdown.rendering import html_of

            at = self.verticalScrollBar().value()
            self.setHtml(html_of(self._markdown, self._style(), self._values, checks=self._checks))
            self.verticalScrollBar().setValue(at)
        self._fit()

    # Height

    def sizeHint(self) -> QSize:
        if not self._whole:
            return super().sizeHint()
        return QSize(super().sizeHint().width(), self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(80, 40) if not self._whole else QSize(80, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        if not self._whole:
            return
        high = 0 if self.document().isEmpty() else math.ceil(self.document().size().height())
        if self.horizontalScrollBar().maximum() > 0:
            high += self.horizontalScrollBar().sizeHint().height()
        if high != self.maximumHeight():
            self.setFixedHeight(high)


def _image(address: str) -> QImage:
    """Of a `data:` address; an empty one when it is none, or of a size that could only be meant badly."""
    head, _, written = address.partition(",")
    if not head.lower().endswith(";base64"):
        return QImage()
    data = QByteArray.fromBase64(QByteArray(written.encode("ascii", "ignore")))
    buffer = QBuffer()
    buffer.setData(data)
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    if bytes(reader.format().data()) not in (b"png", b"jpeg", b"gif", b"webp"):
        return QImage()
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > _MOST_PIXELS:
        return QImage()
    if size.width() > _WIDEST:
        reader.setScaledSize(QSize(_WIDEST, max(1, size.height() * _WIDEST // size.width())))
    return reader.read()
