"""The process that looks for rules of urgency once, and ends.

python -P -m desktop.hub.usecases.retro.proposal_process < question and rows > head and proposals
"""

from __future__ import annotations

import gc
import os
import sys

import msgspec

from desktop.hub.usecases.retro.proposal_search import Head, searched


def main() -> int:
    """Answer one question."""
    if hasattr(os, "nice"):
        os.nice(10)  # whoever is paged meanwhile comes first
    gc.disable()  # it lives for one question, and what it makes has no cycles
    looked_at, found = searched(iter(sys.stdin.buffer))
    out = sys.stdout.buffer
    for said in (Head(looked_at=looked_at, proposals=len(found)), *found):
        out.write(msgspec.json.encode(said) + b"\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
