"""The admin shows lists, refreshes, pools and tracks, and lets nobody edit them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from recommendations.models import (
    PoolCandidate,
    Recommendation,
    RecommendationLog,
    TastePool,
    Track,
)

pytestmark = pytest.mark.django_db(transaction=True)

MODELS = {
    "recommendation": Recommendation,
    "recommendationlog": RecommendationLog,
    "tastepool": TastePool,
    "track": Track,
}
FILTERS = [
    ("recommendation", "reason_code=genre"),
    ("recommendation", "place=in"),
    ("recommendationlog", "status__exact=success&trigger__exact=read"),
    ("tastepool", "kind__exact=genre&fill=well"),
]

every_model = pytest.mark.parametrize("name", MODELS)


@pytest.fixture
def operator(make_user, client):
    """A browser in which an operator has signed in."""
    client.force_login(make_user("operator", is_staff=True, is_superuser=True))
    return client


@pytest.fixture
def filled(standin, owner, get_list):
    """One row of everything, at least."""
    return get_list(owner)


@every_model
def test_the_list_of_rows_loads(filled, operator, name):
    assert operator.get(f"/admin/recommendations/{name}/").status_code == 200


@every_model
def test_the_page_of_a_row_loads(filled, operator, name):
    row = MODELS[name].objects.first()
    page = operator.get(f"/admin/recommendations/{name}/{row.pk}/change/")
    assert page.status_code == 200
    assert b'name="_save"' not in page.content


@every_model
def test_nobody_adds_a_row(operator, name):
    assert operator.get(f"/admin/recommendations/{name}/add/").status_code == 403


@every_model
def test_nobody_changes_a_row(filled, operator, name):
    row = MODELS[name].objects.first()
    answer = operator.post(f"/admin/recommendations/{name}/{row.pk}/change/", {})
    assert answer.status_code == 403


@pytest.mark.parametrize(("name", "query"), FILTERS)
def test_the_filters_work(filled, operator, name, query):
    assert operator.get(f"/admin/recommendations/{name}/?{query}").status_code == 200


@pytest.mark.parametrize("name", ["recommendation", "recommendationlog"])
def test_rows_are_found_by_their_user(filled, owner, other, operator, name):
    def found(term):
        page = operator.get(f"/admin/recommendations/{name}/", {"q": term})
        return page.context["cl"].result_count

    assert found(owner.username) == found(str(owner.pk)) > 0
    assert found(other.username) == found("nobody") == 0


def test_tracks_are_found_by_id_and_artist(filled, operator):
    track = Track.objects.first()
    for term in (track.pk, track.artist_names[0].upper(), track.artist_ids[0]):
        page = operator.get("/admin/recommendations/track/", {"q": term})
        assert track in page.context["cl"].result_list


def test_pools_are_found_by_part_of_their_name(filled, operator):
    page = operator.get("/admin/recommendations/tastepool/", {"q": "roc"})
    assert [pool.value for pool in page.context["cl"].result_list] == ["rock"]


def test_the_pools_are_shown_with_their_number_of_candidates(filled, operator):
    page = operator.get("/admin/recommendations/tastepool/")
    for pool in page.context["cl"].result_list:
        assert pool.candidate_count == PoolCandidate.objects.filter(pool=pool).count() > 0


def test_more_pools_cost_no_more_statements(filled, operator):
    def statements():
        with CaptureQueriesContext(connection) as queries:
            operator.get("/admin/recommendations/tastepool/")
        return len(queries)

    few = statements()
    TastePool.objects.bulk_create(
        TastePool(kind="genre", value=f"genre {n}", market="US") for n in range(20)
    )
    assert statements() == few


def test_a_row_can_be_deleted(filled, operator):
    row = RecommendationLog.objects.first()
    page = f"/admin/recommendations/recommendationlog/{row.pk}/delete/"
    assert operator.post(page, {"post": "yes"}).status_code == 302
    assert not RecommendationLog.objects.filter(pk=row.pk).exists()
