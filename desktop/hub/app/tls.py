"""The hub's certificate: given, or self-signed and told to desktops by its fingerprint in the invitation."""

from __future__ import annotations

import hashlib
import ipaddress
import os
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core.errors import PairwatchError

if TYPE_CHECKING:
    from cryptography import x509

LIFETIME = timedelta(days=3650)
"""Desktops know the certificate by its fingerprint; a new one would lock all of them out."""


class BadCertificate(PairwatchError):
    """The certificate or its key cannot be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """PEM files. `fingerprint` is the SHA-256 of the certificate (hex) when desktops are to know it by that;
    empty when the system's authorities vouch for it."""

    cert_file: Path
    key_file: Path
    fingerprint: str = ""


def given(cert_file: Path, key_file: Path) -> Certificate:
    """A certificate of the administrator. Raises BadCertificate."""
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(cert_file, key_file)
    except (OSError, ssl.SSLError) as error:
        raise BadCertificate(
            f"The certificate {cert_file} with the key {key_file} cannot be used: {error}.",
            "Give the PEM files of a certificate and of its own key.",
        ) from error
    return Certificate(cert_file=cert_file, key_file=key_file)


def self_signed(folder: Path, names: Sequence[str], now: datetime) -> Certificate:
    """The certificate kept in `folder`, made there for `names` (hosts and addresses) if there is none."""
    cert_file, key_file = folder / "hub-cert.pem", folder / "hub-key.pem"
    if not (cert_file.exists() and key_file.exists()):
        cert, key = _make(names, now)
        _write_private(key_file, key)
        _write_private(cert_file, cert)
    der = ssl.PEM_cert_to_DER_cert(cert_file.read_text())
    fingerprint = hashlib.sha256(der).hexdigest()
    return Certificate(cert_file=cert_file, key_file=key_file, fingerprint=fingerprint)


def _make(names: Sequence[str], now: datetime) -> tuple[bytes, bytes]:
    # 40 ms and some megabytes, for hubs that make a certificate only.
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Pairwatch hub")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + LIFETIME)
        .add_extension(
            x509.SubjectAlternativeName([_general_name(n) for n in dict.fromkeys(names)]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return certificate.public_bytes(serialization.Encoding.PEM), private


def _general_name(name: str) -> x509.GeneralName:
    from cryptography import x509

    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _write_private(path: Path, content: bytes) -> None:
    """Whole or not at all, and readable by nobody else from the first moment."""
    temporary = path.with_suffix(".new")
    temporary.unlink(missing_ok=True)
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
