"""What is kept counted of the things that events are about, so that no report counts again.

Nothing here has a foreign key to users or events: these rows follow the events, also when those
are deleted, by the rollup step alone.
"""

from django.db import models

_TOLD_OF = models.Q(several_listeners=True)


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
    ``heat_ever`` is the sum without any decay. The names are those that came with the latest event
    (of ``named_at``) that others may see; see analytics/rollups/naming.py. ``by_day``: its days
    are kept, too; see analytics/rollups/days.py. ``several_listeners``: not one user alone made
    all of its heat; see analytics/rollups/listeners.py.
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
    named_at = models.DateTimeField(null=True, editable=False)
    heat_6h = models.FloatField(default=0)
    heat_42h = models.FloatField(default=0)
    heat_180h = models.FloatField(default=0)
    heat_720h = models.FloatField(default=0)
    heat_ever = models.FloatField(default=0)
    by_day = models.BooleanField(default=False, db_default=False, editable=False)
    several_listeners = models.BooleanField(default=False, db_default=False, editable=False)

    class Meta:
        constraints = [
            # Serves finding the item of an event.
            models.UniqueConstraint(fields=["kind", "key"], name="item_unique"),
        ]
        indexes = [
            # Serve the hottest of a kind among those that may be told of, for the windows of 24
            # hours, 7 and 30 days; the last one for all that ever happened, and the admin.
            models.Index(fields=["kind", "-heat_6h"], condition=_TOLD_OF, name="item_hottest_24h"),
            models.Index(fields=["kind", "-heat_42h"], condition=_TOLD_OF, name="item_hottest_7d"),
            models.Index(
                fields=["kind", "-heat_180h"], condition=_TOLD_OF, name="item_hottest_30d"
            ),
            models.Index(
                fields=["kind", "-several_listeners", "-heat_720h"], name="item_hottest_all"
            ),
            # Serves finding the few whose days follow their hours.
            models.Index(fields=["id"], condition=models.Q(by_day=True), name="item_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.name or self.key}"


class ItemHour(Counts):
    """One item in one hour (UTC). ``listeners``: different users who did anything but skip.

    Private sessions left out, of the platform as well.
    """

    pk = models.CompositePrimaryKey("item_id", "hour")
    item_id = models.BigIntegerField()
    hour = models.DateTimeField()
    listeners = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"item {self.item_id} at {self.hour:%Y-%m-%d %H}h"


class ItemDay(models.Model):
    """The sum of an item's hours of one day (UTC), kept where ``Item.by_day`` says so.

    Triggers keep it in step with the hours, in the transaction that changes these.
    """

    pk = models.CompositePrimaryKey("item_id", "day")
    item_id = models.BigIntegerField()
    day = models.DateField()
    plays = models.BigIntegerField()
    events = models.BigIntegerField()

    def __str__(self) -> str:
        return f"item {self.item_id} on {self.day}"


class ItemListener(models.Model):
    """One user's events, skips left out, about one item in one hour: makes listeners exact."""

    pk = models.CompositePrimaryKey("item_id", "hour", "user_id")
    item_id = models.BigIntegerField()
    hour = models.DateTimeField()
    user_id = models.BigIntegerField()
    events = models.IntegerField()

    def __str__(self) -> str:
        return f"user {self.user_id} heard item {self.item_id} at {self.hour:%Y-%m-%d %H}h"


class QuarterHour(Counts):
    """The whole platform in one quarter of an hour: days of any time zone are made of these.

    Every zone's offset has been a whole number of quarters since before the earliest event.
    """

    at = models.DateTimeField(primary_key=True)

    def __str__(self) -> str:
        return f"from {self.at:%Y-%m-%d %H:%M}"


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
