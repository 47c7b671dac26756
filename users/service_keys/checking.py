"""Whom a service key speaks for."""

import re
from datetime import timedelta

from django.utils import timezone

from users.models import ServiceKey
from users.service_keys.errors import ExpiredServiceKey, RevokedServiceKey, UnknownServiceKey
from users.types import ServiceCaller

_FORM = re.compile(r"(?P<prefix>[A-Za-z0-9]{8})\.[A-Za-z0-9]{32}")
# Being used is noted at most this often, so that a request is not a write.
NOTED_EVERY = timedelta(minutes=5)


def caller_of(key: str) -> ServiceCaller:
    """The caller that sent this key; one query, and a write every few minutes.

    Raises UnknownServiceKey and, only of a key that is right, RevokedServiceKey and
    ExpiredServiceKey.
    """
    found = _found(key)
    if found.revoked:
        raise RevokedServiceKey
    if found.has_expired:
        raise ExpiredServiceKey
    _note_use(found)
    return ServiceCaller(key_id=found.pk, scopes=frozenset(found.scopes))


def _found(key: str) -> ServiceKey:
    form = _FORM.fullmatch(key)
    row = ServiceKey.objects.filter(prefix=form["prefix"]).first() if form else None
    # The hashes are compared in constant time; the prefix is no secret.
    if row is None or not row.is_valid(key):
        raise UnknownServiceKey
    return row


def _note_use(found: ServiceKey) -> None:
    now = timezone.now()
    if found.last_used_at is None or found.last_used_at <= now - NOTED_EVERY:
        unchanged = ServiceKey.objects.filter(pk=found.pk, last_used_at=found.last_used_at)
        unchanged.update(last_used_at=now)
