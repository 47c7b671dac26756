"""What the tests of the admin as a whole share."""

import pytest


@pytest.fixture(autouse=True)
def _cheap_passwords(settings):
    """Nothing here is about passwords."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def operator(make_user, client):
    """A browser in which somebody with all rights has signed in."""
    user = make_user("operator", is_staff=True, is_superuser=True)
    client.force_login(user)
    client.user = user
    return client


@pytest.fixture
def looker(make_user, client):
    """A browser in which somebody has signed in who may look at what is named, and no more."""
    from django.contrib.auth.models import Permission

    def sign_in(*rights):
        user = make_user("looker", is_staff=True)
        for right in rights:
            app, codename = right.split(".")
            user.user_permissions.add(
                Permission.objects.get(content_type__app_label=app, codename=codename)
            )
        client.force_login(user)
        return client

    return sign_in
