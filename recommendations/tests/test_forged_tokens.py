"""The cached list, which is read without asking PostgreSQL, opens to no forged or ended token."""

import pytest
from rest_framework_simplejwt.tokens import AccessToken, RefreshToken

from users import services
from users.tests.forged import FORGED

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore::jwt.warnings.InsecureKeyLengthWarning"),
]


@pytest.fixture
def read(standin, settings, api, owner, client_of):
    """Read the owner's list, which is in the cache, with a token; the answer."""
    settings.RATELIMIT_ENABLE = False
    for _ in range(2):
        source = client_of(owner).get("/api/recommendations/me/").json()["source"]
    assert source == "cache"

    def get(token, path="me"):
        header = {"HTTP_AUTHORIZATION": f"Bearer {token}"}
        return api.get(f"/api/recommendations/{path}/", **header)

    return get


def test_a_good_token_opens_it_without_a_query(read, owner, django_assert_num_queries):
    token = AccessToken.for_user(owner)
    with django_assert_num_queries(0):
        assert read(token).status_code == 200


def test_no_forged_token_opens_it(read, owner):
    found = {how: read(make(owner)).status_code for how, make in FORGED.items()}
    assert found == dict.fromkeys(FORGED, 401)


def test_a_token_of_somebody_else_does_not_open_it(read, owner, other):
    assert read(AccessToken.for_user(other), owner.pk).status_code == 403


def log_out(api, user, token):
    pair = {"access": str(token), "refresh": str(RefreshToken.for_user(user))}
    assert api.post("/api/auth/logout/", pair).status_code == 204


def shut_out(api, user, token):
    user.is_active = False
    user.save()


ENDINGS = {
    "logged out": log_out,
    "deactivated": shut_out,
    "erased": lambda api, user, token: services.erase_user(user.pk),
    "password changed": lambda api, user, token: services.update_user(user, {}, "new horse", {}),
}


@pytest.mark.parametrize("how", ENDINGS)
def test_a_token_that_was_ended_opens_it_no_longer(api, read, owner, how):
    token = AccessToken.for_user(owner)
    assert read(token).status_code == 200
    ENDINGS[how](api, owner, token)
    assert read(token).status_code == 401
