"""GET /api/analytics/trends/: what rises, not what is large."""

from datetime import timedelta

import pytest

from analytics import rollups, services
from analytics.models import UserActivity
from analytics.reports.ranks import note_ranks
from analytics.trends import (
    Warmth,
    bounded,
    expectation,
    floor,
    is_bounded,
    score,
    scored,
)
from analytics.windows import window_named


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
