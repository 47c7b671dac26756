"""The rollup step: counts follow the events exactly."""

from datetime import timedelta
from threading import Event, Thread

import pytest
from django.db import InternalError, connection, transaction

from analytics import rollups, services
from analytics.models import (
    ActiveDay,
    Item,
    ItemHour,
    ItemListener,
    QuarterHour,
    Retraction,
    RollupCursor,
    UserActivity,
    UserDay,
    UserSpan,
    UserTotal,
)
from analytics.rollups.cursor import CursorAhead, held, read
from analytics.rollups.users import turn_the_day
from analytics.sql import fetch

pytestmark = pytest.mark.django_db(transaction=True)


def counted(kind, key):
    return Item.objects.get(kind=kind, key=key)


def assert_exact():
    assert [check for check in rollups.compare() if check.differing] == []


def test_an_event_is_counted_for_all_that_it_is_about(owner, happened):
    services.describe_genres({"t1": ["soul", "jazz"]})
    happened(owner, "play", "t1", ms_played=200_000)
    rollups.count_all(seconds=30)
    for kind, key in [
        ("track", "t1"),
        ("artist", "nina simone"),
        ("genre", "soul"),
        ("genre", "jazz"),
        ("platform", ""),
    ]:
        item = counted(kind, key)
        assert (item.plays, item.streams, item.ms_played) == (1, 1, 200_000)
    assert UserTotal.objects.get().events == 1
    assert UserDay.objects.get().plays == 1
    assert_exact()


def test_a_listener_is_counted_once_an_hour(owner, other, happened, now):
    for user in (owner, owner, other):
        happened(user, "play", "t1")
    rollups.count_all(seconds=30)
    happened(owner, "like", "t1")
    rollups.count_all(seconds=30)
    assert ItemHour.objects.get(item_id=counted("track", "t1").pk).listeners == 2
    assert_exact()


def test_who_only_skips_is_no_listener(owner, happened):
    happened(owner, "skip", "t1")
    rollups.count_all(seconds=30)
    assert ItemHour.objects.get(item_id=counted("track", "t1").pk).listeners == 0


def test_a_private_event_counts_for_platform_and_user_only(owner, happened):
    happened(owner, "play", "t1", private=True)
    rollups.count_all(seconds=30)
    assert list(Item.objects.values_list("kind", flat=True)) == ["platform"]
    assert UserTotal.objects.get().events == 1
    assert_exact()


def test_a_late_event_lands_in_its_own_hour(owner, happened):
    happened(owner, "play", "t1")
    rollups.count_all(seconds=30)
    happened(owner, "play", "t1", hours_ago=24 * 365 * 10)
    rollups.count_all(seconds=30)
    assert ItemHour.objects.filter(item_id=counted("track", "t1").pk).count() == 2
    assert_exact()


def test_a_deleted_event_is_subtracted(owner, other, happened):
    happened(owner, "play", "t1")
    doomed = happened(other, "play", "t1")
    rollups.count_all(seconds=30)
    doomed.delete()
    rollups.count_all(seconds=30)
    assert counted("track", "t1").plays == 1
    assert Retraction.objects.count() == 0
    assert_exact()


def test_what_counts_nothing_any_more_leaves_no_row(owner, happened):
    happened(owner, "play", "t1")
    rollups.count_all(seconds=30)
    owner.delete()
    rollups.count_all(seconds=30)
    kept = (Item, ItemHour, ItemListener, QuarterHour, UserDay, UserTotal, UserSpan, ActiveDay)
    for model in (*kept, Retraction):
        assert model.objects.count() == 0


def test_an_event_deleted_before_it_was_counted_changes_nothing(owner, happened):
    happened(owner, "play", "t1").delete()
    rollups.count_all(seconds=30)
    assert Item.objects.count() == 0
    assert_exact()


def test_genres_that_become_known_later_count_for_the_past(owner, happened):
    happened(owner, "play", "t1", hours_ago=5)
    rollups.count_all(seconds=30)
    happened(owner, "play", "t1")
    services.describe_genres({"t1": ["soul"]})
    assert counted("genre", "soul").plays == 1
    rollups.count_all(seconds=30)
    services.describe_genres({"t1": ["soul"]})
    assert counted("genre", "soul").plays == 2
    assert_exact()


