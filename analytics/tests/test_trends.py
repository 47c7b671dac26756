"""GET /api/analytics/trends/: what rises, not what is large."""

from datetime import timedelta

import pytest
from django.db import connection

from analytics import rollups, services
from analytics.models import UserActivity
from analytics.reports.ranks import note_ranks
from analytics.reports.trend_shares import NEWEST, shares_of
from analytics.trends import (
    Warmth,
    bounded,
    expectation,
    floor,
    is_bounded,
    score,
    scored,
)
from analytics.windows import NAMES, full_hour, window_named

PLAY = """
INSERT INTO analytics_useractivity
    (user_id, track_id, track_name, artist_name, artist_key, action, metadata, timestamp, event_id,
     reason_end, private)
SELECT u, %(track)s, 'Song', 'by ' || %(track)s, 'by ' || %(track)s, 'play', '{}',
       %(now)s - h * interval '1 hour' - n * interval '1 second', gen_random_uuid()::text, '', false
FROM unnest(%(users)s) u, unnest(%(hours)s) h, generate_series(1, %(times)s) n
"""


@pytest.fixture
def crowd(django_user_model, db):
    users = [
        django_user_model(username=f"u{number}", email=f"u{number}@example.org")
        for number in range(60)
    ]
    return [user.pk for user in django_user_model.objects.bulk_create(users)]


@pytest.fixture
def played(now):
    def play(track, users, hours, times=1):
        values = {"track": track, "users": users, "hours": list(hours), "times": times, "now": now}
        with connection.cursor() as cursor:
            cursor.execute(PLAY, values)

    return play


@pytest.fixture
def trends(client_of):
    def get(user, query=""):
        return client_of(user).get(f"/api/analytics/trends/{query}").json()

    return get


def tracks(body):
    return [line["track_id"] for line in body["popular_tracks"]]


def test_nothing_trends_by_size_alone():
    giant, small_burst = score(10_000, 10_000), score(57, 23)
    assert small_burst > giant


def test_what_falls_is_not_below_what_stands():
    assert score(50, 100) == score(50, 50)


def test_a_rise_of_everybody_is_no_trend():
    platform = Warmth("platform", "", recent=600, past=1400)
    quiet = Warmth("platform", "", recent=200, past=1400)
    evening = scored([Warmth("track", "t", 60, 140)], expectation(platform))
    night = scored([Warmth("track", "t", 20, 140)], expectation(quiet))
    assert evening[0].score == pytest.approx(score(60, 60))
    assert night[0].score == pytest.approx(score(20, 20))


def test_what_few_heard_scores_by_its_share():
    (item,) = scored([Warmth("track", "t", recent=30, past=10)], 0.5)
    assert bounded(item, 1) == item
    assert bounded(item, 0.1).score == score(3, 5) < item.score


def test_one_listener_is_no_matter_where_there_are_many():
    small, large = scored(
        [Warmth("track", key, heat, 0) for key, heat in (("s", 99), ("l", 9e4))], 1
    )[::-1]
    assert is_bounded(small, 6) and not is_bounded(large, 6)


def test_equal_scores_have_one_order():
    items = [Warmth("track", key, 5, 5) for key in "cab"]
    assert [item.key for item in scored(items, 1)] == ["a", "b", "c"]


@pytest.mark.parametrize(("active", "least"), [(0, 2), (1, 2), (2, 2), (3, 3), (1000, 3)])
def test_the_floor_is_three_listeners_or_everybody_but_never_one(active, least):
    assert floor(active) == least


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("counted", [True, False], ids=["kept counts", "raw tail"])
def test_a_burst_is_on_top_within_one_step_and_a_giant_stays(owner, crowd, played, trends, counted):
    played("giant", crowd[:40], range(240))
    for number in range(10):
        played(f"steady {number}", crowd[number : number + 10], range(240))
    played("small", crowd[:2], range(240))
    rollups.count_all(seconds=30)
    before = tracks(trends(owner, "?limit=50"))
    played("small", crowd[10:50], [0])
    if counted:
        rollups.step()
    after = tracks(trends(owner, "?limit=50"))
    assert after.index("small") < 3
    assert after.index("giant") >= before.index("giant")


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


