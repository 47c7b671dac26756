"""Trends that one user, or a few, would like to make or to spoil."""

from datetime import timedelta

import pytest

from analytics import rollups, selectors
from analytics.models import Item, UserActivity
from analytics.reports.trend_shares import NEWEST, shares_of
from analytics.reports.trends import CANDIDATES
from analytics.windows import NAMES, full_hour, window_named


def tracks(body):
    return [line["track_id"] for line in body["popular_tracks"]]


@pytest.mark.django_db
def test_one_user_makes_no_trend_alone(owner, crowd, played, trends):
    for number in range(60):
        played(f"t{number}", crowd[number % 50 : number % 50 + 4], [0, 1])
    played("mine", crowd[:1], range(10), times=1000)
    body = trends(owner, "?limit=50")
    assert len(tracks(body)) == 50
    assert "mine" not in tracks(body)


@pytest.mark.django_db
@pytest.mark.parametrize("window", NAMES)
def test_who_is_alone_on_a_platform_makes_no_trend(owner, crowd, played, trends, window):
    played("mine", crowd[:1], range(10), times=1000)
    assert tracks(trends(owner, f"?window={window}")) == []


@pytest.mark.django_db
@pytest.mark.parametrize("window", NAMES)
def test_one_user_of_few_does_not_outweigh_the_others(owner, crowd, played, trends, window):
    played("mine", crowd[:1], range(48), times=100)
    for track in ("mine", "ours"):
        played(track, crowd[1:3], [1, 3])
    played("ours", crowd[3:7], [1])
    assert tracks(trends(owner, f"?window={window}")) == ["ours", "mine"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("counted", [True, False], ids=["kept counts", "raw tail"])
@pytest.mark.parametrize("window", NAMES)
def test_one_user_through_every_hour_of_a_month_never_enters_the_top_50(
    owner, crowd, played, trends, window, counted
):
    """Though others have heard the track as well: they are two, or as many as a quiet track has."""
    month = range(30 * 24)
    for number in range(60):
        played(f"t{number}", crowd[number % 50 : number % 50 + 6], [1, 40, 400])
    played("mine", crowd[:1], month)
    played("mine", crowd[1:3], [2])
    played("lifted", crowd[3:4], month[: 7 * 24])
    played("lifted", crowd[20:40], [500])
    if counted:
        rollups.count_all(seconds=30)
    listed = tracks(trends(owner, f"?window={window}&limit=50"))
    assert len(listed) == 50
    assert not {"mine", "lifted"} & set(listed)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("counted", [True, False], ids=["kept counts", "raw tail"])
@pytest.mark.parametrize(("window", "hours"), [("24h", 1), ("7d", 8), ("30d", 40)])
def test_accomplices_stay_far_behind_an_honest_burst(
    owner, crowd, played, trends, window, hours, counted
):
    """Twenty times the listeners, for as long as shows in the window; against three accounts."""
    for number in range(10):
        played(f"steady {number}", crowd[number : number + 10], range(240))
    played("ours", crowd[:2], range(240))
    played("ours", crowd[10:50], range(hours))
    played("theirs", crowd[57:60], range(48), times=20)
    played("new theirs", crowd[57:60], range(6), times=20)
    if counted:
        rollups.count_all(seconds=30)
    lines = trends(owner, f"?window={window}&limit=50")["popular_tracks"]
    scores = {line["track_id"]: line["score"] for line in lines}
    assert lines[0]["track_id"] == "ours"
    assert max(scores["theirs"], scores["new theirs"]) < scores["ours"] / 2


def share_by_hand(heard, now):
    """The share of a month's heat that counts, of (hours ago, listener): each day once."""
    at = [(full_hour(now - timedelta(hours=ago, seconds=1)), user) for ago, user in heard]
    days = {}
    for hour, user in sorted(at, reverse=True)[:NEWEST]:
        weight = 0.5 ** ((now - hour) / timedelta(hours=180))
        days.setdefault((hour.date(), user), []).append(weight)
    return sum(map(max, days.values())) / sum(map(sum, days.values()))


@pytest.mark.django_db(transaction=True)
def test_how_much_of_a_heat_counts_is_the_same_before_and_after_a_step(crowd, played, now):
    window = window_named("30d", now)

    def shares():
        return rollups.consistently(lambda at: shares_of([("track", "t1")], window, at))

    played("t1", crowd[:3], range(NEWEST))
    rollups.count_all(seconds=30)
    UserActivity.objects.filter(user_id=crowd[0], timestamp__gte=now - timedelta(hours=9)).delete()
    played("t1", crowd[3:5], [0, 1, 300])
    before = shares()
    rollups.count_all(seconds=30)
    heard = [(ago, user) for ago in range(9, NEWEST) for user in crowd[:3]]
    heard += [(ago, user) for ago in range(9) for user in crowd[1:3]]
    heard += [(ago, user) for ago in (0, 1, 300) for user in crowd[3:5]]
    share = pytest.approx(share_by_hand(heard, now))
    assert before == shares() == {("track", "t1"): share}


@pytest.fixture
def flooded(crowd, played):
    """One user keeps more tracks hot than compete; three others heard one, hours ago."""
    played([f"mine {number}" for number in range(CANDIDATES + 1)], crowd[:1], range(12))
    played("ours", crowd[1:4], [8])
    rollups.count_all(seconds=30)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("window", NAMES)
def test_one_user_cannot_take_all_places_of_candidates(owner, flooded, trends, window):
    body = trends(owner, f"?window={window}")
    assert tracks(body) == ["ours"]
    assert [line["name"] for line in body["trending_artists"]] == ["by ours"]


@pytest.mark.django_db(transaction=True)
def test_nor_those_of_what_is_popular(flooded, now):
    (popular,) = selectors.popular_tracks(since=now - timedelta(days=1), limit=20)
    assert (popular.track_id, popular.listeners) == ("ours", 3)


@pytest.mark.django_db(transaction=True)
def test_what_is_left_to_one_listener_competes_no_more(owner, crowd, played, trends):
    played("t1", crowd[:3], [0, 1])
    rollups.count_all(seconds=30)
    assert Item.objects.get(kind="track").several_listeners
    UserActivity.objects.exclude(user_id=crowd[0]).delete()
    assert tracks(trends(owner)) == []
    rollups.count_all(seconds=30)
    assert not Item.objects.get(kind="track").several_listeners
    played("t1", crowd[1:3], [2])
    assert tracks(trends(owner)) == ["t1"]
