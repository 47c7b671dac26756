"""The admin's start page: true figures, to those who may see them, whatever is away."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.admin.models import LogEntry
from redis import Redis

from analytics.models import UserActivity
from devstack.process import free_port
from recommendations import spotify_service
from recommendations.models import RecommendationLog, TastePool
from recommendations.spotify_service import spotify_client
from spotify.messages import Group

pytestmark = pytest.mark.django_db
committed = pytest.mark.django_db(transaction=True)  # reports count what is committed

PAGE = "/admin/"


def cards(browser):
    answer = browser.get(PAGE)
    assert answer.status_code == 200
    return {card.source.name: card for card in answer.context["cards"]}


def figures(browser, name):
    return dict(cards(browser)[name].content["figures"])


def listen(user, action, hours_ago):
    UserActivity.objects.create(
        user=user,
        action=action,
        track_id="t",
        track_name="Song",
        artist_name="Artist",
        artist_key="artist",
        timestamp=datetime.now(UTC) - timedelta(hours=hours_ago),
        event_id=f"{action}-{hours_ago}",
    )


def refresh(user, status):
    RecommendationLog.objects.create(user=user, status=status, trigger="read", request_key=status)


@pytest.fixture
def broker(settings):
    with Redis.from_url(settings.CELERY_BROKER_URL) as broker:
        broker.flushdb()
        yield broker
        broker.flushdb()


@pytest.fixture
def no_redis(settings):
    """Redis does not answer."""
    address = f"redis://127.0.0.1:{free_port()}/0"
    settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": address}}
    settings.CELERY_BROKER_URL = address
    spotify_service._client.cache_clear()
    yield
    spotify_service._client.cache_clear()


@committed
def test_events_are_counted_by_hour(operator, owner):
    for action, hours_ago in (("play", 1), ("play", 3), ("like", 3), ("skip", 47)):
        listen(owner, action, hours_ago)
    assert figures(operator, "activity") == {"events in the last 24 hours": 3}


def test_refreshes_are_counted_by_how_they_ended(operator, owner):
    for status in ("success", "error", "pending"):
        refresh(owner, status)
    assert figures(operator, "refreshes") == {"succeeded": 1, "failed": 1, "open": 1}


def test_waiting_tasks_and_failed_pools_are_counted(operator, broker):
    broker.lpush("celery", "a", "b")
    broker.lpush("training", "c")
    TastePool.objects.create(kind="genre", value="rock", market="US", last_error="refused")
    waiting = figures(operator, "waiting")
    assert (waiting["tasks in celery"], waiting["tasks in training"]) == (2, 1)
    assert (waiting["pools"], waiting["pools whose last fill failed"]) == (1, 1)


def test_calls_to_spotify_are_those_counted_today(operator):
    spotify_client().budget.take()
    assert figures(operator, "upstream")["calls today"] == 1


@committed
def test_what_is_played_by_several_is_trending(operator, make_user):
    for number in range(4):
        listen(make_user(f"listener{number}"), "play", 1)
    (track,) = cards(operator)["trending"].content["tracks"]
    assert (track["track_id"], track["play_count"], track["move"]) == ("t", 4, "new")


@committed
def test_a_card_is_kept_for_seconds_and_costs_nothing_meanwhile(
    operator, owner, django_assert_num_queries
):
    cards(operator)
    listen(owner, "play", 1)
    assert figures(operator, "activity") == {"events in the last 24 hours": 0}
    with django_assert_num_queries(2):  # the session and its user
        cards(operator)


def test_who_may_look_at_nothing_sees_no_card(looker):
    assert cards(looker()) == {}


def test_who_may_look_at_pools_sees_no_more_than_calls(looker):
    assert cards(looker("recommendations.view_tastepool")).keys() == {"upstream"}


def test_without_redis_its_card_says_so_and_the_others_stay(operator, no_redis):
    shown = cards(operator)
    assert shown["waiting"].away == "Redis is away."
    assert (
        "Redis is away: these are this process's own figures." in shown["upstream"].content["notes"]
    )
    assert shown["activity"].away == shown["refreshes"].away == ""


class TestAnOpenCircuit:
    @pytest.fixture(autouse=True)
    def _open(self):
        spotify_client().circuits.open(Group.SEARCH, 600, "spotify_throttled")

    def close(self, browser, group="search"):
        return browser.post(f"/admin/circuits/{group}/close/", follow=True)

    def test_it_is_shown_with_its_reason(self, operator):
        (circuit,) = cards(operator)["upstream"].content["circuits"]
        assert (circuit["group"], circuit["reason"]) == ("search", "spotify_throttled")

    def test_an_operator_closes_it_and_that_is_logged(self, operator):
        cards(operator)
        assert b"The circuit search is closed." in self.close(operator).content
        assert cards(operator)["upstream"].content["circuits"] == []
        entry = LogEntry.objects.get()
        assert (entry.user, entry.object_repr) == (operator.user, "circuit search")

    def test_one_that_does_not_exist_cannot_be_closed(self, operator):
        assert b"There is no such circuit." in self.close(operator, "nothing").content
        assert not LogEntry.objects.exists()

    def test_looking_does_not_close_it(self, operator):
        assert operator.get("/admin/circuits/search/close/").status_code == 405

    def test_who_may_only_look_may_not_close_it(self, looker):
        browser = looker("recommendations.view_tastepool")
        assert b"Close search" not in browser.get(PAGE).content
        assert self.close(browser).status_code == 403
        assert spotify_client().circuits.opening(Group.SEARCH) is not None
