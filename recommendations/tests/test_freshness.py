"""An old list is served at once and renewed once, behind the reader's back."""

import pytest

from recommendations import services
from recommendations.models import RecommendationLog, Status, Trigger

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def old_list(standin, owner, get_list, settings):
    """The owner's list, whose time is over."""
    settings.RECOMMENDATION_CACHE_TTL = 0
    made = get_list(owner)
    settings.RECOMMENDATION_CACHE_TTL = 3600
    return made


def renewals(user):
    return RecommendationLog.objects.filter(user=user, trigger=Trigger.STALE_READ)


def test_an_old_list_is_served_at_once(owner, old_list, get_list):
    served = get_list(owner)
    assert served["source"] == "cache"
    assert served["stale"] is True
    assert served["recommendations"] == old_list["recommendations"]


def test_an_old_list_is_renewed_once_however_often_it_is_read(owner, old_list, get_list, queue):
    for _ in range(5):
        get_list(owner)
    log = renewals(owner).get()
    assert queue().count(("run_refresh", {"log_id": log.pk})) == 1


def test_the_list_is_fresh_again_after_that(owner, old_list, get_list):
    get_list(owner)
    assert services.run_refresh(renewals(owner).get().pk)
    served = get_list(owner)
    assert served["stale"] is False
    assert served["generated_at"] > old_list["generated_at"]


def test_a_renewal_that_worked_is_logged(owner, old_list, get_list):
    get_list(owner)
    services.run_refresh(renewals(owner).get().pk)
    log = renewals(owner).get()
    assert log.status == Status.SUCCESS
    assert log.count > 0
    assert log.duration_ms is not None


def test_a_fresh_list_asks_for_nothing(standin, owner, get_list, queue):
    get_list(owner)
    waiting = queue()
    get_list(owner)
    assert queue() == waiting
    assert not renewals(owner).exists()


def test_staff_reading_an_old_list_renew_it_too(owner, staff, old_list, client_of):
    answer = client_of(staff).get(f"/api/recommendations/{owner.pk}/")
    assert answer.json()["stale"] is True
    assert renewals(owner).count() == 1


def test_without_the_shelf_postgresql_answers(standin, owner, get_list):
    made = get_list(owner)
    services.forget_user(owner.pk)
    stored = get_list(owner)
    assert stored["source"] == "database"
    assert stored["recommendations"] == made["recommendations"]
    assert get_list(owner)["source"] == "cache"


def test_without_the_shelf_an_old_list_is_still_called_old(owner, old_list, get_list, settings):
    services.forget_user(owner.pk)
    settings.RECOMMENDATION_CACHE_TTL = 0
    stored = get_list(owner)
    assert stored["source"] == "database"
    assert stored["stale"] is True
    assert renewals(owner).count() == 1


def test_an_action_counts_even_if_redis_forgot_it(standin, owner, get_list, act):
    first = get_list(owner)["recommendations"][0]
    act(owner, "skip", first)
    services.forget_user(owner.pk)
    after = get_list(owner)
    assert after["source"] == "pools"
    assert first["track_id"] not in {item["track_id"] for item in after["recommendations"]}
