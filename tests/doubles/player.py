"""Stands in for the player process: speaks its protocol, makes no sound. `python player.py LOG BEHAVIOUR…`.

The first process shows the first behaviour, the next the next, and the last one stays: `plays`, `no-device`,
`dies` (when told to play), `stalls` (ditto), `hangs` (plays, then says nothing more), `mute` (says nothing at
all). What it is told is appended to LOG, a JSON object a line, after one {"started": BEHAVIOUR}.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from typing import Any


def say(event: str, **values: object) -> None:
    print(json.dumps({"event": event, **values}), flush=True)


def main(log: str, behaviours: list[str]) -> None:
    with open(log, "a+", encoding="utf-8") as notes:
        notes.seek(0)
        before = sum('"started"' in line for line in notes)
        behaviour = behaviours[min(before, len(behaviours) - 1)]
        notes.write(json.dumps({"started": behaviour}) + "\n")
        notes.flush()
        if behaviour == "no-device":
            say("no-device")
            os._exit(4)
        say("ready", device="Loudspeaker")
        beating = threading.Event()

        def beat() -> None:
            position = 0
            while True:
                beating.wait()
                position += 1000
                say("position", ms=position)
                threading.Event().wait(0.2)

        threading.Thread(target=beat, daemon=True).start()
        for line in sys.stdin:
            notes.write(line)
            notes.flush()
            obey(json.loads(line), behaviour, beating)
    os._exit(0)


def obey(order: dict[str, Any], behaviour: str, beating: threading.Event) -> None:
    if order["do"] == "play":
        match behaviour:
            case "dies":
                os._exit(9)
            case "stalls":
                say("stalled")
                os._exit(3)
            case "mute":
                return
        say("playing", device="Loudspeaker")
        if not order["loop"]:
            say("finished")
        elif behaviour == "plays":
            beating.set()
    elif order["do"] == "stop":
        beating.clear()
        say("stopped")


if __name__ == "__main__":
    split = next(i for i, word in enumerate(sys.argv) if word.endswith(".wav"))
    main(sys.argv[1], sys.argv[2:split])
