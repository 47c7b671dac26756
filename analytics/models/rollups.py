"""What is kept counted, so that no report has to count again. See analytics/rollups/.

Nothing here has a foreign key to users or events: these rows follow the events, also when those
are deleted, by the rollup step alone.
"""

from django.db import models

from analytics.models.activity import CurrentTransactionId


class RollupCursor(models.Model):
    """How far the counts have come; one row.

    Events of transactions before ``position`` are counted. ``version`` grows with every change of
    any count. ``landmark`` is the moment whose listeners weigh 1 in every heat.
    """

    position = models.BigIntegerField(default=0)
    version = models.BigIntegerField(default=0)
    landmark = models.DateTimeField()
    moved_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"counted up to transaction {self.position}"


class Counts(models.Model):
    """How often what was done. ``streams`` follow the rule in analytics/streams.py."""

    plays = models.BigIntegerField(default=0)
    likes = models.BigIntegerField(default=0)
    skips = models.BigIntegerField(default=0)
    shares = models.BigIntegerField(default=0)
    streams = models.BigIntegerField(default=0)
    ms_played = models.BigIntegerField(default=0)

    class Meta:
        abstract = True


class Item(Counts):
    """Something that events are about, with its totals since ever.

    ``key`` is a track's id, an artist's casefolded name, a genre, or empty for the platform.
    Each heat is the sum over hours of the hour's listeners, halved for every so many hours of
    age (Cormode et al., "Forward Decay", ICDE 2009): kept relative to the cursor's landmark, so
    that neither its order nor its ratio to another item's changes while nothing happens.
    """

    class Kind(models.TextChoices):
        TRACK = "track"
        ARTIST = "artist"
        GENRE = "genre"
        PLATFORM = "platform"

    kind = models.CharField(max_length=8, choices=Kind)
    key = models.TextField(blank=True)
    name = models.TextField(blank=True)
    artist_name = models.TextField(blank=True)
    heat_6h = models.FloatField(default=0)
    heat_42h = models.FloatField(default=0)
    heat_180h = models.FloatField(default=0)
    heat_720h = models.FloatField(default=0)

    class Meta:
        constraints = [
            # Serves finding the item of an event.
            models.UniqueConstraint(fields=["kind", "key"], name="item_unique"),
        ]
        indexes = [
            # Serve the hottest of a kind, for the windows of 24 hours, 7 and 30 days and for all.
            models.Index(fields=["kind", "-heat_6h"], name="item_hot_24h"),
            models.Index(fields=["kind", "-heat_42h"], name="item_hot_7d"),
            models.Index(fields=["kind", "-heat_180h"], name="item_hot_30d"),
            models.Index(fields=["kind", "-plays"], name="item_most_played"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.name or self.key}"


class ItemHour(Counts):
    """One item in one hour (UTC). ``listeners``: different users who did anything but skip."""

    pk = models.CompositePrimaryKey("item_id", "hour")
    item_id = models.BigIntegerField()
    hour = models.DateTimeField()
    listeners = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"item {self.item_id} at {self.hour:%Y-%m-%d %H}h"


class ItemListener(models.Model):
    """One user's events, skips left out, about one item in one hour: makes listeners exact."""

    pk = models.CompositePrimaryKey("item_id", "hour", "user_id")
    item_id = models.BigIntegerField()
    hour = models.DateTimeField()
    user_id = models.BigIntegerField()
    events = models.IntegerField()

    def __str__(self) -> str:
        return f"user {self.user_id} heard item {self.item_id} at {self.hour:%Y-%m-%d %H}h"


class UserDay(Counts):
    """What one user did on one day (UTC), private sessions included."""

    pk = models.CompositePrimaryKey("user_id", "day")
    user_id = models.BigIntegerField()
    day = models.DateField()

    class Meta:
        indexes = [
            # Serves everyone's days of a span: most active users, active users per day.
            models.Index(fields=["day", "user_id"], name="userday_day"),
        ]

    def __str__(self) -> str:
        return f"user {self.user_id} on {self.day}"


class UserTotal(models.Model):
    """All events of one user, and the last."""

    user_id = models.BigIntegerField(primary_key=True)
    events = models.BigIntegerField(default=0)
    last_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            # Serves the most active users of all times.
            models.Index(fields=["-events"], name="usertotal_most_active"),
            # Serves how many users are active, and who.
            models.Index(fields=["last_at"], name="usertotal_last"),
        ]

    def __str__(self) -> str:
        return f"user {self.user_id}: {self.events} events"


class Retraction(models.Model):
    """An event that was deleted, as long as the counts do not know; written by a trigger.

    ``event_xact_id`` is the transaction that had stored it, ``xact_id`` the one that deleted it.
    """

    user_id = models.BigIntegerField()
    track_id = models.CharField(max_length=64)
    artist_key = models.TextField()
    action = models.CharField(max_length=5)
    ms_played = models.IntegerField(null=True)
    duration_ms = models.IntegerField(null=True)
    private = models.BooleanField()
    timestamp = models.DateTimeField()
    event_xact_id = models.BigIntegerField()
    xact_id = models.BigIntegerField(db_default=CurrentTransactionId())

    def __str__(self) -> str:
        return f"deleted event of user {self.user_id}"


class TrendRank(models.Model):
    """What rank an item had in a trend list at a full hour, so that lists can show movement."""

    pk = models.CompositePrimaryKey("at", "window", "kind", "key")
    at = models.DateTimeField()
    window = models.CharField(max_length=3)
    kind = models.CharField(max_length=8, choices=Item.Kind)
    key = models.TextField()
    rank = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return f"{self.kind} {self.key}: {self.rank} at {self.at:%Y-%m-%d %H}h"
