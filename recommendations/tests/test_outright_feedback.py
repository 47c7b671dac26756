"""What a listener says outright of tracks and artists is in force in the very next list."""

import pytest

from common.redis_client import redis_client
from recommendations import services
from recommendations.models import Feedback
from recommendations.tests.test_feedback import artists, ids
from users.services import erase_user

pytestmark = pytest.mark.django_db(transaction=True)

PATH = "/api/recommendations/me/feedback/"


@pytest.fixture
def say(client_of):
    """Say something: ``say(user, "like", track_id=...)``; the answer's body."""

    def post(user, action, status=200, **target):
        answer = client_of(user).post(PATH, {"action": action, **target})
        assert answer.status_code == status, answer.content
        return answer.json()

    return post


@pytest.fixture
def first(standin, owner, get_list):
    """The first track of the owner's list."""
    return get_list(owner)["recommendations"][0]


@pytest.mark.parametrize("action", ["dislike", "hide_track"])
def test_a_rejected_track_is_gone_from_the_next_list(owner, first, get_list, say, action):
    say(owner, action, track_id=first["track_id"])
    assert first["track_id"] not in ids(get_list(owner, limit=50))


def test_a_hidden_artist_is_gone_by_name(owner, first, get_list, say):
    say(owner, "hide_artist", artist_name=first["artist_name"].upper())
    assert first["artist_name"] not in artists(get_list(owner, limit=50))


def test_a_hidden_artist_is_gone_by_id(owner, first, get_list, say):
    say(owner, "hide_artist", artist_id=first["metadata"]["artist_ids"][0])
    assert first["artist_name"] not in artists(get_list(owner, limit=50))


def test_a_hidden_artist_stays_out_when_everything_was_heard(owner, first, get_list, say, act):
    say(owner, "hide_artist", artist_name=first["artist_name"])
    for _ in range(4):
        act(owner, "play", *get_list(owner, limit=50)["recommendations"])
    assert first["artist_name"] not in artists(get_list(owner, limit=50))


def test_a_like_brings_the_artist_up(owner, first, get_list, say):
    before = get_list(owner, limit=50)
    items = {item["artist_name"]: item for item in before["recommendations"]}
    name, last = list(items.items())[-1]  # who came in last, so that there is room above
    say(owner, "like", track_id=last["track_id"])
    after = get_list(owner, limit=50)
    assert artists(after).index(name) < artists(before).index(name)


def test_a_dislike_brings_the_artist_down(standin, owner, get_list, say):
    before = get_list(owner, limit=50)["recommendations"]
    names = [item["artist_name"] for item in before]
    rejected, left = (item for item in before if item["artist_name"] == max(names, key=names.count))
    say(owner, "dislike", track_id=rejected["track_id"])
    after = get_list(owner, limit=50)["recommendations"]
    scores = {item["track_id"]: item["score"] for item in after}
    assert scores[left["track_id"]] < left["score"]


def test_a_liked_track_stays_although_it_was_skipped(owner, first, get_list, say, act):
    say(owner, "like", track_id=first["track_id"])
    act(owner, "skip", first)
    assert first["track_id"] in ids(get_list(owner, limit=50))


def test_the_last_word_counts(owner, first, get_list, say):
    say(owner, "dislike", track_id=first["track_id"])
    say(owner, "like", track_id=first["track_id"])
    assert first["track_id"] in ids(get_list(owner, limit=50))
    assert Feedback.objects.count() == 1


@pytest.mark.parametrize("action", ["dislike", "hide_track"])
def test_undo_brings_a_track_back(owner, first, get_list, say, action):
    say(owner, action, track_id=first["track_id"])
    get_list(owner)
    assert say(owner, "undo", track_id=first["track_id"])["changed"]
    assert first["track_id"] in ids(get_list(owner, limit=50))


def test_undo_by_name_finds_an_artist_hidden_by_id(owner, first, get_list, say):
    say(owner, "hide_artist", artist_id=first["metadata"]["artist_ids"][0])
    assert say(owner, "undo", artist_name=first["artist_name"])["changed"]
    assert first["artist_name"] in artists(get_list(owner, limit=50))


def test_undo_by_id_finds_an_artist_hidden_by_name(owner, first, get_list, say):
    say(owner, "hide_artist", artist_name=first["artist_name"].lower())
    assert say(owner, "undo", artist_id=first["metadata"]["artist_ids"][0])["changed"]
    assert first["artist_name"] in artists(get_list(owner, limit=50))


def test_undo_by_name_takes_no_notice_of_case(owner, first, get_list, say):
    say(owner, "hide_artist", artist_id=first["metadata"]["artist_ids"][0])
    assert say(owner, "undo", artist_name=first["artist_name"].upper())["changed"]
    assert first["artist_name"] in artists(get_list(owner, limit=50))


def test_undo_takes_back_a_hiding_by_id_and_by_name(owner, first, get_list, say):
    say(owner, "hide_artist", artist_id=first["metadata"]["artist_ids"][0])
    say(owner, "hide_artist", artist_name=first["artist_name"])
    assert say(owner, "undo", artist_name=first["artist_name"])["changed"]
    assert first["artist_name"] in artists(get_list(owner, limit=50))


def test_undo_by_id_leaves_another_artist_of_the_same_name(owner, say):
    one, other = "1" * 22, "2" * 22
    for artist_id in (one, other):
        say(owner, "hide_artist", artist_id=artist_id, artist_name="Bush")
    assert say(owner, "undo", artist_id=one, artist_name="Bush")["changed"]
    assert Feedback.objects.get(action="hide_artist").key == other


