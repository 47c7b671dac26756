"""People's rights: everything about oneself, and nothing left of it."""

import json
from threading import Timer

import pytest
from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction

from analytics import export, rollups, services
from analytics.models import ImportJob
from analytics.tests.horizon import wait_until_all_ended
from analytics.types import Shown, ShownItem
from common.redis_client import redis_client
from users import services as users

pytestmark = pytest.mark.django_db(transaction=True)

CANARY = "canary7391"


def everywhere():
    """The tables and Redis keys in which the canary stands."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            statement = f'SELECT count(*) FROM "{table}" t WHERE t::text LIKE %s'  # noqa: S608
            cursor.execute(statement, [f"%{CANARY}%"])
            found += [table] * bool(cursor.fetchone()[0])
    client = redis_client()
    for key in client.scan_iter():
        if CANARY.encode() in key + (client.dump(key) or b""):
            found.append(key)
    return found


@pytest.fixture
def bird(make_user, event, now):
    """A user with something of theirs in every table of this app."""
    user = make_user(CANARY)
    caller = services.Caller(user.pk)
    named = event(track_id=CANARY, artist_name=CANARY, track_name=CANARY, metadata={"x": CANARY})
    services.record_events([named], caller)
    wait_until_all_ended()
    services.roll_up(10)
    services.record_events([event(track_id=f"late {CANARY}")], caller)
    services.record_impressions([Shown(user.pk, ShownItem(1, CANARY, "genre"), 1, now)])
    ImportJob.objects.create(user=user, status="success", error=CANARY)
    return user


def test_nothing_is_left_of_an_erased_user(bird):
    assert "analytics_useractivity" in everywhere()
    assert "analytics_item" in everywhere()
    users.erase_user(bird.pk)
    assert everywhere() == []


def test_what_was_shown_goes_though_the_process_dies_after_the_commit(bird):
    with transaction.atomic():
        users.erase_user(bird.pk)
        connection.run_on_commit.clear()
    assert "analytics_impression" in everywhere()
    overdue()
    users.finish_erasures()
    assert everywhere() == []
    assert [check for check in rollups.compare() if check.differing] == []


def test_an_erasure_does_not_wait_for_whoever_holds_the_counts(bird, monkeypatch):
    monkeypatch.setattr("analytics.receivers._SECONDS", 0.1)
    counting = connection.copy()
    with counting.cursor() as cursor:
        cursor.execute("BEGIN; SELECT * FROM analytics_rollupcursor FOR UPDATE")
    try:
        users.erase_user(bird.pk)
        assert "analytics_impression" in everywhere()
    finally:
        counting.close()
    overdue()
    users.finish_erasures()
    assert everywhere() == []


@pytest.fixture
def running():
    """Somebody's transaction that has written and goes on."""
    session = connection.get_new_connection(connection.get_connection_params())
    session.autocommit = False
    session.cursor().execute("SELECT pg_current_xact_id()")
    yield session
    session.close()


def test_an_erasure_waits_for_a_transaction_that_holds_the_counts_back(bird, running):
    ending = Timer(0.5, running.close)
    ending.start()
    users.erase_user(bird.pk)
    ending.join()
    assert everywhere() == []
    assert not erasures().exists()


def test_what_a_long_transaction_held_back_of_an_erasure_is_done_later(bird, running, monkeypatch):
    monkeypatch.setattr("analytics.receivers._SECONDS", 0.1)
    users.erase_user(bird.pk)
    assert "analytics_item" in everywhere()
    assert erasures().exists()
    running.close()
    overdue()
    users.finish_erasures()
    assert everywhere() == []
    assert not erasures().exists()


def erasures():
    return apps.get_model("users", "Erasure").objects


def overdue():
    """It is some minutes since whatever was left was left."""
    erasures().update(erased_at="2026-01-01T00:00Z")


def test_everything_kept_about_a_user_can_be_read(bird):
    data = {name: list(rows) for name, rows in export.own_data(bird.pk).items()}
    assert len(data["activity"]) == 2
    assert data["activity"][0]["track_id"] == CANARY
    for section in ("days", "totals", "impressions", "imports"):
        assert len(data[section]) == 1, section
    json.dumps(data, cls=DjangoJSONEncoder)


def test_others_are_not_in_it(bird, other):
    assert all(list(rows) == [] for rows in export.own_data(other.pk).values())
