"""Candidates per taste, shared by all users."""

from django.db import models

from recommendations.models.track import Track


class TastePool(models.Model):
    """The pool of one taste in one market.

    ``claimed_until`` is the lease of whoever fills it now; ``wanted_at`` is when a user's refresh
    last asked for it; ``version`` grows with every fill.
    """

    class Kind(models.TextChoices):
        GENRE = "genre"
        ARTIST = "artist"
        MOOD = "mood"
        EVERYONE = "everyone"

    kind = models.CharField(max_length=10, choices=Kind)
    value = models.CharField(max_length=100, blank=True, help_text="folded; empty for everyone")
    market = models.CharField(max_length=2)
    version = models.PositiveIntegerField(default=0)
    fetched_at = models.DateTimeField(null=True, blank=True)
    fresh_until = models.DateTimeField(null=True, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    wanted_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            # Serves every look-up of a taste, and keeps its pool single.
            models.UniqueConstraint(fields=["kind", "value", "market"], name="pool_taste_unique"),
        ]
        indexes = [
            # Serves the refill: stale pools that somebody wants.
            models.Index(fields=["fresh_until", "wanted_at"], name="pool_stale"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.value} ({self.market})".replace("  ", " ")


class PoolCandidate(models.Model):
    """One track in one pool. ``rank`` is 0 for the source's best and grows downwards."""

    pool = models.ForeignKey(TastePool, on_delete=models.CASCADE, related_name="candidates")
    track = models.ForeignKey(Track, on_delete=models.CASCADE, related_name="+")
    rank = models.PositiveIntegerField()
    source = models.CharField(max_length=40)
    seen_at = models.DateTimeField(help_text="when the source last offered it")

    class Meta:
        constraints = [
            # Serves the load of a pool and the upsert of a fill.
            models.UniqueConstraint(fields=["pool", "track"], name="pool_candidate_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.track_id} in pool {self.pool_id}"