def test_genres_may_come_in_several_calls_of_one_transaction(owner, happened):
    happened(owner, "play", "t1")
    rollups.count_all(seconds=30)
    with transaction.atomic():
        services.describe_genres({"t1": ["soul"]})
        services.describe_genres({"t1": ["jazz"]})
    assert counted("genre", "soul").plays == counted("genre", "jazz").plays == 1
    assert_exact()


def test_an_event_is_not_lost_when_a_later_one_commits_first(owner, happened):
    inserted, go_on = Event(), Event()

    def slow():
        with transaction.atomic():
            happened(owner, "play", "slow")
            inserted.set()
            go_on.wait(20)
        connection.close()

    thread = Thread(target=slow)
    thread.start()
    inserted.wait(20)
    happened(owner, "play", "quick")
    rollups.catch_up(seconds=30)
    go_on.set()
    thread.join()
    rollups.count_all(seconds=30)
    assert {item.key for item in Item.objects.filter(kind="track")} == {"slow", "quick"}
    assert_exact()


def test_a_step_that_dies_has_done_nothing(owner, happened):
    happened(owner, "play", "t1")
    with pytest.raises(KeyboardInterrupt), transaction.atomic():
        rollups.step()
        raise KeyboardInterrupt
    assert Item.objects.count() == 0
    rollups.count_all(seconds=30)
    assert counted("track", "t1").plays == 1


def test_a_report_sees_one_moment_however_many_steps_are_made_meanwhile(owner, happened):
    def plays(position):
        return [fetch("SELECT sum(plays) FROM analytics_item"), position.position]

    def work():
        happened(owner, "play", "t1")
        rollups.step()
        connection.close()

    def report(position):
        before = plays(position)
        thread = Thread(target=work)
        thread.start()
        thread.join()
        return before, plays(read())

    work()
    before, after = rollups.consistently(report)
    assert before == after
    rollups.count_all(seconds=30)
    assert counted("track", "t1").plays == 2


def test_two_workers_do_not_count_twice(owner, happened):
    for _ in range(20):
        happened(owner, "play", "t1")

    def work():
        for _ in range(10):
            rollups.step(most_events=3)
        connection.close()

    threads = [Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rollups.count_all(seconds=30)
    assert counted("track", "t1").plays == 20
    assert_exact()


def test_counting_anew_gives_the_same(owner, happened):
    happened(owner, "play", "t1")
    rollups.count_all(seconds=30)
    rollups.forget_counts()
    assert Item.objects.count() == 0
    rollups.count_all(seconds=30)
    assert counted("track", "t1").plays == 1
    assert_exact()


def test_a_database_restored_elsewhere_is_noticed_and_counted_anew(owner, happened):
    happened(owner, "play", "t1", xact_id=2**50)
    RollupCursor.objects.create(pk=1, position=2**50, landmark="2026-01-01T00:00Z")
    with pytest.raises(CursorAhead):
        rollups.step()
    rollups.forget_counts()
    rollups.count_all(seconds=30)
    assert counted("track", "t1").plays == 1


def test_a_wrong_count_is_found(owner, happened):
    happened(owner, "play", "t1")
    rollups.count_all(seconds=30)
    Item.objects.filter(kind="track").update(plays=7)
    assert [check.what for check in rollups.compare() if check.differing] == ["item totals"]


def test_events_cannot_be_changed(owner, happened):
    event = happened(owner, "play", "t1")
    with pytest.raises(InternalError, match="a fact"):
        UserActivity.objects.filter(pk=event.pk).update(action="like")


def test_days_that_leave_a_span_are_subtracted(owner, other, happened):
    for days in (0, 6, 8, 20, 29, 31):
        happened(owner, "play", "t1", hours_ago=24 * days)
    happened(other, "play", "t1", hours_ago=24 * 29)
    rollups.count_all(seconds=30)
    today = RollupCursor.objects.get().today
    for later in (1, 3, 40):
        with transaction.atomic():
            turn_the_day(held(), today + timedelta(days=later))
        assert_exact()
    assert UserSpan.objects.count() == 0


def test_moving_the_landmark_keeps_every_heat(owner, happened, now):
    happened(owner, "play", "t1", hours_ago=3)
    landmark = (now - timedelta(days=95)).replace(minute=0, second=0, microsecond=0)
    RollupCursor.objects.create(pk=1, landmark=landmark)
    rollups.count_all(seconds=30)
    assert now - RollupCursor.objects.get().landmark < timedelta(days=31)
    assert_exact()
    happened(owner, "play", "t1", hours_ago=1)
    rollups.count_all(seconds=30)
    assert_exact()
