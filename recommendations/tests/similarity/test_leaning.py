"""Learned lists for the familiar and the adventurous."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics import selectors as analytics
from recommendations.learning.scoring import Evidence, Scored
from recommendations.models import SimilarItem
from recommendations.ranking import for_discovery
from recommendations.similarity import serving
from recommendations.similarity.leaning import lean

LISTENERS = {0: 1000, 1: 10, 2: 500, 3: 2}


def scored(*items):
    """Items as (number, score, what speaks for it), best first."""
    return [
        Scored(item, score, tuple(Evidence(cause, 1.0) for cause in causes))
        for item, score, *causes in items
    ]


def order(discovery, items):
    return [each.item for each in lean(items, LISTENERS, for_discovery(discovery))]


def test_the_middle_leaves_the_order_as_it_was_learned():
    assert order(0.5, scored((0, 0.9, 7), (1, 0.8, 7), (2, 0.7, 8))) == [0, 1, 2]


@pytest.mark.parametrize(("discovery", "expected"), [(0, [0, 1]), (1, [1, 0])])
def test_the_adventurous_get_the_lesser_known_first(discovery, expected):
    assert order(discovery, scored((0, 0.9, 7), (1, 0.8, 7))) == expected


def test_the_adventurous_get_what_different_causes_speak_for():
    alike = scored((4, 1.0, 7), (5, 0.9, 7), (6, 0.8, 8))
    assert order(0.6, alike)[:2] == [4, 5]
    assert order(1, alike)[:2] == [4, 6]


@given(
    st.lists(st.tuples(st.integers(0, 60), st.floats(0.01, 1), st.integers(0, 5)), max_size=60),
    st.floats(0, 1),
)
def test_leaning_only_orders(found, discovery):
    items = {number: (number, score, cause) for number, score, cause in found}
    best_first = sorted(items.values(), key=lambda each: -each[1])
    assert sorted(order(discovery, scored(*best_first))) == sorted(items)


def test_the_preference_decides_whom_a_play_leads_to(make_user, known, learned, did):
    fan = make_user("fan")
    known("b", "c")
    version = learned("track", {"a": [("b", 0.5), ("c", 0.45)]})
    SimilarItem.objects.filter(version=version, key="b").update(listeners=5000)
    did(fan, "play", "a")
    recent = analytics.recent_items(fan.pk)
    first = [
        serving.candidates(recent, for_discovery(discovery))[0].track.id for discovery in (0, 1)
    ]
    assert first == ["b", "c"]
