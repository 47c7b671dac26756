"""The link from an event to the recommendation that it followed."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection

from analytics import services
from analytics.models import UserActivity
from analytics.types import Shown, ShownItem

pytestmark = pytest.mark.django_db


@pytest.fixture
def recommended(now):
    def make(user, track="t1"):
        return apps.get_model("recommendations", "Recommendation").objects.create(
            user=user,
            track_id=track,
            track_name="Feeling Good",
            artist_name="Nina Simone",
            spotify_url="https://open.spotify.com/track/t1",
            reason_code="genre",
            created_at=now,
            chosen_at=now,
            expires_at=now + timedelta(days=30),
        )

    return make


def test_an_event_can_name_the_recommendation(owner, recommended, send, event):
    shown = recommended(owner)
    assert send(owner, event(recommendation=shown.pk)).json()["recommendation"] == shown.pk


@pytest.mark.parametrize("whose", ["nobody", "another"])
def test_it_must_be_ones_own(owner, other, recommended, send, event, whose):
    wrong = recommended(other).pk if whose == "another" else 10**9
    answer = send(owner, event(recommendation=wrong))
    assert answer.status_code == 400
    assert answer.json()["code"] == "unknown_recommendation"


def test_an_event_outlives_its_recommendation(owner, recommended, send, event):
    shown = recommended(owner)
    send(owner, event(recommendation=shown.pk, event_id="e"))
    shown.delete()
    assert UserActivity.objects.get().recommendation_id is None


@pytest.fixture
def purged(recommended, now):
    """The id of a recommendation that is gone: ``purged(owner, seen_by=other)``."""

    def make(user, seen_by=None):
        row = recommended(user)
        number = row.pk
        if seen_by is not None:
            shown = Shown(seen_by.pk, ShownItem(number, "pools", "genre"), 1, now)
            services.record_impressions([shown])
        row.delete()
        return number

    return make


def test_a_retry_does_not_mind_that_its_recommendation_is_gone(owner, recommended, send, event):
    shown = recommended(owner)
    clicked = event(recommendation=shown.pk, event_id="e")
    first = send(owner, clicked).json()
    shown.delete()
    again = send(owner, clicked)
    assert (again.status_code, again.json()["id"]) == (200, first["id"])
    body = send(owner, [clicked, event(event_id="new")]).json()
    assert [line["status"] for line in body["results"]] == ["duplicate", "accepted"]
    assert send(owner, clicked | {"action": "like"}).json()["code"] == "event_id_reused"


def test_a_late_event_is_taken_where_its_recommendation_was_shown(owner, purged, send, event):
    clicked = event(recommendation=purged(owner, seen_by=owner), event_id="e")
    answer = send(owner, clicked)
    assert (answer.status_code, answer.json()["recommendation"]) == (201, None)
    assert send(owner, clicked).status_code == 200


@pytest.mark.parametrize("seen_by", ["nobody", "another"])
def test_otherwise_a_late_event_is_refused(owner, other, purged, send, event, seen_by):
    wrong = purged(owner, seen_by=other if seen_by == "another" else None)
    answer = send(owner, event(recommendation=wrong))
    assert (answer.status_code, answer.json()["code"]) == (400, "unknown_recommendation")
    assert not UserActivity.objects.exists()


def test_postgresql_itself_unlinks_and_cascades(owner, recommended, send, event):
    shown = recommended(owner)
    send(owner, event(recommendation=shown.pk))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM recommendations_recommendation")
    assert UserActivity.objects.get().recommendation_id is None
