"""Pages of anything: whole, without repeats, whatever happens to the rows meanwhile."""

import base64
import json

import pytest
from django.contrib.auth import get_user_model
from rest_framework.request import Request
from rest_framework.test import APIRequestFactory

from common.pagination import BadCursor, KeysetPagination
from common.tests.api import assert_error

pytestmark = pytest.mark.django_db

User = get_user_model()


class ByName(KeysetPagination):
    """Many users share a first name."""

    ordering = ("first_name", "id")


def user(n, first_name):
    return User(username=f"user{n}", email=f"{n}@example.org", first_name=first_name)


@pytest.fixture
def crowd():
    """Thirty users of three first names."""
    User.objects.bulk_create([user(n, "abc"[n % 3]) for n in range(30)])
    return list(User.objects.order_by("first_name", "id"))


def page(url="/", size=4):
    paginator = ByName()
    request = Request(APIRequestFactory().get(url if "?" in url else f"{url}?page_size={size}"))
    rows = paginator.paginate_queryset(User.objects.all(), request)
    return rows, paginator.get_paginated_response([]).data


def walk(url, way):
    while url:
        rows, links = page(url)
        yield rows
        url = links[way]


def test_all_pages_together_are_the_list(crowd):
    assert [row for rows in walk("/", "next") for row in rows] == crowd


def test_walking_back_shows_the_same_pages(crowd):
    url = "/?page_size=5"
    forward = list(walk(url, "next"))
    while url:
        _, links = page(url)
        url = links["next"]
    assert list(walk(links["previous"], "previous")) == forward[-2::-1]


def test_rows_that_come_and_go_shift_nothing(crowd):
    _, links = page()
    User.objects.filter(pk__in=[row.pk for row in crowd[:4]]).delete()
    user(100, "a").save()
    rows, _ = page(links["next"])
    assert rows == crowd[4:8]


def test_an_empty_list_has_no_links():
    assert page() == ([], {"next": None, "previous": None, "results": []})


def test_links_keep_the_other_parameters(crowd):
    _, links = page("/?page_size=2&action=like")
    assert "action=like" in links["next"] and "page_size=2" in links["next"]


def encoded(value):
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode()


BAD = {
    "garbage": "garbage",
    "not ASCII": "é",
    "no JSON": base64.urlsafe_b64encode(b"{").decode(),
    "no list": encoded({"a": 1}),
    "a number": encoded(5),
    "an empty list": encoded([]),
    "no direction": encoded(["a", "1"]),
    "too short": encoded([False, "a"]),
    "too long": encoded([False, "a", "1", "2"]),
    "no text": encoded([False, "a", 1]),
    "no number": encoded([False, "a", "one"]),
    "NUL": encoded([False, "a\0", "1"]),
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_cursor_is_refused(crowd, what):
    with pytest.raises(BadCursor):
        page(f"/?page_size=4&cursor={BAD[what]}")


@pytest.mark.parametrize("number", ["9" * 40, "-" + "9" * 40])
def test_a_cursor_beyond_all_numbers_is_survived(crowd, number):
    page(f"/?page_size=4&cursor={encoded([False, 'b', number])}")


def test_a_bad_cursor_is_the_callers_fault(client_of, staff):
    assert_error(client_of(staff).get("/api/users/?cursor=x"), 400, "bad_cursor")
