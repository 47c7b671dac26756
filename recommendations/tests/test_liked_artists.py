"""More of the artists whom a listener likes, also where no stated taste leads to them."""

from collections import Counter

import pytest
from django.utils import timezone

from recommendations import listeners
from recommendations.models import Track
from recommendations.ranking import DEFAULT
from recommendations.sources.personal.liked_artists import LikedArtists

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def jazz(standin, make_user, get_list):
    """Tracks that somebody else's taste has made known; first one of an artist with several."""
    items = get_list(make_user("jazz fan", genres=["jazz"]), limit=50)["recommendations"]
    known = Counter(row.artist_names[0] for row in Track.objects.all())
    return sorted(items, key=lambda item: -known[item["artist_name"]])


def offered(user):
    """What the source offers to a listener."""
    return LikedArtists().candidates(listeners.load([user.pk])[user.pk], DEFAULT)


def does(happened, user, action, item):
    happened(user, action, item, timezone.now())


def test_who_has_done_nothing_is_offered_nothing(jazz, owner):
    assert offered(owner) == []


def test_a_like_brings_the_artists_other_tracks_with_the_like_as_evidence(jazz, owner, happened):
    does(happened, owner, "like", jazz[0])
    found = offered(owner)
    assert found
    assert {each.track.artist_name for each in found} == {jazz[0]["artist_name"]}
    assert {each.cause.code for each in found} == {"liked_artist"}
    assert all(each.cause.evidence for each in found)


def test_what_was_heard_or_skipped_is_left_out(jazz, owner, happened):
    does(happened, owner, "like", jazz[0])
    other = next(each.track for each in offered(owner) if each.track.id != jazz[0]["track_id"])
    item = jazz[0] | {"track_id": other.id, "track_name": other.name}
    does(happened, owner, "play", item)
    assert other.id not in {each.track.id for each in offered(owner)}


def test_an_artist_who_is_skipped_as_often_is_not_liked(jazz, owner, happened):
    does(happened, owner, "like", jazz[0])
    does(happened, owner, "skip", jazz[0])
    assert offered(owner) == []


def test_a_list_holds_them_although_nobody_stated_the_genre(jazz, owner, happened, get_list):
    for _ in range(3):
        does(happened, owner, "like", jazz[0])
    listed = get_list(owner, limit=50)["recommendations"]
    own = [item for item in listed if item["artist_name"] == jazz[0]["artist_name"]]
    assert {item["reason"]["code"] for item in own} == {"liked_artist"}
