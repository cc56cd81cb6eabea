"""Chromium without a screen and with nothing of anybody's: what people see of a page."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PySide6.QtGui import QColor, QImage

from tests.integration.hub.running import in_thread

PATIENCE = 60
"""Seconds."""


def found() -> str | None:
    """Where it is installed; None when it is not."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


@dataclass(frozen=True)
class Browser:
    """`folder` is where the profiles go; each look has an empty one."""

    program: str
    folder: Path

    async def dom(self, url: str) -> str:
        """The document after everything in it has run."""
        shown = await self._run(url, "--dump-dom", "--virtual-time-budget=5000")
        return shown.stdout.decode()

    async def picture(
        self, url: str, width: int, height: int, scheme: Literal["dark", "light"], to: Path
    ) -> QImage:
        """A picture of the window, also kept as the PNG `to`."""
        dark = "0" if scheme == "dark" else "1"
        await self._run(
            url,
            f"--screenshot={to}",
            f"--window-size={width},{height}",
            f"--blink-settings=preferredColorScheme={dark}",
            "--hide-scrollbars",
        )
        image = QImage(str(to))
        assert not image.isNull(), "no picture was taken"
        return image

    async def _run(self, url: str, *what: str) -> subprocess.CompletedProcess[bytes]:
        profile = self.folder / f"profile-{len(list(self.folder.iterdir()))}"
        command = [
            self.program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--disable-dev-shm-usage", f"--user-data-dir={profile}", *what, url,
        ]  # fmt: skip
        return await in_thread(
            lambda: subprocess.run(command, capture_output=True, timeout=PATIENCE, check=True)
        )


def corner(image: QImage) -> str:
    """The colour of the page's ground, as #RRGGBB."""
    return QColor(image.pixel(2, 2)).name().upper()
