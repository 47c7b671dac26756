"""A genre that has few tracks is helped out by the genres close to it, and the list says so."""

import pytest

from recommendations import kinship, services
from recommendations.models import TastePool
from recommendations.ranking import Context, rank
from recommendations.tests.test_ranking import NOW, track
from recommendations.types import Candidate, Taste

pytestmark = pytest.mark.django_db(transaction=True)


def kin_reasons(body):
    reasons = [item["reason"] for item in body["recommendations"]]
    return [reason for reason in reasons if reason["code"] == "related_genre"]


@pytest.fixture
def metal_fan(make_user):
    """Likes a genre close to one that the catalogue knows well."""
    return make_user("metalfan", genres=["black metal"])


def test_a_genre_without_tracks_of_its_own_gives_those_of_its_kin(standin, metal_fan, get_list):
    body = get_list(metal_fan)
    assert body["source"] == "pools"
    assert kin_reasons(body)


def test_the_reason_names_what_is_liked_and_what_is_close_to_it(standin, metal_fan, get_list):
    for reason in kin_reasons(get_list(metal_fan)):
        assert reason["close_to"] == "black metal"
        assert reason["value"] in kinship.kin("black metal")
        assert (
            reason["text"] == f"Because you like black metal, which is close to {reason['value']}"
        )


def test_the_reason_is_the_same_from_the_database(standin, metal_fan, get_list):
    fresh = get_list(metal_fan)
    services.forget_user(metal_fan.pk)
    stored = get_list(metal_fan)
    assert stored["source"] == "database"
    assert kin_reasons(stored) == kin_reasons(fresh)


def test_a_genre_with_enough_tracks_needs_no_help(standin, owner, get_list):
    assert not kin_reasons(get_list(owner, limit=50))
    assert not TastePool.objects.filter(value__in=kinship.nearest_kin("rock", 3)).exists()


def test_a_genre_that_nobody_knows_has_no_kin(standin, make_user, get_list):
    assert not kin_reasons(get_list(make_user("fan", genres=["xyzzy"])))


def test_kin_count_for_less_than_the_genre_itself():
    own = Candidate(track(1, ["Ada"]), Taste("genre", "doom metal"), 0, "s")
    close = Candidate(track(2, ["Cher"]), Taste("genre", "metal"), 0, "s", stands_for="doom metal")
    ranked = rank([close, own], Context(now=NOW, seed="s"), count=2)
    assert [item.reason.code for item in ranked] == ["genre", "related_genre"]


def test_an_hourly_list_makes_no_genre_wanted_that_nobody_named(standin, metal_fan):
    services.refresh_users([metal_fan.pk], services.Trigger.HOURLY)
    assert set(TastePool.objects.values_list("value", flat=True)) == {"black metal", ""}


def test_an_hourly_list_draws_from_pools_of_kin_that_are_there(standin, metal_fan, get_list):
    before = get_list(metal_fan)
    services.refresh_users([metal_fan.pk], services.Trigger.HOURLY)
    assert kin_reasons(get_list(metal_fan)) == kin_reasons(before)


def test_with_spotify_away_the_pools_of_kin_still_serve(standin, make_user, get_list):
    get_list(make_user("first", genres=["heavy metal"]))
    standin.fault("server_error", status=503, times=None)
    assert kin_reasons(get_list(make_user("second", genres=["black metal"])))
