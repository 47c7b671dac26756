"""Erasures that are not through."""

from django.db import models


class Erasure(models.Model):
    """A user who is gone from PostgreSQL, as long as it is not sure that nothing else is left.

    Written by the transaction that erases, and nothing but the number: see ``users.erasing``.
    """

    user_id = models.BigIntegerField(primary_key=True)
    erased_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"erasure of user {self.user_id}"
