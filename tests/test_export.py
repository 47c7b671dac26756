"""An export holds what there is about its user, wherever it is kept, and about nobody else."""

import json
import threading
import tracemalloc

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client

from tests.planting import PLANTED, Mark, plant_everywhere
from users.exports import document as exports
from users.exports.document import document

pytestmark = pytest.mark.django_db(transaction=True)

LINKS = {"user_id", "owner_id", "caller_id", "username"}
# Tables that name a user and are not in the export, and why.
LEFT_OUT = {
    "analytics_itemlistener": "counted from the activity, row by row",
    "analytics_retraction": "what is left of a deleted event, until it is subtracted",
    "analytics_variantlistener": "the last day of what the impressions hold, each by itself",
    "users_erasure": "the number of a user who is gone, until all is",
    "axes_accessattempt": "never written: log-ins are counted in axes's two other tables",
}


def text_of(user):
    return b"".join(document(user.pk)).decode()


def tables_that_name_a_user():
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            described = connection.introspection.get_table_description(cursor, table)
            relations = connection.introspection.get_relations(cursor, table).values()
            linked = any(target == "users_user" for _, target in relations)
            if linked or LINKS & {column.name for column in described}:
                yield table


def many_events(user, count):
    """Events of a user, by one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO analytics_useractivity (user_id, track_id, track_name, artist_name,"
            " artist_key, action, metadata, timestamp, event_id, reason_end, private)"
            " SELECT %s, 't' || n, 'A song of some length ' || n, 'artist', 'artist', 'play', '{}',"
            " now(), n::text, '', false FROM generate_series(1, %s) n",
            [user.pk, count],
        )


@pytest.fixture
def small_pieces(monkeypatch):
    """Every row is handed out by itself."""
    monkeypatch.setattr(exports, "_PIECE", 1)


def test_each_table_with_a_users_data_is_exported_or_says_why_not():
    assert set(tables_that_name_a_user()) == PLANTED.keys() | LEFT_OUT.keys()


def test_what_stands_in_any_table_is_in_the_export(owner):
    marks = plant_everywhere(owner)
    text = text_of(owner)
    assert [table for table, mark in marks.items() if not mark.is_in(text)] == []


def test_nothing_of_others_is_in_it(owner, other):
    plant_everywhere(owner)
    marks = plant_everywhere(other)
    text = text_of(owner)
    assert [table for table, mark in marks.items() if mark.is_in(text)] == []


def test_an_operators_deeds_name_nobody(owner, other, staff):
    log = PLANTED["django_admin_log"]
    log(staff, Mark("renamed to somebody"))
    assert "renamed" not in text_of(owner)
    deeds = json.loads(text_of(staff))["done_as_operator"]
    assert [set(deed) for deed in deeds] == [{"action_time", "kind", "action"}]


def test_admin_sessions_are_in_it_without_their_keys(staff):
    Client().force_login(staff)
    text = text_of(staff)
    assert len(json.loads(text)["admin_sessions"]) == 1
    assert Session.objects.get().session_key not in text


def test_every_section_has_a_name_of_its_own(owner):
    names = json.loads(text_of(owner), object_pairs_hook=lambda pairs: [name for name, _ in pairs])
    assert len(set(names)) == len(names)


def test_all_of_it_is_of_one_moment(small_pieces, owner):
    pieces = document(owner.pk)
    begun = next(pieces)
    meanwhile = threading.Thread(target=lambda: (many_events(owner, 3), connection.close()))
    meanwhile.start()
    meanwhile.join()
    assert json.loads(begun + b"".join(pieces))["activity"] == []
    assert len(json.loads(text_of(owner))["activity"]) == 3


def test_a_reader_who_leaves_ends_the_transaction(small_pieces, owner):
    pieces = document(owner.pk)
    next(pieces)
    assert connection.in_atomic_block
    pieces.close()
    assert not connection.in_atomic_block


def test_memory_does_not_grow_with_the_history(owner):
    text_of(owner)  # what is loaded once is loaded
    many_events(owner, 10_000)
    tracemalloc.start()
    size = sum(map(len, document(owner.pk)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < size
    assert peak < 3_000_000  # bytes: a chunk of rows, and a piece
