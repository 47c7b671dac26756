"""Holds every report, and every kept count, against a recount of the events in plain Python."""

from collections import Counter
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from analytics import selectors
from analytics.models import (
    Impression,
    Item,
    ItemHour,
    LastSeenQuarter,
    UserActivity,
    UserDay,
    UserTotal,
)
from analytics.reports.trends import trending
from analytics.tests.oracle import ACTIONS, Oracle, hour_of, quarter_of
from analytics.windows import full_hour, window_named

WORLD = ZoneInfo("UTC")
_COUNTS = ("plays", "likes", "skips", "shares", "streams", "ms_played")


def assert_names_equal_a_recount():
    for kind, key in (("track", "track_id"), ("artist", "artist_key")):
        public = UserActivity.objects.filter(private=False)
        latest = public.order_by(key, "-timestamp", "-artist_name").distinct(key)
        kept = Item.objects.filter(kind=kind).order_by("key")
        names = [event.track_name if kind == "track" else event.artist_name for event in latest]
        assert list(kept.values_list("name", flat=True)) == names


def assert_outcomes_equal_a_recount(now):
    followed = 0
    for shown in Impression.objects.all():
        followed += UserActivity.objects.filter(
            user_id=shown.user_id,
            recommendation_id=shown.recommendation_id,
            action="play",
            timestamp__gte=shown.shown_at - timedelta(minutes=5),
            timestamp__lt=shown.shown_at + timedelta(days=1),
        ).exists()
    total = selectors.recommendation_report(window_named("all", now))["total"]
    assert total["impressions"] == Impression.objects.count()
    assert round(total["click_through"]["rate"] * total["impressions"]) == followed


def assert_summary_equals_a_recount(oracle, now):
    ever = window_named("all", now)
    summary = selectors.summary(ever, zone=WORLD, for_staff=True)
    assert summary["activities_by_action"] == dict.fromkeys(ACTIONS, 0) | Counter(
        event.action for event in oracle.events
    )
    spans = {"day": 1, "week": 7, "month": 30}
    assert summary["active_users"] == {
        name: len(oracle.active_since(now - timedelta(days=days))) for name, days in spans.items()
    }
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    assert summary["today"]["active_users"] == len(oracle.active_since(midnight))
    for name in ("24h", "30d", "all"):
        window = window_named(name, now)
        lines = selectors.summary(window, zone=WORLD, for_staff=True)["most_active_users"]
        first_day = window.since and window.since.date()
        found = {line["user_id"]: line["activity_count"] for line in lines}
        assert found == oracle.most_active(first_day)


def assert_series_equal_a_recount(oracle, now):
    """The last two days, where all but a few of the events happen."""
    since, hours = hour_of(now) - timedelta(hours=48), oracle.item_hours()
    for metric, place in (("plays", 0), ("streams", 4), ("ms_played", 5), ("listeners", 6)):
        series = selectors.series_of(metric, "hour", since, now, now)
        for point in selectors.timeseries(series, now)["points"]:
            assert point["value"] == hours.get(("platform", "", point["at"]), [0] * 7)[place]
    series = selectors.series_of("active_users", "day", since, None, now)
    days = Counter(day for _, day in oracle.user_days())
    for point in selectors.timeseries(series, now)["points"]:
        assert point["value"] == days[point["at"].date()]


def assert_trends_equal_a_recount(oracle, now):
    for name in ("24h", "30d", "all"):
        window = window_named(name, now)
        for kind, lines in trending(window, limit=50).items():
            expected = oracle.trends(kind, window)
            assert {line.key: (line.plays, line.events) for line in lines} == {
                key: (plays, events) for key, (plays, events, _) in expected.items()
            }
            scores = {key: of for key, (_, _, of) in expected.items()}
            assert {line.key: line.score for line in lines} == pytest.approx(scores, abs=2e-4)


def assert_engagement_equals_a_recount(oracle, users, now):
    ever, days = window_named("all", now), oracle.user_days()
    for user in users:
        body = selectors.engagement(user.pk, ever, zone=WORLD)
        own = Counter(event.action for event in oracle.events if event.user_id == user.pk)
        assert body["activities_by_action"] == dict.fromkeys(ACTIONS, 0) | own
        for day in body["days"]:
            counts = days[user.pk, day["date"]]
            assert (day["activities"], day["streams"]) == (sum(counts[:4]), counts[4])
            assert day["ms_played"] == counts[5]


def assert_reports_equal_a_recount(users, now):
    oracle, since = Oracle(), full_hour(now - timedelta(days=2))
    assert_summary_equals_a_recount(oracle, now)
    assert_series_equal_a_recount(oracle, now)
    assert_trends_equal_a_recount(oracle, now)
    assert_engagement_equals_a_recount(oracle, users, now)
    assert_outcomes_equal_a_recount(now)
    assert selectors.active_user_ids(since=since) == sorted(oracle.active_since(since))
    heard = UserActivity.objects.filter(private=False, timestamp__gte=since).exclude(action="skip")
    for track in selectors.popular_tracks(since=since, limit=10):
        of_track = heard.filter(track_id=track.track_id)
        assert track.listeners == of_track.values("user_id").distinct().count()
        assert track.plays == of_track.filter(action="play").count()


def assert_kept_counts_equal_the_oracle():
    """Once everything is counted."""
    oracle = Oracle()
    items = Item.objects.in_bulk()
    assert {
        (item.kind, item.key): tuple(getattr(item, name) for name in _COUNTS)
        for item in items.values()
    } == oracle.item_totals()
    several = {(item.kind, item.key) for item in items.values() if item.several_listeners}
    assert several == oracle.items_of_several()
    assert {
        (items[row.item_id].kind, items[row.item_id].key, row.hour): (
            *(getattr(row, name) for name in _COUNTS),
            row.listeners,
        )
        for row in ItemHour.objects.all()
    } == oracle.item_hours()
    assert {
        (row.user_id, row.day): tuple(getattr(row, name) for name in _COUNTS)
        for row in UserDay.objects.all()
    } == oracle.user_days()
    totals = {row.user_id: (row.events, row.last_at) for row in UserTotal.objects.all()}
    assert totals == oracle.user_totals()
    quarters = dict(LastSeenQuarter.objects.values_list("at", "users"))
    assert quarters == Counter(quarter_of(last) for _, last in totals.values())
