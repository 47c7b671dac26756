"""POST /api/recommendations/{user_id}/refresh/: answered at once, done behind."""

import uuid
from datetime import timedelta

import pytest
from celery import current_app

from devstack.process import free_port
from recommendations import refresh_log, services
from recommendations.models import RecommendationLog, Trigger
from recommendations.types import RefreshRequest, Taste

pytestmark = pytest.mark.django_db(transaction=True)

PATH = "/api/recommendations/me/refresh/"


@pytest.fixture
def ask(client_of):
    """Ask for a refresh: ``ask(user, limit=10)``."""
    return lambda user, **body: client_of(user).post(PATH, body)


@pytest.fixture
def broker_away():
    """Nothing listens where tasks are sent to."""
    known = current_app.conf.broker_write_url
    current_app.conf.broker_write_url = f"redis://127.0.0.1:{free_port()}/0"
    current_app.amqp._producer_pool = None  # it holds the connection that was good
    yield
    current_app.conf.broker_write_url = known
    current_app.amqp._producer_pool = None


def test_the_answer_says_where_to_look(owner, ask):
    answer = ask(owner)
    body = answer.json()
    assert answer.status_code == 202
    assert set(body) == {"message", "user_id", "task_id", "status", "status_url"}
    assert (body["user_id"], body["status"]) == (owner.pk, "pending")
    assert answer["Location"] == body["status_url"]
    assert uuid.UUID(body["task_id"])


def test_the_work_is_sent_once(owner, ask, queue):
    ask(owner)
    log = RecommendationLog.objects.get(trigger=Trigger.ON_DEMAND)
    assert queue().count(("run_refresh", {"log_id": log.pk})) == 1


def test_the_state_goes_from_pending_to_success(standin, owner, ask, client_of):
    url = ask(owner).json()["status_url"]
    client = client_of(owner)
    pending = client.get(url).json()
    services.run_refresh(RecommendationLog.objects.get().pk)
    done = client.get(url).json()
    assert (pending["status"], pending["count"], pending["error"]) == ("pending", None, None)
    assert (done["status"], done["error"]) == ("success", None)
    assert done["count"] > 20


def test_a_refresh_that_found_nothing_says_why(owner, ask, client_of):
    url = ask(owner).json()["status_url"]  # nothing listens where Spotify should be
    services.run_refresh(RecommendationLog.objects.get().pk)
    body = client_of(owner).get(url).json()
    assert body["status"] == "error"
    assert body["error"] == "There is nothing to recommend yet. Try again shortly."


def test_an_unknown_task_is_not_found(owner, client_of):
    assert client_of(owner).get(f"{PATH}{uuid.uuid4()}/").status_code == 404


def test_limit_is_the_length_of_the_new_list(standin, owner, ask, get_list):
    ask(owner, limit=7)
    services.run_refresh(RecommendationLog.objects.get().pk)
    assert get_list(owner, limit=50)["count"] == 7


def values(body):
    return {item["reason"]["value"] for item in body["recommendations"]} - {""}


@pytest.fixture
def seeded(standin, owner, ask):
    """The log of a list that the owner, who likes rock, asked for from jazz and U2."""
    ask(owner, seed_genres=["Jazz"], seed_artists=["U2"])
    log = RecommendationLog.objects.get()
    services.run_refresh(log.pk)
    return log


def test_seeds_take_the_place_of_tastes(seeded, owner, get_list):
    assert values(get_list(owner, limit=50)) == {"jazz", "U2"}


def test_a_skip_makes_the_list_anew_from_its_seeds(seeded, owner, get_list, act):
    first = get_list(owner)["recommendations"][0]
    act(owner, "skip", first)
    body = get_list(owner, limit=50)
    assert body["source"] == "pools"
    assert values(body) <= {"jazz", "U2"}
    assert first["track_id"] not in {item["track_id"] for item in body["recommendations"]}


def test_a_list_made_in_the_background_keeps_the_seeds(seeded, owner, get_list):
    services.refresh_users([owner.pk], services.Trigger.ACTIVITY)
    assert values(get_list(owner, limit=50)) == {"jazz", "U2"}


