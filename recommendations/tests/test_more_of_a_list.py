"""?cursor= goes on with a ranking: disjoint pages, the same again, though the list is made anew."""

import pytest

from recommendations import reels, services
from recommendations.tests.test_feedback import artists, ids

pytestmark = pytest.mark.django_db(transaction=True)

PATH = "/api/recommendations/me/"


@pytest.fixture
def fan(make_user):
    """Somebody for whom there is more than one list holds."""
    return make_user("fan", genres=["rock", "metal", "jazz"])


@pytest.fixture
def pages(get_list):
    """All pages of the user's list, or of one for a wish, from the first to the last."""

    def turn(user, *, limit=10, **wish):
        page = get_list(user, limit=limit, **wish)
        found = [page]
        while page["next_cursor"]:
            page = get_list(user, limit=limit, cursor=page["next_cursor"])
            found.append(page)
        return found

    return turn


def test_pages_lead_beyond_the_list_without_a_repeat(standin, fan, pages):
    tracks = [track for page in pages(fan) for track in ids(page)]
    assert len(tracks) > 60
    assert len(tracks) == len(set(tracks))


def test_positions_go_on_over_the_pages(standin, fan, pages):
    positions = [item["position"] for page in pages(fan) for item in page["recommendations"]]
    assert positions == list(range(1, len(positions) + 1))


def test_no_artist_has_more_than_two_tracks_on_a_page(standin, fan, pages):
    for page in pages(fan, limit=30):
        assert all(artists(page).count(name) <= 2 for name in artists(page))


def test_the_same_cursor_gives_the_same_page_though_the_list_was_made_anew(
    standin, fan, get_list, act
):
    first = get_list(fan)
    act(fan, "like", first["recommendations"][3])
    once = get_list(fan, cursor=first["next_cursor"])
    act(fan, "like", once["recommendations"][0])
    services.refresh_users([fan.pk], services.Trigger.HOURLY)
    again = get_list(fan, cursor=first["next_cursor"])
    assert ids(once) == ids(again)
    assert not set(ids(once)) & set(ids(first))


def test_pages_stay_disjoint_though_the_list_was_made_anew(standin, fan, get_list, act):
    page = get_list(fan)
    seen = ids(page)
    for _ in range(3):
        act(fan, "skip", page["recommendations"][0])
        page = get_list(fan, cursor=page["next_cursor"])
        assert not set(seen) & set(ids(page))
        seen += ids(page)


def test_what_is_hidden_meanwhile_is_on_no_further_page(standin, fan, get_list, client_of):
    first = get_list(fan)
    hidden = get_list(fan, cursor=first["next_cursor"])["recommendations"][0]["artist_name"]
    said = {"action": "hide_artist", "artist_name": hidden}
    client_of(fan).post(f"{PATH}feedback/", said)
    assert hidden not in artists(get_list(fan, cursor=first["next_cursor"]))


def test_a_wish_goes_on_as_it_was_made(standin, fan, pages):
    found = pages(fan, genre="metal", limit=5)
    assert len(found) > 2
    reasons = {item["reason"]["value"] for page in found for item in page["recommendations"]}
    assert reasons == {"metal"}


def test_a_list_from_the_database_can_be_gone_on_with(standin, fan, get_list):
    get_list(fan)
    services.forget_user(fan.pk)
    stored = get_list(fan)
    assert stored["source"] == "database"
    assert ids(get_list(fan, cursor=stored["next_cursor"]))


def test_tracks_that_were_recommended_have_their_id(standin, fan, get_list):
    known = {item["track_id"]: item["id"] for item in get_list(fan, limit=50)["recommendations"]}
    first = get_list(fan, limit=5)
    items = get_list(fan, limit=5, cursor=first["next_cursor"])["recommendations"]
    assert [item["id"] for item in items] == [known[item["track_id"]] for item in items]


def test_an_old_cursor_is_said_to_have_expired(standin, fan, get_list, client_of):
    cursor = get_list(fan)["next_cursor"]
    services.forget_user(fan.pk)
    answer = client_of(fan).get(PATH, {"cursor": cursor})
    assert (answer.status_code, answer.json()["code"]) == (404, "cursor_expired")


def test_somebody_elses_cursor_leads_nowhere(standin, fan, other, get_list, client_of):
    answer = client_of(other).get(PATH, {"cursor": get_list(fan)["next_cursor"]})
    assert (answer.status_code, answer.json()["code"]) == (404, "cursor_expired")


@pytest.mark.parametrize("cursor", ["nonsense", "abc.5", "0" * 26 + ".-1", "0" * 26 + ".99999"])
def test_a_cursor_that_is_none_is_400(owner, client_of, cursor):
    answer = client_of(owner).get(PATH, {"cursor": cursor})
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_cursor")


def test_old_rankings_make_room_for_new_ones(owner):
    for number in range(100):
        reels.keep(owner.pk, f"{number:08x}", reels.Reel((), reels.Wish()))
    kept = [number for number in range(100) if reels.read(owner.pk, f"{number:08x}")[0]]
    assert kept[-1] == 99 and len(kept) <= 32
