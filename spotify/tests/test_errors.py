"""What a status means, and what each error says about trying again."""

import pytest

from common.errors import DomainError, NotFound, UpstreamUnavailable
from spotify import errors

ALL = [
    kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, errors.SpotifyError)
]


@pytest.mark.parametrize(
    ("status", "complaint", "kind"),
    [
        (400, "Invalid limit", errors.InvalidLimit),
        (400, "Invalid id", errors.BadRequest),
        (401, "The access token expired", errors.TokenRejected),
        (403, "Forbidden", errors.Forbidden),
        (403, "Active premium subscription required", errors.PremiumRequired),
        (404, "", errors.ItemMissing),
        (429, "API rate limit exceeded", errors.Throttled),
        (429, "Too many requests QUOTA_EXCEEDED", errors.QuotaExceeded),
        (405, "", errors.Refused),
        (502, "Bad gateway.", errors.ServerFault),
        (599, "", errors.ServerFault),
        (302, "", errors.Unreadable),
    ],
)
def test_a_status_has_one_meaning(status, complaint, kind):
    assert type(errors.error_for(status, complaint, None)) is kind


def test_what_may_be_tried_again_says_when():
    assert errors.error_for(429, "", 74_214.0).retry_after == 74_214.0


def test_what_may_not_be_tried_again_says_so():
    error = errors.error_for(403, "", 10.0)
    assert not error.retryable
    assert error.retry_after is None


def test_only_a_missing_item_counts_as_not_found():
    assert [kind for kind in ALL if issubclass(kind, NotFound)] == [errors.ItemMissing]


@pytest.mark.parametrize("kind", ALL)
def test_every_error_is_drawn_on_the_tree(kind):
    assert kind.__name__ in errors.__doc__


@pytest.mark.parametrize(
    "kind", [each for each in ALL if each not in {errors.SpotifyError, errors.ItemMissing}]
)
def test_every_other_error_is_an_upstream_that_is_unavailable(kind):
    assert issubclass(kind, UpstreamUnavailable)
    assert kind.retryable == issubclass(kind, errors.TryLater)


def test_every_code_is_its_own():
    codes = {kind.code for kind in ALL}
    assert len(codes) == len(ALL)
    assert DomainError.code not in codes
