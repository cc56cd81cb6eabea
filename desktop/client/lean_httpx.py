"""httpx and httpx-sse without httpx's own command line.

httpx imports it when its libraries (click, rich, pygments) are there, and they are, for ours: 8 MB and 0.1 s
that every start of the desktop would pay for nothing. So it is told that there is no such module,
which it is prepared for.
"""

from __future__ import annotations

import sys
from typing import Any, cast

cast("dict[str, Any]", sys.modules).setdefault("httpx._main", None)

import httpx  # noqa: E402
import httpx_sse  # noqa: E402

__all__ = ["httpx", "httpx_sse"]
