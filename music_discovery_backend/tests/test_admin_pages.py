"""Every page of the admin loads, asks a bounded number of questions, and counts no whole table."""

import re

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from analytics.models import ImportJob, UserActivity
from common.admin import ModelAdmin
from recommendations.models import Feedback, Recommendation, RecommendationLog
from users.models import User

pytestmark = pytest.mark.django_db

REGISTERED = {model._meta.label: model for model in admin.site._registry}
OF_USERS = [
    "users.User",
    "users.UserProfile",
    "analytics.UserActivity",
    "analytics.ImportJob",
    "recommendations.Feedback",
    "recommendations.Recommendation",
    "recommendations.RecommendationLog",
    "admin.LogEntry",
    "token_blacklist.OutstandingToken",
]

each_model = pytest.mark.parametrize("model", REGISTERED.values(), ids=REGISTERED)


def list_of(model):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


@pytest.fixture
def listener(make_user):
    """Makes a user with a row of everything: ``listener("ada")``."""
    return lambda name: give_rows(make_user(name))


def give_rows(user):
    now = timezone.now()
    song = {"track_id": "t", "track_name": "Song", "artist_name": "Artist"}
    row = Recommendation.objects.create(
        user=user, created_at=now, chosen_at=now, expires_at=now, reason_code="genre", **song
    )
    event = {"timestamp": now, "artist_key": "artist", "action": "play", "event_id": "1"}
    UserActivity.objects.create(user=user, recommendation=row, **song, **event)
    RecommendationLog.objects.create(user=user, trigger="read", request_key="")
    Feedback.objects.create(user=user, subject="track", key="t", action="like", changed_at=now)
    ImportJob.objects.create(user=user)
    LogEntry.objects.log_actions(user.pk, [user], 2, "looked")
    return user


def queries_of(browser, address):
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(address).status_code == 200
    return [query["sql"] for query in queries]


@each_model
def test_every_list_loads_and_counts_no_whole_table(operator, model):
    counts = [sql for sql in queries_of(operator, list_of(model)) if "COUNT(" in sql]
    assert all("LIMIT" in sql or "GROUP BY" in sql for sql in counts)


def test_every_page_has_the_looks_and_bounds_of_the_others():
    pages = {label: admin.site.get_model_admin(model) for label, model in REGISTERED.items()}
    assert [label for label, page in pages.items() if not isinstance(page, ModelAdmin)] == []


@pytest.mark.parametrize("label", OF_USERS)
def test_more_users_cost_no_more_statements(operator, listener, label):
    address = list_of(REGISTERED[label])
    listener("ada")
    queries_of(operator, address)
    few = queries_of(operator, address)
    for number in range(5):
        listener(f"listener{number}")
    assert len(queries_of(operator, address)) == len(few)


@pytest.mark.parametrize("label", OF_USERS)
def test_lists_are_closed_to_staff_without_rights(looker, label):
    assert looker().get(list_of(REGISTERED[label])).status_code == 403


def test_from_a_user_there_are_ways_to_all_that_is_theirs(operator, listener):
    ada = listener("ada")
    page = operator.get(reverse("admin:users_user_change", args=[ada.pk])).content.decode()
    for label in OF_USERS[2:]:
        assert f"{list_of(REGISTERED[label])}?user__id__exact={ada.pk}" in page, label


@pytest.mark.parametrize("label", OF_USERS[2:8])
def test_such_a_way_leads_to_their_rows_alone_and_back(operator, listener, label):
    ada, _ = listener("ada"), listener("bela")
    page = operator.get(list_of(REGISTERED[label]), {"user__id__exact": ada.pk})
    assert [row.user for row in page.context["cl"].result_list] == [ada]
    assert reverse("admin:users_user_change", args=[ada.pk]) in page.content.decode()


def test_from_a_recommendation_there_is_a_way_to_what_came_of_it_and_back(operator, listener):
    listener("ada")
    row = Recommendation.objects.get()
    there = reverse("admin:recommendations_recommendation_change", args=[row.pk])
    back = f"{list_of(UserActivity)}?recommendation__id__exact={row.pk}"
    assert back in operator.get(there).content.decode()
    assert there in operator.get(back).content.decode()


def test_ways_lead_only_where_one_may_look(looker, listener):
    ada = listener("ada")
    browser = looker("users.view_user", "analytics.view_useractivity")
    page = browser.get(reverse("admin:users_user_change", args=[ada.pk]))
    assert [name for name, _ in page.context["ways"]] == ["user activity"]


def test_the_side_bar_names_what_one_may_see(looker):
    page = looker("users.view_user").get("/admin/").content.decode()
    links = re.findall(r'href="(/admin/[a-z_]+/[a-z_]+/)"', page)
    assert set(links) == {list_of(User)}
