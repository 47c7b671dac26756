"""Keys by which other backends prove who they are."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from rest_framework_api_key.models import AbstractAPIKey, BaseAPIKeyManager


class ServiceKeyManager(BaseAPIKeyManager):
    """Makes keys of which only a hash is kept."""

    def assign_key(self, obj: AbstractAPIKey) -> str:
        """Give the row a new key and return it: ``prefix.secret``, never to be had again."""
        key, obj.prefix, obj.hashed_key = self.key_generator.generate()
        return str(key)


class ServiceKey(AbstractAPIKey):
    """What one backend may do, and until when.

    The key's first eight characters, ``prefix``, are no secret and name it; of the whole there is
    only a SHA-512 hash. That needs neither salt nor slowness: 32 random characters cannot be tried
    out. The library would make the primary key of the hash, which then stood in the admin's
    addresses and its log; here it is a number.
    """

    class Scope(models.TextChoices):
        ACTIVITY_WRITE = "activity:write", "activity:write: send events for any user"
        ANALYTICS_READ = "analytics:read", "analytics:read: summary, trends and series"

    id = models.BigAutoField(primary_key=True)  # type: ignore[assignment]
    scopes = ArrayField(models.CharField(max_length=20, choices=Scope))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        related_name="service_keys",
        null=True,
        blank=True,
        editable=False,
    )
    last_used_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects: ClassVar[ServiceKeyManager] = ServiceKeyManager()  # type: ignore[assignment]

    class Meta(AbstractAPIKey.Meta):
        verbose_name = "service key"
        verbose_name_plural = "service keys"

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix})"
