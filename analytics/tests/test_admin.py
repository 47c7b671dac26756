"""Activity in the admin."""

import pytest
from django.urls import reverse

from analytics.models import UserActivity

pytestmark = pytest.mark.django_db
LIST = "admin:analytics_useractivity_changelist"


@pytest.fixture
def admin(client, make_user):
    client.force_login(make_user("root", is_staff=True, is_superuser=True))
    return client


@pytest.mark.parametrize(
    ("search", "shown"),
    [("owner", "Song t1"), ("t2", "Song t2"), ("", "Song t2"), ("nobody", "No results")],
)
def test_events_are_found_by_user_and_track(owner, other, happened, admin, search, shown):
    happened(owner, "play", "t1")
    happened(other, "play", "t2")
    page = admin.get(reverse(LIST), {"q": search})
    assert shown in page.content.decode()


def test_a_number_finds_a_users_events(owner, other, happened, admin):
    happened(owner, "play", "t1")
    happened(other, "play", "t2")
    page = admin.get(reverse(LIST), {"q": str(owner.pk)}).content.decode()
    assert "Song t1" in page and "Song t2" not in page


def test_rows_are_counted_only_so_far(owner, happened, admin, monkeypatch):
    monkeypatch.setattr("common.bounded_paginator._COUNTED", 2)
    for _ in range(4):
        happened(owner, "play", "t1")
    assert "2 user activity" in admin.get(reverse(LIST)).content.decode()


def test_events_can_be_deleted_but_neither_added_nor_changed(owner, happened, admin):
    event = happened(owner, "play", "t1")
    change = reverse("admin:analytics_useractivity_change", args=[event.pk])
    assert admin.get(reverse("admin:analytics_useractivity_add")).status_code == 403
    assert admin.post(change, {"action": "like"}).status_code == 403
    delete = reverse("admin:analytics_useractivity_delete", args=[event.pk])
    admin.post(delete, {"post": "yes"})
    assert not UserActivity.objects.exists()
