"""Which items go together, as learned: versions, and one row for each item of a version."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models


class RealField(models.FloatField):
    """Single precision: what learning gives, in half the space."""

    def db_type(self, connection: Any) -> str:
        """PostgreSQL's type."""
        return "real"


class SimilarityVersion(models.Model):
    """One training of one kind of item, from all listeners' activity.

    Its items are complete from ``completed_at`` on; before, it may not be served. At most one
    version of a kind is ``active``; ``activated_at`` is when it last became so.
    """

    class Kind(models.TextChoices):
        TRACK = "track"
        ARTIST = "artist"

    kind = models.CharField(max_length=6, choices=Kind)
    parameters = models.JSONField(default=dict)
    listeners = models.PositiveIntegerField()
    interactions = models.PositiveIntegerField(help_text="pairs of a listener and an item")
    items = models.PositiveIntegerField(help_text="items with enough listeners to be learned")
    links = models.PositiveIntegerField()
    training_ms = models.PositiveIntegerField()
    active = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    completed_at = models.DateTimeField(null=True, blank=True)
    activated_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            # Serves finding the active version of a kind, and keeps it single.
            models.UniqueConstraint(
                fields=["kind"], condition=models.Q(active=True), name="similarity_one_active"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} similarity {self.pk}"


class SimilarItem(models.Model):
    """An item of a version, and whom it speaks for.

    ``key`` is a track's id or an artist's casefolded name. Having it in a history adds
    ``weights[k]`` to the score of the item whose ``number`` is ``neighbours[k]``; strongest
    first, and a negative weight speaks against. ``listeners`` is how many cared for it.
    """

    version = models.ForeignKey(
        SimilarityVersion, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    number = models.PositiveIntegerField()
    key = models.TextField()
    listeners = models.PositiveIntegerField()
    neighbours = ArrayField(models.IntegerField(), default=list)
    weights = ArrayField(RealField(), default=list)

    class Meta:
        constraints = [
            # Serves the lists of what a listener played.
            models.UniqueConstraint(fields=["version", "key"], name="similar_item_key"),
            # Serves naming the items that lists speak for.
            models.UniqueConstraint(fields=["version", "number"], name="similar_item_number"),
        ]

    def __str__(self) -> str:
        return f"{self.key} in version {self.version_id}"
