"""Where a hub listens."""

from __future__ import annotations

import socket

import pytest

from desktop.hub.app.listen import CannotListen, Listen, base_url, bind, free_port, read_listen


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("127.0.0.1:9000", Listen("127.0.0.1", 9000)),
        ("hub.example.com:80", Listen("hub.example.com", 80)),
        ("hub.example.com", Listen("hub.example.com", 8765)),
        ("[::1]:9000", Listen("::1", 9000)),
        ("[::]", Listen("::", 8765)),
        (":9000", Listen("0.0.0.0", 9000)),
        ("0.0.0.0:0", Listen("0.0.0.0", 0)),
    ],
)
def test_addresses(text, expected):
    assert read_listen(text) == expected


@pytest.mark.parametrize("text", ["a:b", "::1", "host:99999", "http://host:1", "host:1:2"])
def test_no_addresses(text):
    with pytest.raises(CannotListen):
        read_listen(text)


@pytest.mark.parametrize(
    ("host", "is_loopback"),
    [
        ("127.0.0.1", True),
        ("127.3.2.1", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("hub", False),
    ],
)
def test_what_needs_no_encryption(host, is_loopback):
    assert Listen(host).is_loopback is is_loopback


def test_how_others_reach_it():
    assert base_url(Listen("127.0.0.1"), 9, tls=False) == "http://127.0.0.1:9"
    assert base_url(Listen("::1"), 9, tls=True) == "https://[::1]:9"
    assert base_url(Listen("0.0.0.0"), 9, tls=True) == f"https://{socket.gethostname()}:9"


def test_a_taken_port_is_told_with_what_to_do():
    with socket.create_server(("127.0.0.1", 0)) as other, pytest.raises(CannotListen) as refused:
        bind(Listen("127.0.0.1", other.getsockname()[1]))
    assert "--listen" in refused.value.remedy


def test_a_port_that_somebody_has_is_passed_over():
    with bind(Listen("0.0.0.0", 0)) as taken:
        taken.listen()
        port = taken.getsockname()[1]
        assert free_port(range(port, port + 1)) == 0, "then the system may choose"
        assert free_port(range(port, port + 40)) in range(port + 1, port + 40)
