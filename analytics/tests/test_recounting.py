"""The self-check: what it draws, and that nothing waits for it."""

import time
from threading import Thread

import pytest
from django.db import connection, transaction

from analytics import rollups, services
from analytics.models import (
    AccountChange,
    ActiveDay,
    ImpressionDay,
    Item,
    ItemDay,
    ItemHour,
    ItemListener,
    LastSeenQuarter,
    QuarterHour,
    RecommendationChange,
    UserDay,
    UserSpan,
    UserTotal,
    VariantDay,
    VariantListener,
    linked,
)
from analytics.sql import execute, fetch
from analytics.tests.horizon import wait_until_all_ended
from analytics.types import Shown, ShownItem

pytestmark = pytest.mark.django_db(transaction=True)

PARTS = 7
# What is looked at in every part.
ALWAYS = {"item totals": 1, "heats": 1, "several listeners": 1, "accounts": 1, "recommendations": 1}


@pytest.fixture
def counted(owner, other, staff, happened, now):
    """Some of everything, all of it counted."""
    services.describe_genres({"t1": ["soul"], "t2": ["jazz", "soul"]})
    for number, user in enumerate((owner, other, staff)):
        for hours in range(0, 60, 5):
            track = f"t{(number + hours) % 4}"
            happened(user, "play", track, hours_ago=hours, artist=f"by {track}")
        item = ShownItem(number, "pools", "genre", "fame:bold")
        services.record_impressions([Shown(user.pk, item, 1, now)])
    rollups.count_all(seconds=30)
    rollups.keep_days([("track", "t1"), ("artist", "by t2"), ("genre", "soul")])


def found_wrong(**drawn):
    return {check.what for check in rollups.compare(**drawn) if check.differing}


def test_the_parts_are_everything_and_each_thing_lies_in_one(counted):
    whole = {check.what: check.compared for check in rollups.compare()}
    parts = [rollups.compare(parts=PARTS, part=part) for part in range(PARTS)]
    for what, compared in whole.items():
        drawn = sum(check.compared for part in parts for check in part if check.what == what)
        assert drawn == compared + ALWAYS.get(what, 0) * (PARTS - 1), what


@pytest.mark.parametrize(
    ("model", "changed", "what"),
    [
        (ItemHour, {"streams": 99}, "item hours"),
        (ItemListener, {"events": 99}, "item listeners"),
        (Item, {"skips": 99}, "item totals"),
        (Item, {"heat_42h": 99}, "heats"),
        (Item, {"several_listeners": False}, "several listeners"),
        (ItemDay, {"events": 99}, "item days"),
        (UserDay, {"skips": 99}, "user days"),
        (UserTotal, {"events": 99}, "user totals"),
        (UserSpan, {"events": 99}, "user spans"),
        (ActiveDay, {"users": 99}, "active days"),
        (LastSeenQuarter, {"users": 99}, "last seen quarters"),
        (QuarterHour, {"plays": 99}, "quarter hours"),
        (ImpressionDay, {"shown": 99}, "impression days"),
        (VariantListener, {"last_day": "2020-01-01"}, "variant listeners"),
        (VariantDay, {"listeners": 99}, "variant days"),
        (AccountChange, {"change": 99}, "accounts"),
        (RecommendationChange, {"change": 99}, "recommendations"),
    ],
)
def test_what_is_wrong_is_found_by_one_of_the_parts(counted, model, changed, what):
    RecommendationChange.objects.create(change=0)
    model.objects.update(**changed)
    found = set.union(*(found_wrong(parts=PARTS, part=part) for part in range(PARTS)))
    assert what in found


@pytest.mark.parametrize("model", [ItemHour, ItemListener, UserDay, UserTotal, QuarterHour])
def test_a_row_that_is_missing_is_found(counted, model):
    model.objects.all().delete()
    assert found_wrong()


def test_counting_goes_on_while_it_looks_and_it_sees_one_moment(counted, owner, happened):
    """Held up half-way by a lock on a table that no step needs."""
    happened(owner, "play", "new")
    wait_until_all_ended()
    found = []

    def check():
        found.extend(rollups.compare())
        connection.close()

    thread = Thread(target=check)
    with transaction.atomic():
        execute("LOCK TABLE analytics_variantday")
        thread.start()
        _wait_until_somebody_waits_for("analytics_variantday")
        _in_another_session(rollups.step)
    thread.join(30)
    assert Item.objects.filter(kind="track", key="new").exists()
    assert found and [check for check in found if check.differing] == []


def _wait_until_somebody_waits_for(table):
    deadline = time.monotonic() + 20
    waiting = "SELECT count(*) FROM pg_locks WHERE relation = %(table)s::regclass AND NOT granted"
    while not fetch(waiting, {"table": table})[0][0] and time.monotonic() < deadline:
        time.sleep(0.05)


def _in_another_session(work):
    def run():
        work()
        connection.close()

    thread = Thread(target=run)
    thread.start()
    thread.join(30)


def test_counting_anew_mends_what_triggers_keep_as_well(counted, owner, now):
    at = {"created_at": now, "chosen_at": now, "expires_at": now}
    linked("recommendation").objects.create(user=owner, track_id="t1", **at)
    RecommendationChange.objects.create(change=5)
    AccountChange.objects.create(change=-1)
    VariantListener.objects.all().delete()
    LastSeenQuarter.objects.update(users=9)
    assert {
        "accounts",
        "recommendations",
        "variant listeners",
        "last seen quarters",
    } <= found_wrong()
    rollups.forget_counts()
    rollups.count_all(seconds=30)
    assert found_wrong() == set()
    assert VariantDay.objects.get().listeners == 3
