"""A run-book with everything, and one way to read texts."""

from __future__ import annotations

from datetime import UTC, datetime

from desktop.core.fixing.run_book import RunBook
from desktop.formats.run_book.reader import read_run_book

NIGHT = datetime(2026, 1, 5, 3, 12, tzinfo=UTC)

DISK = """\
---
# Kept by the storage people.
title: "Disk: full"
services: [checkout, no]
alerts:
  - DiskFull*
  - "*no space left*"
labels: {team: storage, tier: 1}
owner: ana
reviewed_on: 2026-01-31
links:
  - Dashboard: https://grafana.example/d/disk
  - https://wiki.example/disk
---
# When a disk is full

What to know first:

- it fills within minutes

## Look

1. Look at **the** [disk](https://wiki.example) with `df -h`
   on {{ host }}

   ```check prometheus Free space
   query: node_filesystem_avail_bytes{instance="{{ host }}"}
   span: 6h
   automatic: yes
   ```

   - nested
     1. nested deeper
2. Find what is large

   ```run Largest folders
   du -xh --max-depth=2 {{ path }} | sort -h  # "a: b"
   ```
7. Find what is large

## Afterwards

- [ ] Tell the owner
- [x] Breathe
- no step

> 1. no step either

```check http
url: https://{{ host }}/healthz
status: 200
```
"""


def read(text: str, id: str = "disk") -> RunBook:
    return read_run_book(text, id=id, changed_at=NIGHT)


def problems(text: str) -> list[tuple[int, str]]:
    return [(problem.line, problem.sentence) for problem in read(text).problems]
