"""A PostgreSQL server of one's own, on a free loopback port, in a directory that is gone afterwards.

python -m tests.postgres [--durable]                  prints the address of a database, serves until Ctrl-C
python -m tests.postgres [--durable] -- COMMAND ...   runs COMMAND with the address in DATABASE_URL
"""

from __future__ import annotations

import argparse
import itertools
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

USER = "pairwatch"
# What makes writing fast and a power cut fatal; a process killed by -9 loses nothing by it, but the
# tests of durability keep PostgreSQL's defaults all the same.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
SMALL = (
    "shared_buffers=32MB",
    "max_connections=60",
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
)


class NoPostgres(RuntimeError):
    """PostgreSQL is not installed. `./check` installs it, or: apt-get install postgresql"""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


def binaries() -> Path:
    """The folder of the newest server; Debian keeps it out of PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda p: int(p.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("postgres")
    if on_path is None:
        raise NoPostgres
    return Path(on_path).resolve().parent


class PostgresServer:
    """A running server; made by `serve`."""

    def __init__(self, port: int, password: str) -> None:
        self.port = port
        self._password = password
        self._numbers = itertools.count(1)

    def url(self, database: str) -> str:
        """The address as SQLAlchemy takes it."""
        return f"postgresql+psycopg://{USER}:{self._password}@127.0.0.1:{self.port}/{database}"

    def create_database(self) -> str:
        """Make an empty database and give its name."""
        name = f"pairwatch_{next(self._numbers)}"
        self.administer(f'CREATE DATABASE "{name}"')
        return name

    def drop_database(self, name: str) -> None:
        """Remove a database, throwing out whoever is still connected."""
        self.administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    @contextmanager
    def fresh_database(self) -> Iterator[str]:
        """The address of an empty database that is removed at the end."""
        name = self.create_database()
        try:
            yield self.url(name)
        finally:
            self.drop_database(name)

    def administer(self, statement: str) -> None:
        """Run one statement outside any transaction, in the `postgres` database."""
        with psycopg.connect(
            host="127.0.0.1",
            port=self.port,
            user=USER,
            password=self._password,
            dbname="postgres",
            autocommit=True,
        ) as connection:
            connection.execute(statement.encode())


@contextmanager
def serve(*, durable: bool = False) -> Iterator[PostgresServer]:
    """Start a server, give it, stop it. `durable` keeps fsync and synchronous commit as in production."""
    folder = Path(tempfile.mkdtemp(prefix="pairwatch-postgres-"))
    process = None
    try:
        password = secrets.token_urlsafe(18)
        _initialise(folder, password)
        for _attempt in range(5):
            server = PostgresServer(_free_port(), password)
            process = _launch(folder, server.port, durable=durable)
            if _ready(server, process):
                break
            _stop(process)
        else:
            raise RuntimeError("PostgreSQL does not start:\n" + (folder / "log").read_text(errors="replace"))
        yield server
    finally:
        if process is not None:
            _stop(process)
        shutil.rmtree(folder, ignore_errors=True)


def _as_server() -> list[str]:
    """The command prefix that runs a server process: never as root, and gone when we are gone."""
    prefix = ["setpriv", "--pdeathsig", "INT"]
    if os.geteuid() != 0:
        return prefix
    account = _account()
    return [*prefix, f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"]


def _account() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")


def _initialise(folder: Path, password: str) -> None:
    secret = folder / "password"
    secret.touch(mode=0o600)
    secret.write_text(password)
    if os.geteuid() == 0:
        account = _account()
        for path in (folder, secret):
            os.chown(path, account.pw_uid, account.pw_gid)
    command = [
        *_as_server(), str(binaries() / "initdb"), "-D", str(folder / "data"), "-U", USER,
        f"--pwfile={secret}", "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync",
    ]  # fmt: skip
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    secret.unlink()
    if done.returncode != 0:
        raise RuntimeError(f"initdb failed:\n{done.stdout}{done.stderr}")


def _launch(folder: Path, port: int, *, durable: bool) -> subprocess.Popen[bytes]:
    settings = [*SMALL, f"port={port}", *(() if durable else FAST)]
    command = [*_as_server(), str(binaries() / "postgres"), "-D", str(folder / "data")]
    for setting in settings:
        command += ["-c", setting]
    with (folder / "log").open("ab") as log:
        # A session of its own: Ctrl-C is for us, and we stop the server when the tests have let go of it.
        return subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, start_new_session=True)


def _ready(server: PostgresServer, process: subprocess.Popen[bytes]) -> bool:
    give_up = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < give_up:
        try:
            server.administer("SELECT 1")
        except psycopg.OperationalError:
            time.sleep(0.02)
        else:
            return True
    return False


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.send_signal(
            signal.SIGINT
        )  # its "fast shutdown": closes connections, does not wait for clients
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def main() -> int:
    """The command line, for benchmarks and for looking around by hand."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.postgres", description="A PostgreSQL of one's own."
    )
    parser.add_argument("--durable", action="store_true", help="fsync on, as in production")
    parser.add_argument("command", nargs="*", help="what to run with DATABASE_URL")
    options = parser.parse_args()
    with serve(durable=options.durable) as server:
        url = server.url(server.create_database())
        if options.command:
            return subprocess.run(options.command, env={**os.environ, "DATABASE_URL": url}).returncode
        print(url, flush=True)
        try:
            signal.pause()
        except KeyboardInterrupt:
            print("stopping", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
