"""What people outside call a service."""

from __future__ import annotations

import pytest

from desktop.core.telling.outside_name import outside_name


@pytest.mark.parametrize(
    ("service", "told"),
    [
        ("checkout-api", "checkout"),
        ("eu-payment_service", "payment"),
        ("search-index-worker-2", "search index"),
        ("Search", "Search"),
        ("api", "api"),
        ("Checkout", "Checkout"),
        ("", ""),
        ("  ", ""),
    ],
)
def test_what_says_how_it_is_built_is_left_out(service: str, told: str) -> None:
    assert outside_name(service) == told
