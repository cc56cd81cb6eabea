"""`python -m benchmarks [paging] [starts] [rest] [store] [run-books] [similar] [stream]
[rotation] [retro]`: measure, print, write docs/measurements.md."""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks import paging, rest, retro, rotation, run_books, similar, starts, store, stream
from benchmarks.figures import Section
from benchmarks.machine import load, machine
from benchmarks.progress import say

PAGE = Path(__file__).parent.parent / "docs" / "measurements.md"


@dataclass(frozen=True)
class Measurement:
    """`minutes`: about how long it takes with the usual counts."""

    minutes: float
    measure: Callable[[Path], Section]


def main() -> None:
    """All of them takes about a quarter of an hour, and the machine should have nothing else to do."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=main.__doc__)
    parser.add_argument(
        "what",
        nargs="*",
        help="paging, starts, rest, rotation, retro, store, run-books, similar, stream; without: all",
    )
    parser.add_argument("--incidents", type=int, default=100, help="how many are paged (100)")
    parser.add_argument("--starts", type=int, default=30, help="how often it is started (30)")
    parser.add_argument("--idle", type=int, default=60, metavar="SECONDS", help="how long it rests (60)")
    parser.add_argument(
        "--no-page", action="store_true", help="print only; leave docs/measurements.md as it is"
    )
    options = parser.parse_args()
    known = {
        "paging": Measurement(9, partial(paging.measure, count=options.incidents, say=say)),
        "starts": Measurement(2, partial(starts.measure, count=options.starts, say=say)),
        "rest": Measurement(1.5, partial(rest.measure, seconds=options.idle, say=say)),
        "store": Measurement(0.5, partial(store.measure, say=say)),
        "rotation": Measurement(2, partial(rotation.measure, say=say)),
        "retro": Measurement(1.5, partial(retro.measure, say=say)),
        "run-books": Measurement(0.5, partial(run_books.measure, say=say)),
        "similar": Measurement(1.5, partial(similar.measure, say=say)),
        "stream": Measurement(1, partial(stream.measure, rounds=10, say=say)),
    }
    unknown = set(options.what) - known.keys()
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(known)}")
    wanted = options.what or list(known)
    say(f"{machine()}. This takes about {sum(known[name].minutes for name in wanted):g} minutes.")
    sections = []
    _compile_once()
    for name in wanted:
        say(f"\n{name}, {load()}")
        with tempfile.TemporaryDirectory(prefix="pairwatch-benchmark-") as folder:
            sections.append(known[name].measure(Path(folder)))
        print(f"\n{sections[-1].markdown()}", flush=True)
    if not options.no_page and set(wanted) == known.keys():
        PAGE.write_text(_page(sections), encoding="utf-8")
        say(f"written to {PAGE.relative_to(Path.cwd())}")


def _compile_once() -> None:
    """Programs that are installed are compiled; whoever forbids it here must not measure the compiler."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    folder = Path(tempfile.gettempdir()) / f"pairwatch-benchmark-bytecode-{os.getuid()}"
    os.environ.setdefault("PYTHONPYCACHEPREFIX", str(folder))


def _page(sections: list[Section]) -> str:
    made = f"Made by `python -m benchmarks` on {time.strftime('%Y-%m-%d')}: {machine()}; {load()} at the end."
    return "\n".join([f"# Measurements\n\n{made}\n", *(section.markdown() for section in sections)])


if __name__ == "__main__":
    main()
