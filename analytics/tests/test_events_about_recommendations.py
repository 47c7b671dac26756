"""The link from an event to the recommendation that it followed."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection

from analytics.models import UserActivity

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
    assert send(owner, event(recommendation=10**9, event_id="e")).status_code == 400


def test_postgresql_itself_unlinks_and_cascades(owner, recommended, send, event):
    shown = recommended(owner)
    send(owner, event(recommendation=shown.pk))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM recommendations_recommendation")
    assert UserActivity.objects.get().recommendation_id is None
