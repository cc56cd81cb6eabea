"""Markdown in a widget: nothing is loaded, whoever asks."""

from __future__ import annotations

import base64
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QUrl
from PySide6.QtGui import QImage, QImageWriter, QTextDocument
from PySide6.QtNetwork import QHostAddress, QTcpServer
from PySide6.QtWidgets import QApplication

from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import Scheme
from desktop.ui.widgets.markdown.link_bar import LinkBar, leads_to
from desktop.ui.widgets.markdown.markdown_view import MarkdownView

IMAGE = int(QTextDocument.ResourceType.ImageResource.value)


@pytest.fixture
def view(qtbot: Any, theme: Theme) -> Iterator[MarkdownView]:
    made = MarkdownView(theme, "Run-book")
    qtbot.addWidget(made)
    made.resize(500, 600)
    made.show()
    yield made
    made.close()


def png(width: int, height: int) -> str:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(0xFF0000)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    return "data:image/png;base64," + base64.b64encode(data.data()).decode()


def test_a_server_that_waits_is_never_asked(view: MarkdownView, tmp_path: Path) -> None:
    server = QTcpServer()
    assert server.listen(QHostAddress.SpecialAddress.LocalHost)
    address = f"http://127.0.0.1:{server.serverPort()}"
    picture = tmp_path / "x.png"
    QImage.fromData(base64.b64decode(png(9, 9).partition(",")[2])).save(str(picture))
    view.show_markdown(
        f"![x]({address}/a.png) <img src='{address}/b.png'>\n\n"
        f"<link rel=stylesheet href='{address}/c.css'>\n\n"
        f"<style>@import '{address}/d.css'</style>\n\n![x]({picture.as_uri()}) ![y]({picture})\n"
    )
    view.grab()
    QApplication.processEvents()
    assert not server.hasPendingConnections()
    for asked in (f"{address}/a.png", picture.as_uri(), str(picture), "qrc:/x.png", f"{address}/c.css"):
        for kind in QTextDocument.ResourceType:
            found = view.loadResource(int(kind.value), QUrl(asked))
            assert isinstance(found, QImage)
            assert found.isNull(), asked
    server.close()


def test_an_image_of_the_text_itself_is_drawn(view: MarkdownView) -> None:
    view.show_markdown(f"![red]({png(40, 30)})")
    colours = view.grab().toImage()
    assert colours.pixelColor(15, 15).name() == "#ff0000"


def test_an_image_that_is_meant_badly_is_nothing(view: MarkdownView) -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
    for address in (
        "data:image/png;base64," + base64.b64encode(bomb).decode(),
        "data:image/png;base64,not an image",
        "data:image/svg+xml;base64,"
        + base64.b64encode(b"<svg xmlns='http://www.w3.org/2000/svg'/>").decode(),
        "data:image/png,raw",
        png(10, 10) + "A" * 3_000_000,
    ):
        found = view.loadResource(IMAGE, QUrl(address))
        assert isinstance(found, QImage)
        assert found.isNull()


def test_a_wide_image_is_made_narrower(view: MarkdownView) -> None:
    found = view.loadResource(IMAGE, QUrl(png(2400, 10)))
    assert isinstance(found, QImage)
    assert found.width() == 1200


def test_colours_follow_the_theme_and_the_same_text_is_not_drawn_anew(
    view: MarkdownView, theme: Theme
) -> None:
    view.show_markdown("Some `code` and {{ host }}", {"host": "db-7"})
    changes: list[int] = []
    view.document().contentsChanged.connect(lambda: changes.append(1))
    view.show_markdown("Some `code` and {{ host }}", {"host": "db-7"})
    assert changes == []
    before = view.toHtml()
    theme.set_scheme(Scheme.LIGHT)
    assert view.toHtml() != before
    assert "db-7" in view.toPlainText()
    view.show_markdown("")
    assert view.toPlainText() == ""


def test_it_is_as_high_as_its_text_where_it_should_be(qtbot: Any, theme: Theme) -> None:
    made = MarkdownView(theme, "Step", whole=True)
    qtbot.addWidget(made)
    made.resize(200, 10)
    made.show()
    made.show_markdown("word " * 10)
    low = made.height()
    made.show_markdown("word " * 100)
    assert made.height() > 3 * low > 0
    assert made.verticalScrollBar().maximum() == 0
    made.show_markdown("```check http x\nurl: y\n```", checks=False)
    assert made.height() == 0
    made.close()


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "file:///etc/passwd", "smb://x/y", "ftp://x/y", "", "https://", "/etc/passwd",
        "https:\\\\evil.example.com", "https://a b.example.com", "mailto:", "data:text/html,x", "vscode://x",
    ],
)  # fmt: skip
def test_only_web_and_mail_can_be_opened(address: str, qtbot: Any, theme: Theme) -> None:
    assert leads_to(address) == ""
    bar = LinkBar(theme)
    qtbot.addWidget(bar)
    bar.lead_to(address)
    assert not bar.isVisible()


def test_the_host_that_is_shown_is_the_one_that_is_opened() -> None:
    assert leads_to("https://grafana.example.com/") == "Leads to grafana.example.com"
    assert leads_to("https://grafana.example.com@evil.example.org/x").startswith(
        "Leads to evil.example.org\n"
    )
    assert leads_to("https://аpple.example.com/").startswith("Leads to xn--"), "a Cyrillic letter"
    assert leads_to("mailto:ops@example.com?subject=x") == "Writes a mail to ops@example.com"
    assert len(leads_to("https://x.example.com/" + "a" * 5000)) < 200
