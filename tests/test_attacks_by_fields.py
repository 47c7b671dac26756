"""Fields that nobody offered, sent along: what may be set is a list, never what was sent."""

import pytest
from django.contrib.auth.models import Group

from analytics.models import UserActivity
from recommendations.models import Feedback
from users.models import User

pytestmark = pytest.mark.django_db

SIGN_UP = {"username": "mallory", "email": "m@example.org", "password": "correct horse battery"}
EVENT = {"action": "play", "track_id": "t", "track_name": "n", "artist_name": "a"}
# Every column of an account and a profile that is not the user's to set, with a value to tempt by.
NOT_OFFERED = {
    "id": 1,
    "pk": 1,
    "user": 1,
    "user_id": 1,
    "is_staff": True,
    "is_superuser": True,
    "is_active": False,
    "groups": [1],
    "user_permissions": [1],
    "last_login": "2001-01-01T00:00:00Z",
    "created_at": "2001-01-01T00:00:00Z",
    "updated_at": "2001-01-01T00:00:00Z",
}


def rights(user):
    user.refresh_from_db()
    return user.is_staff, user.is_superuser, user.is_active, user.pk, user.last_login


@pytest.fixture(autouse=True)
def _group(db):
    """A group to be let into."""
    Group.objects.create(pk=1, name="operators")


def assert_nothing_taken(user, body):
    assert (user.is_staff, user.is_superuser, user.is_active) == (False, False, True)
    assert not user.groups.exists() and not user.user_permissions.exists()
    assert user.created_at.year > 2001 and user.profile.created_at.year > 2001
    assert user.pk == body["id"] and user.profile.user_id == user.pk
    assert not body.keys() & {"is_staff", "is_superuser", "groups", "is_active"}


def test_a_sign_up_takes_no_rights(api):
    answer = api.post("/api/users/", {**NOT_OFFERED, **SIGN_UP, "profile": NOT_OFFERED})
    assert answer.status_code == 201
    assert_nothing_taken(User.objects.get(username="mallory"), answer.json())


@pytest.mark.parametrize("method", ["patch", "put"])
def test_a_change_takes_no_rights(client_of, owner, other, method):
    account = {"username": "owner", "email": "owner@example.org"}
    body = {**NOT_OFFERED, "id": other.pk, **account, "profile": {**NOT_OFFERED, "user": other.pk}}
    answer = getattr(client_of(owner), method)("/api/users/me/", body)
    assert answer.status_code == 200
    owner.refresh_from_db()
    assert_nothing_taken(owner, answer.json())


def test_a_password_is_not_set_by_its_hash(client_of, owner):
    before = owner.password
    client_of(owner).patch("/api/users/me/", {"password_hash": "x", "hashed_password": "x"})
    owner.refresh_from_db()
    assert owner.password == before


def test_staff_make_nobody_staff_by_the_api(client_of, staff, owner):
    client_of(staff).patch(f"/api/users/{owner.pk}/", {"is_staff": True, "is_superuser": True})
    assert rights(owner)[:2] == (False, False)


def test_an_event_sets_only_what_is_its_senders(client_of, owner, other):
    own = {"id": 1, "user_id": other.pk, "private": True, "xact_id": 1, "artist_key": "other"}
    forged = own | {"received_at": "2001-01-01T00:00:00Z"}
    assert client_of(owner).post("/api/analytics/activity/", EVENT | forged).status_code == 201
    stored = UserActivity.objects.get()
    assert (stored.user_id, stored.private, stored.artist_key) == (owner.pk, False, "a")
    assert stored.received_at.year > 2001 and stored.xact_id > 1


def test_feedback_is_ones_own(client_of, owner, other):
    body = {"action": "hide_artist", "artist_name": "x", "user": other.pk, "user_id": other.pk}
    assert client_of(owner).post("/api/recommendations/me/feedback/", body).status_code == 200
    assert Feedback.objects.get().user_id == owner.pk


def test_an_import_is_ones_own(client_of, owner, other):
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("history.json", b"[]")
    body = {"file": file, "user": other.pk, "status": "success"}
    answer = client_of(owner).post("/api/analytics/import/", body, format="multipart")
    assert answer.status_code == 202
    assert owner.import_jobs.count() == 1
    assert not other.import_jobs.exists()
