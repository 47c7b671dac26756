"""What is told of lists, pools, refreshes, learning and Spotify."""

from datetime import timedelta

import pytest
from django.utils import timezone

from recommendations import services
from recommendations.models import SimilarityVersion, TastePool, Trigger
from recommendations.spotify_service import spotify_client
from recommendations.types import RefreshRequest
from spotify.messages import Group

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def reads(scraped):
    """How often a list was read so."""
    return lambda kind: scraped()["music_list_reads_total", kind]


def test_the_first_read_makes_a_list_and_the_next_finds_it(owner, standin, get_list, reads):
    before = reads("made"), reads("fresh")
    for _ in range(3):
        get_list(owner)
    assert (reads("made") - before[0], reads("fresh") - before[1]) == (1, 2)


def test_an_old_list_counts_as_stale(owner, standin, get_list, reads, settings):
    settings.RECOMMENDATION_CACHE_TTL = 0
    get_list(owner)
    before = reads("stale")
    get_list(owner)
    assert reads("stale") == before + 1


def test_a_list_from_postgresql_counts_as_stored(owner, standin, get_list, reads):
    get_list(owner)
    services.forget_user(owner.pk)
    before = reads("stored")
    get_list(owner)
    assert reads("stored") == before + 1


def test_refreshes_are_told_by_trigger_and_outcome(owner, standin, scraped):
    asked = services.request_refresh(owner.pk, Trigger.ON_DEMAND, RefreshRequest())
    assert scraped()["music_refreshes_open",] == 1
    services.run_refresh(asked.log.pk)
    told = scraped()
    assert told["music_refreshes_total", "success", "on_demand"] == 1
    assert told["music_refreshes_open",] == 0


def test_pools_are_told_by_how_they_stand(scraped):
    now = timezone.now()
    for number, (age, fresh) in enumerate(((None, None), (1, 1), (2, 1), (9, -1))):
        TastePool.objects.create(
            kind="genre",
            value=f"genre {number}",
            market="US",
            wanted_at=now,
            fetched_at=age and now - timedelta(hours=age),
            fresh_until=fresh and now + timedelta(hours=fresh),
            last_error="" if age else "Spotify cannot be reached.",
        )
    told = scraped()
    states = {state: told["music_pools", state] for state in ("cold", "stale", "fresh")}
    assert states == {"cold": 1, "stale": 1, "fresh": 2}
    assert told["music_pools_failed",] == 1
    assert told["music_pool_age_seconds", "oldest"] == pytest.approx(9 * 3600, abs=60)
    assert told["music_pool_age_seconds", "median"] == pytest.approx(2 * 3600, abs=60)


def test_the_age_of_what_was_learned_is_told(scraped):
    facts = dict.fromkeys(("listeners", "interactions", "items", "links", "training_ms"), 1)
    learned = timezone.now() - timedelta(days=2)
    SimilarityVersion.objects.create(kind="track", active=True, completed_at=learned, **facts)
    assert scraped()["music_training_age_seconds", "track"] == pytest.approx(172_800, abs=60)


def test_calls_to_spotify_and_what_is_left_of_them_are_told(standin, scraped):
    spotify_client().search("love")
    told = scraped()
    assert told["music_spotify_calls_total", "search", "200"] == 1
    assert told["music_spotify_calls_total", "token", "200"] == 1
    assert told["music_spotify_budget_used_calls",] == 1
    assert told["music_spotify_budget_limit_calls",] == 100_000
    assert told["music_spotify_budget_left_calls",] > 0


def test_listenbrainz_is_told_where_it_is_asked_at_all(scraped, settings):
    assert ("music_listenbrainz_budget_left_calls",) not in scraped()
    settings.LISTENBRAINZ_ENABLED = True
    told = scraped()
    assert told["music_listenbrainz_budget_used_calls",] == 0
    assert told["music_listenbrainz_circuit_open_seconds", "labs"] == 0


def test_an_open_circuit_is_told_with_its_time(standin, scraped):
    spotify_client().circuits.open(Group.SEARCH, 600, "rate_limited")
    told = scraped()
    assert told["music_spotify_circuit_open_seconds", "search"] == pytest.approx(600, abs=60)
    assert told["music_spotify_circuit_open_seconds", "artist_albums"] == 0
