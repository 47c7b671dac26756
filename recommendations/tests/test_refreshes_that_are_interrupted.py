"""Refreshes are claimed, resumed and given up, and never run twice at once."""

import pytest

from recommendations import listeners, services
from recommendations.models import Recommendation, RecommendationLog, Status, Trigger
from recommendations.refresh_log import claim
from recommendations.tests.test_feedback import ids
from recommendations.types import RefreshRequest
from users.services import erase_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def asked(owner):
    """A refresh that somebody asked for."""
    return services.request_refresh(owner.pk, Trigger.ON_DEMAND, RefreshRequest()).log


def test_one_of_many_workers_runs_a_refresh(standin, asked, in_threads):
    assert in_threads(5, lambda: services.run_refresh(asked.pk)).count(True) == 1


def test_what_is_done_is_not_run_again(standin, asked):
    assert services.run_refresh(asked.pk) is True
    assert services.run_refresh(asked.pk) is False


def test_what_runs_is_left_alone(asked, age):
    claim(asked.pk)
    assert services.run_refresh(asked.pk) is False
    age(asked, minutes=5)
    assert services.unfinished_refreshes() == []


def test_what_a_dead_worker_left_is_resumed_once(standin, asked, age, in_threads):
    claim(asked.pk)
    age(asked, minutes=7)
    assert services.unfinished_refreshes() == [asked.pk]
    assert in_threads(4, lambda: services.run_refresh(asked.pk)).count(True) == 1
    asked.refresh_from_db()
    assert asked.status == Status.SUCCESS


def test_after_an_hour_a_refresh_is_given_up(asked, age, owner):
    age(asked, minutes=61)
    assert services.unfinished_refreshes() == []
    asked.refresh_from_db()
    assert (asked.status, asked.error) == (Status.ERROR, "The refresh was abandoned.")
    assert services.request_refresh(owner.pk, Trigger.ON_DEMAND, RefreshRequest()).new


def test_what_still_runs_after_an_hour_is_not_given_up(asked, age):
    age(asked, minutes=61)
    claim(asked.pk)
    services.unfinished_refreshes()
    asked.refresh_from_db()
    assert asked.status == Status.RUNNING


def test_many_equal_wishes_at_once_are_one(owner, in_threads):
    def ask():
        return services.request_refresh(owner.pk, Trigger.ON_DEMAND, RefreshRequest())

    wishes = in_threads(12, ask)
    assert [wish.new for wish in wishes].count(True) == 1
    assert len({wish.log.pk for wish in wishes}) == 1
    assert RecommendationLog.objects.count() == 1


def test_many_refreshes_of_one_user_at_once_leave_one_whole_list(standin, owner, in_threads):
    in_threads(6, lambda: services.refresh_users([owner.pk], Trigger.HOURLY))
    present = Recommendation.objects.filter(user=owner, position__isnull=False)
    positions = sorted(present.values_list("position", flat=True))
    assert positions == list(range(1, len(positions) + 1))


def test_a_refresh_for_someone_erased_fails_quietly(owner, asked):
    erase_user(owner.pk)
    assert services.run_refresh(asked.pk) is False
    assert services.refresh_users([owner.pk], Trigger.HOURLY) == 0


def test_a_refresh_cannot_be_asked_for_someone_erased(owner):
    erase_user(owner.pk)
    with pytest.raises(services.UserGone):
        services.request_refresh(owner.pk, Trigger.ON_DEMAND, RefreshRequest())


def test_a_list_made_from_older_knowledge_does_not_replace_a_newer_one(
    standin, owner, get_list, act, monkeypatch
):
    first = get_list(owner)["recommendations"][0]
    known = listeners.load([owner.pk])
    act(owner, "skip", first)
    newer = get_list(owner)
    monkeypatch.setattr(listeners, "load", lambda user_ids: known)
    assert services.refresh_users([owner.pk], services.Trigger.HOURLY) == 0
    stored = owner.recommendations.filter(position__isnull=False).order_by("position")
    assert [row.track_id for row in stored][:20] == ids(newer)
    assert get_list(owner)["source"] == "cache"
