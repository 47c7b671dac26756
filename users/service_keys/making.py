"""Giving a service key out, and taking it back."""

from collections.abc import Iterable
from datetime import datetime

from users.models import ServiceKey, User


def create_service_key(
    name: str,
    scopes: Iterable[str],
    *,
    expires_at: datetime | None = None,
    created_by: User | None = None,
) -> str:
    """Store a new key and return it: the only time that it can be seen.

    ``scopes`` are values of ServiceKey.Scope; the caller has checked them.
    """
    fields = {"scopes": sorted(scopes), "expiry_date": expires_at, "created_by": created_by}
    _, key = ServiceKey.objects.create_key(name=name, **fields)
    return key


def revoke_service_key(key: ServiceKey) -> None:
    """End a key for ever, with the next request that brings it."""
    key.revoked = True
    key.save(update_fields=["revoked"])
