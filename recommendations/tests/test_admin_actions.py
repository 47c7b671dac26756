"""What operators do from the lists: with the right for it, and on record."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.utils import timezone

from recommendations.models import RecommendationLog, TastePool

pytestmark = pytest.mark.django_db
committed = pytest.mark.django_db(transaction=True)  # tasks are sent after commit

USERS = "/admin/users/user/"
POOLS = "/admin/recommendations/tastepool/"
REFRESHES = "/admin/recommendations/recommendationlog/"


@pytest.fixture
def operator(make_user, client):
    """A browser in which an operator has signed in."""
    client.force_login(make_user("operator", is_staff=True, is_superuser=True))
    return client


@pytest.fixture
def looker(make_user, client):
    """A browser in which somebody has signed in who may look at everything, and do nothing."""
    user = make_user("looker", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client.force_login(user)
    return client


@pytest.fixture
def pool():
    return TastePool.objects.create(
        kind="genre", value="rock", market="US", fresh_until=timezone.now() + timedelta(hours=9)
    )


def act(browser, page, action, *rows):
    """Tick the rows, run the action; the page that follows."""
    form = {"action": action, "_selected_action": [row.pk for row in rows]}
    return browser.post(page, form, follow=True).content.decode()


def logged():
    return [(entry.object_id, entry.change_message) for entry in LogEntry.objects.order_by("pk")]


@committed
def test_lists_of_chosen_users_are_refreshed_by_a_worker(operator, owner, other, queue):
    said = act(operator, USERS, "refresh_list", owner, other)
    assert "Refresh the list now: 2 done." in said
    logs = RecommendationLog.objects.values_list("user", "trigger")
    assert set(logs) == {(owner.pk, "on_demand"), (other.pk, "on_demand")}
    assert [name for name, _ in queue()].count("run_refresh") == 2
    assert {about for about, _ in logged()} == {str(owner.pk), str(other.pk)}


@committed
def test_a_refresh_is_repeated_from_the_log_of_refreshes(operator, owner, queue):
    log = RecommendationLog.objects.create(
        user=owner, trigger="read", status="error", request_key=""
    )
    act(operator, REFRESHES, "refresh_lists_of", log)
    assert RecommendationLog.objects.filter(user=owner, status="pending").count() == 1
    assert logged() == [(str(log.pk), "Refresh the users' lists now")]


@committed
def test_one_that_is_under_way_is_joined(operator, owner, queue):
    act(operator, USERS, "refresh_list", owner)
    act(operator, USERS, "refresh_list", owner)
    assert RecommendationLog.objects.count() == 1


def test_a_dropped_pool_is_gone_and_the_log_says_who_did_it(operator, pool):
    assert "Drop, with its candidates: 1 done." in act(operator, POOLS, "drop_pool", pool)
    assert not TastePool.objects.exists()
    assert logged() == [(str(pool.pk), "Drop, with its candidates")]


def test_a_pool_that_is_being_filled_is_left_alone_and_the_others_are_not(operator, pool):
    until = timezone.now() + timedelta(minutes=1)
    busy = TastePool.objects.create(kind="mood", value="chill", market="US", claimed_until=until)
    said = act(operator, POOLS, "drop_pool", pool, busy)
    assert "mood chill (US): The pool is being filled." in said
    assert list(TastePool.objects.all()) == [busy]
    assert [about for about, _ in logged()] == [str(pool.pk)]


@committed
def test_a_fresh_pool_is_refilled_on_demand(operator, pool, queue):
    act(operator, POOLS, "refill_now", pool)
    pool.refresh_from_db()
    assert pool.fresh_until <= timezone.now()
    assert queue()[-1] == ("refill_pool", {"pool_id": pool.pk})


@committed
def test_a_busy_pool_is_not_refilled_twice(operator, pool, queue):
    TastePool.objects.update(claimed_until=timezone.now() + timedelta(minutes=1))
    assert "is being filled" in act(operator, POOLS, "refill_now", pool)
    assert logged() == []


@pytest.mark.parametrize("action", ["drop_pool", "refill_now"])
def test_who_may_only_look_changes_no_pool(looker, pool, action):
    assert f'value="{action}"' not in looker.get(POOLS).content.decode()
    act(looker, POOLS, action, pool)
    assert TastePool.objects.filter(fresh_until__gt=timezone.now()).exists()
    assert logged() == []


def test_who_may_only_look_refreshes_nobody(looker, owner):
    act(looker, USERS, "refresh_list", owner)
    assert not RecommendationLog.objects.exists()


def test_too_many_rows_at_once_are_refused(operator, owner, other, monkeypatch):
    monkeypatch.setattr("common.admin.operations.MOST", 1)
    assert "Choose at most 1 rows." in act(operator, USERS, "refresh_list", owner, other)
    assert not RecommendationLog.objects.exists()


def test_an_export_is_a_file_and_on_record(operator, owner):
    log = RecommendationLog.objects.create(
        user=owner, trigger="read", status="error", request_key="", error="=HYPERLINK()"
    )
    form = {"action": "export_csv", "_selected_action": [log.pk]}
    answer = operator.post(REFRESHES, form)
    header, line = b"".join(answer.streaming_content).decode().splitlines()
    assert answer["Content-Type"].startswith("text/csv")
    assert header.split(",")[:3] == ["id", "user_id", "trigger"]
    assert line.startswith(f"{log.pk},{owner.pk},read") and line.endswith(",'=HYPERLINK()")
    assert "as CSV" in LogEntry.objects.get().change_message
