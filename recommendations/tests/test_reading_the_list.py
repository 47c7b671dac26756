"""GET /api/recommendations/{user_id}/: what it answers, and to whom."""

from datetime import UTC, datetime

import pytest

from recommendations import services

pytestmark = pytest.mark.django_db(transaction=True)

BODY = {
    "user_id",
    "source",
    "count",
    "generated_at",
    "fresh_until",
    "stale",
    "next_cursor",
    "recommendations",
}
ITEM = {
    "id",
    "track_id",
    "track_name",
    "artist_name",
    "album_name",
    "preview_url",
    "spotify_url",
    "album_art_url",
    "duration_ms",
    "popularity",
    "metadata",
    "created_at",
    "position",
    "score",
    "reason",
}


def test_the_first_list_after_sign_up_is_full(standin, owner, get_list):
    first = get_list(owner)
    assert first["source"] == "pools"
    assert first["count"] == len(first["recommendations"]) == 20


def test_someone_without_tastes_gets_what_is_popular(standin, make_user, get_list):
    first = get_list(make_user("newcomer"))
    assert first["source"] == "popular"
    assert first["count"] == 20


def test_the_body_has_the_promised_fields(standin, owner, get_list):
    body = get_list(owner)
    assert set(body) == BODY
    assert body["user_id"] == owner.pk
    assert body["stale"] is False


def test_an_item_has_the_promised_fields(standin, owner, get_list):
    item = get_list(owner)["recommendations"][0]
    assert set(item) == ITEM
    assert set(item["reason"]) == {"code", "value", "text", "evidence"}
    assert item["spotify_url"] == f"https://open.spotify.com/track/{item['track_id']}"


def test_popularity_is_null_where_spotify_does_not_tell(standin, owner, get_list):
    assert {item["popularity"] for item in get_list(owner)["recommendations"]} == {None}


@pytest.mark.parametrize("standin", ["legacy"], indirect=True)
def test_popularity_is_told_where_spotify_tells(standin, owner, get_list):
    popularities = [item["popularity"] for item in get_list(owner)["recommendations"]]
    assert all(0 <= popularity <= 100 for popularity in popularities)


def test_times_are_in_utc_and_freshness_is_ahead(standin, owner, get_list, settings):
    body = get_list(owner)
    generated, fresh_until = (
        datetime.fromisoformat(body[name]) for name in ("generated_at", "fresh_until")
    )
    assert body["generated_at"].endswith("Z")
    assert (fresh_until - generated).total_seconds() == settings.RECOMMENDATION_CACHE_TTL
    assert generated <= datetime.now(UTC)


def test_positions_count_from_one_and_scores_fall(standin, owner, get_list):
    items = get_list(owner, limit=50)["recommendations"]
    scores = [item["score"] for item in items]
    assert [item["position"] for item in items] == list(range(1, len(items) + 1))
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


@pytest.mark.parametrize("limit", [1, 19, 20, 21, 50])
def test_limit_says_how_many(standin, make_user, get_list, limit):
    listener = make_user("listener", genres=["rock", "jazz", "latin", "blues", "metal"])
    get_list(listener)
    body = get_list(listener, limit=limit)
    assert body["source"] == "cache"
    assert body["count"] == len(body["recommendations"]) == limit


@pytest.mark.parametrize("limit", ["0", "51", "-1", "ten", "1.5", "1e1", "99999999999"])
def test_a_bad_limit_is_refused(standin, owner, client_of, limit):
    answer = client_of(owner).get("/api/recommendations/me/", {"limit": limit})
    assert answer.status_code == 400
    assert answer.json()["code"] == "validation_failed"
    assert "limit" in answer.json()["detail"]


def test_the_first_list_is_made_and_the_second_comes_from_the_cache(standin, owner, get_list):
    first, second = get_list(owner), get_list(owner)
    assert second["source"] == "cache"
    assert second["recommendations"] == first["recommendations"]


def test_me_and_the_own_id_name_the_same_list(standin, owner, client_of, get_list):
    mine = get_list(owner)["recommendations"]
    answer = client_of(owner).get(f"/api/recommendations/{owner.pk}/")
    assert answer.json()["recommendations"] == mine


def test_a_track_that_stays_keeps_its_id_and_first_day(standin, owner, get_list, client_of):
    before = {item["track_id"]: item for item in get_list(owner)["recommendations"]}
    services.refresh_users([owner.pk], services.Trigger.HOURLY)
    after = {item["track_id"]: item for item in get_list(owner)["recommendations"]}
    assert before.keys() & after.keys()
    for track_id in before.keys() & after.keys():
        assert after[track_id]["id"] == before[track_id]["id"]
        assert after[track_id]["created_at"] == before[track_id]["created_at"]


def test_writing_to_the_list_is_not_offered(owner, client_of):
    assert client_of(owner).post("/api/recommendations/me/", {}).status_code == 405


def test_the_cached_answer_says_how_the_limit_stands(standin, owner, client_of):
    client = client_of(owner)
    first, second = (client.get("/api/recommendations/me/") for _ in range(2))
    assert int(first["X-RateLimit-Remaining"]) - int(second["X-RateLimit-Remaining"]) == 1


def test_the_cached_list_is_limited_too(standin, owner, client_of, settings):
    settings.RATELIMIT_RATES = {**settings.RATELIMIT_RATES, "recommendations": "2/m"}
    client = client_of(owner)
    answers = [client.get("/api/recommendations/me/") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert int(answers[2]["Retry-After"]) >= 1
