"""Whatever happens, in whatever order: every kept count equals a recount of the events.

By two recounts: the service's own, and one in plain Python (oracle.py) that knows none of its
statements, for counts once all is counted and for reports at any moment.
"""

# ruff: noqa: S608 - statements are put together from constants only

from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics import rollups, services
from analytics.impressions import forget_impressions
from analytics.models import Impression, TrackGenre, UserActivity, linked
from analytics.rollups.cursor import held
from analytics.rollups.users import turn_the_day
from analytics.tests.recounts import (
    assert_kept_counts_equal_the_oracle,
    assert_names_equal_a_recount,
    assert_reports_equal_a_recount,
)
from analytics.types import Shown, ShownItem

pytestmark = pytest.mark.django_db(transaction=True)

USERS = st.integers(0, 2)
EVENTS = st.fixed_dictionaries(
    {
        "user": USERS,
        "action": st.sampled_from(["play", "play", "like", "skip", "share"]),
        "track": st.sampled_from(["t1", "t2", "t3"]),
        "hours_ago": st.sampled_from([0, 0, 0.5, 1, 5, 30, 24 * 400]),
        "artist": st.sampled_from(["Nina Simone", "NINA SIMONE", "Björk"]),
        "private": st.booleans(),
        "ms_played": st.sampled_from([None, 10_000, 18_000, 30_000]),
        "duration_ms": st.sampled_from([None, 0, 20_000, 200_000]),
    }
)
STEPS = st.one_of(
    st.tuples(st.just("insert"), EVENTS),
    st.tuples(st.just("insert"), EVENTS),
    st.tuples(st.just("insert and wait"), EVENTS),
    st.tuples(st.just("show"), st.tuples(USERS, st.sampled_from([0, 1, 30]))),
    st.tuples(st.just("take up"), EVENTS),
    st.tuples(st.just("finish"), st.booleans()),
    st.tuples(st.just("send twice"), USERS),
    st.tuples(st.just("delete"), st.integers(0, 20)),
    st.tuples(st.just("erase"), USERS),
    st.tuples(st.just("describe"), st.sampled_from(["t1", "t2", "t3"])),
    st.tuples(st.just("keep days"), st.sets(st.sampled_from(["t1", "t2", "t3"]))),
    st.tuples(st.just("step"), st.integers(1, 3)),
    st.tuples(st.just("turn the day"), st.sampled_from([1, 1, 7, 31])),
    st.tuples(st.just("crash"), st.integers(1, 3)),
    st.tuples(st.just("race"), st.integers(1, 3)),
)


class World:
    """Does to the database what a step of the test says."""

    def __init__(self, users, happened, now):
        self.users, self.happened, self.now = users, happened, now
        self.recommended = [recommended(user, now) for user in users]
        self.waiting = None

    def do(self, name, what):
        getattr(self, name.replace(" ", "_"))(what)

    def insert(self, fields):
        fields = dict(fields)
        user, action, track = (fields.pop(name) for name in ("user", "action", "track"))
        return self.happened(self.users[user], action, track, **fields)

    def take_up(self, fields):
        """An event that names what its user was, or will be, or never is shown."""
        self.insert({**fields, "recommendation": self.recommended[fields["user"]]})

    def show(self, what):
        number, hours_ago = what
        user, row = self.users[number], self.recommended[number]
        at = self.now - timedelta(hours=hours_ago)
        services.record_impressions([Shown(user.pk, ShownItem(row.pk, "pools", "genre"), 1, at)])

    def insert_and_wait(self, fields):
        """Insert in a second session that commits later."""
        self.finish(True)
        row = self.insert(fields)
        self.waiting = connection.copy()
        columns = [f.column for f in UserActivity._meta.concrete_fields if f.name != "xact_id"]
        columns.remove("id")
        names = ", ".join(f'"{column}"' for column in columns)
        with self.waiting.cursor() as cursor:
            cursor.execute("BEGIN")
            copied = names.replace('"event_id"', "event_id || '-slow'")
            statement = f"SELECT {copied} FROM analytics_useractivity WHERE id = %s"
            cursor.execute(f"INSERT INTO analytics_useractivity ({names}) {statement}", [row.pk])

    def finish(self, commit):
        if self.waiting is not None:
            with self.waiting.cursor() as cursor:
                cursor.execute("COMMIT" if commit else "ROLLBACK")
            self.waiting.close()
            self.waiting = None

    def send_twice(self, user):
        caller = services.Caller(self.users[user].pk)
        song = {"track_id": "t1", "track_name": "Feeling Good", "artist_name": "Nina Simone"}
        for _ in range(2):
            services.record_events([song | {"action": "play", "event_id": "e"}], caller)

    def delete(self, number):
        ids = list(UserActivity.objects.order_by("id").values_list("id", flat=True))
        if ids:
            UserActivity.objects.filter(pk=ids[number % len(ids)]).delete()

    def erase(self, user):
        UserActivity.objects.filter(user=self.users[user]).delete()
        forget_impressions(self.users[user].pk, seconds=5)

    def describe(self, track):
        services.describe_genres({track: ["soul"]})

    def keep_days(self, tracks):
        artists = [("artist", "nina simone")] if len(tracks) > 1 else []
        rollups.keep_days([*(("track", track) for track in tracks), *artists, ("genre", "soul")])

    def step(self, most_events):
        rollups.step(most_events)

    def turn_the_day(self, days):
        """As the first step of a later day does; those after it find the day turned."""
        with transaction.atomic():
            cursor = held()
            turn_the_day(cursor, (cursor.today or self.now.date()) + timedelta(days=days))

    def crash(self, most_events):
        with pytest.raises(KeyboardInterrupt), transaction.atomic():
            rollups.step(most_events)
            raise KeyboardInterrupt

    def race(self, most_events):
        def work():
            rollups.step(most_events)
            connection.close()

        threads = [Thread(target=work) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


def recommended(user, now):
    return linked("recommendation").objects.create(
        user=user, track_id="t1", created_at=now, chosen_at=now, expires_at=now
    )


def differences():
    return [check for check in rollups.compare() if check.differing]


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(STEPS, max_size=15))
def test_every_count_equals_a_recount(owner, other, staff, happened, now, steps):
    UserActivity.objects.all().delete()
    TrackGenre.objects.all().delete()
    rollups.forget_counts()
    Impression.objects.all().delete()
    linked("recommendation").objects.all().delete()
    world = World([owner, other, staff], happened, now)
    try:
        for name, what in steps:
            world.do(name, what)
            assert differences() == []
            assert_reports_equal_a_recount(world.users, now)
    finally:
        world.finish(True)
    rollups.count_all(seconds=30)
    assert differences() == []
    assert_names_equal_a_recount()
    assert_kept_counts_equal_the_oracle()
