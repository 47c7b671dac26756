"""An account that is deleted is gone: from every table, from Redis, from the admin's log."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from common.redis_client import redis_client
from users import services, tasks
from users.models import Erasure, User
from users.signals import user_erased
from users.tests.sessions import log_in

pytestmark = pytest.mark.django_db(transaction=True)

CANARY = "zqxcanary"
# A pool belongs to a taste, which many may share, and to no user.
OF_NOBODY = {"recommendations_tastepool"}


@pytest.fixture
def canary(make_user):
    """A user with the canary in every field of their own that can hold it."""
    return make_user(
        CANARY,
        first_name=CANARY,
        last_name=CANARY,
        genres=[CANARY],
        artists=[CANARY],
        moods=[CANARY],
        preferences={CANARY: CANARY},
    )


def rows_that_name_the_canary() -> Iterator[str]:
    with connection.cursor() as cursor:
        for table in set(connection.introspection.table_names(cursor)) - OF_NOBODY:
            cursor.execute(f'SELECT t::text FROM "{table}" t')  # noqa: S608 - our own tables
            yield from (f"{table}: {row}" for (row,) in cursor.fetchall() if CANARY in row)


def rows_that_refer_to(user_id) -> Iterator[str]:
    """Rows of any table with a column named like a link to a user, and that id in it."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            columns = connection.introspection.get_table_description(cursor, table)
            for name in {column.name for column in columns} & {"user_id", "owner_id", "caller_id"}:
                cursor.execute(
                    f'SELECT count(*) FROM "{table}" WHERE "{name}" = %s',  # noqa: S608
                    [user_id],
                )
                if cursor.fetchone()[0]:
                    yield table


def dump_of_redis() -> str:
    redis = redis_client()
    return " ".join(f"{key!r} {redis.dump(key)!r}" for key in redis.scan_iter())


def keys_of(user_id) -> list[str]:
    keys = [key.decode() for key in redis_client().scan_iter()]
    return [key for key in keys if str(user_id) in key.split(":")]


def live_everywhere(api, client_of, user):
    """Leave a trace wherever the service keeps any."""
    pair = log_in(api, CANARY).json()
    api.post("/api/auth/token/refresh/", {"refresh": pair["refresh"]})
    client = client_of(user)
    event = {"track_id": "t1", "track_name": CANARY, "artist_name": CANARY, "action": "like"}
    event["metadata"] = {CANARY: CANARY}
    assert client.post("/api/analytics/activity/", event).status_code == 201
    client.get("/api/recommendations/me/")
    client.post("/api/recommendations/me/refresh/")
    client.get("/api/recommendations/me/")


def note_in_admin_log(staff, user):
    LogEntry.objects.create(
        user=staff,
        content_type=ContentType.objects.get_for_model(User),
        object_id=str(user.pk),
        object_repr=str(user),
        action_flag=CHANGE,
        change_message=f"renamed to {CANARY}",
    )


def test_nothing_of_the_user_remains(api, client_of, staff, canary):
    live_everywhere(api, client_of, canary)
    note_in_admin_log(staff, canary)
    assert len({row.split(":")[0] for row in rows_that_name_the_canary()}) >= 4
    assert client_of(canary).delete("/api/users/me/").status_code == 204
    assert list(rows_that_name_the_canary()) == []
    assert list(rows_that_refer_to(canary.pk)) == []
    assert CANARY not in dump_of_redis()


@pytest.fixture
def left(canary):
    """Erases the canary in a process that dies as soon as that has committed."""

    def erase():
        with transaction.atomic():
            services.erase_user(canary.pk)
            connection.run_on_commit.clear()

    return erase


def test_what_a_dying_process_leaves_of_an_erasure_is_done_by_another(api, client_of, canary, left):
    live_everywhere(api, client_of, canary)
    left()
    assert len(keys_of(canary.pk)) > 1
    Erasure.objects.update(erased_at=timezone.now() - timedelta(minutes=2))
    tasks.finish_erasures()
    assert list(rows_that_name_the_canary()) == []
    assert list(rows_that_refer_to(canary.pk)) == []
    assert keys_of(canary.pk) == [f"music:revoked:user:{canary.pk}"]


def test_whoever_erases_is_given_the_time_for_it(left):
    left()
    assert services.finish_erasures() == 0


def test_a_receiver_that_fails_keeps_no_other_from_its_work(owner, other):
    heard = []

    def failing(user_id, **_):
        raise ConnectionError("out of reach")

    def hearing(user_id, **_):
        heard.append(user_id)

    for receiver in (failing, hearing):
        user_erased.connect(receiver)
    try:
        services.erase_user(owner.pk)
        assert heard == [owner.pk]
        assert Erasure.objects.get().user_id == owner.pk
        user_erased.disconnect(failing)
        Erasure.objects.update(erased_at=timezone.now() - timedelta(minutes=2))
        assert services.finish_erasures() == 1
        assert not Erasure.objects.exists()
    finally:
        for receiver in (failing, hearing):
            user_erased.disconnect(receiver)


def test_no_key_of_the_user_remains_but_the_one_that_ends_access(api, client_of, canary):
    live_everywhere(api, client_of, canary)
    client_of(canary).delete("/api/users/me/")
    named = keys_of(canary.pk)
    assert named == [f"music:revoked:user:{canary.pk}"]
    assert 0 < redis_client().ttl(named[0]) <= 700


def test_the_admins_log_keeps_the_deed_without_the_name(client_of, staff, canary):
    note_in_admin_log(staff, canary)
    client_of(canary).delete("/api/users/me/")
    assert LogEntry.objects.get().object_repr == f"user {canary.pk}"


def test_admin_sessions_end(make_user, client_of):
    from django.contrib.sessions.models import Session

    operator = make_user("operator", is_staff=True)
    other = make_user("colleague", is_staff=True)
    for user in (operator, other):
        Client().force_login(user)
    client_of(operator).delete("/api/users/me/")
    assert [s.get_decoded()["_auth_user_id"] for s in Session.objects.all()] == [str(other.pk)]


def test_name_and_address_are_free_again(client_of, make_user, canary):
    client_of(canary).delete("/api/users/me/")
    assert make_user(CANARY).pk != canary.pk


def test_others_keep_theirs(api, client_of, owner, canary):
    client_of(canary).delete("/api/users/me/")
    assert client_of(owner).get("/api/users/me/").json()["profile"]["favorite_genres"] == ["rock"]
