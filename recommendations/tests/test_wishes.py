"""A read may ask for something else than the user's list: it is ranked in the request."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from recommendations import kinship
from recommendations.models import Recommendation, RecommendationLog, TastePool
from recommendations.tests.test_feedback import artists, ids

pytestmark = pytest.mark.django_db(transaction=True)

PATH = "/api/recommendations/me/"


def reasons(body):
    return {(item["reason"]["code"], item["reason"]["value"]) for item in body["recommendations"]}


@pytest.mark.parametrize("wanted", ["metal", "Metal", " METAL "])
def test_a_genre_gives_tracks_of_that_genre_alone(standin, owner, get_list, wanted):
    body = get_list(owner, genre=wanted)
    assert body["source"] == "pools"
    assert reasons(body) == {("genre", "metal")}


def test_a_mood_gives_tracks_for_that_mood(standin, owner, get_list):
    assert reasons(get_list(owner, mood="chill")) == {("mood", "chill")}


def test_genres_may_be_several(standin, owner, get_list):
    body = get_list(owner, genre=["metal", "reggae"], limit=50)
    values = {value for _, value in reasons(body)}
    assert {"metal", "reggae"} <= values
    assert (
        values <= {"metal", "reggae"} | kinship.kin("metal").keys() | kinship.kin("reggae").keys()
    )


def test_what_is_excluded_does_not_come(standin, owner, get_list):
    first = ids(get_list(owner))
    second = ids(get_list(owner, exclude=",".join(first)))
    assert second
    assert not set(first) & set(second)


def test_excluding_what_came_leads_to_the_end(standin, owner, get_list):
    seen = []
    while page := ids(get_list(owner, genre="metal", limit=10, exclude=seen)):
        assert not set(seen) & set(page)
        seen += page
    assert len(seen) >= 10


def test_discovery_changes_the_list(standin, owner, get_list, act):
    act(owner, "like", *get_list(owner)["recommendations"][:3])
    familiar, adventurous = (get_list(owner, discovery=value, limit=50) for value in (0, 1))
    assert ids(familiar) != ids(adventurous)


def test_the_familiar_keep_liked_artists_higher_than_the_adventurous(standin, owner, get_list, act):
    items = {each["artist_name"]: each for each in get_list(owner, limit=50)["recommendations"]}
    liked = list(items)[-3:]  # who came in last, so that there is room above
    act(owner, "like", *(items[name] for name in liked))
    familiar, adventurous = (
        artists(get_list(owner, discovery=value, limit=50)) for value in (0, 1)
    )
    assert sum(map(familiar.index, liked)) < sum(map(adventurous.index, liked))


def test_a_wish_is_not_written_anywhere(standin, owner, get_list):
    kept = get_list(owner)
    logs = RecommendationLog.objects.count()
    get_list(owner, genre="metal")
    assert RecommendationLog.objects.count() == logs
    assert not Recommendation.objects.filter(reason_value="metal").exists()
    again = get_list(owner)
    assert (again["source"], ids(again)) == ("cache", ids(kept))


def test_tracks_that_were_recommended_before_keep_their_id(standin, owner, get_list):
    known = {item["track_id"]: item["id"] for item in get_list(owner, limit=50)["recommendations"]}
    items = get_list(owner, discovery=0.5, limit=50)["recommendations"]
    assert {item["id"] for item in items} & set(known.values())
    assert all(item["id"] == known.get(item["track_id"]) for item in items)


def test_what_was_hidden_does_not_come_by_a_wish(standin, owner, client_of, get_list):
    first = get_list(owner, genre="metal")["recommendations"][0]
    said = {"action": "hide_artist", "artist_name": first["artist_name"]}
    client_of(owner).post(f"{PATH}feedback/", said)
    assert first["artist_name"] not in artists(get_list(owner, genre="metal", limit=50))


def test_a_genre_that_nobody_knows_gives_what_is_popular_and_says_so(standin, owner, get_list):
    body = get_list(owner, genre="xyzzy")
    assert body["source"] == "popular"
    assert body["count"] == 20


@pytest.mark.parametrize("kind", ["genre", "mood"])
def test_words_that_are_no_genre_or_mood_ask_nobody_and_are_wanted_by_nobody(
    standin, owner, get_list, upstream_calls, kind
):
    get_list(owner)
    calls, pools = upstream_calls(), TastePool.objects.count()
    for word in ("xyzzy", "love", "any words at all"):
        cursor = get_list(owner, **{kind: word})["next_cursor"]
        get_list(owner, cursor=cursor)
    assert upstream_calls() == calls
    assert TastePool.objects.count() == pools


def test_a_known_genre_beside_unknown_words_gives_its_tracks(standin, owner, get_list):
    assert reasons(get_list(owner, genre=["metal", "xyzzy"])) == {("genre", "metal")}


def test_ones_own_words_are_looked_for_whatever_they_are(standin, make_user, get_list):
    fan = make_user("fan", genres=["love"])  # no genre, but a word in many titles
    assert reasons(get_list(fan, genre="Love")) == {("genre", "love")}


def test_anothers_words_are_served_from_what_is_there_and_stay_as_wanted_as_they_were(
    standin, owner, make_user, get_list
):
    get_list(make_user("fan", genres=["love"]))
    pool = TastePool.objects.filter(value="love")
    pool.update(wanted_at=None)
    assert reasons(get_list(owner, genre="love")) == {("genre", "love")}
    assert pool.get().wanted_at is None


def test_a_warm_wish_asks_nobody_outside_and_costs_few_statements(
    standin, owner, get_list, upstream_calls
):
    get_list(owner, genre="metal")
    calls = upstream_calls()
    with CaptureQueriesContext(connection) as queries:
        get_list(owner, genre="metal")
    assert upstream_calls() == calls
    assert len(queries) <= 10, [query["sql"][:80] for query in queries]


def test_a_limit_alone_reads_the_kept_list(standin, owner, get_list):
    get_list(owner)
    assert get_list(owner, limit=5)["source"] == "cache"


@pytest.mark.parametrize(
    "query",
    [
        {"discovery": "1.1"},
        {"discovery": "-0.1"},
        {"discovery": "nan"},
        {"discovery": "much"},
        {"genre": " "},
        {"genre": "x" * 101},
        {"genre": "a\x00b"},
        {"mood": ["m"] * 6},
        {"exclude": "a,,b"},
        {"exclude": "x" * 65},
        {"exclude": ",".join(map(str, range(201)))},
        {"genre": "metal", "limit": "0"},
    ],
)
def test_what_cannot_be_meant_is_400(owner, client_of, query):
    answer = client_of(owner).get(PATH, query)
    assert (answer.status_code, answer.json()["code"]) == (400, "validation_failed")


def test_staff_wish_for_a_user_who_exists_only(standin, owner, staff, client_of):
    path = "/api/recommendations/{}/?genre=metal"
    assert client_of(staff).get(path.format(owner.pk)).json()["user_id"] == owner.pk
    missing = client_of(staff).get(path.format(999_999_999))
    assert (missing.status_code, missing.json()["code"]) == (404, "user_not_found")


def test_somebody_else_gets_403(owner, other, client_of):
    answer = client_of(other).get(f"/api/recommendations/{owner.pk}/?genre=metal")
    assert answer.status_code == 403
