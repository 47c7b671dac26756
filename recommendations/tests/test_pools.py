"""A pool is filled once for everyone, kept when Spotify fails, and found again when it is dead."""

from datetime import timedelta

import pytest
from django.utils import timezone

from recommendations import services
from recommendations.models import PoolCandidate, TastePool, Track
from recommendations.pool.claims import claim
from spotify.standin import StandinServer

pytestmark = pytest.mark.django_db(transaction=True)


def pool_of(value):
    return TastePool.objects.get(value=value)


def make_stale(pool):
    TastePool.objects.filter(pk=pool.pk).update(fresh_until=timezone.now())


def test_fifty_first_lists_of_one_cold_taste_cost_one_fill(
    standin, people, get_list, upstream_calls, in_threads
):
    alone, *crowd = people(51, [["rock"]])
    get_list(alone)
    calls_of_one = upstream_calls()
    TastePool.objects.all().delete()
    standin.clear_calls()
    lists = in_threads(50, get_list, crowd)
    assert min(body["count"] for body in lists) > 0
    # What the app may do was learnt by the first list and costs no call again.
    assert 0 < upstream_calls() <= calls_of_one
    assert set(TastePool.objects.values_list("version", flat=True)) == {1}


def test_a_warm_taste_costs_no_call(standin, people, get_list, upstream_calls):
    first, second = people(2, [["rock"]])
    get_list(first)
    calls = upstream_calls()
    get_list(second)
    assert upstream_calls() == calls


def test_a_fill_adds_to_what_is_there(standin, owner, get_list):
    get_list(owner)
    pool = pool_of("rock")
    before = set(pool.candidates.values_list("track", flat=True))
    make_stale(pool)
    assert services.refill_pool(pool.pk)
    after = set(pool.candidates.values_list("track", flat=True))
    assert before < after


def test_a_pool_of_few_tracks_does_not_run_dry(standin, make_user, get_list):
    get_list(make_user("fan", genres=["opera"]))  # one track in all
    pool = pool_of("opera")
    Track.objects.update(expires_at=timezone.now() + timedelta(days=1))
    for _ in range(2):
        make_stale(pool)
        services.refill_pool(pool.pk)
    expiry = pool.candidates.select_related("track").first().track.expires_at
    assert expiry > timezone.now() + timedelta(days=29)


def test_an_unknown_genre_is_looked_for_as_plain_words(standin, make_user, get_list):
    fan = make_user("fan", genres=["love"])  # no genre, but a word in many titles
    reasons = {item["reason"]["value"] for item in get_list(fan)["recommendations"]}
    assert "love" in reasons


def test_known_tracks_that_helped_out_stay_when_spotify_is_back(standin, make_user, get_list):
    get_list(make_user("fan", artists=["Led Zeppelin"]))
    TastePool.objects.filter(kind="artist").delete()
    standin.fault("server_error", times=None)
    get_list(make_user("late", artists=["Led Zeppelin"]))
    pool = TastePool.objects.get(kind="artist")
    helped_out = pool.candidates.filter(source="catalogue").count()
    assert helped_out
    standin.clear_faults()
    before = pool.candidates.count()
    make_stale(pool)
    assert services.refill_pool(pool.pk)
    assert pool.candidates.count() >= before


def test_a_dead_genre_is_remembered(standin, people, get_list, upstream_calls):
    first, second = people(2, [["zzyzx"]])
    assert get_list(first)["source"] == "popular"
    calls = upstream_calls()
    assert get_list(second)["count"] == 20
    assert upstream_calls() == calls
    pool = pool_of("zzyzx")
    assert (pool.version, pool.last_error) == (0, "")
    assert pool.fresh_until > timezone.now() + timedelta(hours=23)


def test_a_failure_is_not_remembered_as_dead(standin, people, get_list):
    first, second = people(2, [["rock"]])
    standin.fault("server_error", match="search", times=None)
    services.warm_tastes(first.pk)
    pool = pool_of("rock")
    assert pool.last_error
    assert pool.fresh_until <= timezone.now() + timedelta(hours=1)
    standin.clear_faults()
    TastePool.objects.update(fresh_until=timezone.now())
    assert get_list(second)["source"] == "pools"


def test_two_beats_refill_a_pool_once(standin, owner, get_list, upstream_calls, in_threads):
    get_list(owner)
    pool = pool_of("rock")
    make_stale(pool)
    refilled = in_threads(4, lambda: services.refill_pool(pool.pk))
    assert refilled.count(True) == 1
    pool.refresh_from_db()
    assert pool.version == 2


def test_a_pool_just_refilled_is_left_alone(standin, owner, get_list, upstream_calls):
    get_list(owner)
    calls = upstream_calls()
    assert services.refill_pool(pool_of("rock").pk) is False
    assert upstream_calls() == calls


def test_a_claim_ends_if_its_holder_died(standin, owner, get_list):
    get_list(owner)
    pool = pool_of("rock")
    make_stale(pool)
    assert claim(pool.pk) is not None
    assert services.refill_pool(pool.pk) is False
    TastePool.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))
    assert services.refill_pool(pool.pk) is True


def test_stale_pools_come_most_lately_wanted_first(owner):
    now = timezone.now()
    wanted = {"lately": 1, "before": 2, "forgotten": 24 * 31}
    for value, hours in wanted.items():
        TastePool.objects.create(
            kind="genre", value=value, market="US", wanted_at=now - timedelta(hours=hours)
        )
    values = [TastePool.objects.get(pk=pk).value for pk in services.stale_pools()]
    assert values == ["lately", "before"]


@pytest.mark.parametrize("standin", ["dev2026", "extended", "legacy"], indirect=True)
def test_every_kind_of_app_gives_a_full_list(standin: StandinServer, owner, get_list):
    body = get_list(owner)
    assert (body["source"], body["count"]) == ("pools", 20)
    sources = set(PoolCandidate.objects.values_list("source", flat=True))
    assert ("spotify_recommendations" in sources) == (standin.profile == "legacy")


@pytest.mark.parametrize("standin", ["dev2026", "legacy"], indirect=True)
@pytest.mark.parametrize("mood", ["chill", "party", "wistful and blue"])
def test_every_mood_gives_a_list(standin, make_user, get_list, mood):
    assert get_list(make_user("listener", moods=[mood]))["count"] == 20


def test_what_is_played_here_is_offered_as_popular(standin, owner, other, make_user, get_list, act):
    track = get_list(owner)["recommendations"][0]
    for listener in (owner, other):
        act(listener, "play", track)
    everyone = pool_of("")
    make_stale(everyone)
    services.refill_pool(everyone.pk)
    items = get_list(make_user("newcomer"), limit=50)["recommendations"]
    played = next(item for item in items if item["track_id"] == track["track_id"])
    assert played["reason"]["code"] in ("popular", "trending")
