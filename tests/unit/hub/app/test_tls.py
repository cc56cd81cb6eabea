"""The hub's certificate."""

from __future__ import annotations

import hashlib
import ssl
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509

from desktop.hub.app.tls import BadCertificate, given, self_signed

NOW = datetime(2026, 11, 24, 2, 41, tzinfo=UTC)


def test_it_is_made_once_and_its_key_is_nobody_elses(tmp_path: Path):
    first = self_signed(tmp_path, ["hub.example.com", "192.0.2.7", "192.0.2.7"], NOW)
    assert first.key_file.stat().st_mode & 0o777 == 0o600
    again = self_signed(tmp_path, ["other.example.com"], NOW)
    assert again == first, "a new one would lock out every desktop that knows the old"
    certificate = x509.load_pem_x509_certificate(first.cert_file.read_bytes())
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["hub.example.com"]
    assert [str(address) for address in names.get_values_for_type(x509.IPAddress)] == ["192.0.2.7"]
    assert certificate.not_valid_after_utc.year == 2036
    der = ssl.PEM_cert_to_DER_cert(first.cert_file.read_text())
    assert first.fingerprint == hashlib.sha256(der).hexdigest()


def test_a_given_one_must_fit_its_key(tmp_path: Path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one, two = self_signed(tmp_path / "a", ["a"], NOW), self_signed(tmp_path / "b", ["b"], NOW)
    assert given(one.cert_file, one.key_file).fingerprint == ""
    for key in (two.key_file, tmp_path / "nowhere"):
        with pytest.raises(BadCertificate) as refused:
            given(one.cert_file, key)
        assert refused.value.remedy
