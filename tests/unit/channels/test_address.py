"""Addresses of channels."""

from __future__ import annotations

import pytest

from desktop.channels.address import BadAddress, checked_address, kind_of, usual_longest


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("mailtos://me:secret@example.com", "mail"),
        ("slack://A/B/C/#room", "slack"),
        ("WORKFLOWS://host/id/signature", "teams"),
        ("mmosts://chat.example.com/token", "mattermost"),
        ("discord://1/2", "discord"),
        ("seldom://x", "seldom"),
    ],
)
def test_the_kind_is_a_word_for_people(address, kind):
    assert kind_of(address) == kind


def test_services_with_short_messages_are_known():
    assert usual_longest("irc") == 380
    assert usual_longest("mail") == 0


@pytest.mark.parametrize("address", ["", "secret-token", "://x", "two://wo rds", "1st://x", "x://"])
def test_what_is_no_address_is_refused_and_not_repeated(address):
    with pytest.raises(BadAddress) as caught:
        checked_address(address, "#incidents")
    assert "#incidents" in caught.value.sentence
    assert not address or address not in str(caught.value)


def test_blanks_around_an_address_are_dropped():
    assert checked_address(" json://host/path\n", "#incidents") == "json://host/path"
