"""POST /api/analytics/activity/ with a list: a verdict for each."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from analytics import services
from analytics.models import UserActivity
from analytics.signals import activity_recorded

pytestmark = pytest.mark.django_db


def statuses(answer):
    return [(result["status"], result.get("code")) for result in answer.json()["results"]]


def test_each_event_gets_its_verdict(owner, send, event):
    answer = send(owner, [event(), event(action="dance"), "text", event()])
    assert answer.status_code == 200
    assert statuses(answer) == [
        ("accepted", None),
        ("rejected", "unknown_action"),
        ("rejected", "not_an_object"),
        ("accepted", None),
    ]
    assert UserActivity.objects.count() == 2


def test_the_counts_add_up(owner, send, event):
    send(owner, event(event_id="e1"))
    body = send(owner, [event(event_id="e1"), event(), event(track_id="")]).json()
    assert (body["accepted"], body["duplicate"], body["rejected"]) == (1, 1, 1)


def test_a_batch_sent_twice_is_stored_once(owner, send, event):
    batch = [event(event_id=f"e{number}") for number in range(50)]
    assert send(owner, batch).json()["accepted"] == 50
    again = send(owner, batch).json()
    assert (again["accepted"], again["duplicate"]) == (0, 50)
    assert UserActivity.objects.count() == 50


def test_of_repeats_in_one_batch_the_first_is_stored(owner, send, event):
    answer = send(
        owner, [event(event_id="e"), event(event_id="e"), event(event_id="e", action="like")]
    )
    assert statuses(answer) == [
        ("accepted", None),
        ("duplicate", None),
        ("rejected", "event_id_reused"),
    ]
    assert answer.json()["results"][0]["id"] == answer.json()["results"][1]["id"]


def test_a_bad_event_does_not_use_up_its_event_id(owner, send, event):
    batch = [event(event_id="e", recommendation=10**9), event(event_id="e")]
    assert statuses(send(owner, batch)) == [
        ("rejected", "unknown_recommendation"),
        ("accepted", None),
    ]


def test_an_equal_number_written_otherwise_is_no_other_content(owner, send, event):
    send(owner, event(event_id="e", metadata={"volume": 1}))
    assert statuses(send(owner, [event(event_id="e", metadata={"volume": 1.0})])) == [
        ("duplicate", None)
    ]


def test_others_events_are_rejected_one_by_one(owner, other, send, event):
    answer = send(owner, [event(user=other.pk), event(user=owner.pk)])
    assert statuses(answer) == [("rejected", "not_yours"), ("accepted", None)]


def test_staff_send_for_several_users_at_once(owner, other, staff, send, event):
    send(staff, [event(user=owner.pk), event(user=other.pk), event()])
    assert set(UserActivity.objects.values_list("user_id", flat=True)) == {
        owner.pk,
        other.pk,
        staff.pk,
    }


def test_a_thousand_fit_and_no_more(owner, send, event):
    assert send(owner, [event() for _ in range(1000)]).json()["accepted"] == 1000
    answer = send(owner, [event() for _ in range(1001)])
    assert answer.status_code == 413
    assert answer.json()["code"] == "batch_too_large"


def test_an_empty_list_is_refused(owner, send):
    answer = send(owner, [])
    assert answer.status_code == 400
    assert answer.json()["code"] == "empty_batch"


def test_a_batch_of_new_events_is_one_statement(owner, event, django_assert_num_queries):
    caller = services.Caller(owner.pk)
    with django_assert_num_queries(3):  # two of them open and release the savepoint
        services.record_events([event() for _ in range(100)], caller)


@pytest.mark.django_db(transaction=True)
def test_news_tells_whose_events_were_stored(owner, other, staff, send, event):
    heard = []
    activity_recorded.connect(receiver := lambda user_ids, **_: heard.append(user_ids))
    send(owner, event(event_id="e"))
    send(owner, event(event_id="e"))
    send(staff, [event(user=other.pk), event(user=owner.pk, action="dance")])
    activity_recorded.disconnect(receiver)
    assert heard == [{owner.pk}, {other.pk}]


@pytest.mark.django_db(transaction=True)
def test_the_same_batch_at_the_same_time_is_stored_once(owner, event):
    batch = [event(event_id=f"e{number}") for number in range(200)]
    barrier, accepted = Barrier(4), []

    def send(events):
        barrier.wait()
        verdicts = services.record_events(events, services.Caller(owner.pk))
        accepted.append(sum(verdict.status == "accepted" for verdict in verdicts))
        connection.close()

    threads = [Thread(target=send, args=(batch[:: (-1) ** n],)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(accepted) == 4
    assert sum(accepted) == UserActivity.objects.count() == 200