@pytest.mark.django_db
def test_every_list_carries_exact_counts(owner, crowd, played, trends):
    services.describe_genres({"t1": ["soul"]})
    played("t1", crowd[:3], [0, 2], times=2)
    body = trends(owner)
    (track,), (artist,), (genre,) = (
        body[name] for name in ("popular_tracks", "trending_artists", "trending_genres")
    )
    assert (track["track_id"], track["track_name"], track["play_count"]) == ("t1", "Song", 12)
    assert (artist["name"], artist["activity_count"]) == ("by t1", 12)
    assert (genre["name"], genre["count"]) == ("soul", 12)
    assert track["rank"] == 1 and track["previous_rank"] is None and track["score"] > 0


@pytest.mark.django_db(transaction=True)
def test_kept_counts_and_the_tail_add_up(owner, crowd, played, trends):
    played("t1", crowd[:3], [0, 1])
    rollups.count_all(seconds=30)
    played("t1", crowd[1:5], [0])
    assert trends(owner)["popular_tracks"][0]["play_count"] == 10
    before = trends(owner)["popular_tracks"][0]["score"]
    rollups.count_all(seconds=30)
    assert trends(owner)["popular_tracks"][0]["score"] == pytest.approx(before, abs=1e-2)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("counted", [True, False], ids=["kept counts", "raw tail"])
def test_of_all_times_what_rose_of_late_stands_above_what_always_was(
    owner, crowd, played, trends, counted
):
    ages = [24 * day for day in range(0, 400, 4)]
    played("evergreen", crowd[:40], ages)
    played("newcomer", crowd[:20], ages[:8])
    if counted:
        rollups.count_all(seconds=30)
    body = trends(owner, "?window=all")
    assert tracks(body) == ["newcomer", "evergreen"]
    assert [line["play_count"] for line in body["popular_tracks"]] == [160, 4000]


@pytest.mark.django_db(transaction=True)
def test_of_all_times_the_floor_counts_listeners_of_different_hours(owner, crowd, played, trends):
    for hour, listener in enumerate(crowd[:3]):
        played("one by one", [listener], [hour * 100])
    played("alone", crowd[:1], range(0, 300, 100))
    rollups.count_all(seconds=30)
    assert tracks(trends(owner, "?window=all")) == ["one by one"]


@pytest.mark.django_db
def test_private_sessions_make_no_trend(owner, happened, trends):
    happened(owner, "play", "t1", private=True)
    assert trends(owner)["popular_tracks"] == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("counted", [True, False], ids=["kept counts", "raw tail"])
def test_private_sessions_do_not_shape_what_others_trend(
    owner, crowd, played, happened, trends, now, counted
):
    """Were they listeners of the platform, all would be expected to rise with them."""
    played("t1", crowd[:5], range(0, 96, 6))
    before = trends(owner)["popular_tracks"]
    for number in range(30):
        UserActivity.objects.create(
            user_id=crowd[number],
            action="play",
            track_id="p",
            track_name="p",
            artist_name="p",
            artist_key="p",
            timestamp=now,
            event_id="private",
            private=True,
        )
    if counted:
        rollups.count_all(seconds=30)
    after = trends(owner)["popular_tracks"]
    assert before[0]["score"] == pytest.approx(after[0]["score"], abs=1e-3)
    assert [line["track_id"] for line in after] == ["t1"]


@pytest.mark.django_db
def test_the_previous_rank_is_the_one_before(owner, crowd, played, trends, now):
    played("t1", crowd[:3], [0])
    played("t2", crowd[:4], [0])
    earlier = now - timedelta(hours=2)
    note_ranks(window_named("24h", earlier), earlier, {("track", "t1"): 1, ("track", "t2"): 2})
    lines = trends(owner)["popular_tracks"]
    assert [(line["track_id"], line["previous_rank"]) for line in lines] == [("t2", 2), ("t1", 1)]


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["?window=ever", "?window=", "?limit=0", "?limit=51", "?limit=x"])
def test_a_query_that_makes_no_sense_is_refused(owner, client_of, query):
    assert client_of(owner).get(f"/api/analytics/trends/{query}").status_code == 400
