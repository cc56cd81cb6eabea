"""Who sits at this computer, and where: what the first start calls its first admin."""

from __future__ import annotations

import getpass
import os
import sys
from pathlib import Path
from zoneinfo import available_timezones


def account_name() -> str:
    """The person's full name as the system knows it, else the account's name."""
    if sys.platform != "win32":
        import pwd

        try:
            full = pwd.getpwuid(os.getuid()).pw_gecos.partition(",")[0].strip()
        except KeyError:
            full = ""
        if full:
            return full
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "Me"


def local_zone() -> str:
    """The computer's IANA zone; `UTC` when it does not say."""
    candidates = [os.environ.get("TZ", "").lstrip(":")]
    try:
        candidates.append(str(Path("/etc/localtime").resolve()).partition("/zoneinfo/")[2])
        candidates.append(Path("/etc/timezone").read_text().strip())
    except OSError:
        pass
    known = available_timezones()
    return next((zone for zone in candidates if zone in known), "UTC")
