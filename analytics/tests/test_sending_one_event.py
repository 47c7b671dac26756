"""POST /api/analytics/activity/ with one event."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from analytics import services
from analytics.models import UserActivity

pytestmark = pytest.mark.django_db


def test_it_is_stored_and_answered(owner, send, event):
    answer = send(owner, event(metadata={"device": "phone"}, event_id="e1"))
    assert answer.status_code == 201
    body = answer.json()
    assert body["user"] == owner.pk
    assert body["recommendation"] is None
    assert body["metadata"] == {"device": "phone"}
    assert body["event_id"] == "e1"
    assert UserActivity.objects.get().pk == body["id"]


def test_without_an_event_id_it_gets_one(owner, send, event):
    first, second = (send(owner, event()).json()["event_id"] for _ in range(2))
    assert first and second and first != second


def test_a_retry_is_not_stored_twice(owner, send, event):
    first = send(owner, event(event_id="e1"))
    again = send(owner, event(event_id="e1"))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert UserActivity.objects.count() == 1


def test_an_event_id_cannot_stand_for_another_event(owner, send, event):
    send(owner, event(event_id="e1"))
    answer = send(owner, event(event_id="e1", action="skip"))
    assert answer.status_code == 409
    assert answer.json()["code"] == "event_id_reused"


def test_two_users_may_use_the_same_event_id(owner, other, send, event):
    assert send(owner, event(event_id="e1")).status_code == 201
    assert send(other, event(event_id="e1", action="like")).status_code == 201


def test_what_the_player_measured_is_kept_as_it_came(owner, send, event):
    measured = {"ms_played": 29_999, "duration_ms": 222_973, "reason_end": "fwdbtn"}
    assert send(owner, event(**measured)).json().items() >= measured.items()


def test_a_time_of_another_zone_is_the_same_moment(owner, send, event):
    answer = send(owner, event(timestamp="2024-02-29T23:30:00-05:00"))
    assert answer.json()["timestamp"] == "2024-03-01T04:30:00Z"


def test_nobody_sends_for_another(owner, other, send, event):
    answer = send(owner, event(user=other.pk))
    assert answer.status_code == 403
    assert answer.json()["code"] == "not_yours"
    assert UserActivity.objects.count() == 0


def test_staff_send_for_anyone(owner, staff, send, event):
    assert send(staff, event(user=owner.pk)).json()["user"] == owner.pk


def test_staff_cannot_send_for_nobody(staff, send, event):
    assert send(staff, event(user=10**9)).json()["code"] == "unknown_user"


def test_it_takes_a_signed_in_user(api, event):
    answer = api.post("/api/analytics/activity/", event())
    assert answer.status_code == 401
    assert "WWW-Authenticate" in answer


def test_a_private_session_is_marked(make_user, send, event):
    shy = make_user("shy", preferences={"private_session": True})
    send(shy, event())
    assert UserActivity.objects.get().private


def ahead(**span):
    return (datetime.now(UTC) + timedelta(**span)).isoformat()


def test_a_clock_may_be_a_little_ahead(owner, send, event):
    assert send(owner, event(timestamp=ahead(minutes=4))).status_code == 201
    assert send(owner, event(timestamp=ahead(minutes=6))).status_code == 400


@pytest.mark.parametrize(
    ("wrong", "code", "field"),
    [
        ({"track_id": None}, "required", "track_id"),
        ({"track_id": "  "}, "required", "track_id"),
        ({"track_id": 7}, "wrong_type", "track_id"),
        ({"track_id": "x" * 65}, "too_long", "track_id"),
        ({"artist_name": ["Nina"]}, "wrong_type", "artist_name"),
        ({"action": "dance"}, "unknown_action", "action"),
        ({"action": None}, "required", "action"),
        ({"timestamp": "yesterday"}, "bad_timestamp", "timestamp"),
        ({"timestamp": 1700000000}, "wrong_type", "timestamp"),
        ({"timestamp": "1999-12-31T23:59:59Z"}, "timestamp_too_old", "timestamp"),
        ({"timestamp": "0001-01-01T00:00:00+14:00"}, "bad_timestamp", "timestamp"),
        # Worked out when tests are collected, perhaps long before this one runs.
        ({"timestamp": ahead(days=1)}, "timestamp_in_future", "timestamp"),
        ({"metadata": "text"}, "wrong_type", "metadata"),
        ({"metadata": []}, "wrong_type", "metadata"),
        ({"metadata": {"x": "y" * 4096}}, "metadata_too_large", "metadata"),
        ({"ms_played": -1}, "out_of_range", "ms_played"),
        ({"ms_played": 10**30}, "out_of_range", "ms_played"),
        ({"ms_played": 1.5}, "wrong_type", "ms_played"),
        ({"ms_played": True}, "wrong_type", "ms_played"),
        ({"user": "me"}, "wrong_type", "user"),
        ({"user": 10**30}, "out_of_range", "user"),
        ({"recommendation": 10**30}, "out_of_range", "recommendation"),
        ({"event_id": "x" * 65}, "too_long", "event_id"),
        ({"event_id": 7}, "wrong_type", "event_id"),
    ],
)
def test_nonsense_is_refused_by_name(owner, send, event, wrong, code, field):
    answer = send(owner, event(**wrong))
    assert answer.status_code == 400
    assert answer.json()["code"] == code
    assert field in answer.json()["detail"]


@pytest.mark.parametrize("letter", ["y", "é", '"'])
def test_metadata_is_measured_as_compact_json_in_utf_8(owner, send, event, letter):
    def of(size):
        around = len('{"a":[1,{}],"x":""}')
        each = len(json.dumps(letter, ensure_ascii=False).encode()) - 2
        padding = (size - around) % each
        return {"a": [1, {}], "x": letter * ((size - around) // each) + "z" * padding}

    assert send(owner, event(metadata=of(4096))).json()["metadata"] == of(4096)
    assert send(owner, event(metadata=of(4097))).json()["code"] == "metadata_too_large"


@pytest.mark.parametrize("text", ["half a pair: \ud800", "a NUL: \x00"])
@pytest.mark.parametrize("field", ["track_name", "metadata", "event_id"])
def test_text_that_cannot_be_stored_is_refused_wherever_it_comes_from(owner, event, field, text):
    value = {"x": [text]} if field == "metadata" else text
    (verdict,) = services.record_events([event(**{field: value})], services.Caller(owner.pk))
    assert verdict.error.code == "bad_text"


@pytest.mark.parametrize("body", ["null", "7", '"text"', "[]", "{}", "true", "{", '{"a": 1e400}'])
def test_what_is_no_event_is_refused(owner, client_of, body):
    answer = client_of(owner).post(
        "/api/analytics/activity/", body, content_type="application/json"
    )
    assert answer.status_code == 400
    assert answer.json()["code"]


def test_a_number_beyond_json_is_refused(owner, client_of, event):
    body = (
        '{"track_id":"t","track_name":"n","artist_name":"a","action":"play","metadata":{"x":1e999}}'
    )
    answer = client_of(owner).post(
        "/api/analytics/activity/", body, content_type="application/json"
    )
    assert answer.status_code == 400