def test_seeds_stand_as_long_as_a_list_is_fresh(seeded, owner, get_list, settings):
    seeded.refresh_from_db()
    seeded.finished_at -= timedelta(seconds=settings.RECOMMENDATION_CACHE_TTL)
    seeded.save()
    services.warm_tastes(owner.pk)
    assert values(get_list(owner, limit=50)) == {"rock"}


def test_asking_without_seeds_brings_the_usual_list_back(seeded, owner, ask, get_list):
    ask(owner)
    services.run_refresh(RecommendationLog.objects.latest("pk").pk)
    assert values(get_list(owner, limit=50)) == {"rock"}


def test_other_tastes_end_the_seeds(seeded, owner, client_of, get_list):
    client_of(owner).patch("/api/users/me/", {"profile": {"favorite_genres": ["metal"]}})
    services.warm_tastes(owner.pk)
    assert values(get_list(owner, limit=50)) == {"metal"}


def test_an_artist_may_be_a_seed_by_id(standin, owner, ask, get_list):
    track = get_list(owner)["recommendations"][0]
    ask(owner, seed_artists=[track["metadata"]["artist_ids"][0]])
    services.run_refresh(RecommendationLog.objects.get(trigger=Trigger.ON_DEMAND).pk)
    reasons = [item["reason"] for item in get_list(owner)["recommendations"]]
    assert ("artist", track["artist_name"]) in {(r["code"], r["value"]) for r in reasons}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"limit": 0}, "limit"),
        ({"limit": 51}, "limit"),
        ({"limit": "many"}, "limit"),
        ({"seed_genres": ["a", "b", "c", "d", "e", "f"]}, "seed_genres"),
        ({"seed_genres": ["a", "b", "c"], "seed_artists": ["d", "e", "f"]}, "non_field_errors"),
        ({"seed_genres": "rock"}, "seed_genres"),
        ({"seed_artists": [""]}, "seed_artists"),
        ({"seed_artists": ["x" * 101]}, "seed_artists"),
        ({"seed_genres": [{"name": "rock"}]}, "seed_genres"),
    ],
)
def test_a_bad_wish_is_refused(owner, ask, body, field):
    answer = ask(owner, **body)
    assert answer.status_code == 400
    assert field in answer.json()["detail"]
    assert not RecommendationLog.objects.exists()


def test_a_body_that_is_no_object_is_refused(owner, client_of):
    assert client_of(owner).post(PATH, [1]).status_code == 400


def test_no_body_at_all_is_fine(owner, client_of):
    assert client_of(owner).post(PATH).status_code == 202


def test_an_equal_wish_joins_the_one_under_way(owner, ask, queue):
    first, second = (ask(owner, seed_genres=["Rock"]).json() for _ in range(2))
    assert first["task_id"] == second["task_id"]
    assert [name for name, _ in queue()].count("run_refresh") == 1


def test_another_wish_runs_as_well(owner, ask, queue):
    first, second = (ask(owner, limit=limit).json() for limit in (10, 11))
    assert first["task_id"] != second["task_id"]
    assert [name for name, _ in queue()].count("run_refresh") == 2


def test_an_equal_wish_after_the_end_is_new(standin, owner, ask):
    first = ask(owner).json()
    services.run_refresh(RecommendationLog.objects.get().pk)
    assert ask(owner).json()["task_id"] != first["task_id"]


def test_the_wish_survives_its_way_through_the_log(owner):
    wish = RefreshRequest(depth=9, seeds=(Taste("genre", "rock"), Taste("artist", "u2")))
    log = services.request_refresh(owner.pk, Trigger.ON_DEMAND, wish).log
    log.refresh_from_db()
    assert refresh_log.requested(log) == wish


def test_a_sixth_refresh_in_a_minute_is_too_many(owner, ask):
    statuses = [ask(owner).status_code for _ in range(6)]
    assert statuses == [202] * 5 + [429]


def test_a_broker_that_is_away_does_not_fail_the_request(owner, broker_away, ask):
    assert ask(owner).status_code == 202


def test_what_a_lost_broker_lost_is_sent_again(owner, broker_away, ask, age):
    ask(owner)
    log = RecommendationLog.objects.get()
    assert services.unfinished_refreshes() == []
    age(log, seconds=61)
    assert services.unfinished_refreshes() == [log.pk]
