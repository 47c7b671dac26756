"""Where answers to requests with an Idempotency-Key are kept: see ``common.idempotency``."""

from datetime import datetime, timedelta

from django.db import IntegrityError, connection
from django.utils import timezone

from common.errors import NotFound
from common.idempotency import Answer
from users.models import AnsweredRequest

KEPT_FOR = timedelta(hours=24)


class AnswerStore:
    """Rows in PostgreSQL, written in the transaction of the work itself."""

    def claim(self, name: bytes) -> bool:
        """Whether the caller is the only one at this name until the transaction ends.

        The lock goes with the connection: no crash leaves a request running for ever.
        """
        with connection.cursor() as cursor:
            # As outside of a transaction: the statement that breaks a rule is the one that fails.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            number = int.from_bytes(name[:8], signed=True)
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [number])
            return bool(cursor.fetchone()[0])

    def find(self, name: bytes) -> Answer | None:
        """The answer given within KEPT_FOR."""
        row = AnsweredRequest.objects.filter(pk=name, created_at__gt=_horizon()).first()
        if row is None:
            return None
        return Answer(bytes(row.fingerprint), row.status, row.location, bytes(row.body))

    def keep(self, name: bytes, answer: Answer, about: int | None) -> None:
        """Take the place of an answer that is too old. NotFound if the user is gone by now."""
        row = AnsweredRequest(
            name=name,
            fingerprint=answer.fingerprint,
            status=answer.status,
            location=answer.location,
            body=answer.body,
            about_id=about,
            created_at=timezone.now(),
        )
        try:
            row.save()
        except IntegrityError:
            raise NotFound from None


def purge() -> int:
    """Forget the answers older than KEPT_FOR; how many."""
    return AnsweredRequest.objects.filter(created_at__lte=_horizon()).delete()[0]


def _horizon() -> datetime:
    return timezone.now() - KEPT_FOR
