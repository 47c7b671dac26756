"""What a listener did brings what goes with it into the next list, with a reason that is true."""

from datetime import timedelta

import pytest
from django.utils import timezone

from analytics import selectors as analytics
from analytics.models import UserActivity
from recommendations import services
from recommendations.similarity import serving
from recommendations.tests.similarity.conftest import Lists

pytestmark = pytest.mark.django_db(transaction=True)

LISTS: Lists = {"a": [("b", 0.5), ("c", 0.25), ("x", -0.5)], "d": [("c", 0.5)]}


def reasons(body):
    """Code, value and evidence by track id."""
    return {
        item["track_id"]: (
            item["reason"]["code"],
            item["reason"]["value"],
            item["reason"]["evidence"],
        )
        for item in body["recommendations"]
    }


def offered(user):
    """The candidates that learning has for the user now."""
    return serving.candidates(analytics.recent_items(user.pk))


@pytest.fixture
def newcomer(standin, make_user, known, learned):
    """Somebody without tastes, after two tracks were learned about and four are known."""
    known("b", "c", "x")
    learned("track", LISTS)
    return make_user("newcomer")


def test_what_was_played_brings_what_goes_with_it_and_says_so(newcomer, did, get_list):
    (event,) = did(newcomer, "play", "a")
    found = reasons(get_list(newcomer, limit=50))
    assert found["b"] == ("similar", "Song a", [event.pk])
    sentence = {r["reason"]["text"] for r in get_list(newcomer, limit=50)["recommendations"]}
    assert "Because you played Song a" in sentence


def test_what_was_only_liked_is_not_called_played(newcomer, did, get_list):
    did(newcomer, "like", "a")
    assert reasons(get_list(newcomer, limit=50))["b"][:2] == ("similar_liked", "Song a")


def test_the_reason_is_what_added_most(newcomer, did, get_list):
    did(newcomer, "play", "a")
    (event,) = did(newcomer, "play", "d")
    assert reasons(get_list(newcomer, limit=50))["c"] == ("similar", "Song d", [event.pk])


def test_what_speaks_against_a_track_is_no_reason_for_it(newcomer, did):
    did(newcomer, "play", "a")
    assert "x" not in {candidate.track.id for candidate in offered(newcomer)}


def test_who_came_after_the_training_is_served_from_the_first_play(newcomer, get_list, act):
    item = {"track_id": "a", "track_name": "Song a", "artist_name": "Band of a"}
    assert "b" not in reasons(get_list(newcomer)) or reasons(get_list(newcomer))["b"][2] == []
    act(newcomer, "play", item)
    assert reasons(get_list(newcomer, limit=50))["b"][0] == "similar"


def test_a_deleted_event_takes_its_reason_along(newcomer, did, get_list):
    did(newcomer, "play", "a")
    assert reasons(get_list(newcomer, limit=50))["b"][2]
    UserActivity.objects.filter(user=newcomer).delete()
    services.refresh_users([newcomer.pk], services.Trigger.HOURLY)
    assert not any(evidence for _, _, evidence in reasons(get_list(newcomer, limit=50)).values())


def test_evidence_is_the_listeners_own_and_exists(newcomer, other, did, get_list):
    did(newcomer, "play", "a", "d")
    did(other, "play", "a", "d")
    own = set(UserActivity.objects.filter(user=newcomer).values_list("pk", flat=True))
    found = reasons(get_list(newcomer, limit=50)).values()
    assert {pk for _, _, evidence in found for pk in evidence} <= own


def test_a_stored_list_keeps_its_evidence(newcomer, did, get_list):
    (event,) = did(newcomer, "play", "a")
    get_list(newcomer)
    services.forget_user(newcomer.pk)
    body = get_list(newcomer, limit=50)
    assert body["source"] == "database"
    assert reasons(body)["b"] == ("similar", "Song a", [event.pk])


def test_artists_like_yours_come_with_tracks_that_are_known(
    standin, make_user, known, learned, did, get_list
):
    known("far")
    learned("artist", {"band of a": [("band of far", 0.4), ("nobody we know", 0.9)]})
    fan = make_user("fan")
    (event,) = did(fan, "play", "a")
    assert reasons(get_list(fan, limit=50))["far"] == ("similar_artist", "Band of a", [event.pk])


def test_a_list_that_learning_led_to_is_not_called_popular(newcomer, did, get_list):
    assert get_list(newcomer)["source"] == "popular"
    did(newcomer, "play", "a")
    services.outdate_lists([newcomer.pk])
    assert get_list(newcomer)["source"] == "pools"


def test_stated_tastes_outweigh_one_play(standin, make_user, known, learned, did, get_list):
    """Where the tie is weak: what goes with a track as firmly as LISTS says is a taste's equal."""
    known("b", "c")
    learned("track", {"a": [("b", 0.2), ("c", 0.1)]})
    fan = make_user("fan", genres=["rock"])
    did(fan, "play", "a")
    codes = [code for code, _, _ in reasons(get_list(fan)).values()]
    assert codes[0] == "genre" and codes.count("genre") > codes.count("similar")


def test_a_skipped_track_does_not_come_back_by_similarity(newcomer, did, get_list):
    did(newcomer, "play", "a")
    did(newcomer, "skip", "b")
    assert "b" not in reasons(get_list(newcomer, limit=50))


def test_a_seeded_refresh_keeps_to_its_seeds(newcomer, did, client_of):
    did(newcomer, "play", "a")
    url = "/api/recommendations/me/refresh/"
    answer = client_of(newcomer).post(url, {"seed_genres": ["rock"]})
    services.run_refresh(newcomer.recommendation_logs.get(task_id=answer.json()["task_id"]).pk)
    listed = newcomer.recommendations.filter(position__isnull=False)
    assert not listed.filter(reason_code__startswith="similar").exists()


def test_private_sessions_cause_nothing(newcomer, did):
    did(newcomer, "play", "a", private=True)
    assert offered(newcomer) == []


def test_facts_that_have_expired_are_not_offered(newcomer, known, did):
    known("b", expires_at=timezone.now() - timedelta(seconds=1))
    did(newcomer, "play", "a")
    assert [candidate.track.id for candidate in offered(newcomer)] == ["c"]


def test_before_anything_was_learned_nothing_is_offered(make_user, did):
    early = make_user("early")
    did(early, "play", "a")
    assert offered(early) == []


def test_serving_takes_few_queries(newcomer, learned, did, django_assert_max_num_queries):
    learned("artist", {"band of a": [("band of b", 0.4)]})
    did(newcomer, "play", "a", "d")
    recent = analytics.recent_items(newcomer.pk)
    with django_assert_max_num_queries(5):
        assert serving.candidates(recent)


def test_who_did_nothing_costs_no_query(newcomer, django_assert_num_queries):
    recent = analytics.recent_items(newcomer.pk)
    with django_assert_num_queries(0):
        assert serving.candidates(recent) == []


def test_a_like_that_was_only_said_causes_what_goes_with_it(newcomer, known, client_of, get_list):
    known("a")
    said = {"action": "like", "track_id": "a"}
    assert client_of(newcomer).post("/api/recommendations/me/feedback/", said).status_code == 200
    assert reasons(get_list(newcomer, limit=50))["b"] == ("similar_liked", "Song a", [])


def test_what_was_turned_down_causes_nothing(newcomer, known, did, client_of, get_list):
    known("a")
    did(newcomer, "play", "a")
    said = {"action": "dislike", "track_id": "a"}
    client_of(newcomer).post("/api/recommendations/me/feedback/", said)
    assert reasons(get_list(newcomer, limit=50)).get("b", ("",))[0] != "similar"
