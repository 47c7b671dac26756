"""Reports as CSV."""

import csv
from datetime import datetime

import pytest

from analytics import services
from analytics.types import Shown, ShownItem

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(client_of):
    def get(user, name):
        return client_of(user).get(f"/api/analytics/{name}/?format=csv")

    return get


def lines(answer):
    return b"".join(answer.streaming_content).decode().splitlines()


def rows(answer):
    return list(csv.DictReader(lines(answer)))


HEADS = {
    "summary": "figure,of,value,email",
    "trends": "list,rank,previous_rank,name,artist_name,track_id,count,score",
    "timeseries": "at,value",
    "recommendations": "group,value,impressions,click_through,click_through_low,click_through_high,"
    "like_rate,like_rate_low,like_rate_high,skip_rate,skip_rate_low,skip_rate_high",
}


@pytest.mark.parametrize("name", HEADS)
def test_a_table_begins_with_its_columns_though_nothing_happened(staff, table, name):
    answer = table(staff, name)
    assert answer.status_code == 200
    assert answer.streaming
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}.csv"'
    assert lines(answer)[0] == HEADS[name]


def test_the_table_of_the_summary_holds_every_figure(owner, staff, happened, table):
    happened(owner, "play", "t1")
    happened(owner, "skip", "t1")
    found = {(row["figure"], row["of"]): row["value"] for row in rows(table(staff, "summary"))}
    assert found["window", ""] == "all"
    assert found["since", ""] == ""
    assert found["total_users", ""] == found["total_activities", ""] == "2"
    assert found["total_recommendations", ""] == "0"
    for action, count in {"play": "1", "like": "0", "skip": "1", "share": "0"}.items():
        assert found["activities_by_action", action] == count
    assert [found["active_users", span] for span in ("day", "week", "month")] == ["1"] * 3
    assert found["today", "active_users"] in "01"  # around midnight
    assert found["most_active_users", str(owner.pk)] == "2"


def test_the_most_active_users_come_with_their_addresses(owner, staff, happened, table):
    happened(owner, "play", "t1")
    line = f"most_active_users,{owner.pk},1,owner@example.org"
    assert lines(table(staff, "summary"))[-1] == line


def test_the_table_of_trends_has_a_line_for_each_of_each_list(
    owner, other, staff, make_user, happened, table
):
    services.describe_genres({"t1": ["soul"]})
    for user in (owner, other, staff, *map(make_user, "abc")):
        happened(user, "play", "t1")
    track, artist, genre = rows(table(staff, "trends"))
    assert track.items() >= {"list": "popular_tracks", "rank": "1", "count": "6"}.items()
    assert (track["track_id"], track["name"]) == ("t1", "Song t1")
    assert track["artist_name"] == artist["name"] == "Nina Simone"
    assert (artist["list"], artist["count"]) == ("trending_artists", "6")
    assert (genre["list"], genre["name"], genre["track_id"]) == ("trending_genres", "soul", "")
    assert float(track["score"]) > 0
    assert track["previous_rank"] == ""


def test_the_table_of_a_series_has_its_points(owner, staff, happened, client_of, now):
    happened(owner, "play", "t1")
    path = "/api/analytics/timeseries/?interval=hour&metric=plays"
    body = client_of(staff).get(path).json()
    found = rows(client_of(staff).get(f"{path}&format=csv"))
    assert len(found) == len(body["points"]) == 48
    assert [int(row["value"]) for row in found] == [point["value"] for point in body["points"]]
    moments = [datetime.fromisoformat(row["at"]) for row in found]
    assert moments == [datetime.fromisoformat(point["at"]) for point in body["points"]]


def test_the_table_of_recommendations_has_every_group_and_the_total(owner, staff, table, now):
    shown = [ShownItem(1, "pools", "genre", "bold/a"), ShownItem(2, "new", "mood")]
    services.record_impressions(
        Shown(owner.pk, item, place, now) for place, item in enumerate(shown, start=1)
    )
    found = {
        (row["group"], row["value"]): row["impressions"]
        for row in rows(table(staff, "recommendations"))
    }
    assert found == {
        ("total", ""): "2",
        ("source", "pools"): "1",
        ("source", "new"): "1",
        ("reason", "genre"): "1",
        ("reason", "mood"): "1",
        ("position", "1"): "1",
        ("position", "2"): "1",
        ("variant", "bold/a"): "1",
        ("variant", ""): "1",
    }


def test_others_do_not(owner, table):
    answer = table(owner, "trends")
    assert answer.status_code == 403
    assert answer.json()["code"] == "staff_only"


def test_a_name_that_is_a_formula_is_not_run(owner, staff, happened, table):
    for user in (owner, staff):
        happened(user, "play", "t1", artist="=HYPERLINK()")
    assert "'=HYPERLINK()" in "\n".join(lines(table(staff, "trends")))


def test_other_formats_are_refused(staff, client_of):
    assert client_of(staff).get("/api/analytics/trends/?format=xml").status_code == 400
