"""What a listener does shows in the very next list."""

from datetime import timedelta

import pytest
from django.utils import timezone

from recommendations import services

pytestmark = pytest.mark.django_db(transaction=True)


def ids(body):
    return [item["track_id"] for item in body["recommendations"]]


def artists(body):
    return [item["artist_name"] for item in body["recommendations"]]


def test_a_skipped_track_is_gone(standin, owner, get_list, act):
    first = get_list(owner)["recommendations"][0]
    act(owner, "skip", first)
    assert first["track_id"] not in ids(get_list(owner, limit=50))


def test_a_heard_track_is_gone(standin, owner, get_list, act):
    first = get_list(owner)["recommendations"][0]
    act(owner, "play", first)
    assert first["track_id"] not in ids(get_list(owner, limit=50))


def test_a_heard_track_is_gone_even_if_it_was_liked(standin, owner, get_list, act):
    first = get_list(owner)["recommendations"][0]
    act(owner, "play", first)
    act(owner, "like", first)
    assert first["track_id"] not in ids(get_list(owner, limit=50))


def test_a_like_alone_is_no_reason_to_leave_a_track_out(standin, owner, get_list, act):
    first = get_list(owner)["recommendations"][0]
    act(owner, "like", first)
    assert first["track_id"] in ids(get_list(owner, limit=50))


def test_what_was_heard_long_ago_comes_back(standin, owner, get_list, happened):
    first = get_list(owner)["recommendations"][0]
    happened(owner, "play", first, timezone.now() - timedelta(days=31))
    services.outdate_lists([owner.pk])
    assert first["track_id"] in ids(get_list(owner, limit=50))


def test_a_like_brings_the_artist_up(standin, owner, get_list, act):
    before = get_list(owner, limit=50)
    items = {item["artist_name"]: item for item in before["recommendations"]}
    name, last = list(items.items())[-1]  # who came in last, so that there is room above
    act(owner, "like", last)
    after = get_list(owner, limit=50)
    assert artists(after).index(name) < artists(before).index(name)


def test_a_like_is_given_as_the_reason_where_it_decided(standin, make_user, get_list, act):
    newcomer = make_user("newcomer")
    liked = get_list(newcomer, limit=50)["recommendations"][-1]
    act(newcomer, "like", liked)
    items = get_list(newcomer, limit=50)["recommendations"]
    same_artist = [item for item in items if item["artist_name"] == liked["artist_name"]]
    reasons = {(item["reason"]["code"], item["reason"]["value"]) for item in same_artist}
    assert reasons == {("liked_artist", liked["artist_name"])}


def test_a_play_alone_is_not_called_a_like(standin, make_user, get_list, act):
    newcomer = make_user("newcomer")
    for item in get_list(newcomer, limit=50)["recommendations"]:
        act(newcomer, "play", item)
    items = get_list(newcomer, limit=50)["recommendations"]
    assert "played_artist" in {item["reason"]["code"] for item in items}
    assert "liked_artist" not in {item["reason"]["code"] for item in items}


def test_skipping_an_artist_brings_their_other_tracks_down(standin, owner, get_list, act):
    before = get_list(owner, limit=50)
    first = before["recommendations"][0]
    act(owner, "skip", first)
    after = artists(get_list(owner, limit=50))
    if first["artist_name"] in after:
        assert after.index(first["artist_name"]) > 0


def test_a_list_made_after_an_action_comes_from_the_pools(standin, owner, get_list, act):
    act(owner, "like", get_list(owner)["recommendations"][0])
    assert get_list(owner)["source"] == "pools"
    assert get_list(owner)["source"] == "cache"


def test_when_everything_was_heard_the_list_is_still_full(standin, owner, get_list, act):
    for _ in range(12):
        items = get_list(owner, limit=50)["recommendations"]
        if not items:
            break
        act(owner, "play", *items)
    assert get_list(owner)["count"] > 0


def test_what_somebody_else_does_changes_nothing(standin, owner, other, get_list, act):
    before = get_list(owner)
    act(other, "skip", before["recommendations"][0])
    after = get_list(owner)
    assert after["source"] == "cache"
    assert ids(after) == ids(before)


def test_actions_close_together_announce_one_re_ranking(standin, owner, get_list, act, queue):
    services.forget_user(owner.pk)  # the sign-up was announced just now
    items = get_list(owner)["recommendations"]
    act(owner, "like", items[0])
    act(owner, "like", items[1])
    assert queue().count(("rerank_users", {"user_ids": [owner.pk]})) == 1
