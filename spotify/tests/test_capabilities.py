"""Finding out what an app may do, without being told."""

from urllib.parse import parse_qs

import pytest

from common.tests.parallel import at_once
from spotify.errors import InvalidLimit, NotOffered, PremiumRequired, ServerFault, Throttled
from spotify.standin import StandinServer


@pytest.fixture
def app(client_for):
    """Start a stand-in of a profile: ``app("legacy")`` gives it and a client."""
    servers = []

    def start(profile):
        servers.append(StandinServer(profile=profile))
        servers[-1].start()
        return servers[-1], client_for(servers[-1])

    yield start
    for server in servers:
        server.stop()


def limits_asked(standin) -> list[int]:
    """The page sizes of the searches that arrived."""
    queries = [call["query"] for call in standin.calls()["recent"] if call["group"] == "search"]
    return [int(parse_qs(query)["limit"][0]) for query in queries]


@pytest.mark.parametrize("profile", ["extended", "legacy"])
def test_the_page_grows_to_fifty_after_a_first_success(app, profile):
    _, client = app(profile)
    sizes = [len(client.search("a").tracks) for _ in range(3)]
    assert sizes == [10, 50, 50]
    assert client.status().page_size == "large"


def test_a_new_app_steps_back_to_ten_and_stays_there(app):
    standin, client = app("dev2026")
    sizes = [len(client.search("a").tracks) for _ in range(4)]
    assert sizes == [10, 10, 10, 10]
    assert limits_asked(standin) == [10, 50, 10, 10, 10]
    assert client.status().page_size == "small"


def test_a_page_size_found_by_search_holds_for_albums(app):
    _, client = app("legacy")
    artist = client.search("a").tracks[0].artists[0]
    client.search("a")
    assert client.capabilities.page_size(None) == 50
    assert client.artist_albums(artist.id)


def test_a_wish_for_less_is_granted(app):
    standin, client = app("legacy")
    assert len(client.search("a", limit=3).tracks) == 3
    assert len(client.search("a", limit=20).tracks) == 20
    assert limits_asked(standin) == [3, 20]


def test_a_wish_for_more_than_may_be_had_gives_fewer(app):
    _, client = app("dev2026")
    assert len(client.search("a", limit=40).tracks) == 10


def test_only_one_caller_at_a_time_tries_the_large_page(app):
    standin, client = app("dev2026")
    client.search("a")
    at_once(10, lambda: client.search("a"))
    assert limits_asked(standin).count(50) == 1


def test_a_failed_try_of_the_large_page_decides_nothing(app):
    standin, client = app("legacy")
    client.search("a")
    standin.fault("server_error", match="search", times=3)
    with pytest.raises(ServerFault):
        client.search("a")
    assert client.status().page_size == "promising"


def test_an_app_that_loses_its_large_pages_steps_back(client):
    client.capabilities.page_worked(50)
    assert len(client.search("a").tracks) == 10
    assert client.status().page_size == "small"


def test_a_small_page_that_is_refused_is_an_error(client, monkeypatch):
    monkeypatch.setattr("spotify.capabilities.SMALL_PAGE", 11)
    monkeypatch.setattr("spotify.client.SMALL_PAGE", 11)
    with pytest.raises(InvalidLimit):
        client.search("a")


def test_recommendations_are_found_where_they_are(app):
    _, client = app("legacy")
    tracks = client.recommendations(seed_genres=["rock"], limit=7, targets={"target_energy": 0.8})
    assert len(tracks) == 7
    assert client.status().recommendations is True


@pytest.mark.parametrize("profile", ["dev2026", "extended"])
def test_recommendations_that_are_absent_are_asked_for_once(app, profile):
    standin, client = app(profile)
    for _ in range(3):
        with pytest.raises(NotOffered) as caught:
            client.recommendations(seed_genres=["rock"])
        assert not caught.value.retryable
    assert standin.calls()["by_group"]["recommendations"] == 1
    assert client.status().recommendations is False


@pytest.mark.parametrize("kind", ["forbidden", "not_found", "not_found_empty"])
def test_403_and_404_both_mean_absent(app, kind):
    standin, client = app("legacy")
    standin.fault(kind, match="recommendations")
    with pytest.raises(NotOffered):
        client.recommendations(seed_genres=["rock"])
    assert client.status().recommendations is False


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("server_error", ServerFault),
        ("rate_limited", Throttled),
        ("forbidden_text", PremiumRequired),
    ],
)
def test_a_failure_of_another_kind_is_no_verdict(app, kind, error):
    standin, client = app("legacy")
    standin.fault(kind, match="recommendations", times=3)
    with pytest.raises(error):
        client.recommendations(seed_genres=["rock"])
    assert client.status().recommendations is None


def test_verdicts_are_remembered_for_a_day(client, redis):
    client.capabilities.found_recommendations(False)
    client.capabilities.page_refused()
    lives = [redis.ttl(key) for key in redis.scan_iter("spotify:*:capability:*")]
    assert lives == [pytest.approx(86_400, abs=5)] * 2


def test_verdicts_are_shared_with_other_processes(client, client_for, standin):
    client.capabilities.found_recommendations(False)
    assert client_for(standin).capabilities.recommendations() is False
