"""ListenBrainz widens pools where it is turned on; without it they go on as they are."""

from datetime import timedelta

import pytest
from django.utils import timezone

from analytics.models import TrackGenre
from listenbrainz.standin import StandinServer
from recommendations import pool, services
from recommendations.models import TastePool, Track
from recommendations.types import Taste

pytestmark = pytest.mark.django_db(transaction=True)

ARTIST, GENRE = Taste("artist", "ac/dc"), Taste("genre", "rock")


@pytest.fixture
def listenbrainz(settings):
    """The ListenBrainz of this test, turned on."""
    with StandinServer() as server:
        settings.LISTENBRAINZ_ENABLED = True
        settings.LISTENBRAINZ_API_URL = server.api_url
        settings.LISTENBRAINZ_LABS_URL = server.site
        yield server


@pytest.fixture
def pool_of(standin):
    """The pool of a taste after its first fill and ``times`` more: ``pool_of(ARTIST, times=1)``."""

    def fill(taste, *, times):
        made = pool.ensure([taste], patience=5)[taste]
        for _ in range(times):
            TastePool.objects.filter(pk=made.pk).update(fresh_until=timezone.now())
            assert services.refill_pool(made.pk)
        made.refresh_from_db()
        return made

    return fill


def near(made):
    """Artists of what ListenBrainz led to, in the pool's order."""
    found = made.candidates.filter(source="listenbrainz").select_related("track").order_by("rank")
    return list(dict.fromkeys(row.track.artist_names[0] for row in found))


def test_an_artists_pool_gets_whom_the_same_people_play_nearest_first(listenbrainz, pool_of):
    made = pool_of(ARTIST, times=1)
    assert near(made) == ["Led Zeppelin", "Deep Purple", "Van Halen"]
    assert listenbrainz.calls[0].query["artist_name"] == "AC/DC"


def test_the_first_fill_does_not_wait_for_listenbrainz(listenbrainz, pool_of):
    assert near(pool_of(ARTIST, times=0)) == []
    assert listenbrainz.calls == []


def test_the_next_turn_takes_the_next_artists(listenbrainz, pool_of):
    assert "Black Sabbath" in near(pool_of(ARTIST, times=2))


def test_a_fill_costs_two_calls_there_and_three_more_at_spotify(
    listenbrainz, pool_of, upstream_calls, settings
):
    pool_of(ARTIST, times=1)  # what the app may do is known after it
    costs = []
    for enabled in (False, True):
        settings.LISTENBRAINZ_ENABLED = enabled
        before = upstream_calls()
        pool_of(ARTIST, times=1)
        costs.append(upstream_calls() - before)
    assert costs[1] - costs[0] == 3
    assert len(listenbrainz.calls) == 4


def test_a_genres_pool_gets_genres_given_together_with_it(listenbrainz, pool_of):
    pool_of(GENRE, times=1)
    candidates = pool.draw(pool.ensure([GENRE], patience=0))
    found = [each for each in candidates if each.source == "listenbrainz"]
    assert found and {each.stands_for for each in found} == {"rock"}


def test_what_is_only_close_to_a_genre_is_not_described_as_it(listenbrainz, pool_of):
    made = pool_of(GENRE, times=1)
    close = made.candidates.filter(source="listenbrainz").values_list("track", flat=True)
    assert close
    assert not TrackGenre.objects.filter(track_id__in=list(close), genre="rock").exists()


def test_a_list_says_whom_a_related_artist_is_played_beside(
    listenbrainz, pool_of, make_user, get_list
):
    pool_of(ARTIST, times=1)
    items = get_list(make_user("fan", artists=["AC/DC"]), limit=50)["recommendations"]
    reasons = {item["artist_name"]: item["reason"] for item in items}
    text = "Listeners of AC/DC play Led Zeppelin, too"
    assert (reasons["Led Zeppelin"]["code"], reasons["Led Zeppelin"]["text"]) == (
        "related_artist",
        text,
    )
    assert reasons["AC/DC"]["code"] == "artist"


def test_off_it_is_never_asked(listenbrainz, pool_of, settings):
    settings.LISTENBRAINZ_ENABLED = False
    assert near(pool_of(ARTIST, times=1)) == []
    assert listenbrainz.calls == []


@pytest.mark.parametrize("fault", ["rate_limited", "unavailable", "broken_json", "other_json"])
def test_an_outage_leaves_what_was_found_and_wears_nothing_out(listenbrainz, pool_of, fault):
    found = near(pool_of(ARTIST, times=1))
    listenbrainz.fault(fault, times=10)
    made = pool_of(ARTIST, times=1)
    assert near(made) == found
    assert made.last_error == ""
    assert made.fresh_until > timezone.now() + timedelta(hours=23)


def test_nothing_from_it_outlives_spotifys_terms(listenbrainz, pool_of):
    pool_of(ARTIST, times=1)
    assert not Track.objects.filter(expires_at__gt=timezone.now() + timedelta(days=31)).exists()
    assert not Track.objects.filter(expires_at=None).exists()
