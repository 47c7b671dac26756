"""The address that a request really came from."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The caller's IP address, as text.

    ``X-Forwarded-For`` is believed only as far as TRUSTED_PROXIES vouch for it: reading from the
    right, the first address that is not one of theirs is the client. What stands left of it came
    from the client itself and may be forged.
    """
    address = request.META["REMOTE_ADDR"]
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    while hops and _is_trusted(address):
        hop = hops.pop().strip()
        if not _is_address(hop):
            break
        address = hop
    return str(address)


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _is_trusted(address: str) -> bool:
    if not settings.TRUSTED_PROXIES or not _is_address(address):
        return False
    ip = ipaddress.ip_address(address)
    return any(ip in network for network in settings.TRUSTED_PROXIES)
