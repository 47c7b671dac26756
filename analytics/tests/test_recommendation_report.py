"""GET /api/analytics/recommendations/ and the impressions behind it."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import DatabaseError, connection

from analytics import rollups, services
from analytics.models import Impression
from analytics.types import Shown, ShownItem
from analytics.wilson import interval
from users import services as users

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def report(client_of):
    return lambda user, query="": client_of(user).get(f"/api/analytics/recommendations/{query}")


@pytest.fixture
def recommended(now):
    def make(user, track):
        return apps.get_model("recommendations", "Recommendation").objects.create(
            user=user,
            track_id=track,
            track_name="Song",
            artist_name="Nina Simone",
            spotify_url="https://open.spotify.com/track/t1",
            reason_code="genre",
            created_at=now,
            chosen_at=now,
            expires_at=now,
        )

    return make


def item(recommendation, source="pools", variant=""):
    return ShownItem(recommendation.pk, source, "genre", variant)


@pytest.fixture
def show(now):
    def record(recommendations, *, hours_ago=0, **more):
        at = now - timedelta(hours=hours_ago)
        services.record_impressions(
            Shown(row.user_id, item(row, **more), position, at)
            for position, row in enumerate(recommendations, start=1)
        )

    return record


def rates(line):
    return [line[name]["rate"] for name in ("click_through", "like_rate", "skip_rate")]


def differing():
    return [found.what for found in rollups.compare() if found.differing]


@pytest.mark.parametrize("counted", ["before", "between", "after", "never"])
def test_rates_are_of_what_was_shown(owner, staff, recommended, show, send, event, report, counted):
    rows = [recommended(owner, f"t{n}") for n in range(4)]
    if counted != "before":
        show(rows)
    if counted == "between":
        rollups.count_all(seconds=30)
    send(owner, event(recommendation=rows[0].pk))
    send(owner, event(recommendation=rows[0].pk, action="like"))
    send(owner, event(recommendation=rows[1].pk, action="skip"))
    if counted != "never":
        rollups.count_all(seconds=30)
    if counted == "before":
        show(rows)
    body = report(staff).json()
    (line,) = body["by_source"]
    assert (line["source"], line["impressions"]) == ("pools", 4)
    assert rates(line) == rates(body["total"]) == [0.25] * 3
    assert [line["position"] for line in body["by_position"]] == [1, 2, 3, 4]
    assert differing() == []


def test_each_variant_has_its_own_rates(owner, staff, recommended, show, send, event, report):
    rows = [recommended(owner, f"t{n}") for n in range(2)]
    show(rows[:1], variant="bold")
    show(rows[1:])
    send(owner, event(recommendation=rows[0].pk))
    lines = {line["variant"]: rates(line) for line in report(staff).json()["by_variant"]}
    assert lines == {"bold": [1, 0, 0], "": [0, 0, 0]}


def test_a_window_counts_whole_days(owner, staff, recommended, show, report):
    row = recommended(owner, "t1")
    for days in (0, 3, 40):
        show([row], hours_ago=24 * days)
    shown = [
        report(staff, f"?window={window}").json()["total"]["impressions"]
        for window in ("24h", "7d", "30d", "all")
    ]
    assert shown == [1, 2, 2, 3]


def test_what_happened_before_it_was_shown_is_not_counted(
    owner, staff, recommended, happened, show, report
):
    row = recommended(owner, "t1")
    happened(owner, "play", "t1", hours_ago=1, recommendation=row)
    show([row])
    assert rates(report(staff).json()["total"]) == [0, 0, 0]


@pytest.mark.parametrize("counted", [True, False], ids=["kept counts", "raw tail"])
def test_a_deleted_event_is_no_click(owner, staff, recommended, happened, show, report, counted):
    row = recommended(owner, "t1")
    show([row])
    doomed = happened(owner, "play", "t1", recommendation=row)
    rollups.count_all(seconds=30)
    doomed.delete()
    if counted:
        rollups.count_all(seconds=30)
    assert rates(report(staff).json()["total"]) == [0, 0, 0]
    assert differing() == []


def test_a_click_outlives_its_recommendation(owner, staff, recommended, happened, show, report):
    row = recommended(owner, "t1")
    show([row])
    happened(owner, "play", "t1", recommendation=row)
    rollups.count_all(seconds=30)
    row.delete()
    assert rates(report(staff).json()["total"]) == [1, 0, 0]
    assert differing() == []


def test_counting_anew_gives_the_same_report(owner, staff, recommended, happened, show, report):
    row = recommended(owner, "t1")
    show([row])
    happened(owner, "play", "t1", recommendation=row)
    rollups.count_all(seconds=30)
    rollups.forget_counts()
    rollups.count_all(seconds=30)
    assert rates(report(staff).json()["total"]) == [1, 0, 0]


def test_the_report_is_for_staff(owner, report):
    assert report(owner).status_code == 403


def test_without_impressions_everything_is_possible(staff, report):
    assert report(staff).json()["total"]["click_through"] == {"rate": 0, "low": 0, "high": 1}


@pytest.mark.parametrize("counted", [True, False], ids=["kept counts", "raw tail"])
def test_an_erased_users_impressions_are_gone(
    owner, other, staff, recommended, happened, show, report, counted
):
    mine, theirs = recommended(owner, "t1"), recommended(other, "t1")
    show([mine]), show([theirs])
    happened(owner, "play", "t1", recommendation=mine)
    if counted:
        rollups.count_all(seconds=30)
    users.erase_user(owner.pk)
    assert list(Impression.objects.values_list("user_id", flat=True)) == [other.pk]
    assert report(staff).json()["total"]["impressions"] == 1
    assert differing() == []


def test_what_a_user_was_shown_before_the_erasure_is_not_stored_after_it(owner, recommended, show):
    row = recommended(owner, "t1")
    users.erase_user(owner.pk)
    show([row])
    assert Impression.objects.count() == 0


def view(recommendation, moment, count=20, version="v1"):
    name = services.view_of(recommendation.user_id, count, version)
    services.note_view(name, moment.timestamp(), services.packed([item(recommendation)]))


def test_views_are_stored_later_as_of_when_they_happened(owner, recommended, now):
    row = recommended(owner, "t1")
    for seconds in (0, 1, 2):
        view(row, now + timedelta(seconds=seconds))
    assert services.record_views() == 1
    assert services.record_views() == 0
    assert abs(Impression.objects.get().shown_at - now) < timedelta(milliseconds=1)


def test_views_of_an_erased_user_are_forgotten(owner, other, recommended, now):
    for user in (owner, other):
        view(recommended(user, "t1"), now)
    users.erase_user(owner.pk)
    assert services.record_views() == 1
    assert Impression.objects.get().user_id == other.pk


def test_only_what_was_asked_for_was_shown(owner, recommended, now):
    items = [item(recommended(owner, f"t{n}")) for n in range(5)]
    name = services.view_of(owner.pk, 2)
    services.note_view(name, now.timestamp(), services.packed(items))
    services.record_views()
    assert Impression.objects.count() == 2


def test_views_that_could_not_be_stored_come_again(owner, recommended, now):
    view(recommended(owner, "t1"), now)
    with pytest.raises(DatabaseError), connection.execute_wrapper(broken):
        services.record_views()
    assert services.record_views() == 1


def broken(execute, sql, params, many, context):
    raise DatabaseError


@pytest.mark.parametrize(
    ("hits", "tries", "low", "high"),
    [(0, 0, 0, 1), (0, 10, 0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1)],
)
def test_wilsons_interval_is_honest_about_few_tries(hits, tries, low, high):
    assert interval(hits, tries) == pytest.approx((low, high), abs=1e-4)