def test_a_word_said_in_a_private_session_is_kept_as_one_and_counts_for_its_listener(
    owner, first, client_of, get_list, say
):
    private = {"profile": {"preferences": {"private_session": True}}}
    assert client_of(owner).patch("/api/users/me/", private).status_code == 200
    say(owner, "dislike", track_id=first["track_id"])
    assert Feedback.objects.get().private
    assert first["track_id"] not in ids(get_list(owner, limit=50))


def test_the_last_word_is_as_private_as_the_session_it_was_said_in(owner, first, client_of, say):
    for private, action in ((True, "like"), (False, "dislike")):
        change = {"profile": {"preferences": {"private_session": private}}}
        client_of(owner).patch("/api/users/me/", change)
        say(owner, action, track_id=first["track_id"])
        assert Feedback.objects.get().private is private


def test_saying_it_again_changes_nothing(owner, first, get_list, say):
    assert say(owner, "like", track_id=first["track_id"])["changed"]
    get_list(owner)
    assert not say(owner, "like", track_id=first["track_id"])["changed"]
    assert get_list(owner)["source"] == "cache"


def test_undoing_what_was_never_said_changes_nothing(owner, first, say):
    assert not say(owner, "undo", track_id=first["track_id"])["changed"]
    assert not say(owner, "undo", artist_name="Nobody")["changed"]


def test_it_is_in_force_although_the_shelf_was_lost(owner, first, get_list, say):
    say(owner, "hide_track", track_id=first["track_id"])
    redis_client().flushdb()
    assert first["track_id"] not in ids(get_list(owner, limit=50))


def test_an_undo_is_in_force_although_the_shelf_was_lost(owner, first, get_list, say):
    say(owner, "hide_track", track_id=first["track_id"])
    get_list(owner)
    say(owner, "undo", track_id=first["track_id"])
    redis_client().flushdb()
    assert first["track_id"] in ids(get_list(owner, limit=50))


def test_it_announces_a_re_ranking(owner, first, say, queue):
    services.forget_user(owner.pk)
    say(owner, "like", track_id=first["track_id"])
    assert ("rerank_users", {"user_ids": [owner.pk]}) in queue()


def test_the_list_shows_what_is_in_force_newest_first(owner, first, client_of, say):
    say(owner, "like", track_id=first["track_id"])
    say(owner, "hide_artist", artist_name="Abba")
    say(owner, "hide_artist", artist_name="Boney M.")
    say(owner, "undo", artist_name="Abba")
    results = client_of(owner).get(PATH).json()["results"]
    assert [(item["action"], item["artist_name"]) for item in results] == [
        ("hide_artist", "Boney M."),
        ("like", first["artist_name"]),
    ]
    assert results[1]["track_name"] == first["track_name"]


def test_the_list_is_paged(owner, client_of, say):
    for name in ("Abba", "Boney M.", "Cher"):
        say(owner, "hide_artist", artist_name=name)
    page = client_of(owner).get(PATH, {"page_size": 2}).json()
    assert [item["artist_name"] for item in page["results"]] == ["Cher", "Boney M."]
    rest = client_of(owner).get(page["next"]).json()["results"]
    assert [item["artist_name"] for item in rest] == ["Abba"]


def test_a_track_that_was_never_offered_is_404(owner, say):
    assert say(owner, "like", status=404, track_id="nobody knows")["code"] == "unknown_track"


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"action": "adore", "track_id": "x"},
        {"action": "like"},
        {"action": "like", "artist_name": "Abba"},
        {"action": "hide_artist", "track_id": "x"},
        {"action": "hide_artist", "artist_id": "too short"},
        {"action": "hide_artist", "artist_name": " "},
        {"action": "undo"},
        {"action": "undo", "track_id": "x", "artist_name": "Abba"},
    ],
)
def test_what_cannot_be_meant_is_400(owner, client_of, body):
    answer = client_of(owner).post(PATH, body)
    assert answer.status_code == 400
    assert answer.json()["code"] == "validation_failed"


def test_staff_speak_for_a_user_who_exists_only(owner, staff, client_of):
    body = {"action": "hide_artist", "artist_name": "Abba"}
    path = "/api/recommendations/{}/feedback/"
    assert client_of(staff).post(path.format(owner.pk), body).status_code == 200
    missing = client_of(staff).post(path.format(999_999_999), body)
    assert (missing.status_code, missing.json()["code"]) == (404, "user_not_found")
    assert Feedback.objects.get().user_id == owner.pk


def test_feedback_is_erased_with_the_user(owner, first, say):
    say(owner, "like", track_id=first["track_id"])
    erase_user(owner.pk)
    assert not Feedback.objects.exists()


def test_what_somebody_else_says_changes_nothing(owner, other, first, get_list, say):
    say(other, "hide_track", track_id=first["track_id"])
    assert get_list(owner)["recommendations"][0]["track_id"] == first["track_id"]


def test_many_saying_the_same_at_once_leave_one_word(owner, first, say, in_threads):
    answers = in_threads(5, lambda: say(owner, "like", track_id=first["track_id"])["changed"])
    assert sorted(answers) == [False] * 4 + [True]


def test_it_counts_against_the_limit_of_activity(owner, client_of):
    answer = client_of(owner).get(PATH)
    assert answer["X-RateLimit-Limit"] == "120"
