"""What does not open an account, however it was made."""

import pytest
from rest_framework_simplejwt.tokens import AccessToken

from users.models import User
from users.tests.forged import FORGED, ODD, signed
from users.tests.sessions import (
    assert_unauthorized,
    log_out,
    read_me,
    refresh,
    verify,
)

# Short keys are what some of the forged ones are made with.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::jwt.warnings.InsecureKeyLengthWarning"),
]


@pytest.mark.parametrize("how", FORGED | ODD)
def test_a_forged_token_is_refused(api, owner, how):
    assert_unauthorized(read_me(api, (FORGED | ODD)[how](owner)))


@pytest.mark.parametrize("scheme", ["bearer", "Basic", "Token", "Bearer Bearer", ""])
def test_another_scheme_is_refused(api, owner, scheme):
    assert_unauthorized(read_me(api, AccessToken.for_user(owner), scheme))


def test_no_token_is_refused(api):
    assert_unauthorized(api.get("/api/users/me/"))


def test_a_good_token_is_accepted_so_that_the_rest_means_something(api, owner):
    assert read_me(api, signed(owner)).status_code == 200


@pytest.mark.parametrize("change", [User.delete, lambda user: User.objects.update(is_active=False)])
def test_a_token_of_someone_deleted_or_inactive_is_refused(api, owner, change):
    token = AccessToken.for_user(owner)
    assert read_me(api, token).status_code == 200
    change(owner)
    assert_unauthorized(read_me(api, token))


def test_a_bad_token_does_not_pass_where_none_is_needed(api):
    assert_unauthorized(api.get("/api/", HTTP_AUTHORIZATION="Bearer garbage"))


@pytest.mark.parametrize("endpoint", [refresh, verify, lambda api, t: log_out(api, refresh=t)])
def test_no_token_endpoint_takes_one(api, owner, settings, endpoint):
    settings.RATELIMIT_ENABLE = False
    taken = {how for how, make in FORGED.items() if how != "refresh as access"}
    assert {endpoint(api, FORGED[how](owner)).status_code for how in taken} == {401}
