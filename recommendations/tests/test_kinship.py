"""Which genres are close to which."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations import genre_tree
from recommendations.kinship import kin, nearest_kin

genres = st.sampled_from(sorted(genre_tree.parents()))


def test_parents_children_and_siblings_are_kin():
    assert kin("indie rock")["alternative rock"] == 1
    assert kin("alternative rock")["indie rock"] == 1
    assert kin("indie rock")["grunge"] == 2


def test_what_is_further_apart_is_not():
    assert "rock" in kin("indie rock")
    assert "hard rock" not in kin("indie rock")
    assert "jazz" not in kin("rock")


def test_spotifys_words_are_hung_into_the_tree():
    assert nearest_kin("metal", 1) == ["heavy metal"]
    assert "bossa nova" in kin("bossanova")


def test_nearer_ones_come_first():
    steps = kin("shoegaze")
    found = [steps[each] for each in nearest_kin("shoegaze", 8)]
    assert found == sorted(found)
    assert found[0] == 1


@pytest.mark.parametrize("unknown", ["", "nobody plays this", "rock "])
def test_an_unknown_genre_has_none(unknown):
    assert nearest_kin(unknown, 3) == []


@given(genres)
def test_nobody_is_their_own_kin(genre):
    assert genre not in kin(genre)


@given(genres)
def test_kinship_is_mutual(genre):
    assert all(kin(each)[genre] == steps for each, steps in kin(genre).items())


def test_no_genre_of_the_tree_stands_alone():
    assert [genre for genre in genre_tree.parents() if not kin(genre)] in (
        [],
        ["singer songwriter"],
    )
