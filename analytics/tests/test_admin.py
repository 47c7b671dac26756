"""Activity in the admin."""

import pytest
from django.urls import reverse

from analytics import services
from analytics.models import Item, UserActivity
from analytics.tests.horizon import wait_until_all_ended

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


def shown(admin, **filters):
    page = admin.get(reverse(LIST), filters)
    return [event.track_id for event in page.context["cl"].result_list], page.content.decode()


def test_all_come_as_they_were_numbered_and_those_of_one_user_by_time(
    owner, other, happened, admin
):
    happened(owner, "play", "late")
    happened(owner, "play", "early", hours_ago=24)
    happened(other, "play", "others")
    assert shown(admin)[0] == ["others", "early", "late"]
    assert shown(admin, user__id__exact=owner.pk)[0] == ["late", "early"]
    assert shown(admin, user__id__exact=owner.pk, action__exact="play")[0] == ["late", "early"]


def test_a_filter_without_an_index_looks_at_the_newest_events_and_says_so(
    owner, happened, admin, monkeypatch
):
    monkeypatch.setattr("common.admin.change_list.NEWEST", 2)
    for number, action in enumerate(("like", "like", "play", "like")):
        happened(owner, action, f"t{number}")
    tracks, page = shown(admin, action__exact="like")
    assert tracks == ["t3"]
    assert "Of the newest 2 rows only." in page


def test_the_same_filter_looks_at_all_events_of_one_user(owner, happened, admin, monkeypatch):
    monkeypatch.setattr("common.admin.change_list.NEWEST", 2)
    for number, action in enumerate(("like", "like", "play", "like")):
        happened(owner, action, f"t{number}")
    tracks, page = shown(admin, action__exact="like", user__id__exact=owner.pk)
    assert tracks == ["t3", "t1", "t0"]
    assert "rows only" not in page


def test_filters_left_empty_limit_nothing(owner, happened, admin, monkeypatch):
    monkeypatch.setattr("common.admin.change_list.NEWEST", 1)
    for number in range(3):
        happened(owner, "play", f"t{number}")
    assert shown(admin, action__exact="", timestamp_from_0="")[0] == ["t2", "t1", "t0"]


@pytest.mark.django_db(transaction=True)  # only what is committed is counted
def test_counts_are_found_by_what_they_count(owner, other, happened, admin):
    for user, track in ((owner, "t1"), (other, "t2")):
        happened(user, "play", track)
    wait_until_all_ended()
    services.roll_up(5)

    def found(model, term):
        page = admin.get(reverse(f"admin:analytics_{model}_changelist"), {"q": term})
        return [row.pk for row in page.context["cl"].result_list]

    assert found("usertotal", str(owner.pk)) == [owner.pk]
    assert found("usertotal", "owner") == []
    (item,) = Item.objects.filter(kind="track", key="t1")
    assert found("item", "t1") == [item.pk]
