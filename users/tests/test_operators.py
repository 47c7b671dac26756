"""Rights stay with whom superusers gave them: no way of an operator's leads to more."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client

from users.models import User
from users.tests.test_admin import form_of

pytestmark = pytest.mark.django_db

USERS = "/admin/users/user/"
GROUPS = "/admin/auth/group/"
NEW_PASSWORD = {
    "password1": "a new long password",
    "password2": "a new long password",
    "usable_password": "true",
}
ALL_ABOUT_USERS = ("add_user", "change_user", "delete_user", "view_user")
ALL_ABOUT_GROUPS = ("add_group", "change_group", "delete_group", "view_group")
KINDS = ["colleague", "root"]


@pytest.fixture
def helper(make_user):
    """An operator who looks after listeners' accounts, and was given groups to look after, too."""
    user = make_user("helper", is_staff=True)
    codes = (*ALL_ABOUT_USERS, *ALL_ABOUT_GROUPS)
    user.user_permissions.set(Permission.objects.filter(codename__in=codes))
    return user


@pytest.fixture
def desk(helper):
    """The helper in the admin."""
    client = Client()
    client.force_login(helper)
    return client


@pytest.fixture
def operator(make_user, request):
    """Another operator, of the kind that the test names."""
    return make_user(request.param, is_staff=True, is_superuser=request.param == "root")


@pytest.fixture
def root_desk(make_user):
    """A superuser in the admin."""
    client = Client()
    client.force_login(make_user("superuser", is_staff=True, is_superuser=True))
    return client


def as_is(user):
    """What tells whether an account is as it was."""
    found = User.objects.get(pk=user.pk)
    return found.username, found.password, found.is_active, found.is_staff, found.is_superuser


def submit(desk, user, **changes):
    """Send the user's page with these changes, fields that are not offered among them."""
    form = form_of(desk.get(f"{USERS}{user.pk}/change/"))
    return desk.post(f"{USERS}{user.pk}/change/", form | changes)


@pytest.mark.parametrize("who", ["helper", "owner"])
def test_staff_give_nobody_rights_in_the_admin(desk, helper, owner, who):
    user = {"helper": helper, "owner": owner}[who]
    group = Group.objects.create(name="all")
    wanted = {"is_superuser": "on", "is_staff": "on", "groups": [group.pk], "first_name": "Ada"}
    assert submit(desk, user, **wanted).status_code == 302
    changed = User.objects.get(pk=user.pk)
    assert (changed.first_name, changed.is_superuser) == ("Ada", False)
    assert changed.is_staff == user.is_staff
    assert not changed.groups.exists()


@pytest.mark.parametrize("operator", KINDS, indirect=True)
def test_staff_only_look_at_another_operator_in_the_admin(desk, operator):
    before = as_is(operator)
    assert desk.get(f"{USERS}{operator.pk}/change/").status_code == 200
    changes = {"username": "mine", "email": "mine@example.org"}
    for page, form in (
        ("change", changes),
        ("password", NEW_PASSWORD),
        ("delete", {"post": "yes"}),
    ):
        assert desk.post(f"{USERS}{operator.pk}/{page}/", form).status_code == 403
    assert as_is(operator) == before


@pytest.mark.parametrize("operator", KINDS, indirect=True)
def test_staff_erase_no_operator_among_others(desk, operator, owner):
    chosen = {"action": "delete_selected", "_selected_action": [owner.pk, operator.pk]}
    assert desk.post(USERS, chosen | {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk__in=[owner.pk, operator.pk]).count() == 2


def test_staff_look_after_listeners_accounts(desk, owner, other):
    assert submit(desk, owner, first_name="Ada").status_code == 302
    assert desk.post(f"{USERS}{owner.pk}/password/", NEW_PASSWORD).status_code == 302
    assert User.objects.get(pk=owner.pk).check_password("a new long password")
    chosen = {"action": "delete_selected", "_selected_action": [owner.pk, other.pk], "post": "yes"}
    assert desk.post(USERS, chosen).status_code == 302
    assert not User.objects.filter(pk__in=[owner.pk, other.pk]).exists()


@pytest.mark.parametrize("operator", KINDS, indirect=True)
def test_a_superuser_gives_rights_and_changes_every_account(root_desk, operator, owner):
    group = Group.objects.create(name="all")
    assert submit(root_desk, owner, is_staff="on", groups=[group.pk]).status_code == 302
    changed = User.objects.get(pk=owner.pk)
    assert changed.is_staff and list(changed.groups.all()) == [group]
    assert root_desk.post(f"{USERS}{operator.pk}/password/", NEW_PASSWORD).status_code == 302
    assert root_desk.post(f"{USERS}{operator.pk}/delete/", {"post": "yes"}).status_code == 302


def test_groups_are_for_superusers(desk, helper, root_desk):
    group = Group.objects.create(name="operators")
    helper.groups.add(group)
    more = {
        "name": "operators",
        "permissions": list(Permission.objects.values_list("pk", flat=True)),
    }
    assert desk.get(GROUPS).status_code == 200
    for page in ("add/", f"{group.pk}/change/", f"{group.pk}/delete/"):
        assert desk.post(f"{GROUPS}{page}", more | {"post": "yes"}).status_code == 403
    assert not group.permissions.exists()
    assert root_desk.post(f"{GROUPS}{group.pk}/change/", more).status_code == 302
    assert group.permissions.exists()


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
@pytest.mark.parametrize("operator", KINDS, indirect=True)
def test_staff_only_look_at_another_operator_by_the_api(client_of, staff, operator, method):
    before, path = as_is(operator), f"/api/users/{operator.pk}/"
    client = client_of(staff)
    assert client.get(path).status_code == 200
    change = {"username": "x", "email": "x@example.org", "password": "a new long password"}
    answer = getattr(client, method)(path, change)
    assert (answer.status_code, answer.json()["code"]) == (403, "permission_denied")
    assert as_is(operator) == before


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
@pytest.mark.parametrize("operator", KINDS, indirect=True)
def test_a_superuser_changes_an_operator_by_the_api(client_of, make_user, operator, method):
    superuser = make_user("superuser", is_staff=True, is_superuser=True)
    change = {"username": "x", "email": "x@example.org"}
    answer = getattr(client_of(superuser), method)(f"/api/users/{operator.pk}/", change)
    assert answer.status_code < 300


@pytest.mark.parametrize("operator", KINDS, indirect=True)
def test_operators_change_their_own_account(client_of, operator):
    client = client_of(operator)
    assert client.patch("/api/users/me/", {"first_name": "Ada"}).status_code == 200
    assert client.delete("/api/users/me/").status_code == 204
