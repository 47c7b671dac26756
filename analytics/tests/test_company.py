"""selectors.shared_artists: what listeners have in common."""

import pytest

from analytics import selectors

pytestmark = pytest.mark.django_db


def test_artists_that_both_played_or_liked_are_shared(owner, other, happened):
    for user in (owner, other):
        happened(user, "play", "t1", artist="Björk")
        happened(user, "like", "t2", artist="Cher")
    happened(other, "play", "t3", artist="Dido")
    found = selectors.shared_artists(owner.pk, [other.pk])
    assert found == {other.pk: {"björk", "cher"}}


@pytest.mark.parametrize(
    "event", [{"action": "skip"}, {"action": "play", "private": True}, {"ms_played": 4000}]
)
def test_what_was_skipped_or_private_or_broken_off_is_not_shared(owner, other, happened, event):
    action, fields = event.get("action", "play"), {k: v for k, v in event.items() if k != "action"}
    happened(owner, "play", "t1")
    happened(other, action, "t1", **fields)
    assert selectors.shared_artists(owner.pk, [other.pk]) == {}


def test_only_those_asked_about_are_looked_at(owner, other, happened, django_assert_num_queries):
    happened(owner, "play", "t1")
    happened(other, "play", "t1")
    with django_assert_num_queries(1):
        assert selectors.shared_artists(owner.pk, [owner.pk + 1000]) == {}
