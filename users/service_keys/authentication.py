"""``Authorization: Api-Key KEY``: how another backend proves who it is."""

from collections.abc import Mapping

from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request

from users.service_keys.checking import caller_of
from users.service_keys.errors import SCHEME, InsufficientScope, NotForServices
from users.types import ServiceCaller


class ServiceKeyAuthentication(BaseAuthentication):
    """Lets a service key in where the view names a scope for it, and nowhere else.

    A view opens a method by ``service_scopes = {"POST": "activity:write"}``. What does not say so
    is closed, whatever its permissions are: this is decided before they are asked.
    """

    def authenticate(self, request: Request) -> tuple[ServiceCaller, None] | None:
        """The caller, or None where the request carries no service key.

        Raises UnknownServiceKey, RevokedServiceKey, ExpiredServiceKey (401), NotForServices and
        InsufficientScope (403).
        """
        scheme, _, key = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
        if scheme.lower() != SCHEME.lower():
            return None
        caller = caller_of(key.strip())
        needed = scope_needed(request.parser_context.get("view"), request.method or "")
        if needed is None:
            raise NotForServices
        if needed not in caller.scopes:
            raise InsufficientScope(needed)
        return caller, None


def scope_needed(view: object, method: str) -> str | None:
    """The scope that opens this method of the view to service keys, or None."""
    scopes: Mapping[str, str] = getattr(view, "service_scopes", {})
    return scopes.get("GET" if method == "HEAD" else method)
