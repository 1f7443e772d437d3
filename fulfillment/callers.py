"""Where a caller sits: the address that counts when a proxy passes requests on."""

from functools import lru_cache
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Network = IPv4Network | IPv6Network
_LONGEST = 512
"""Characters of the header that are looked at, from its end; longer ones are of nobody's proxies."""
_HOUSEHOLD = 64
"""Bits of an IPv6 address that stay the same within one connection to the internet."""


def networks(listed: str) -> tuple[Network, ...]:
    """Read addresses and networks with commas between them, such as "127.0.0.1,10.0.0.0/8". Raises ValueError."""
    return tuple(ip_network(part.strip()) for part in listed.split(",") if part.strip())


def seat(remote: str, forwarded: str, proxies: tuple[Network, ...]) -> str:
    """Give the address of who called: `remote`, or, as long as that is one of our `proxies`, the one before it in
    `forwarded`, the header X-Forwarded-For. Of an IPv6 address the network, for one caller has all addresses in it.

    What stands further to the left is the caller's own word, and what is no address ends the search.
    """
    return _seat(remote, forwarded[-_LONGEST:], proxies)


@lru_cache(maxsize=1024)
def _seat(remote: str, forwarded: str, proxies: tuple[Network, ...]) -> str:
    hops = [hop.strip() for hop in forwarded.split(",")] if forwarded else []
    while hops and within(remote, proxies) and _is_address(hops[-1]):
        remote = hops.pop()
    return _household(remote)


@lru_cache(maxsize=1024)
def within(address: str, proxies: tuple[Network, ...]) -> bool:
    """Tell whether `address` is one of these."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return any((mapped or found) in network for network in proxies)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _household(address: str) -> str:
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return str(found)
    mapped = found.ipv4_mapped
    return str(mapped or ip_network((int(found), _HOUSEHOLD), strict=False).network_address)
