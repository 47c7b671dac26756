"""What is kept counted of users. It follows the events by the rollup step alone."""

from django.db import models

from analytics.models.items import Counts


class UserDay(Counts):
    """What one user did on one day (UTC), private sessions included."""

    pk = models.CompositePrimaryKey("user_id", "day")
    user_id = models.BigIntegerField()
    day = models.DateField()

    class Meta:
        indexes = [
            # Serves everyone's days of a span: those that leave it, and a span not kept.
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


class UserSpan(models.Model):
    """All events of one user in the days (UTC) of a window, up to the cursor's ``today``.

    What happens later on counts, too; what leaves the span is subtracted when the day changes.
    """

    pk = models.CompositePrimaryKey("window", "user_id")
    window = models.CharField(max_length=3)
    user_id = models.BigIntegerField()
    events = models.BigIntegerField()

    class Meta:
        indexes = [
            # Serves the most active users of a window.
            models.Index(fields=["window", "-events", "user_id"], name="userspan_most_active"),
        ]

    def __str__(self) -> str:
        return f"user {self.user_id} within {self.window}: {self.events} events"


class LastSeenQuarter(models.Model):
    """How many users were last seen in a quarter of an hour: moved by a trigger when a total is.

    So it follows ``UserTotal`` within each transaction, whoever writes that.
    """

    at = models.DateTimeField(primary_key=True)
    users = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.users} users last seen from {self.at:%Y-%m-%d %H:%M}"


class ActiveDay(models.Model):
    """How many different users did anything on one day (UTC)."""

    day = models.DateField(primary_key=True)
    users = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.users} users on {self.day}"
