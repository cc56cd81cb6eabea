"""What the figures were measured on."""

from __future__ import annotations

import os
import platform
from pathlib import Path

import psutil
from PySide6.QtCore import qVersion


def machine() -> str:
    """One sentence: processor, cores, memory, system, Python, Qt."""
    memory = psutil.virtual_memory().total / 2**30
    return (
        f"{_processor()}, {os.cpu_count()} cores, {memory:.0f} GB, {_system()}, "
        f"Python {platform.python_version()}, Qt {qVersion()}"
    )


def load() -> str:
    """How busy the machine is with other things, as the system's load average of the last minute."""
    return f"load {os.getloadavg()[0]:.1f}"


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _system() -> str:
    return platform.freedesktop_os_release().get("PRETTY_NAME", platform.system())
