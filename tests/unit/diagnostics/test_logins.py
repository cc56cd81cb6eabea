"""Logins of checks: to whom they belong, and what a file of them may say."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from desktop.diagnostics.logins import (
    FILE_VARIABLE,
    FileLogins,
    KeyringLogins,
    basic,
    logins_from,
    origin_of,
)


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("https://prometheus.example.com/api/v1/query?query=up", "https://prometheus.example.com"),
        ("HTTPS://Prometheus.Example.com:443", "https://prometheus.example.com"),
        ("http://prometheus.example.com:80/", "http://prometheus.example.com"),
        ("https://prometheus.example.com:80/", "https://prometheus.example.com:80"),
        ("http://[2001:db8::1]:9090/graph", "http://[2001:db8::1]:9090"),
        ("https://good.example@evil.example/", "https://evil.example"),
        ("ftp://files.example.com", ""),
        ("prometheus.example.com", ""),
        ("https://", ""),
        ("https://host:port", ""),
        ("", ""),
    ],
)
def test_an_origin_is_scheme_host_and_port(address: str, origin: str):
    assert origin_of(address) == origin


def test_the_example_of_the_rfc():
    # RFC 7617, 2
    assert basic("Aladdin", "open sesame") == "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="


async def test_a_file_has_names_and_tokens(tmp_path: Path):
    path = tmp_path / "logins.toml"
    path.write_text(
        '["https://prometheus.example.com/"]\nuser = "Aladdin"\npassword = "open sesame"\n'
        '["https://logs.example.com:3100"]\ntoken = "abc"\n'
    )
    path.chmod(0o600)
    logins = FileLogins(path)
    assert await logins.header("https://prometheus.example.com") == "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="
    assert await logins.header("https://logs.example.com:3100") == "Bearer abc"
    assert await logins.header("https://logs.example.com") == ""


@pytest.mark.parametrize(
    ("text", "mode", "said"),
    [
        ('["https://a.example"]\ntoken = "s3cret"\n', 0o644, "chmod 600"),
        ('["https://a.example"]\ntoken = s3cret\n', 0o600, "TOMLDecodeError"),
        ('["https://a.example"]\nuser = "s3cret"\n', 0o600, "needs user and password, or a token"),
        ('["https://a.example"]\nuser = "a:b"\npassword = "s3cret"\n', 0o600, "needs user and password"),
        ('[somewhere]\ntoken = "s3cret"\n', 0o600, "somewhere"),
    ],
)
async def test_what_is_wrong_with_a_file_is_logged_without_its_secrets(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, text: str, mode: int, said: str
):
    path = tmp_path / "logins.toml"
    path.write_text(text)
    path.chmod(mode)
    with caplog.at_level(logging.WARNING):
        assert await FileLogins(path).header("https://a.example") == ""
    assert said in caplog.text
    assert "s3cret" not in caplog.text


def test_the_environment_names_the_file_else_it_is_the_keyring(tmp_path: Path):
    assert isinstance(logins_from({FILE_VARIABLE: str(tmp_path / "none")}), FileLogins)
    assert isinstance(logins_from({}), KeyringLogins)
