"""GET /api/recommendations/{user_id}/similar-listeners/: only among those who want to be seen."""

import pytest

from recommendations import company
from users.models import UserProfile

pytestmark = pytest.mark.django_db(transaction=True)

PATH = "/api/recommendations/me/similar-listeners/"
SHOWN = {"similar_listeners": True}
ARTISTS = ["Ada", "Björk", "Cher", "Dido"]


@pytest.fixture
def plays(act):
    """Let somebody play these artists: ``plays(user, ["Ada"])``."""

    def send(user, artists):
        names = ("track_id", "track_name", "artist_name")
        act(
            user,
            "play",
            *(dict(zip(names, (f"t-{a}", f"Song of {a}", a), strict=True)) for a in artists),
        )

    return send


@pytest.fixture
def ada(make_user, plays):
    """Somebody who wants to be seen, with four artists."""
    user = make_user("ada", preferences=SHOWN)
    plays(user, ARTISTS)
    return user


@pytest.fixture
def found(client_of):
    """Names and shared artists by name, as a user sees them."""

    def get(user):
        answer = client_of(user).get(PATH)
        assert answer.status_code == 200, answer.content
        listeners = answer.json()["listeners"]
        return {each["display_name"]: each["shared_artists"] for each in listeners}

    return get


def test_who_wants_to_be_seen_is_shown_with_what_is_shared(ada, make_user, plays, found):
    grace = make_user("grace", preferences=SHOWN)
    plays(grace, [*ARTISTS[:3], "Enya"])
    assert found(ada) == {"grace": ["ada", "björk", "cher"]}
    assert found(grace) == {"ada": ["ada", "björk", "cher"]}


def test_nothing_else_is_told_of_anybody(ada, make_user, plays, client_of):
    plays(make_user("grace", preferences=SHOWN), ARTISTS)
    (shown,) = client_of(ada).get(PATH).json()["listeners"]
    assert shown.keys() == {"display_name", "shared_artists"}


def test_who_did_not_opt_in_sees_nobody(ada, make_user, client_of, plays):
    hidden = make_user("hidden")
    plays(hidden, ARTISTS)
    answer = client_of(hidden).get(PATH)
    assert (answer.status_code, answer.json()["code"]) == (403, "similar_listeners_off")


def test_who_did_not_opt_in_changes_nothing_for_others(ada, make_user, plays, client_of):
    plays(make_user("grace", preferences=SHOWN), ARTISTS)
    plays(make_user("linus", preferences=SHOWN), ARTISTS[1:])
    before = client_of(ada).get(PATH).content
    for number in range(3):
        plays(make_user(f"hidden{number}"), ARTISTS)
    assert client_of(ada).get(PATH).content == before


def test_who_opts_out_is_gone_from_the_next_answer(ada, make_user, plays, client_of, found):
    grace = make_user("grace", preferences=SHOWN)
    plays(grace, ARTISTS)
    assert found(ada)
    change = {"profile": {"preferences": {"similar_listeners": False}}}
    assert client_of(grace).patch("/api/users/me/", change).status_code == 200
    assert found(ada) == {}


def test_who_leaves_is_gone_from_the_next_answer(ada, make_user, plays, client_of, found):
    grace = make_user("grace", preferences=SHOWN)
    plays(grace, ARTISTS)
    assert client_of(grace).delete("/api/users/me/").status_code == 204
    assert found(ada) == {}


def test_private_sessions_are_shared_with_nobody(ada, make_user, plays, found):
    secret = make_user("secret", preferences=SHOWN | {"private_session": True})
    plays(secret, ARTISTS)
    assert found(ada) == {}


def test_two_artists_in_common_are_too_few(ada, make_user, plays, found):
    plays(make_user("grace", preferences=SHOWN), ARTISTS[:2])
    assert found(ada) == {}


@pytest.mark.parametrize("hider", ["ada", "grace"])
def test_an_artist_that_one_of_the_two_hid_is_not_shown(
    ada, make_user, plays, client_of, found, hider
):
    grace = make_user("grace", preferences=SHOWN)
    plays(grace, ARTISTS)
    said = {"action": "hide_artist", "artist_name": "Cher"}
    client_of({"ada": ada, "grace": grace}[hider]).post("/api/recommendations/me/feedback/", said)
    assert found(ada) == {"grace": ["ada", "björk", "dido"]}


def test_an_artist_that_was_hidden_is_not_shown_in_a_line_with_others(
    ada, make_user, plays, client_of, found
):
    grace = make_user("grace", preferences=SHOWN)
    for user in (ada, grace):
        plays(user, [*ARTISTS, "Enya, Cher"])
    said = {"action": "hide_artist", "artist_name": "Enya"}
    client_of(grace).post("/api/recommendations/me/feedback/", said)
    assert found(ada) == {"grace": ["ada", "björk", "cher", "dido"]}


def test_the_switch_is_true_or_false(make_user, client_of):
    change = {"profile": {"preferences": {"similar_listeners": "yes"}}}
    answer = client_of(make_user("ada")).patch("/api/users/me/", change)
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_preferences")


def test_somebody_else_gets_403_and_staff_the_owners_view(ada, other, staff, client_of):
    path = PATH.replace("/me/", f"/{ada.pk}/")
    assert client_of(other).get(path).json()["code"] == "not_yours"
    assert client_of(staff).get(path).json()["user_id"] == ada.pk


def test_the_switch_is_off_for_whoever_never_touched_it(ada):
    UserProfile.objects.filter(user=ada).update(preferences={})
    with pytest.raises(company.NotVisible):
        company.similar_listeners(ada.pk, 20)


def test_what_few_share_counts_more():
    shared = {1: {"a", "b", "c"}, 2: {"a", "b", "x"}, 3: {"a", "b", "c"}, 4: {"a", "b"}}
    closest = company.closest(shared)
    assert [each.user_id for each in closest] == [2, 1, 3]
    assert closest[0].artists == ("x", "a", "b")
