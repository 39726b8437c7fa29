"""Which addresses belong to the public internet."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_network

Address = IPv4Address | IPv6Address

# It carries an IPv4 address, to which it leads on.
_NAT64 = IPv6Network("64:ff9b::/96")
# What Python learned late not to be public: addresses of a network's own machinery (a cloud keeps its secrets at one of
# them), relays of old, a second range of NAT64, and room for examples.
_NEVER = tuple(
    ip_network(network)
    for network in (
        "192.0.0.0/24",
        "192.88.99.0/24",
        "64:ff9b:1::/48",
        "100::/63",
        "2001::/23",
        "3fff::/20",
        "5f00::/16",
    )
)


def is_public(address: Address) -> bool:
    """Say whether an address is one of the public internet's: nobody's own network, machine or cloud."""
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in _NAT64:
            inner = IPv4Address(int(address) & 0xFFFF_FFFF)
        if inner is not None:
            return is_public(inner)
        if address.is_site_local:
            return False
    if any(address in network for network in _NEVER):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)
