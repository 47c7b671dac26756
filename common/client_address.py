"""The address that a request really came from."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
# What one subscriber is given at least (RFC 6177): all of it is one caller.
_IPV6_SUBSCRIBER = 64


def client_address(request: HttpRequest) -> str:
    """The caller's IP address, as text; empty where the server knows none (a Unix socket).

    ``X-Forwarded-For`` is believed only as far as TRUSTED_PROXIES vouch for it: reading from the
    right, the first address that is not one of theirs is the client. What stands left of it came
    from the client itself and may be forged.
    """
    address = _parsed(request.META.get("REMOTE_ADDR", ""))
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    while hops and _is_trusted(address):
        hop = _parsed(hops.pop().strip())
        if hop is None:
            break
        address = hop
    return str(address or "")


def client_network(request: HttpRequest) -> str:
    """What a signed-out caller is counted by: the IPv4 address, or the IPv6 network of 64 bits."""
    address = client_address(request)
    if ":" not in address:
        return address
    return str(ipaddress.ip_network((address.split("%")[0], _IPV6_SUBSCRIBER), strict=False))


def _parsed(text: str) -> _Address | None:
    """The address; an IPv4 one also where it is written as IPv6 (``::ffff:192.0.2.1``)."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _is_trusted(address: _Address | None) -> bool:
    return address is not None and any(address in net for net in settings.TRUSTED_PROXIES)
