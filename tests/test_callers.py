"""Whose address counts when a proxy passes requests on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fulfillment.callers import networks, seat

HERE = networks("127.0.0.1,::1")
MORE = networks("127.0.0.1, 10.0.0.0/8")


@pytest.mark.parametrize(
    ("remote", "forwarded", "proxies", "address"),
    [
        ("203.0.113.9", "", HERE, "203.0.113.9"),
        ("127.0.0.1", "", HERE, "127.0.0.1"),
        ("127.0.0.1", "203.0.113.9", HERE, "203.0.113.9"),
        ("::1", "203.0.113.9", HERE, "203.0.113.9"),
        ("::ffff:127.0.0.1", "203.0.113.9", HERE, "203.0.113.9"),
        ("127.0.0.1", "198.51.100.1, 203.0.113.9", HERE, "203.0.113.9"),
        ("127.0.0.1", "203.0.113.9, 10.1.2.3", MORE, "203.0.113.9"),
        ("127.0.0.1", "203.0.113.9, 10.1.2.3", HERE, "10.1.2.3"),
        ("203.0.113.9", "198.51.100.1", HERE, "203.0.113.9"),
        ("127.0.0.1", "geen adres", HERE, "127.0.0.1"),
        ("127.0.0.1", "203.0.113.9, ", HERE, "127.0.0.1"),
        ("127.0.0.1", "203.0.113.9", (), "127.0.0.1"),
        ("2001:db8:1:2:aaaa::1", "", HERE, "2001:db8:1:2::"),
        ("2001:db8:1:2:bbbb::9", "", HERE, "2001:db8:1:2::"),
        ("::ffff:203.0.113.9", "", HERE, "203.0.113.9"),
        ("", "", HERE, ""),
    ],
)
def test_the_last_address_that_is_no_proxy_of_ours_counts(
    remote: str, forwarded: str, proxies: tuple[object, ...], address: str
) -> None:
    assert seat(remote, forwarded, proxies) == address  # type: ignore[arg-type]


@given(st.text())
def test_what_a_caller_says_himself_never_changes_his_address(said: str) -> None:
    assert seat("203.0.113.9", said, HERE) == "203.0.113.9"
    assert seat("127.0.0.1", f"{said},203.0.113.9", HERE) == "203.0.113.9"


def test_a_header_without_end_is_read_only_at_its_end() -> None:
    assert seat("127.0.0.1", "10.0.0.1," * 10_000 + "203.0.113.9", MORE) == "203.0.113.9"
