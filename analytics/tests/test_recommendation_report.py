"""GET /api/analytics/recommendations/ and the impressions behind it."""

import pytest
from django.apps import apps

from analytics import services
from analytics.models import Impression
from analytics.types import Shown
from analytics.wilson import interval
from common.redis_client import redis_client
from users import services as users

pytestmark = pytest.mark.django_db


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


def shown(recommendation, position=1):
    return Shown(recommendation.user_id, recommendation.pk, "pools", "genre", position)


def test_rates_are_of_what_was_shown(owner, staff, recommended, send, event, report):
    rows = [recommended(owner, f"t{n}") for n in range(4)]
    services.record_impressions(shown(row, n + 1) for n, row in enumerate(rows))
    send(owner, event(recommendation=rows[0].pk))
    send(owner, event(recommendation=rows[0].pk, action="like"))
    send(owner, event(recommendation=rows[1].pk, action="skip"))
    (line,) = report(staff).json()["by_source"]
    assert (line["source"], line["impressions"]) == ("pools", 4)
    assert [line[name]["rate"] for name in ("click_through", "like_rate", "skip_rate")] == [
        0.25
    ] * 3
    assert [line["position"] for line in report(staff).json()["by_position"]] == [1, 2, 3, 4]


def test_what_happened_before_it_was_shown_is_not_counted(
    owner, staff, recommended, happened, report
):
    row = recommended(owner, "t1")
    happened(owner, "play", "t1", hours_ago=1, recommendation=row)
    services.record_impressions([shown(row)])
    assert report(staff).json()["by_source"][0]["click_through"]["rate"] == 0


def test_the_report_is_for_staff(owner, report):
    assert report(owner).status_code == 403


def test_views_cost_the_reader_one_command_and_are_stored_later(owner, recommended):
    row = recommended(owner, "t1")
    for _ in range(3):
        pipeline = redis_client().pipeline(transaction=False)
        services.note_view(pipeline, owner.pk)
        pipeline.execute()
    assert services.record_views(lambda user_ids: [shown(row)] if owner.pk in user_ids else []) == 1
    assert services.record_views(lambda _: []) == 0
    assert Impression.objects.count() == 1


def test_views_whose_storing_failed_come_again(owner, recommended):
    row = recommended(owner, "t1")
    services.note_view(redis_client(), owner.pk)
    with pytest.raises(ZeroDivisionError):
        services.record_views(lambda _: 1 / 0)
    assert services.record_views(lambda _: [shown(row)]) == 1


@pytest.mark.django_db(transaction=True)
def test_an_erased_users_impressions_are_gone(owner, recommended):
    services.record_impressions([shown(recommended(owner, "t1"))])
    users.erase_user(owner.pk)
    assert Impression.objects.count() == 0


@pytest.mark.parametrize(
    ("hits", "tries", "low", "high"),
    [(0, 0, 0, 1), (0, 10, 0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1)],
)
def test_wilsons_interval_is_honest_about_few_tries(hits, tries, low, high):
    assert interval(hits, tries) == pytest.approx((low, high), abs=1e-4)
