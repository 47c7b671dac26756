"""One version is served at a time, and the one before it is kept."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError

from recommendations import services
from recommendations.models import SimilarItem, SimilarityVersion
from recommendations.similarity import store, versions

pytestmark = pytest.mark.django_db(transaction=True)

LISTS = {"a": [("b", 0.5)], "b": [("a", -0.25)]}


def test_nothing_is_served_before_anything_was_learned():
    assert versions.active() == {}


def test_a_completed_version_is_served(learned):
    version = learned("track", LISTS)
    assert versions.active() == {"track": version.pk}


def test_kinds_are_served_side_by_side(learned):
    track, artist = learned("track", LISTS), learned("artist", LISTS)
    assert versions.active() == {"track": track.pk, "artist": artist.pk}


def test_a_version_whose_items_are_not_complete_is_not_served(learned):
    old = learned("track", LISTS)
    facts = dict.fromkeys(("listeners", "interactions", "items", "links", "training_ms"), 0)
    half = versions.begin("track", **facts)
    with pytest.raises(versions.VersionNotKept):
        services.activate_similarity(half.pk)
    assert versions.active() == {"track": old.pk}


def test_the_version_before_is_kept_and_older_ones_go_with_their_items(learned):
    first, second, third = (learned("track", LISTS) for _ in range(3))
    assert set(SimilarityVersion.objects.values_list("pk", flat=True)) == {second.pk, third.pk}
    assert not SimilarItem.objects.filter(version=first.pk).exists()


def test_after_a_rollback_the_version_gone_back_to_is_kept(learned):
    first, second = learned("track", LISTS), learned("track", LISTS)
    services.activate_similarity(first.pk)
    assert versions.active() == {"track": first.pk}
    third = learned("track", LISTS)
    kept = set(SimilarityVersion.objects.values_list("pk", flat=True))
    assert kept == {first.pk, third.pk} and second.pk not in kept


def test_the_command_goes_back_to_the_version_before_and_forward_again(learned):
    first, second = learned("track", LISTS), learned("track", LISTS)
    for version in (first, second):
        out = StringIO()
        call_command("roll_back_similarity", "track", stdout=out)
        assert out.getvalue() == f"Version {version.pk} of tracks is served.\n"
        assert versions.active() == {"track": version.pk}


def test_without_a_version_before_there_is_no_way_back(learned):
    version = learned("track", LISTS)
    with pytest.raises(CommandError, match="not kept"):
        call_command("roll_back_similarity", "track")
    assert versions.active() == {"track": version.pk}


def test_another_kinds_versions_are_left_alone(learned):
    artist = learned("artist", LISTS)
    for _ in range(3):
        learned("track", LISTS)
    assert SimilarityVersion.objects.filter(pk=artist.pk, active=True).exists()


def test_a_version_that_is_gone_cannot_be_activated(learned):
    with pytest.raises(versions.VersionNotKept):
        services.activate_similarity(learned("track", LISTS).pk + 1)


def test_two_versions_of_a_kind_cannot_be_active(learned):
    old, _ = learned("track", LISTS), learned("track", LISTS)
    with pytest.raises(IntegrityError):
        SimilarityVersion.objects.filter(pk=old.pk).update(active=True)


def test_activations_at_once_leave_one_version_active(learned, in_threads):
    both = [learned("track", LISTS).pk for _ in range(2)]
    in_threads(4, services.activate_similarity, each=both * 2)
    assert SimilarityVersion.objects.filter(active=True).count() == 1


def test_lists_are_found_as_they_were_stored(learned):
    version = learned("track", LISTS)
    found = store.lists_of({version.pk: ["a", "b", "unknown"]})
    assert found[version.pk, "a"].pairs() == [(1, 0.5)]
    assert found[version.pk, "b"].pairs() == [(0, -0.25)]
    assert len(found) == 2


def test_lists_are_read_once_in_a_process(learned, django_assert_num_queries):
    version = learned("track", LISTS)
    with django_assert_num_queries(1):
        for _ in range(3):
            store.lists_of({version.pk: ["a", "unknown"]})


def test_lists_of_both_kinds_take_one_query(learned, django_assert_num_queries):
    track, artist = learned("track", LISTS), learned("artist", LISTS)
    with django_assert_num_queries(1):
        assert len(store.lists_of({track.pk: ["a"], artist.pk: ["a", "b"]})) == 3
