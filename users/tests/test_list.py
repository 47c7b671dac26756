"""GET /api/users/: for staff, in pages."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture
def crowd(django_user_model, staff):
    """Staff and twelve more, newest first as the list shows them."""
    for n in range(12):
        django_user_model.objects.create(username=f"user{n}", email=f"user{n}@example.org")
    return list(django_user_model.objects.order_by("-id").values_list("pk", flat=True))


def ids(answer):
    return [user["id"] for user in answer.json()["results"]]


def test_staff_see_all_newest_first(client_of, staff, crowd):
    answer = client_of(staff).get("/api/users/")
    assert ids(answer) == crowd
    assert answer.json()["next"] is None and answer.json()["previous"] is None


def test_other_users_may_not(client_of, owner):
    assert client_of(owner).get("/api/users/").status_code == 403


def test_someone_signed_out_must_sign_in(api):
    answer = api.get("/api/users/")
    assert answer.status_code == 401
    assert "WWW-Authenticate" in answer


def test_pages_stay_as_they_are_while_users_sign_up(client_of, staff, crowd, make_user):
    client = client_of(staff)
    first = client.get("/api/users/?page_size=5")
    make_user("latecomer")
    second = client.get(first.json()["next"])
    third = client.get(second.json()["next"])
    assert ids(first) + ids(second) + ids(third) == crowd
    assert third.json()["next"] is None


def test_a_page_that_reaches_back_shows_the_same(client_of, staff, crowd):
    client = client_of(staff)
    first = client.get("/api/users/?page_size=5")
    second = client.get(first.json()["next"])
    assert ids(client.get(second.json()["previous"])) == ids(first)


@pytest.mark.parametrize(
    ("asked", "given"), [("3", 3), ("100", 100), ("101", 100), ("9" * 9, 100), ("0", 20), ("x", 20)]
)
def test_a_page_holds_up_to_a_hundred(client_of, staff, django_user_model, asked, given):
    users = [django_user_model(username=str(n), email=f"{n}@example.org") for n in range(105)]
    django_user_model.objects.bulk_create(users)
    assert len(ids(client_of(staff).get(f"/api/users/?page_size={asked}"))) == given


def test_a_page_takes_one_query_however_long(client_of, staff, crowd, django_assert_num_queries):
    client = client_of(staff)
    with django_assert_num_queries(2):  # who asks, and the page
        client.get("/api/users/?page_size=100")
