"""Users in the admin."""

import pytest
from django.contrib.admin.models import LogEntry
from rest_framework_simplejwt.token_blacklist.models import OutstandingToken
from rest_framework_simplejwt.tokens import RefreshToken

from users.models import User
from users.signals import tastes_changed

pytestmark = pytest.mark.django_db
committed = pytest.mark.django_db(transaction=True)  # news and ended tokens come after commit

USERS = "/admin/users/user/"


@pytest.fixture
def admin(client, make_user):
    client.force_login(make_user("root", is_staff=True, is_superuser=True))
    return client


@pytest.fixture
def ada(make_user):
    return make_user("ada", artists=["Earth, Wind & Fire", "Tyler, The Creator"], genres=["soul"])


def form_of(answer):
    """What the page's forms would send unchanged."""
    context = answer.context_data
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    fields = [form[name] for form in forms for name in form.fields]
    return {
        field.html_name: "" if field.value() is None else field.value()
        for field in fields
        if field.value() is not False
    }


def change(admin, user, **changes):
    form = form_of(admin.get(f"{USERS}{user.pk}/change/"))
    return admin.post(f"{USERS}{user.pk}/change/", form | changes)


def test_the_pages_load(admin, ada):
    for page in ("", "add/", f"{ada.pk}/change/", f"{ada.pk}/password/", f"{ada.pk}/delete/"):
        assert admin.get(f"{USERS}{page}").status_code == 200


@pytest.mark.parametrize("term", ["ad", "ADA", "Ada@Example.org"])
def test_users_are_found_by_the_beginning_of_a_name_and_by_address(admin, ada, owner, term):
    found = admin.get(USERS, {"q": term}).context["cl"].result_list
    assert list(found) == [ada]


def test_users_are_found_by_id(admin, ada, owner):
    assert list(admin.get(USERS, {"q": str(ada.pk)}).context["cl"].result_list) == [ada]


def test_users_are_offered_while_their_name_is_typed(admin, ada, owner):
    asked = {"app_label": "analytics", "model_name": "useractivity", "field_name": "user"}
    answer = admin.get("/admin/autocomplete/", {"term": "ad", **asked})
    assert [each["text"] for each in answer.json()["results"]] == ["ada"]


def test_profiles_are_found_by_their_user(admin, ada, owner):
    found = admin.get("/admin/users/userprofile/", {"q": "ad"}).context["cl"].result_list
    assert list(found) == [ada.profile]


def test_a_refresh_token_is_shown_by_its_number_alone(admin, ada):
    token = RefreshToken.for_user(ada)
    (row,) = OutstandingToken.objects.filter(user=ada)
    page = admin.get(f"/admin/token_blacklist/outstandingtoken/{row.pk}/change/").content.decode()
    assert row.jti in page and str(token) not in page


def test_staff_without_rights_see_nothing(client, staff, ada):
    client.force_login(staff)
    assert client.get(USERS).status_code == 403


def test_a_new_user_gets_a_profile(admin):
    password = {"password1": "a new long password", "password2": "a new long password"}
    new = {"username": "new", "email": "new@example.org", "usable_password": "true", **password}
    assert admin.post(f"{USERS}add/", new).status_code == 302
    user = User.objects.get(username="new")
    assert user.profile.favorite_genres == []
    assert user.password.startswith("argon2")


def test_an_address_taken_in_another_case_is_refused(admin, ada):
    password = {"password1": "a new long password", "password2": "a new long password"}
    new = {"username": "new", "email": "ADA@example.org", "usable_password": "true", **password}
    answer = admin.post(f"{USERS}add/", new)
    assert b"A user with that email already exists." in answer.content


def test_saving_a_page_unchanged_changes_nothing(admin, ada):
    assert change(admin, ada).status_code == 302
    ada.profile.refresh_from_db()
    assert ada.profile.favorite_artists == ["Earth, Wind & Fire", "Tyler, The Creator"]
    assert ada.profile.preferences == {}


@committed
def test_tastes_are_changed_line_by_line_and_told(admin, ada):
    told = []

    def listen(user_id, **_):
        told.append(user_id)

    tastes_changed.connect(listen)
    change(admin, ada, **{"profile-0-favorite_genres": " funk \r\n\r\nsoul\r\n"})
    ada.profile.refresh_from_db()
    assert ada.profile.favorite_genres == ["funk", "soul"]
    assert told == [ada.pk]


@pytest.mark.parametrize("entered", ["[1]", '{"discovery": 2}', "3", "nonsense"])
def test_preferences_that_make_no_sense_are_refused(admin, ada, entered):
    answer = change(admin, ada, **{"profile-0-preferences": entered})
    assert answer.status_code == 200
    assert answer.context_data["errors"]


@pytest.mark.parametrize("entered", ["", "{}", "[]", "null"])
def test_empty_preferences_are_none(admin, ada, entered):
    assert change(admin, ada, **{"profile-0-preferences": entered}).status_code == 302
    ada.profile.refresh_from_db()
    assert ada.profile.preferences == {}


@committed
def test_shutting_out_ends_access_at_once(admin, ada, client_of):
    client = client_of(ada)
    form = form_of(admin.get(f"{USERS}{ada.pk}/change/"))
    del form["is_active"]
    assert admin.post(f"{USERS}{ada.pk}/change/", form).status_code == 302
    assert client.get("/api/users/me/").status_code == 401


@committed
def test_a_password_set_here_ends_sessions(admin, ada, client_of):
    client = client_of(ada)
    new = {"password1": "a new long password", "password2": "a new long password"}
    answer = admin.post(f"{USERS}{ada.pk}/password/", {**new, "usable_password": "true"})
    assert answer.status_code == 302
    assert client.get("/api/users/me/").status_code == 401


def like(client_of, user):
    event = {"track_id": "t", "track_name": "t", "artist_name": "a", "action": "like"}
    assert client_of(user).post("/api/analytics/activity/", event).status_code == 201


def test_delete_erases(admin, ada, client_of):
    like(client_of, ada)
    assert admin.post(f"{USERS}{ada.pk}/delete/", {"post": "yes"}).status_code == 302
    assert not User.objects.filter(pk=ada.pk).exists()
    assert LogEntry.objects.get().object_repr == f"user {ada.pk}"


def test_delete_of_several_erases_each(admin, ada, owner, client_of):
    like(client_of, ada)
    chosen = {"action": "delete_selected", "_selected_action": [ada.pk, owner.pk], "post": "yes"}
    assert admin.post(USERS, chosen).status_code == 302
    assert User.objects.count() == 1
    assert {entry.object_repr for entry in LogEntry.objects.all()} == {
        f"user {ada.pk}",
        f"user {owner.pk}",
    }
