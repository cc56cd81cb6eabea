"""The courier's own process: takes parcels on standard input, tells each one's result on standard output.

    python -P -m desktop.channels.courier_process

Short-lived, so that Apprise's 50 MB are the hub's only while something is being sent, and so that an adapter
which hangs can be ended. It says nothing else: what adapters print or log may have addresses in it.
"""

from __future__ import annotations

import sys
import threading
from typing import BinaryIO

import msgspec

from desktop.channels.parcel import Outcome, Parcel, decode_parcels
from desktop.channels.result import Result, final, passing


def main() -> int:
    """Send everything at once; ends when all is told."""
    parcels = decode_parcels(sys.stdin.buffer.read())
    out, sys.stdout = sys.stdout.buffer, sys.stderr  # libraries that print must not garble the results
    lock = threading.Lock()
    from desktop.channels import apprise_service

    apprise_service.prepare()
    threads = [threading.Thread(target=_carry, args=(parcel, out, lock), daemon=True) for parcel in parcels]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return 0


def _carry(parcel: Parcel, out: BinaryIO, lock: threading.Lock) -> None:
    try:
        result = _send(parcel)
    except Exception as error:  # noqa: BLE001 - a defect in one adapter must not take the others along
        result = passing(f"Sending failed inside Pairwatch ({type(error).__name__}).", doubtful=True)
    line = msgspec.json.encode(Outcome(id=parcel.id, result=result))
    with lock:
        out.write(line + b"\n")
        out.flush()


def _send(parcel: Parcel) -> Result:
    from desktop.channels import apprise_service, mail

    with _loading:
        service = apprise_service.service_at(parcel.address)
    if service is None:
        return final("The channel's address is not understood. Enter it again.")
    if parcel.message is None:
        return Result(sent=True)
    mail_address = apprise_service.mail_address(service)
    if mail_address is not None:
        return mail.send(mail_address, parcel.message)
    return apprise_service.send(service, parcel.address, parcel.message)


_loading = threading.Lock()
"""Apprise loads its services at the first address."""

if __name__ == "__main__":
    sys.exit(main())
