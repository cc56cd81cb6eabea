"""Servers on this computer that answer as they are told: HTTP, with and without a certificate, and DNS."""

from __future__ import annotations

import ssl
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import BaseRequestHandler, ThreadingUDPServer


@dataclass
class Web:
    """`answers` by path, without what comes after "?": status, headers, body. `asked` is what came."""

    port: int = 0
    scheme: str = "http"
    answers: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    asked: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)
    hold: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        return f"{self.scheme}://localhost:{self.port}"

    def says(self, path: str, body: bytes | str, status: int = 200, **headers: str) -> None:
        self.answers[path] = status, headers, body.encode() if isinstance(body, str) else body


@contextmanager
def web(context: ssl.SSLContext | None = None) -> Iterator[Web]:
    """/slow answers when `hold` is set."""
    state = Web(scheme="https" if context else "http")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            body = self.rfile.read(length)
            state.asked.append((self.command, self.path, dict(self.headers), body))
            path = self.path.partition("?")[0]
            if path == "/slow":
                state.hold.wait(20)
            status, headers, answer = state.answers.get(path, (404, {}, b"nothing"))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            if self.command != "HEAD":
                with suppress(OSError):  # whoever asked has heard enough
                    self.wfile.write(answer)

        do_POST = do_HEAD = do_GET

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            pass  # a client that does not trust us

    server = Server(("127.0.0.1", 0), Handler)
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    state.port = server.server_address[1]
    with _serving(server.serve_forever, server.shutdown, server.server_close):
        try:
            yield state
        finally:
            state.hold.set()


@contextmanager
def name_server(records: dict[int, list[bytes]], *, lose: int = 0) -> Iterator[int]:
    """The port of a DNS server whose answers to each type of question are `records`; the first `lose`
    questions are lost."""
    lost = [0]

    class Handler(BaseRequestHandler):
        def handle(self) -> None:
            data, socket = self.request
            if lost[0] < lose:
                lost[0] += 1
                return
            number = data[:2]
            question = data[12:]
            kind = struct.unpack("!H", question[-4:-2])[0]
            found = records.get(kind, [])
            # The name is a pointer to that in the question (RFC 1035, 4.1.4).
            answers = b"".join(
                b"\xc0\x0c" + struct.pack("!2HIH", kind, 1, 60, len(one)) + one for one in found
            )
            head = number + struct.pack("!5H", 0x8180, 1, len(found), 0, 0)
            socket.sendto(head + question + answers, self.client_address)

    server = ThreadingUDPServer(("127.0.0.1", 0), Handler)
    with _serving(server.serve_forever, server.shutdown, server.server_close):
        yield server.server_address[1]


@contextmanager
def _serving(
    serve: Callable[[float], None], shutdown: Callable[[], None], close: Callable[[], None]
) -> Iterator[None]:
    thread = threading.Thread(target=serve, args=(0.02,))
    thread.start()
    try:
        yield
    finally:
        shutdown()
        close()
        thread.join()


def certificate(
    folder: Path, begins_at: datetime, lifetime: timedelta
) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """For a server at localhost, and for whoever trusts it."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins_at)
        .not_valid_after(begins_at + lifetime)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    cert_file, key_file = folder / "cert.pem", folder / "key.pem"
    cert_file.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(cert_file, key_file)
    return server, ssl.create_default_context(cafile=str(cert_file))
