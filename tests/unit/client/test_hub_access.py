from __future__ import annotations

import pytest

from desktop.client.hub_access import HubAccess, ssl_context


@pytest.mark.parametrize(
    ("address", "here"),
    [
        ("http://127.0.0.1:8765", True),
        ("http://[::1]:8765", True),
        ("http://localhost:8765", True),
        ("https://hub.example", False),
        ("http://192.168.1.7:8765", False),
    ],
)
def test_no_proxy_comes_between_this_computer_and_itself(address: str, here: bool) -> None:
    assert HubAccess(address=address, token="t").is_loopback is here


def test_secrets_are_not_shown() -> None:
    assert "secret" not in repr(HubAccess(address="http://hub.example", token="secret"))


def test_plain_http_has_no_certificate_to_check() -> None:
    access = HubAccess(address="http://hub.example", token="t")
    assert ssl_context(access) is False
    assert access.fingerprint == ""
